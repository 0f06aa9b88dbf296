"""The rules of arts. 20-27 Wet op de SER as tables written by hand: each row names the article, and so does what members are told."""

import itertools
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from raadzaal.council.profile.loading import load
from raadzaal.meetings import balloting
from raadzaal.meetings.profile_rules import rules_from_profile
from raadzaal.meetings.rule_book import DUTCH_RULES, CountError, KindRule, Rules, Threshold, TieRule
from raadzaal.meetings.rules import outcome, quorum, without_vote
from tests.meetings import obvious

ACT = " Wet op de SER"

# How many of 36, or of fewer who sit, must be there. Art. 20: more than half of those sitting; the third call with any number.
QUORUM = [
    # article, sitting, present, call, held
    ("art. 20", 36, 18, 1, False),
    ("art. 20", 36, 19, 1, True),
    ("art. 20", 35, 17, 1, False),  # one seat vacant: half of 35 is 17.5
    ("art. 20", 35, 18, 1, True),
    ("art. 20", 34, 17, 1, False),
    ("art. 20", 34, 18, 1, True),
    ("art. 20", 36, 18, 2, False),  # the second call is as the first
    ("art. 20", 36, 19, 2, True),
    ("art. 20", 36, 1, 3, True),
    ("art. 20", 36, 18, 3, True),
    ("art. 20", 2, 1, 1, False),
]

# A vote counts if more than half of those sitting, less who had to abstain, took part. For matters a blank takes no part.
VALIDITY = [
    # article, kind, for, against, blank, must abstain, present, sitting, call, second time, counts
    ("art. 25(1)", "matter", 10, 9, 0, 0, 30, 36, 1, False, True),
    ("art. 25(1)", "matter", 10, 8, 0, 0, 30, 36, 1, False, False),
    ("art. 25(1)", "matter", 10, 8, 5, 0, 30, 36, 1, False, False),  # blanks take no part where it is a matter
    ("art. 25(1)", "matter", 9, 9, 0, 1, 30, 36, 1, False, True),  # of 35 who may vote 18 did
    ("art. 25(1)", "matter", 9, 8, 0, 1, 30, 36, 1, False, False),
    ("art. 25(1)", "matter", 9, 8, 0, 3, 30, 36, 1, False, True),  # of 33 who may vote 17 did
    ("art. 25(1)", "ordinance", 12, 6, 9, 0, 30, 36, 1, False, False),
    ("art. 25(1)", "ordinance", 13, 6, 9, 0, 30, 36, 1, False, True),
    ("art. 25(1)", "person", 1, 0, 18, 0, 30, 36, 1, False, True),  # art. 25(2): a blank ballot does take part
    ("art. 25(1)", "person", 1, 0, 17, 0, 30, 36, 1, False, False),
    ("art. 25(3)", "matter", 1, 0, 0, 0, 20, 36, 1, True, True),  # the vote in the meeting after a void one
    ("art. 25(4)", "matter", 2, 1, 0, 0, 3, 36, 3, False, True),  # a third call
]

# Who must abstain because it concerns them: shown, and taken off the number who may vote.
PERSONAL_INTEREST = [
    # article, for, against, must abstain, present, result
    ("art. 23", 10, 7, 3, 30, "adopted"),
    ("art. 23", 10, 7, 2, 30, "invalid"),
    ("art. 23", 17, 17, 2, 36, "tied_failed"),
]

# More than half of the votes cast, for an ordinance at least two thirds; blanks are no votes cast.
MAJORITY = [
    # article, kind, for, against, blank, result
    ("art. 26(2)", "matter", 19, 17, 0, "adopted"),
    ("art. 26(2)", "matter", 17, 19, 0, "rejected"),
    ("art. 26(2)", "matter", 13, 12, 11, "adopted"),  # blanks do not count: 13 of 25
    ("art. 26(2)", "person", 11, 10, 15, "adopted"),
    ("art. 26(2)", "person", 10, 11, 15, "rejected"),
    ("art. 26(2)", "ordinance", 24, 12, 0, "adopted"),
    ("art. 26(2)", "ordinance", 23, 13, 0, "rejected"),
    ("art. 26(2)", "ordinance", 23, 12, 1, "rejected"),  # two thirds of 35 is 23 1/3
    ("art. 26(2)", "ordinance", 22, 11, 3, "adopted"),
]

