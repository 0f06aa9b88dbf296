"""Quorum, validity, majority, tie and dissent by arts. 20-27 Wet op de SER, and what another council may set."""

from fractions import Fraction

import pytest
from django.utils import translation
from hypothesis import assume, given
from hypothesis import strategies as st

from raadzaal.council.profile.loading import load
from raadzaal.meetings.profile_rules import rules_from_profile
from raadzaal.meetings.rule_book import ANY_NUMBER, DUTCH_RULES, KindRule, Rules, RulesError, Threshold, TieRule
from raadzaal.meetings.rules import (
    CountError,
    Result,
    council_from,
    dissent_wording,
    outcome,
    quorum,
    validity,
    without_vote,
)

SEATS = 36


def codes(result):
    return [step.code for step in result.explanation]


def vote(for_, against, blank=0, kind="matter", sitting=SEATS, present=None, **options):
    present = for_ + against + blank if present is None else present
    return outcome(for_, against, blank, kind=kind, sitting=sitting, present=present, **options)


def counted(for_, against, blank=0, kind="matter", **options):
    """A vote that is valid whatever the turnout, so that only the majority is tested."""
    return vote(for_, against, blank, kind, sitting=max(for_ + against + blank, 1), revote=True, **options).result


QUORUM = [
    (36, 18, 1, False, 19),
    (36, 19, 1, True, 19),
    (35, 17, 1, False, 18),
    (35, 18, 1, True, 18),
    (33, 17, 2, True, 17),
    (33, 16, 2, False, 17),
    (36, 1, 3, True, 1),
    (36, 5, 4, True, 1),
    (36, 0, 3, False, 1),
    (1, 1, 1, True, 1),
    (0, 0, 1, False, 1),
]

VALIDITY = [
    # sitting, obliged to abstain, took part, valid, needed
    (36, 0, 18, False, 19),
    (36, 0, 19, True, 19),
    (36, 2, 17, False, 18),
    (36, 2, 18, True, 18),
    (36, 3, 17, True, 17),
    (35, 0, 18, True, 18),
]

OUTCOMES = [
    # for, against, blank, kind, present, result
    (19, 0, 0, "matter", 36, Result.ADOPTED),
    (18, 17, 1, "matter", 36, Result.ADOPTED),
    (17, 18, 1, "matter", 36, Result.REJECTED),
    (10, 9, 10, "matter", 30, Result.ADOPTED),
    (10, 8, 10, "matter", 30, Result.INVALID),
    (1, 0, 20, "person", 30, Result.ADOPTED),
    (1, 0, 17, "person", 30, Result.INVALID),
    (0, 0, 20, "person", 30, Result.REJECTED),
    (18, 18, 0, "matter", 36, Result.TIED_FAILED),
    (17, 17, 2, "matter", 36, Result.TIED_FAILED),
    (15, 15, 0, "matter", 30, Result.TIED_DEFERRED),
    (18, 18, 0, "person", 36, Result.TIED_LOT),
    (15, 15, 0, "person", 30, Result.TIED_DEFERRED),
    (24, 12, 0, "ordinance", 36, Result.ADOPTED),
    (23, 13, 0, "ordinance", 36, Result.REJECTED),
    (23, 12, 1, "ordinance", 36, Result.REJECTED),
    (22, 11, 3, "ordinance", 36, Result.ADOPTED),
    (18, 18, 0, "ordinance", 36, Result.TIED_FAILED),
]

SECOND_TIES = [("matter", Result.TIED_FAILED), ("ordinance", Result.TIED_FAILED), ("person", Result.TIED_LOT)]

WORDINGS = [
    # supporters, seats, Dutch, English
    (1, 33, "een lid", "one member"),
    (2, 33, "enkele leden", "a few members"),
    (4, 33, "enkele leden", "a few members"),
    (5, 33, "een deel van de raad", "part of the Council"),
    (28, 33, "een deel van de raad", "part of the Council"),
    (29, 33, "de raad", "the Council"),
    (31, 36, "een deel van de raad", "part of the Council"),
    (32, 36, "de raad", "the Council"),
    (2, 6, "enkele leden", "a few members"),
    (5, 6, "de raad", "the Council"),
    (3, 3, "de raad", "the Council"),
]


@pytest.mark.parametrize(("sitting", "present", "call", "met", "needed"), QUORUM)
def test_quorum(sitting, present, call, met, needed):
    result = quorum(sitting, present, call=call)
    assert (result.met, result.needed) == (met, needed)


