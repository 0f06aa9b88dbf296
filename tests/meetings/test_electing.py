"""A choice between persons: by a table, against a slow plain model, and on the page."""

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from raadzaal.accounts.models import User
from raadzaal.journal.models import Entry
from raadzaal.meetings import actions, balloting
from raadzaal.meetings.models import BallotRound, Election
from raadzaal.meetings.rule_book import DUTCH_RULES, CountError
from raadzaal.meetings.wording import sentence
from raadzaal.procedure.refusals import NotAllowed
from tests.meetings import obvious
from tests.meetings.makers import DAY, SECRETARIAT, acting, on_day, refused
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


@st.composite
def rounds(draw):
    """Ballots of a small council, mostly as many as there are voters; few names, so that equal votes are common."""
    candidates = list("ABCD")[: draw(st.integers(1, 4))]
    present = draw(st.integers(1, 9))
    sitting = present + draw(st.sampled_from([0, 0, 1, 2, 9]))
    abstaining = draw(st.sampled_from([0, 0, 0, min(1, present)]))
    size = max(present - abstaining + draw(st.sampled_from([0, 0, 0, 0, 1, -1])), 0)
    ballots = draw(st.lists(st.sampled_from([*candidates, "", "?"]), min_size=size, max_size=size))
    told = {name: draw(st.booleans()) for name in ("after_another", "tied_before", "again")}
    return candidates, ballots, present, sitting, abstaining, told


@settings(max_examples=1500)
@given(rounds())
def test_a_round_ends_as_tellers_with_heaps_of_paper_would_end_it(made):
    candidates, ballots, present, sitting, abstaining, told = made
    who = {"voters": present - abstaining, "sitting": sitting, "abstaining": abstaining}
    outcome, on = obvious.round_between(candidates, ballots, **who, **told)
    right, _steps = balloting.agree(len(ballots), present=present, abstaining=abstaining)
    if not right:
        assert outcome == "mismatch"
        return
    found = balloting.count(
        [(name, ballots.count(name)) for name in candidates],
        ballots.count(""),
        ballots.count("?"),
        sitting=sitting,
        present=present,
        abstaining=abstaining,
        runoff=told["after_another"],
        second_tie=told["tied_before"],
        revote=told["again"],
        rules=DUTCH_RULES,
    )
    assert (found.outcome, sorted(found.between)) == (outcome, sorted(on))
    assert all(sentence(step) for step in found.explanation)


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


NAMES = {"anna": "Anna Kroon", "bas": "Bas Lied", "cor": "Cor Mol"}


def told(meeting, election, blank=0, invalid=0, handed_in=None, tellers=None, abstaining=0, **counts):
    """The numbers, not confirmed yet."""
    election.item.meeting = meeting
    here = [row.person for row in meeting.presences.order_by("seat__number")]
    with on_day(DAY):
        return actions.count_ballots(
            meeting, actor=SECRETARIAT, election=election, blank=blank, invalid=invalid, abstaining=abstaining,
            handed_in=sum(counts.values()) + blank + invalid if handed_in is None else handed_in,
            tellers=here[:2] if tellers is None else tellers,
            counts={NAMES[key]: number for key, number in counts.items()},
        )  # fmt: skip


def confirmed(meeting, row, teller=0, actor=SECRETARIAT):
    with on_day(DAY):
        return actions.confirm_count(
            meeting, actor=actor, election=row.election, row=row, teller=row.counted_by[teller]
        )


def count(meeting, election, **numbers):
    row = told(meeting, election, **numbers)
    confirmed(meeting, row, 0)
    return confirmed(meeting, row, 1)


def test_a_round_after_another_and_a_majority(chamber):
    meeting, election = begun(chamber)
    assert count(meeting, election, anna=3, bas=3, cor=1, blank=1).outcome == "runoff"
    with refused("candidates"):
        count(meeting, election, anna=3, bas=4, cor=1)
    assert count(meeting, election, anna=5, bas=3).outcome == "elected"
    election.refresh_from_db()
    assert (election.state, election.elected, election.by_lot) == ("elected", "Anna Kroon", False)
    with refused("other_state"):
        count(meeting, election, anna=5, bas=3)