TIES = [
    # article, kind, for, against, present, tied in the meeting before, result
    ("art. 27(1)", "matter", 18, 18, 36, False, "tied_failed"),
    ("art. 27(1)", "ordinance", 18, 18, 36, False, "tied_failed"),
    ("art. 27(1)", "person", 18, 18, 36, False, "tied_lot"),
    ("art. 27(2)", "matter", 15, 15, 30, False, "tied_deferred"),
    ("art. 27(2)", "ordinance", 15, 15, 30, False, "tied_deferred"),
    ("art. 27(2)", "person", 15, 15, 30, False, "tied_deferred"),
    ("art. 27(2)", "matter", 15, 15, 30, True, "tied_failed"),
    ("art. 27(2)", "ordinance", 15, 15, 30, True, "tied_failed"),
    ("art. 27(2)", "person", 15, 15, 30, True, "tied_lot"),
]


def cited(result) -> set[str]:
    return {step.params["citation"] for step in result.explanation if "citation" in step.params}


@pytest.mark.parametrize(("article", "sitting", "present", "call", "held"), QUORUM)
def test_a_quorum(article, sitting, present, call, held):
    told = quorum(sitting, present, call=call)
    assert told.met == held
    assert cited(told) == {article + ACT}


@pytest.mark.parametrize(
    ("article", "kind", "for_", "against", "blank", "abstain", "present", "sitting", "call", "again", "counts"),
    VALIDITY,
)
def test_enough_take_part(article, kind, for_, against, blank, abstain, present, sitting, call, again, counts):
    told = outcome(
        for_, against, blank, kind=kind, sitting=sitting, present=present, obliged_to_abstain=abstain, call=call, revote=again
    )  # fmt: skip
    assert (told.result != "invalid") == counts
    assert article + ACT in cited(told)


@pytest.mark.parametrize(("article", "for_", "against", "abstain", "present", "result"), PERSONAL_INTEREST)
def test_a_personal_interest(article, for_, against, abstain, present, result):
    told = outcome(for_, against, 0, kind="matter", sitting=36, present=present, obliged_to_abstain=abstain)
    assert told.result == result
    assert article + ACT in cited(told)


@pytest.mark.parametrize(("article", "kind", "for_", "against", "blank", "result"), MAJORITY)
def test_a_majority(article, kind, for_, against, blank, result):
    told = outcome(for_, against, blank, kind=kind, sitting=36, present=36)
    assert told.result == result
    assert article + ACT in cited(told)


@pytest.mark.parametrize(("article", "kind", "for_", "against", "present", "before", "result"), TIES)
def test_a_tie(article, kind, for_, against, present, before, result):
    told = outcome(for_, against, 0, kind=kind, sitting=36, present=present, second_tie=before)
    assert told.result == result
    assert article + ACT in cited(told)


@pytest.mark.parametrize(
    ("article", "kind", "form"), [("art. 24(2)", "matter", True), ("art. 24(2)", "ordinance", True)]
)
def test_nobody_asks_for_a_vote(article, kind, form):
    told = without_vote(kind)
    assert told.result == "adopted"
    assert cited(told) == {article + ACT}


# -- against the model that lines people up ----------------------------------------------------------------------------

HOUSES = {
    "matter": obvious.House(),
    "ordinance": obvious.House(majority=obvious.Share(parts=2, of=3)),
    "person": obvious.House(blanks_take_part=True, all_there="lot", second="lot"),
}


def every_vote(sitting: int):
    """Every way in which those of a small council can be there and vote, as heads."""
    for present in range(sitting + 1):
        for yes, no, blank, abstain in itertools.product(range(present + 1), repeat=4):
            if yes + no + blank + abstain <= present:
                yield present, yes, no, blank, abstain