@pytest.mark.parametrize(("sitting", "abstaining", "took_part", "valid", "needed"), VALIDITY)
def test_validity(sitting, abstaining, took_part, valid, needed):
    result = validity(sitting, abstaining, took_part)
    assert (result.valid, result.needed) == (valid, needed)


def test_a_revote_is_valid_whatever_the_turnout():
    assert validity(36, 0, 1, revote=True).valid
    assert vote(1, 0, present=20, revote=True).result is Result.ADOPTED


def test_a_vote_in_the_third_call_is_valid_whatever_the_turnout():
    assert not validity(36, 0, 3, call=2).valid
    assert validity(36, 0, 3, call=3).valid


@pytest.mark.parametrize(("for_", "against", "blank", "kind", "present", "result"), OUTCOMES)
def test_outcome(for_, against, blank, kind, present, result):
    assert vote(for_, against, blank, kind, present=present).result is result


@pytest.mark.parametrize(("kind", "result"), SECOND_TIES)
def test_a_second_tie_is_final_also_when_members_are_missing(kind, result):
    assert vote(15, 15, kind=kind, present=30, second_tie=True).result is result


def test_the_chair_has_no_casting_vote():
    assert vote(15, 15, present=30, chair_vote="for").result is Result.TIED_DEFERRED


def test_vacant_seats_do_not_keep_a_meeting_from_being_full():
    assert vote(17, 17, sitting=34).result is Result.TIED_FAILED


def test_members_who_must_abstain_lower_the_bar_of_validity():
    assert vote(10, 7, present=30).result is Result.INVALID
    assert vote(10, 7, present=30, obliged_to_abstain=3).result is Result.ADOPTED


def test_without_a_request_for_a_vote_a_matter_counts_as_adopted():
    result = without_vote("matter")
    assert result.result is Result.ADOPTED
    with translation.override("nl"):
        assert result.words() == [
            "Geen lid vroeg om stemming, dus het voorstel geldt als aangenomen (art. 24(2) Wet op de SER)."
        ]


def test_persons_are_always_voted_on():
    with pytest.raises(CountError) as refusal:
        without_vote("person")
    assert refusal.value.code == "vote-required"


@pytest.mark.parametrize(("kind", "form"), [("matter", "roll_call"), ("person", "secret_ballot")])
def test_form_of_the_vote(kind, form):
    assert DUTCH_RULES.kind(kind).form == form


@pytest.mark.parametrize(("supporters", "seats", "dutch", "english"), WORDINGS)
def test_dissent_wording(supporters, seats, dutch, english):
    wording = dissent_wording(supporters, seats)
    with translation.override("nl"):
        assert str(wording) == dutch
    with translation.override("en"):
        assert str(wording) == english


def test_parts_of_the_council_are_told_apart():
    with translation.override("nl"):
        assert [str(dissent_wording(10, 36, nth=nth)) for nth in (1, 2, 3, 4)] == [
            "een deel van de raad",
            "een ander deel van de raad",
            "weer een ander deel van de raad",
            "weer een ander deel van de raad",
        ]


@pytest.mark.parametrize(("supporters", "seats"), [(0, 36), (37, 36), (-1, 36)])
def test_nobody_and_more_than_everybody_hold_no_view(supporters, seats):
    with pytest.raises(CountError):
        dissent_wording(supporters, seats)


def test_the_count_is_told_in_dutch():
    with translation.override("nl"):
        assert vote(23, 12, 1, "ordinance").words() == [
            "Van de 36 leden die mogen stemmen deden er 35 mee; nodig is meer dan de helft, dus 19: "
            "de stemming is geldig (art. 25(1) Wet op de SER).",
            "23 voor, 12 tegen, 1 blanco.",
            "Blanco stemmen tellen niet als uitgebracht (art. 26(2) Wet op de SER).",
            "Nodig is ten minste twee derde van de 35 uitgebrachte stemmen, dus 24 vóór (art. 26(2) Wet op de SER).",
            "Het voorstel is verworpen.",
        ]


def test_the_count_is_told_in_english():
    with translation.override("en"):
        assert vote(15, 15, present=30).words()[1:] == [
            "15 in favour, 15 against, 0 blank.",
            "The votes are equally divided.",
            "Not all sitting members are present.",
            "The decision is put off to the next meeting, where the debate may be reopened (art. 27(2) Wet op de SER).",
        ]