def test_with_everybody_present_the_lot_falls_on_one_of_the_two(chamber):
    everybody = (0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11)
    meeting, election = begun(chamber, *everybody, names=("Anna Kroon", "Bas Lied"))
    assert count(meeting, election, anna=5, bas=5, blank=1).outcome == "lot"
    election.refresh_from_db()
    with on_day(DAY):
        with refused("not_in_lot"):
            actions.draw_lot(meeting, actor=SECRETARIAT, election=election, name="Cor Mol")
        actions.draw_lot(meeting, actor=SECRETARIAT, election=election, name="Bas Lied")
    election.refresh_from_db()
    assert (election.elected, election.by_lot) == ("Bas Lied", True)


@pytest.mark.parametrize("handed_in", [7, 9, 0])
def test_with_more_or_fewer_ballots_than_voters_the_round_is_void_and_held_again(chamber, handed_in):
    meeting, election = begun(chamber)
    row = count(meeting, election, handed_in=handed_in)
    assert (row.outcome, row.counts, row.going_on) == ("mismatch", [0, 0, 0], [])
    election.refresh_from_db()
    assert election.state == "open"
    again = count(meeting, election, anna=3, bas=3, cor=1, blank=1)
    assert (again.number, again.outcome) == (2, "runoff")


def test_who_must_abstain_hands_in_no_ballot(chamber):
    meeting, election = begun(chamber)
    assert count(meeting, election, anna=5, bas=2, cor=0, abstaining=1).outcome == "elected"


def test_ballots_that_were_not_all_counted_are_counted_again(chamber):
    meeting, election = begun(chamber)
    with refused("not_all_counted"):
        told(meeting, election, anna=5, bas=2, cor=0, handed_in=8)
    with refused("more-abstaining-than-present"):
        told(meeting, election, anna=5, bas=2, cor=0, abstaining=9)
    assert not BallotRound.objects.exists()


def test_two_who_are_present_tell(chamber):
    meeting, election = begun(chamber)
    here, away = chamber.members[0], chamber.members[10]
    for tellers in ([here, here], [here, away], [here], []):
        with refused("no_tellers"):
            told(meeting, election, anna=5, bas=3, cor=0, tellers=tellers)


def test_it_counts_once_both_tellers_have_confirmed_it(chamber):
    meeting, election = begun(chamber)
    row = told(meeting, election, anna=5, bas=3, cor=0)
    confirmed(meeting, row, 0, actor=acting("council_member", "", chamber.members[0]))
    confirmed(meeting, row, 0)
    election.refresh_from_db()
    assert (election.state, election.held) == ("open", [])
    confirmed(meeting, row, 1)
    election.refresh_from_db()
    row.refresh_from_db()
    assert (election.state, election.elected) == ("elected", "Anna Kroon")
    assert row.aloud == [chamber.members[1].public_id]


def test_nobody_confirms_for_another_but_who_records_what_is_said(chamber):
    meeting, election = begun(chamber)
    row = told(meeting, election, anna=5, bas=3, cor=0)
    for number in (1, 2):
        with pytest.raises(NotAllowed):
            confirmed(meeting, row, 0, actor=acting("council_member", "", chamber.members[number]))
    with on_day(DAY), refused("nothing_to_confirm"):
        actions.confirm_count(
            meeting, actor=SECRETARIAT, election=election, row=row, teller=chamber.members[5].public_id
        )


def test_counted_once_more_both_confirm_anew_and_the_old_numbers_cannot_be_confirmed(chamber):
    meeting, election = begun(chamber)
    first = told(meeting, election, anna=5, bas=3, cor=0)
    confirmed(meeting, first, 0)
    second = told(meeting, election, anna=3, bas=5, cor=0)
    with refused("nothing_to_confirm"):
        confirmed(meeting, first, 1)
    confirmed(meeting, second, 0)
    election.refresh_from_db()
    assert election.state == "open"
    assert confirmed(meeting, second, 1).going_on == ["Bas Lied"]


def test_the_meeting_is_not_closed_while_a_round_waits_for_its_tellers(chamber):
    meeting, election = begun(chamber)
    row = told(meeting, election, anna=5, bas=3, cor=0)
    with on_day(DAY), refused("round_running"):
        actions.close_meeting(meeting, actor=SECRETARIAT)
    confirmed(meeting, row, 0)
    confirmed(meeting, row, 1)
    with on_day(DAY):
        actions.close_meeting(meeting, actor=SECRETARIAT)