@pytest.mark.parametrize("kind", HOUSES)
@pytest.mark.parametrize("sitting", [1, 2, 3, 5, 6])
def test_every_vote_in_a_small_council_is_decided_as_by_lining_people_up(kind, sitting):
    seen = set()
    for present, yes, no, blank, abstain in every_vote(sitting):
        votes = ["for"] * yes + ["against"] * no + ["blank"] * blank + ["abstains"] * abstain
        for call, again, before in itertools.product((1, 2, 3, 4), (False, True), (False, True)):
            counted = outcome(
                yes, no, blank, kind=kind, sitting=sitting, present=present, obliged_to_abstain=abstain,
                call=call, revote=again, second_tie=before,
            )  # fmt: skip
            plain = obvious.decided(
                HOUSES[kind], votes, sitting=sitting, present=present, total=sitting,
                call=call, again=again, tied_before=before,
            )  # fmt: skip
            assert counted.result == plain, (present, votes, call, again, before)
            seen.add(plain)
            assert quorum(sitting, present, call=call).met == obvious.may_meet(
                HOUSES[kind], sitting=sitting, present=present, total=sitting, call=call
            )
    assert {"adopted", "rejected", "invalid"} <= seen


shares = st.one_of(
    st.builds(obvious.Share, over=st.booleans(), parts=st.integers(0, 4), of=st.integers(5, 7)),
    st.builds(obvious.Share, parts=st.just(1), of=st.just(2), over=st.booleans()),
    st.builds(obvious.Share, over=st.booleans(), heads=st.integers(0, 12)),
    st.just(obvious.Share(nothing=True)),
)
bases = st.sampled_from(["sitting", "total"])
effects = st.sampled_from(["fail", "lot", "defer", "casting_vote"])
houses = st.builds(
    obvious.House,
    calls=st.lists(shares, min_size=1, max_size=3),
    quorum_of=bases,
    turnout=shares,
    turnout_of=bases,
    less_abstaining=st.booleans(),
    second_time_always_counts=st.booleans(),
    blanks_take_part=st.booleans(),
    blanks_are_votes=st.booleans(),
    majority=shares,
    majority_of=st.sampled_from(["votes_cast", "present", "sitting", "total"]),
    all_there=effects,
    first=effects,
    second=effects,
)


def threshold(share: obvious.Share) -> Threshold:
    if share.nothing:
        return Threshold("any")
    comparison = "more_than" if share.over else "at_least"
    if share.heads is not None:
        return Threshold(comparison, number=share.heads)
    return Threshold(comparison, Fraction(share.parts, share.of))


def rules_of(house: obvious.House) -> Rules:
    kind = KindRule(
        majority=threshold(house.majority),
        majority_base=house.majority_of,
        tie=TieRule(house.all_there, house.first, house.second),
        blanks_take_part=house.blanks_take_part,
    )
    return Rules(
        quorum=tuple(threshold(share) for share in house.calls),
        quorum_base=house.quorum_of,
        turnout=threshold(house.turnout),
        turnout_base=house.turnout_of,
        minus_abstaining=house.less_abstaining,
        revote_always_valid=house.second_time_always_counts,
        kinds={"matter": kind},
        blanks_are_cast=house.blanks_are_votes,
    )


@given(houses, st.data())
def test_whatever_a_council_lays_down_is_counted_as_by_lining_people_up(house, data):
    total = data.draw(st.integers(1, 40))
    sitting = data.draw(st.integers(1, total))
    present = data.draw(st.integers(0, sitting))
    votes = data.draw(st.lists(st.sampled_from(["for", "against", "blank", "abstains"]), max_size=present))
    call, again, before = data.draw(st.integers(1, 4)), data.draw(st.booleans()), data.draw(st.booleans())
    chair, rules = data.draw(st.sampled_from(["for", "against"])), rules_of(house)
    counted = outcome(
        votes.count("for"), votes.count("against"), votes.count("blank"), kind="matter", sitting=sitting, present=present,
        obliged_to_abstain=votes.count("abstains"), call=call, revote=again, second_tie=before, chair_vote=chair,
        total=total, rules=rules,
    )  # fmt: skip
    assert counted.result == obvious.decided(
        house,
        votes,
        sitting=sitting,
        present=present,
        total=total,
        call=call,
        again=again,
        tied_before=before,
        chair=chair,
    )
    held = quorum(sitting, present, call=call, rules=rules, total=total).met
    assert held == obvious.may_meet(house, sitting=sitting, present=present, total=total, call=call)


# -- persons, by ballots -----------------------------------------------------------------------------------------------