def test_the_quorum_is_told():
    with translation.override("nl"):
        assert quorum(36, 18).words() == [
            "Van de 36 zittende leden zijn er 18; nodig is meer dan de helft, dus 19 (art. 20 Wet op de SER).",
            "De vergadering gaat niet door. Er moet opnieuw worden opgeroepen.",
        ]


IMPOSSIBLE = [
    ("more-present-than-sitting", lambda: quorum(10, 11)),
    ("call-below-one", lambda: quorum(10, 5, call=0)),
    ("not-a-count", lambda: quorum(10, -1)),
    ("not-a-count", lambda: quorum(10, 5.5)),
    ("not-a-count", lambda: vote(True, 0, present=1)),
    ("more-votes-than-present", lambda: vote(10, 10, 1, present=20)),
    ("more-votes-than-voters", lambda: vote(20, 16, 0, obliged_to_abstain=1)),
    ("more-abstaining-than-sitting", lambda: validity(5, 6, 0)),
    ("unknown-kind", lambda: vote(1, 0, kind="party")),
    ("total-seats-needed", lambda: quorum(10, 5, rules=Rules(quorum_base="total"))),
]


@pytest.mark.parametrize(("code", "count"), IMPOSSIBLE)
def test_numbers_that_no_meeting_has_are_refused(code, count):
    with pytest.raises(CountError) as refusal:
        count()
    assert refusal.value.code == code


@pytest.mark.parametrize(
    "declared",
    [
        ("more_than", Fraction(1)),
        ("at_least", Fraction(3, 2)),
        ("at_least", Fraction(-1, 2)),
        ("at_least", 0.5),
        ("at_least",),
        ("any", Fraction(1, 2)),
        ("at_least", Fraction(1, 2), 5),
    ],
)
def test_thresholds_nobody_can_count_with_are_refused(declared):
    with pytest.raises(RulesError):
        Threshold(*declared)


class TestAnotherCouncil:
    casting = KindRule(tie=TieRule("casting_vote", "casting_vote", "casting_vote"))
    rules = Rules(
        quorum=(Threshold("at_least", number=31), Threshold("at_least", number=20)),
        quorum_base="total",
        turnout=ANY_NUMBER,
        kinds={
            "matter": casting,
            "opinion": KindRule(majority_base="present"),
            "statute": KindRule(Threshold("at_least", Fraction(3, 5)), "total", casting.tie),
        },
    )

    def vote(self, for_, against, blank=0, **options):
        return vote(for_, against, blank, sitting=60, rules=self.rules, total=61, **options)

    def test_has_a_fixed_quorum_and_a_lower_one_at_the_second_call(self):
        assert [quorum(60, 30, call=call, rules=self.rules, total=61).met for call in (1, 2, 3)] == [False, True, True]
        assert not quorum(60, 19, call=9, rules=self.rules, total=61).met

    def test_lets_the_chair_break_a_tie(self):
        assert self.vote(15, 15, chair_vote="for").result is Result.ADOPTED
        assert self.vote(15, 15, chair_vote="against").result is Result.REJECTED
        with pytest.raises(CountError, match="chair-vote-needed"):
            self.vote(15, 15)

    def test_asks_a_majority_of_those_present(self):
        assert self.vote(10, 5, 5, kind="opinion").result is Result.REJECTED
        assert self.vote(11, 5, 4, kind="opinion").result is Result.ADOPTED

    def test_asks_three_fifths_of_all_seats(self):
        assert self.vote(36, 0, kind="statute").result is Result.REJECTED
        assert self.vote(37, 20, kind="statute").result is Result.ADOPTED

    def test_a_casting_vote_makes_no_qualified_majority(self):
        assert self.vote(20, 20, kind="statute", chair_vote="for").result is Result.REJECTED

    def test_counts_blanks_as_cast(self):
        rules = Rules(blanks_are_cast=True)
        assert counted(10, 9, 1) is Result.ADOPTED
        assert counted(10, 9, 1, rules=rules) is Result.REJECTED

    def test_everything_it_sets_can_be_told(self):
        results = [
            self.vote(15, 15, chair_vote="for"),
            self.vote(10, 5, 5, kind="opinion"),
            self.vote(20, 20, kind="statute"),
            self.vote(36, 0, kind="statute"),
            quorum(60, 30, rules=self.rules, total=61),
        ]
        with translation.override("nl"):
            dutch = [each.words() for each in results]
        with translation.override("en"):
            english = [each.words() for each in results]
        assert all(not set(one) & set(other) for one, other in zip(dutch, english, strict=True))


