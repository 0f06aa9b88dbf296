"""Last days of legal terms, against hand-written dates (Algemene termijnenwet, Atw)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from raadzaal.procedure.basis import Basis, BasisKind
from raadzaal.procedure.calendar import DateOutOfRangeError, EquatedDay, LegalCalendar, NotALegalDayError, TermError
from raadzaal.procedure.lengths import LengthError, LengthTooLongError
from raadzaal.procedure.terms import (
    CountedBackError,
    CountsFrom,
    Extension,
    HoursAloneError,
    InstantNeededError,
    Length,
    Suspension,
    SuspensionError,
    TermRule,
    TermState,
    compute,
    days_left,
    explain,
    state,
)

STATUTE = Basis("statute", "art. 24 Kaderwet adviescolleges")
AGREEMENT = Basis("agreement", "afspraak met de minister")
HOUSE_RULE = Basis("house_rule", "reglement van orde")
CABINET_RESPONSE = TermRule("cabinet_response", Length(months=3), STATUTE)


def term(basis=STATUTE, counts_from="day_after_event", atw="by_law", backwards=False, **length):
    return TermRule("term", Length(**length), basis, counts_from, atw, backwards)


def due(rule, since, **options):
    return compute(rule, since, **options).due


def codes(result):
    return [step.code for step in result.explanation]


PLAIN = [
    ({"days": 1}, date(2026, 5, 11), date(2026, 5, 12)),
    ({"weeks": 6}, date(2026, 1, 5), date(2026, 2, 16)),
    ({"weeks": 4}, date(2026, 9, 1), date(2026, 9, 29)),
    ({"months": 3}, date(2026, 2, 10), date(2026, 5, 11)),
    ({"months": 1}, date(2026, 1, 31), date(2026, 3, 2)),
    ({"months": 1}, date(2024, 1, 31), date(2024, 2, 29)),
    ({"months": 2}, date(2026, 7, 31), date(2026, 9, 30)),
    ({"months": 2}, date(2025, 12, 31), date(2026, 3, 2)),
    ({"working_days": 5}, date(2026, 4, 1), date(2026, 4, 10)),
    ({"working_days": 1}, date(2026, 12, 24), date(2026, 12, 28)),
    ({"working_days": 2}, date(2026, 12, 24), date(2026, 12, 29)),
]

MOVED = [
    ("a Saturday", {"weeks": 2}, date(2026, 5, 2), date(2026, 5, 18)),
    ("a Sunday", {"weeks": 2}, date(2026, 9, 6), date(2026, 9, 21)),
    ("Good Friday", {"weeks": 2}, date(2026, 3, 20), date(2026, 4, 7)),
    ("Easter Monday", {"weeks": 4}, date(2026, 3, 9), date(2026, 4, 7)),
    ("King's Day, a Monday", {"weeks": 2}, date(2026, 4, 13), date(2026, 4, 28)),
    ("5 May, a Tuesday", {"weeks": 1}, date(2026, 4, 28), date(2026, 5, 6)),
    ("Ascension Day", {"weeks": 2}, date(2026, 4, 30), date(2026, 5, 15)),
    ("Whit Monday", {"weeks": 6}, date(2026, 4, 13), date(2026, 5, 26)),
    ("Christmas Day on a Friday", {"weeks": 3}, date(2026, 12, 4), date(2026, 12, 28)),
    ("Christmas Day on a Thursday", {"weeks": 3}, date(2025, 12, 4), date(2025, 12, 29)),
    ("New Year's Day on a Thursday", {"weeks": 2}, date(2025, 12, 18), date(2026, 1, 2)),
    ("New Year's Day on a Friday", {"weeks": 2}, date(2026, 12, 18), date(2027, 1, 4)),
]

MINIMUM = [
    ("Thursday before Easter, three days", {"days": 3}, date(2026, 4, 2), date(2026, 4, 8)),
    ("Thursday before Easter, four days", {"days": 4}, date(2026, 4, 2), date(2026, 4, 8)),
    ("Thursday before Easter, five days", {"days": 5}, date(2026, 4, 2), date(2026, 4, 8)),
    ("Thursday before Easter, two days", {"days": 2}, date(2026, 4, 2), date(2026, 4, 7)),
    ("Christmas Eve 2025, three days", {"days": 3}, date(2025, 12, 24), date(2025, 12, 30)),
    ("Christmas Eve 2026, three days", {"days": 3}, date(2026, 12, 24), date(2026, 12, 29)),
    ("Christmas Eve 2026, one day", {"days": 1}, date(2026, 12, 24), date(2026, 12, 28)),
    ("a Friday in autumn, three days", {"days": 3}, date(2026, 9, 4), date(2026, 9, 8)),
    ("the day before 4 and 5 May", {"days": 3}, date(2026, 5, 1), date(2026, 5, 6)),
    ("a plain week needs nothing", {"days": 3}, date(2026, 9, 7), date(2026, 9, 10)),
]

# Each of these lands on a Saturday, Sunday or holiday, and stays there.
OUTSIDE_THE_ACT = [
    ("act_over_days", term(days=91), date(2026, 2, 3), date(2026, 5, 5)),
    ("act_over_weeks", term(weeks=13), date(2026, 2, 3), date(2026, 5, 5)),
    ("act_over_months", term(months=4), date(2026, 1, 5), date(2026, 5, 5)),
    ("act_years", term(years=1), date(2025, 5, 5), date(2026, 5, 5)),
    ("act_agreement", term(AGREEMENT, weeks=1), date(2026, 4, 28), date(2026, 5, 5)),
    ("act_house_rule", term(HOUSE_RULE, weeks=1), date(2026, 4, 28), date(2026, 5, 5)),
    ("act_set_aside", term(atw=False, weeks=1), date(2026, 4, 28), date(2026, 5, 5)),
    ("act_counted_back", term(backwards=True, days=10), date(2026, 5, 15), date(2026, 5, 5)),
    ("act_counted_back", term(backwards=True, weeks=2), date(2026, 5, 30), date(2026, 5, 16)),
    ("act_house_rule", term(HOUSE_RULE, days=3), date(2026, 4, 2), date(2026, 4, 5)),
]

AT_THE_LIMIT = [
    (term(days=90), date(2026, 2, 4), date(2026, 5, 6)),
    (term(weeks=12), date(2026, 2, 10), date(2026, 5, 6)),
    (term(months=3), date(2026, 2, 5), date(2026, 5, 6)),
]


@pytest.mark.parametrize(("length", "since", "expected"), PLAIN)
def test_length(length, since, expected):
    assert due(term(**length), since) == expected


@pytest.mark.parametrize(("case", "length", "since", "expected"), MOVED)
def test_an_end_on_a_day_off_moves_to_the_next_working_day(case, length, since, expected):
    result = compute(term(**length), since)
    assert result.due == expected
    assert "moved" in codes(result)


@pytest.mark.parametrize(("case", "length", "since", "expected"), MINIMUM)
def test_three_days_or_more_hold_two_working_days(case, length, since, expected):
    assert due(term(**length), since) == expected


@pytest.mark.parametrize(("why", "rule", "since", "expected"), OUTSIDE_THE_ACT)
def test_outside_the_act_nothing_moves(why, rule, since, expected):
    result = compute(rule, since)
    assert (result.due, result.act_applies) == (expected, False)
    assert why in codes(result)
    assert not LegalCalendar().is_working_day(result.due)


@pytest.mark.parametrize(("rule", "since", "expected"), AT_THE_LIMIT)
def test_exactly_at_its_limits_the_act_applies(rule, since, expected):
    result = compute(rule, since)
    assert (result.due, result.act_applies) == (expected, True)
    assert result.nominal == expected - timedelta(days=1) == date(2026, 5, 5)


def test_the_cabinet_responds_within_three_months_of_receipt():
    assert due(CABINET_RESPONSE, date(2026, 3, 12)) == date(2026, 6, 12)
    assert due(CABINET_RESPONSE, date(2026, 2, 5)) == date(2026, 5, 6)
    assert due(CABINET_RESPONSE, date(2026, 1, 3)) == date(2026, 4, 7)


def test_a_profile_may_let_the_act_apply_to_its_own_term():
    result = compute(term(HOUSE_RULE, atw=True, weeks=1), date(2026, 4, 28))
    assert (result.due, result.act_applies) == (date(2026, 5, 6), True)
    assert "act_by_own_rule" in codes(result)
    assert not compute(term(HOUSE_RULE, atw=True, weeks=13), date(2026, 2, 3)).act_applies


def test_a_day_equated_by_decree_moves_the_end():
    calendar = LegalCalendar(equated=(EquatedDay(date(2026, 5, 15), "dag na Hemelvaartsdag", "Stcrt. 2025, 1"),))
    result = compute(term(weeks=2), date(2026, 4, 30), calendar=calendar)
    assert result.due == date(2026, 5, 18)
    with translation.override("nl"):
        assert "vrijdag 15 mei 2026 (dag na Hemelvaartsdag)" in " ".join(explain(result))


@pytest.mark.parametrize(
    ("length", "since", "expected"),
    [
        ({"days": 14}, date(2026, 9, 1), date(2026, 9, 14)),
        ({"weeks": 2}, date(2026, 9, 1), date(2026, 9, 14)),
        ({"months": 1}, date(2026, 9, 1), date(2026, 9, 30)),
        ({"months": 1}, date(2024, 1, 30), date(2024, 2, 29)),
        ({"months": 1}, date(2024, 1, 31), date(2024, 2, 29)),
        ({"years": 2}, date(2024, 4, 1), date(2026, 3, 31)),
    ],
)
def test_a_term_may_count_the_day_of_the_event(length, since, expected):
    assert due(term(counts_from=CountsFrom.EVENT_DAY, **length), since) == expected


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        ({"days": 10}, date(2026, 5, 21)),
        ({"months": 3}, date(2026, 2, 28)),
        ({"working_days": 5}, date(2026, 5, 22)),
    ],
)
def test_counted_back(length, expected):
    assert due(term(backwards=True, **length), date(2026, 5, 31)) == expected


def test_counted_back_from_and_including_the_day_itself():
    assert due(term(backwards=True, counts_from="event_day", days=10), date(2026, 5, 31)) == date(2026, 5, 22)
    assert due(term(backwards=True, counts_from="event_day", months=1), date(2026, 3, 31)) == date(2026, 3, 1)


def test_papers_ten_days_before_the_meeting_may_fall_on_good_friday():
    assert due(term(HOUSE_RULE, backwards=True, days=13), date(2026, 4, 16)) == date(2026, 4, 3)


def test_29_february_and_a_year():
    result = compute(term(years=1), date(2024, 2, 29))
    assert result.due == date(2025, 2, 28)
    assert "month_end" in codes(result)


def test_hours_run_through_the_weekend_and_into_summer_time():
    result = compute(term(HOUSE_RULE, hours=72), datetime(2026, 3, 27, 12, tzinfo=UTC))
    assert result.due_at == datetime(2026, 3, 30, 12, tzinfo=UTC)
    with translation.override("nl"):
        assert explain(result)[:2] == [
            "De termijn begint op vrijdag 27 maart 2026, 13:00.",
            "Hij duurt 72 uur, tot maandag 30 maart 2026, 14:00.",
        ]


def test_hours_end_on_the_day_it_is_in_amsterdam():
    assert due(term(hours=1), datetime(2026, 6, 1, 21, 30, tzinfo=UTC)) == date(2026, 6, 2)


def test_hours_are_counted_back_and_extended_in_hours():
    meeting = datetime(2026, 6, 4, 8, tzinfo=UTC)
    assert compute(term(hours=48, backwards=True), meeting).due_at == meeting - timedelta(hours=48)
    extended = compute(term(hours=24), meeting, extensions=[Extension(Length(hours=12), "storing", HOUSE_RULE)])
    assert extended.due_at == meeting + timedelta(hours=36)
    assert "act_hours" in codes(extended)


def test_an_instant_starts_a_term_on_its_day_in_amsterdam():
    assert due(term(days=1), datetime(2026, 6, 1, 22, 30, tzinfo=UTC)) == date(2026, 6, 3)


class TestSuspension:
    """A suspension stops the clock on its first day; the day it runs again counts."""

    rule = term(weeks=2)
    since = date(2026, 9, 7)

    def due(self, *suspensions):
        return due(self.rule, self.since, suspensions=suspensions)

    def test_the_end_moves_by_the_days_suspended(self):
        assert self.due() == date(2026, 9, 21)
        assert self.due((date(2026, 9, 10), date(2026, 9, 15))) == date(2026, 9, 28)  # 26 September is a Saturday
        assert self.due((date(2026, 9, 10), date(2026, 9, 17))) == date(2026, 9, 28)

    def test_two_periods_add_up_and_overlap_counts_once(self):
        first, second = (date(2026, 9, 8), date(2026, 9, 10)), (date(2026, 9, 14), date(2026, 9, 16))
        assert self.due(first, second) == self.due(second, first) == date(2026, 9, 25)
        assert self.due((date(2026, 9, 8), date(2026, 9, 11)), (date(2026, 9, 9), date(2026, 9, 12))) == self.due(
            (date(2026, 9, 8), date(2026, 9, 12))
        )

    def test_an_extension_by_suspension_brings_a_later_one_within_the_term(self):
        late = (date(2026, 9, 24), date(2026, 9, 29))
        assert self.due(late) == date(2026, 9, 21)
        assert self.due((date(2026, 9, 8), date(2026, 9, 15)), late) == date(2026, 10, 5)  # 3 October is a Saturday

    def test_while_it_is_open_there_is_no_end(self):
        result = compute(self.rule, self.since, suspensions=[Suspension(date(2026, 9, 10))])
        assert result.due is None
        assert "suspended_open" in codes(result)
        assert state(result.due, date(2026, 9, 12)) is TermState.SUSPENDED

    def test_open_after_the_end_changes_nothing(self):
        result = compute(self.rule, self.since, suspensions=[(date(2026, 9, 22), None)])
        assert result.due == date(2026, 9, 21)
        assert "suspended_after" in codes(result)

    def test_before_the_start_only_the_rest_counts(self):
        assert self.due((date(2026, 9, 1), date(2026, 9, 10))) == self.due((date(2026, 9, 8), date(2026, 9, 10)))
        early = compute(self.rule, self.since, suspensions=[(date(2026, 9, 1), date(2026, 9, 4))])
        assert early.due == date(2026, 9, 21)
        assert "suspended_before" in codes(early)

    def test_on_the_last_day_itself(self):
        assert self.due((date(2026, 9, 21), date(2026, 9, 24))) == date(2026, 9, 24)

    def test_in_the_days_that_the_act_added(self):
        """The end is Good Friday, moved to 7 April; from Easter Monday the clock stands still for a week."""
        assert due(self.rule, date(2026, 3, 20), suspensions=[(date(2026, 4, 6), date(2026, 4, 13))]) == date(
            2026, 4, 13
        )
        assert due(self.rule, date(2026, 3, 20), suspensions=[(date(2026, 4, 6), None)]) is None

    def test_working_days_pass_over_what_was_suspended(self):
        rule = term(working_days=5)
        assert due(rule, date(2026, 9, 7)) == date(2026, 9, 14)
        assert due(rule, date(2026, 9, 7), suspensions=[(date(2026, 9, 9), date(2026, 9, 11))]) == date(2026, 9, 16)

    def test_backwards_in_time_is_refused(self):
        with pytest.raises(SuspensionError) as refusal:
            Suspension(date(2026, 9, 10), date(2026, 9, 10))
        assert refusal.value.code == "suspension-invalid"


class TestExtension:
    def extended(self, rule, since, *lengths):
        extensions = [Extension(length, "zwaarwegende reden", rule.basis) for length in lengths]
        return compute(rule, since, extensions=extensions)

    def test_adds_to_the_term_before_the_act_looks_at_it(self):
        """Four weeks end on Good Friday; two weeks more count from Good Friday, not from the Tuesday after."""
        assert self.extended(term(weeks=4), date(2026, 3, 6)).due == date(2026, 4, 7)
        assert self.extended(term(weeks=4), date(2026, 3, 6), Length(weeks=2)).due == date(2026, 4, 17)

    def test_months_add_up_from_the_start(self):
        result = self.extended(term(months=1), date(2024, 1, 31), Length(months=1))
        assert result.nominal == date(2024, 3, 31)

    def test_the_whole_length_decides_whether_the_act_applies(self):
        assert self.extended(term(weeks=10), date(2026, 2, 10), Length(weeks=2)).act_applies
        result = self.extended(term(weeks=10), date(2026, 2, 1), Length(weeks=4))
        assert (result.due, result.act_applies) == (date(2026, 5, 10), False)

    def test_a_short_term_becomes_three_days(self):
        assert self.extended(term(days=2), date(2026, 4, 2)).due == date(2026, 4, 7)
        assert self.extended(term(days=2), date(2026, 4, 2), Length(days=1)).due == date(2026, 4, 8)

    def test_its_reason_and_ground_are_told(self):
        with translation.override("en"):
            told = explain(self.extended(term(weeks=4), date(2026, 9, 1), Length(weeks=2)))
        assert (
            "It was extended by 2 weeks (zwaarwegende reden; art. 24 Kaderwet adviescolleges), "
            "until and including Tuesday 13 October 2026." in told
        )


DUTCH_STORY = [
    "De termijn begint op zondag 4 januari 2026, de dag na zaterdag 3 januari 2026.",
    "Hij duurt 3 maanden, tot en met vrijdag 3 april 2026.",
    "De termijn kan niet eindigen op vrijdag 3 april 2026 (Goede Vrijdag), zaterdag 4 april 2026, "
    "zondag 5 april 2026 (eerste Paasdag) of maandag 6 april 2026 (tweede Paasdag) en loopt daarom tot en met "
    "dinsdag 7 april 2026, de eerstvolgende werkdag (art. 1 lid 1 Atw).",
    "De laatste dag is dinsdag 7 april 2026.",
    "Grondslag: art. 24 Kaderwet adviescolleges (wet).",
]

ENGLISH_STORY = [
    "The term starts on Sunday 4 January 2026, the day after Saturday 3 January 2026.",
    "It lasts 3 months, until and including Friday 3 April 2026.",
    "The term cannot end on Friday 3 April 2026 (Good Friday), Saturday 4 April 2026, "
    "Sunday 5 April 2026 (Easter Sunday) or Monday 6 April 2026 (Easter Monday), so it runs until and including "
    "Tuesday 7 April 2026, the next working day (art. 1(1) Atw).",
    "The last day is Tuesday 7 April 2026.",
    "Ground: art. 24 Kaderwet adviescolleges (act of law).",
]


@pytest.mark.parametrize(("language", "story"), [("nl", DUTCH_STORY), ("en", ENGLISH_STORY)])
def test_a_date_explains_itself(language, story):
    result = compute(CABINET_RESPONSE, date(2026, 1, 3))
    with translation.override(language):
        assert explain(result) == story


def test_one_day_is_told_in_the_singular():
    with translation.override("nl"):
        assert "Hij duurt 1 dag, tot en met dinsdag 12 mei 2026." in explain(
            compute(term(days=1), date(2026, 5, 11), suspensions=[])
        )


def test_the_minimum_is_told_with_what_was_held():
    with translation.override("nl"):
        told = explain(compute(term(days=3), date(2026, 4, 2)))
    assert (
        "In de termijn moeten ten minste twee werkdagen vallen. Er viel er één in, dus loopt hij tot en met "
        "woensdag 8 april 2026 (art. 2 Atw)." in told
    )


def test_a_working_day_is_told_to_stay():
    with translation.override("nl"):
        told = explain(compute(term(weeks=6), date(2026, 1, 5)))
    assert "Maandag 16 februari 2026 is een werkdag, dus het einde schuift niet op." in told


@pytest.mark.parametrize(
    ("why", "rule", "since", "words"),
    [
        ("back", term(backwards=True, days=10), date(2026, 5, 15), "want de termijn wordt teruggerekend"),
        ("long", term(weeks=13), date(2026, 2, 3), "want de termijn is langer dan twaalf weken"),
        ("house", term(HOUSE_RULE, weeks=1), date(2026, 4, 28), "want de termijn staat in een huisregel"),
    ],
)
def test_it_says_why_the_act_does_not_apply(why, rule, since, words):
    with translation.override("nl"):
        assert f"De Algemene termijnenwet geldt niet, {words}" in " ".join(explain(compute(rule, since)))


@pytest.mark.parametrize(
    "lengths",
    [{}, {"days": 0}, {"days": -3}, {"days": 1, "weeks": 1}, {"weeks": 1.5}, {"days": True}, {"months": "3"}],
)
def test_a_length_is_one_whole_number_in_one_unit(lengths):
    with pytest.raises(LengthError):
        Length(**lengths)


@pytest.mark.parametrize("lengths", [{"days": 3_661}, {"hours": 10_000}, {"weeks": 5_000}, {"years": 101}])
def test_absurd_lengths_are_refused(lengths):
    with pytest.raises(LengthTooLongError) as refusal:
        Length(**lengths)
    assert refusal.value.code == "length-too-long"


@pytest.mark.parametrize("since", [date(1899, 12, 31), date(2201, 1, 1), date(1, 1, 1), date(9999, 12, 31)])
def test_dates_outside_the_calendar_are_refused(since):
    with pytest.raises(DateOutOfRangeError):
        compute(term(days=1), since)


@pytest.mark.parametrize(
    ("rule", "since"),
    [
        (term(days=3), date(2200, 12, 30)),
        (term(years=100), date(2150, 1, 1)),
        (term(backwards=True, months=1), date(1900, 1, 15)),
        (term(working_days=10), date(2200, 12, 28)),
        (term(hours=48), datetime(2200, 12, 31, tzinfo=UTC)),
    ],
)
def test_ends_outside_the_calendar_are_refused(rule, since):
    with pytest.raises(DateOutOfRangeError):
        compute(rule, since)


def test_the_first_day_of_the_calendar_can_be_counted_from():
    assert due(term(days=3), date(1900, 1, 1)) == date(1900, 1, 4)


def test_only_dates_start_a_term():
    with pytest.raises(NotALegalDayError):
        compute(term(days=1), "2026-02-30")


def test_what_cannot_be_combined_is_refused():
    instant = datetime(2026, 6, 1, 9, tzinfo=UTC)
    more_days, more_hours = (Extension(Length(**each), "reden", STATUTE) for each in ({"days": 1}, {"hours": 1}))
    pause = [(date(2026, 6, 2), date(2026, 6, 3))]
    with pytest.raises(InstantNeededError):
        compute(term(hours=1), date(2026, 6, 1))
    with pytest.raises(InstantNeededError):
        compute(term(days=1), instant.replace(tzinfo=None))
    with pytest.raises(HoursAloneError):
        compute(term(hours=1), instant, extensions=[more_days])
    with pytest.raises(HoursAloneError):
        compute(term(hours=1), instant, suspensions=pause)
    with pytest.raises(HoursAloneError):
        compute(term(days=1), date(2026, 6, 1), extensions=[more_hours])
    with pytest.raises(CountedBackError):
        compute(term(days=1, backwards=True), date(2026, 6, 1), suspensions=pause)


@pytest.mark.parametrize("refused", TermError.__subclasses__())
def test_every_refusal_has_a_code_and_dutch_words(refused):
    with translation.override("en"):
        english = str(refused.message)
    with translation.override("nl"):
        assert str(refused.message) != english
    assert refused.code != TermError.code
    assert issubclass(refused, ValueError)


def test_a_basis_needs_a_known_kind_and_a_citation():
    with pytest.raises(ValueError, match="habit"):
        Basis("habit", "zo doen wij het altijd")
    with pytest.raises(ValueError, match="basis-without-citation"):
        Basis(BasisKind.STATUTE, " ")


@pytest.mark.parametrize(
    ("today", "left", "expected"),
    [
        (date(2026, 5, 1), 10, "running"),
        (date(2026, 5, 3), 8, "running"),
        (date(2026, 5, 4), 7, "due_soon"),
        (date(2026, 5, 10), 1, "due_soon"),
        (date(2026, 5, 11), 0, "due_today"),
        (date(2026, 5, 12), -1, "overdue"),
    ],
)
def test_state_of_a_term(today, left, expected):
    last = date(2026, 5, 11)
    assert (days_left(last, today), state(last, today)) == (left, expected)


def test_without_an_end_there_are_no_days_left():
    assert days_left(None, date(2026, 5, 1)) is None