BALLOTS = [
    # article, counts, blank, invalid, present, sitting, runoff, tied before, outcome, who
    ("art. 25(1)", {"A": 9, "B": 8}, 1, 0, 30, 36, False, False, "void", ()),
    ("art. 26(2)", {"A": 10, "B": 9}, 0, 0, 30, 36, False, False, "elected", ("A",)),
    ("art. 26(2)", {"A": 10, "B": 9}, 8, 3, 30, 36, False, False, "elected", ("A",)),  # blank and invalid are not cast
    ("art. 26(2)", {"A": 12, "B": 8, "C": 7}, 0, 0, 30, 36, False, False, "runoff", ("A", "B")),
    ("art. 26(2)", {"A": 12, "B": 8, "C": 8}, 0, 0, 30, 36, False, False, "runoff", ("A", "B", "C")),
    ("art. 27(1)", {"A": 18, "B": 18}, 0, 0, 36, 36, False, False, "lot", ("A", "B")),
    ("art. 27(2)", {"A": 15, "B": 15}, 0, 0, 30, 36, False, False, "deferred", ()),
    ("art. 27(2)", {"A": 15, "B": 15}, 0, 0, 30, 36, False, True, "lot", ("A", "B")),
    ("art. 26(2)", {"A": 0, "B": 0}, 20, 0, 30, 36, False, False, "nobody", ()),
]


@pytest.mark.parametrize(
    ("article", "counts", "blank", "invalid", "present", "sitting", "runoff", "before", "result", "who"), BALLOTS
)
def test_a_choice_of_persons(article, counts, blank, invalid, present, sitting, runoff, before, result, who):
    told = balloting.count(
        list(counts.items()), blank, invalid,
        sitting=sitting, present=present, rules=DUTCH_RULES, runoff=runoff, second_tie=before,
    )  # fmt: skip
    assert (told.outcome, told.between) == (result, who)
    assert article + ACT in cited(told)


@given(
    st.lists(st.sampled_from(["A", "B", "C", ""]), max_size=40), st.integers(1, 45), st.integers(1, 3), st.booleans()
)
def test_who_is_chosen_has_more_ballots_than_all_others_together(ballots, sitting, call, again):
    sitting = max(sitting, len(ballots))
    told = balloting.count(
        [(name, ballots.count(name)) for name in "ABC"], ballots.count(""), 0,
        sitting=sitting, present=len(ballots), rules=DUTCH_RULES, call=call, revote=again,
    )  # fmt: skip
    plain = obvious.chosen(ballots, sitting=sitting, again=again, call=call)
    if plain is None:
        assert told.outcome == "void"
    elif plain == "?":
        assert told.outcome not in ("void", "elected")
    else:
        assert (told.outcome, told.between) == ("elected", (plain,))


# -- the example council: every rule another one, from its profile -----------------------------------------------------

EXAMPLE = [
    # setting, kind, for, against, blank, present, chair, result
    ("ties", "matter", 6, 6, 0, 12, "for", "adopted"),
    ("ties", "matter", 6, 6, 0, 12, "against", "rejected"),
    ("ties", "ordinance", 6, 6, 0, 12, "for", "rejected"),  # a casting vote makes no three fifths
    ("majorities", "matter", 7, 4, 1, 12, None, "adopted"),  # more than half of those present
    ("majorities", "matter", 6, 4, 2, 12, None, "rejected"),
    ("majorities", "ordinance", 9, 3, 0, 12, None, "adopted"),  # three fifths of all fifteen seats
    ("majorities", "ordinance", 8, 0, 0, 12, None, "rejected"),
    ("blanks", "person", 6, 4, 2, 12, None, "rejected"),  # blanks count as cast: 6 of 12
    ("blanks", "person", 7, 3, 2, 12, None, "adopted"),
    ("turnout", "matter", 3, 2, 0, 5, None, "adopted"),  # no turnout is asked
]


@pytest.mark.parametrize(("setting", "kind", "for_", "against", "blank", "present", "chair", "result"), EXAMPLE)
def test_the_example_council(setting, kind, for_, against, blank, present, chair, result):
    rules = rules_from_profile(load("voorbeeldraad"))
    told = outcome(
        for_, against, blank, kind=kind, sitting=15, present=present, total=15, chair_vote=chair, rules=rules
    )  # fmt: skip
    assert told.result == result, setting
    assert not any("SER" in article for article in cited(told))


def test_a_casting_vote_that_nobody_gave_is_refused():
    with pytest.raises(CountError, match="chair-vote-needed"):
        outcome(
            6, 6, 0, kind="matter", sitting=15, present=12, total=15, rules=rules_from_profile(load("voorbeeldraad"))
        )