# sitting, present, second tie: what is told before a round                -- arts. 24, 26 and 27 Wet op de SER
BEFOREHAND = [
    (36, 36, False, 3, ["form_secret_ballot", "ballots_must_agree", "takes_of_ballots", "if_nobody", "tie_full", "if_tied_lot"]),
    (36, 30, False, 2, ["form_secret_ballot", "ballots_must_agree", "takes_of_ballots", "tie_not_full", "if_tied_defer"]),
    (36, 30, True, 2, ["form_secret_ballot", "ballots_must_agree", "takes_of_ballots", "tie_second", "if_tied_lot"]),
]  # fmt: skip


@pytest.mark.parametrize(("sitting", "present", "second", "candidates", "codes"), BEFOREHAND)
def test_what_is_told_before_a_round(sitting, present, second, candidates, codes):
    steps = balloting.beforehand(candidates, sitting=sitting, present=present, rules=DUTCH_RULES, second_tie=second)
    assert [step.code for step in steps] == codes
    assert all(sentence(step) for step in steps)


def test_no_ballot_is_tied_to_a_person_anywhere(chamber):
    meeting, election = begun(chamber)
    count(meeting, election, anna=5, bas=3, cor=0)
    fields = {field.name for model in (Election, BallotRound) for field in model._meta.get_fields()}
    assert not fields & {"person", "seat", "voter"}
    for entry in Entry.objects.filter(kind__in=("meetings.count_ballots", "meetings.confirm_count")):
        named = [member for member in chamber.members.values() if member.public_id.encode() in bytes(entry.body)]
        assert set(named) <= {chamber.members[0], chamber.members[1]}, "only who counted stands in it"


def test_from_a_client_the_secretary_counts_and_the_tellers_confirm(chamber, secretariat, client):
    meeting = chamber.opened(*range(8))
    item = add(meeting, "Verkiezing", "persons")
    page, shown = work(meeting, "punten", item.public_id, "verkiezing"), result_page(meeting, item)
    teller, other = (signed_in(chamber.members[number]) for number in (0, 1))
    with on_day(DAY):
        assert secretariat.post(page, {"office": "Voorzitter", "candidates": ""}).status_code == 422
        secretariat.post(page, {"office": "Voorzitter", "candidates": "Anna Kroon\nBas Lied"})
        actions.turn_to(meeting, actor=SECRETARIAT, item=item)
        assert "De stemming gaat met ongetekende briefjes (art. 24" in client.get(shown).content.decode()
        given = {"candidate-0": "6", "candidate-1": "1", "blank": "1", "invalid": "0", "handed_in": "8"}
        given |= {"first_teller": chamber.members[0].public_id, "second_teller": chamber.members[1].public_id}
        assert secretariat.post(page, given | {"candidate-0": "60"}).status_code == 422
        assert secretariat.post(page, given).status_code == 302
        row = BallotRound.objects.get()
        confirm = work(meeting, "punten", item.public_id, "telling")
        hall = work(meeting, "zaal")
        assert "De getallen kloppen" in teller.get(hall).content.decode()
        assert "De getallen kloppen" not in signed_in(chamber.members[2]).get(hall).content.decode()
        assert "Anna Kroon heeft de meerderheid" not in client.get(shown).content.decode()
        assert teller.post(confirm, {"round": row.pk}).status_code == 302
        signed_in(chamber.members[2]).post(confirm, {"round": row.pk, "teller": chamber.members[1].public_id})
        row.refresh_from_db()
        assert row.confirmed == [chamber.members[0].public_id]
        assert other.post(confirm, {"round": row.pk}).status_code == 302
        for reader, url in (
            (client, shown),
            (secretariat, page),
            (client, f"/vergaderingen/{meeting.public_id}/volgen/"),
        ):
            assert "Anna Kroon heeft de meerderheid" in reader.get(url).content.decode(), url


def test_of_a_point_behind_closed_doors_the_result_is_for_who_was_there(chamber, secretariat, client):
    meeting = chamber.opened(*range(8))
    item = add(meeting, "Verkiezing", "persons", closed=True)
    assert client.get(result_page(meeting, item)).status_code == 404
    assert secretariat.get(result_page(meeting, item)).status_code == 200


def signed_in(who) -> Client:
    who.user = who.user or User.objects.create_user(f"{who.key}@raadzaal.example")
    who.save()
    client = Client()
    client.force_login(who.user)
    return client


def result_page(meeting, item) -> str:
    return f"/vergaderingen/{meeting.public_id}/punten/{item.public_id}/uitslag/"