class TestProfiles:
    def test_the_ser_profile_says_what_the_act_says(self):
        rules, fields = (
            rules_from_profile(load("ser")),
            [
                "quorum",
                "quorum_base",
                "turnout",
                "turnout_base",
                "minus_abstaining",
                "revote_always_valid",
                "kinds",
                "blanks_are_cast",
                "some_members_at_most",
                "council_margin",
            ],
        )
        assert {name: getattr(rules, name) for name in fields} == {name: getattr(DUTCH_RULES, name) for name in fields}
        assert rules.citations.quorum == "art. 20 Wet op de SER"

    def test_the_example_council_can_be_counted_with(self):
        rules = rules_from_profile(load("voorbeeldraad"))
        assert quorum(15, 8, rules=rules, total=15).met
        assert not quorum(15, 7, rules=rules, total=15).met
        assert quorum(15, 5, call=2, rules=rules, total=15).met


votes = st.integers(0, 60)


@given(votes, votes, votes)
def test_a_matter_needs_more_than_half_of_the_votes_cast(for_, against, blank):
    assume(for_ != against)
    assert (counted(for_, against, blank) is Result.ADOPTED) == (2 * for_ > for_ + against)


@given(votes, votes, votes)
def test_an_ordinance_needs_two_thirds_of_the_votes_cast(for_, against, blank):
    assume(for_ != against)
    assert (counted(for_, against, blank, "ordinance") is Result.ADOPTED) == (3 * for_ >= 2 * (for_ + against))


@given(votes, votes)
def test_equal_votes_are_a_tie_and_nothing_else_is(for_, against):
    tied = counted(for_, against) in (Result.TIED_FAILED, Result.TIED_DEFERRED)
    assert tied == (for_ == against > 0)


@given(votes, votes, votes, st.sampled_from(["matter", "ordinance", "person"]))
def test_one_more_vote_in_favour_never_makes_it_worse(for_, against, blank, kind):
    rank = {Result.REJECTED: 0, Result.TIED_FAILED: 0, Result.TIED_LOT: 1, Result.ADOPTED: 2}
    assert rank[counted(for_, against, blank, kind)] <= rank[counted(for_ + 1, against, blank, kind)]


@given(votes, votes, votes, st.sampled_from(["matter", "ordinance"]))
def test_needed_is_exactly_the_edge(for_, against, blank, kind):
    assume(for_ + against)
    result = vote(for_, against, blank, kind, sitting=for_ + against + blank, revote=True)
    assume(for_ != against)
    assert (result.result is Result.ADOPTED) == (for_ >= result.needed)


@given(st.integers(1, 100), st.data())
def test_quorum_is_exact_and_monotone(sitting, data):
    present = data.draw(st.integers(0, sitting))
    assert quorum(sitting, present).met == (2 * present > sitting)
    if present < sitting:
        assert quorum(sitting, present).met <= quorum(sitting, present + 1).met


@given(st.integers(1, 100), st.data())
def test_validity_is_exact(sitting, data):
    abstaining = data.draw(st.integers(0, sitting - 1))
    took_part = data.draw(st.integers(0, sitting - abstaining))
    assert validity(sitting, abstaining, took_part).valid == (2 * took_part > sitting - abstaining)


@given(st.fractions(0, 1).filter(lambda part: part < 1), st.integers(0, 500), st.integers(0, 500))
def test_thresholds_agree_with_cross_multiplication(part, share, whole):
    left, right = share * part.denominator, whole * part.numerator
    assert Threshold("more_than", part).met(share, whole) == (left > right)
    assert Threshold("at_least", part).met(share, whole) == (left >= right)


@given(st.integers(1, 60), st.data())
def test_more_supporters_are_never_named_smaller(seats, data):
    supporters = data.draw(st.integers(1, seats))
    sizes = ["one member", "a few members", "part of the Council", "the Council"]
    with translation.override("en"):
        named = [sizes.index(str(dissent_wording(count, seats))) for count in range(1, supporters + 1)]
    assert named == sorted(named)
    assert (named[-1] == 3) == (supporters >= council_from(seats))
