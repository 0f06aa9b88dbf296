"""A choice between persons: by a table, against a slow plain model, and on the page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from raadzaal.journal.models import Entry
from raadzaal.meetings import actions, balloting
from raadzaal.meetings.models import BallotRound, Election
from raadzaal.meetings.rule_book import DUTCH_RULES, CountError
from tests.meetings.makers import DAY, SECRETARIAT, on_day, refused
from tests.meetings.test_agenda import add
from tests.meetings.test_pages import secretariat, work

__all__ = ["secretariat"]

# counts, blank, sitting, present, runoff, second tie: outcome, who   -- arts. 25, 26 and 27 Wet op de SER
TABLE = [
    ((19, 10), 0, 36, 36, False, False, "elected", ("A",)),
    ((10, 9), 8, 36, 36, False, False, "elected", ("A",)),
    ((10, 8), 0, 36, 36, False, False, "void", ()),
    ((0, 0), 30, 36, 36, False, False, "nobody", ()),
    ((18, 18), 0, 36, 36, False, False, "lot", ("A", "B")),
    ((15, 15), 0, 36, 30, False, False, "deferred", ()),
    ((15, 15), 0, 36, 30, False, True, "lot", ("A", "B")),
    ((12, 10, 8), 0, 36, 30, False, False, "runoff", ("A", "B")),
    ((12, 9, 9), 0, 36, 30, False, False, "runoff", ("A", "B", "C")),
    ((10, 10, 10), 0, 36, 30, False, False, "runoff", ("A", "B", "C")),
    ((10, 10, 10), 0, 36, 30, True, False, "deferred", ()),
    ((12, 12, 12), 0, 36, 36, True, False, "lot", ("A", "B", "C")),
    ((20,), 5, 36, 36, False, False, "elected", ("A",)),
]


def counted(counts, blank=0, sitting=36, present=36, **more):
    named = list(zip("ABCDEF", counts, strict=False))
    return balloting.count(named, blank, 0, sitting=sitting, present=present, rules=DUTCH_RULES, **more)


@pytest.mark.parametrize(("counts", "blank", "sitting", "present", "runoff", "second", "outcome", "who"), TABLE)
def test_by_the_table(counts, blank, sitting, present, runoff, second, outcome, who):
    told = counted(counts, blank, sitting, present, runoff=runoff, second_tie=second)
    assert (told.outcome, told.between) == (outcome, who)


@given(st.lists(st.integers(0, 12), min_size=1, max_size=4), st.integers(0, 5))
def test_who_is_chosen_has_more_than_all_others_together(counts, blank):
    present = max(sum(counts) + blank, 1)
    told = counted(counts, blank, sitting=present, present=present)
    winners = [name for name, mine in zip("ABCDEF", counts, strict=False) if mine > sum(counts) - mine]
    assert (told.outcome == "elected") == bool(winners)
    if winners:
        assert told.between == (winners[0],)


@given(st.lists(st.integers(0, 12), min_size=2, max_size=5), st.booleans())
def test_nobody_goes_on_with_fewer_than_one_who_does_not(counts, runoff):
    present = max(sum(counts), 1)
    told = counted(counts, sitting=present, present=present, runoff=runoff)
    if told.outcome == "runoff":
        mine = dict(zip("ABCDEF", counts, strict=False))
        out = set(mine) - set(told.between)
        assert len(told.between) >= 2
        assert all(mine[left] < mine[goes] for left in out for goes in told.between)


def test_more_ballots_than_people_are_no_count():
    with pytest.raises(CountError):
        counted((20, 20), 0, 36, 36)


pytestmark = pytest.mark.django_db


def begun(chamber, *numbers, names=("Anna Kroon", "Bas Lied", "Cor Mol")):
    meeting = chamber.opened(*(numbers or range(9 - 1)))
    item = add(meeting, "Verkiezing plaatsvervangend voorzitter", "persons")
    with on_day(DAY):
        made = actions.begin_election(
            meeting, actor=SECRETARIAT, item=item, office="Plaatsvervangend voorzitter", candidates=list(names)
        )
    return meeting, made


def count(meeting, election, blank=0, invalid=0, **counts):
    names = {"anna": "Anna Kroon", "bas": "Bas Lied", "cor": "Cor Mol"}
    with on_day(DAY):
        return actions.count_ballots(
            meeting, actor=SECRETARIAT, election=election, blank=blank, invalid=invalid, tellers="Lid 1 en lid 2",
            counts={names[key]: number for key, number in counts.items()},
        )  # fmt: skip


def test_a_round_after_another_and_a_majority(chamber):
    meeting, election = begun(chamber)
    assert count(meeting, election, anna=3, bas=3, cor=1, blank=1).outcome == "runoff"
    with refused("candidates"):
        count(meeting, election, anna=3, bas=3, cor=1)
    assert count(meeting, election, anna=5, bas=3).outcome == "elected"
    election.refresh_from_db()
    assert (election.state, election.elected, election.by_lot) == ("elected", "Anna Kroon", False)
    with refused("other_state"):
        count(meeting, election, anna=5, bas=3)


def test_with_everybody_present_the_lot_falls_on_one_of_the_two(chamber):
    everybody = (0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11)
    meeting, election = begun(chamber, *everybody, names=("Anna Kroon", "Bas Lied"))
    assert count(meeting, election, anna=5, bas=5, blank=1).outcome == "lot"
    with on_day(DAY):
        with refused("not_in_lot"):
            actions.draw_lot(meeting, actor=SECRETARIAT, election=election, name="Cor Mol")
        actions.draw_lot(meeting, actor=SECRETARIAT, election=election, name="Bas Lied")
    election.refresh_from_db()
    assert (election.elected, election.by_lot) == ("Bas Lied", True)


def test_too_many_ballots_are_refused_and_nothing_is_kept(chamber):
    meeting, election = begun(chamber)
    with refused("more-votes-than-present"):
        count(meeting, election, anna=9, bas=0, cor=0)
    assert not BallotRound.objects.exists()


def test_no_ballot_is_tied_to_a_person_anywhere(chamber):
    meeting, election = begun(chamber)
    count(meeting, election, anna=5, bas=3, cor=0)
    fields = {field.name for model in (Election, BallotRound) for field in model._meta.get_fields()}
    assert not fields & {"person", "seat", "voter"}
    body = bytes(Entry.objects.get(kind="meetings.count_ballots").body)
    assert not any(member.public_id.encode() in body for member in chamber.members.values())


def test_the_secretary_counts_on_the_page(chamber, secretariat):
    meeting = chamber.opened(*range(8))
    item = add(meeting, "Verkiezing", "persons")
    page = work(meeting, "punten", item.public_id, "verkiezing")
    with on_day(DAY):
        assert secretariat.post(page, {"office": "Voorzitter", "candidates": ""}).status_code == 422
        secretariat.post(page, {"office": "Voorzitter", "candidates": "Anna Kroon\nBas Lied"})
        given = {"candidate-0": "6", "candidate-1": "1", "blank": "1", "invalid": "0", "tellers": "Twee leden"}
        assert secretariat.post(page, given | {"candidate-0": "60"}).status_code == 422
        assert secretariat.post(page, given).status_code == 302
        text = secretariat.get(page).content.decode()
    assert "Anna Kroon heeft de meerderheid" in text
