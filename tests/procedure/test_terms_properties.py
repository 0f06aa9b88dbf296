"""What holds for every term, whatever the dates."""

from datetime import date, timedelta

from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from raadzaal.procedure.basis import Basis
from raadzaal.procedure.calendar import LegalCalendar
from raadzaal.procedure.lengths import Length
from raadzaal.procedure.terms import Extension, Suspension, TermRule, compute, explain

CALENDAR = LegalCalendar()
STATUTE = Basis("statute", "art. 24 Kaderwet adviescolleges")

starts = st.dates(date(1965, 4, 1), date(2150, 1, 1))
within_the_act = st.one_of(
    st.builds(lambda count: Length(days=count), st.integers(1, 90)),
    st.builds(lambda count: Length(weeks=count), st.integers(1, 12)),
    st.builds(lambda count: Length(months=count), st.integers(1, 3)),
)
beyond_the_act = st.one_of(
    st.builds(lambda count: Length(days=count), st.integers(91, 400)),
    st.builds(lambda count: Length(weeks=count), st.integers(13, 60)),
    st.builds(lambda count: Length(months=count), st.integers(4, 24)),
    st.builds(lambda count: Length(years=count), st.integers(1, 10)),
)
working_days = st.builds(lambda count: Length(working_days=count), st.integers(1, 60))
any_length = within_the_act | beyond_the_act | working_days
# (days from the start, how long): turned into dates once the start is known.
pauses = st.lists(st.tuples(st.integers(-10, 120), st.integers(1, 40)), max_size=4)


def rule(length, counts_from="day_after_event"):
    return TermRule("term", length, STATUTE, counts_from)


def suspended(since, pauses):
    return [Suspension(day := since + timedelta(days=offset), day + timedelta(days=days)) for offset, days in pauses]


both_ways = st.sampled_from(["day_after_event", "event_day"])


@given(within_the_act, starts, both_ways, pauses)
def test_within_the_act_a_term_never_ends_on_a_day_off(length, since, counts_from, pauses):
    due = compute(rule(length, counts_from), since, suspensions=suspended(since, pauses)).due
    assert CALENDAR.is_working_day(due)


@given(within_the_act, starts)
def test_within_the_act_the_end_moves_no_further_than_needed(length, since):
    result = compute(rule(length), since)
    skipped = [result.nominal + timedelta(days=n) for n in range((result.due - result.nominal).days)]
    within = [since + timedelta(days=n + 1) for n in range((result.due - since).days)]
    held = sum(CALENDAR.is_working_day(day) for day in within)
    assert sum(CALENDAR.is_working_day(day) for day in skipped) == 0 or held == 2
    assert held >= 2 or (length.days and length.days < 3)


@given(beyond_the_act, starts)
def test_beyond_the_act_the_end_stays_where_it_falls(length, since):
    result = compute(rule(length), since)
    assert result.due == result.nominal
    assert not result.act_applies


@given(any_length, starts, st.integers(0, 40), both_ways)
def test_a_later_start_never_ends_sooner(length, since, later, counts_from):
    first = compute(rule(length, counts_from), since).due
    second = compute(rule(length, counts_from), since + timedelta(days=later)).due
    assert first <= second


@given(
    any_length.filter(lambda length: not (length.months or length.years)), starts, st.integers(0, 40), pauses, both_ways
)
def test_a_later_start_never_ends_sooner_with_pauses(length, since, later, pauses, counts_from):
    """Not for months: from 30 January one month ends on the last of February, while a pause moves a term from 12 January past it."""
    stops = suspended(since, pauses)
    first = compute(rule(length, counts_from), since, suspensions=stops).due
    second = compute(rule(length, counts_from), since + timedelta(days=later), suspensions=stops).due
    assert first <= second


@given(any_length, starts, pauses, st.tuples(st.integers(-10, 120), st.integers(1, 40)))
def test_one_more_suspension_never_ends_sooner(length, since, pauses, extra):
    without = compute(rule(length), since, suspensions=suspended(since, pauses)).due
    with_it = compute(rule(length), since, suspensions=suspended(since, [*pauses, extra])).due
    assert without <= with_it


@given(any_length, starts, pauses)
def test_a_term_never_ends_while_it_is_suspended(length, since, pauses):
    stops = suspended(since, pauses)
    due = compute(rule(length), since, suspensions=stops).due
    assert not any(stop.covers(due) for stop in stops)


@given(beyond_the_act, starts, st.integers(1, 60), st.integers(1, 60))
def test_outside_the_act_the_end_moves_by_exactly_the_days_suspended(length, since, offset, days):
    plain = compute(rule(length), since).due
    stopped = compute(rule(length), since, suspensions=suspended(since, [(offset, days)])).due
    assert (stopped - plain).days == days


@given(starts, within_the_act, st.integers(1, 30))
def test_an_extension_never_ends_sooner(since, length, more):
    extended = [Extension(Length(days=more), "reden", STATUTE)]
    assert compute(rule(length), since).due <= compute(rule(length), since, extensions=extended).due


@given(any_length, starts, pauses)
def test_every_calculation_can_be_told_in_both_languages(length, since, pauses):
    result = compute(rule(length), since, suspensions=suspended(since, pauses))
    told = {}
    for language in ("nl", "en"):
        with translation.override(language):
            told[language] = explain(result)
    assert len(told["nl"]) == len(told["en"]) == len(result.explanation)
    assert not set(told["nl"]) & set(told["en"])


@given(any_length, starts)
def test_counted_back_mirrors_counted_forward(length, since):
    """Whoever counts back what was counted forward never lands after the start; in days and weeks exactly on it."""
    end = compute(TermRule("there", length, STATUTE, atw=False), since).due
    back = compute(TermRule("back", length, STATUTE, backwards=True), end).due
    assert back == since if length.days or length.weeks else back <= since
