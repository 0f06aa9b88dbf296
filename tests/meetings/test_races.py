"""Member and substitute reach for one seat, or two secretaries record one vote: exactly one thing happens."""

import pytest

from raadzaal.council.models import Person, Seat
from raadzaal.journal import acts
from raadzaal.journal.models import Entry
from raadzaal.meetings import actions
from raadzaal.meetings.models import AgendaItem, Decision, Meeting, Presence, Voting
from tests.meetings.makers import DAY, SECRETARIAT, VACANT, acting, case, hall, on_day
from tests.meetings.test_agenda import add

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.trial]
HERE = "tests.meetings.test_races"


def prepare() -> dict:
    chamber = hall()
    return {
        "meeting": chamber.convened().public_id,
        "seats": [seat.public_id for seat in chamber.seats],
        "members": [chamber.members[n].public_id for n in (0, 1)],
        "substitutes": [chamber.substitutes[n].public_id for n in range(12)],
    }


def prepare_decision() -> str:
    chamber = hall()
    return chamber.item(chamber.opened(*range(6)), case()).public_id


def sign(meeting: str, seat: str, person: str) -> None:
    with on_day(DAY):
        actions.sign_in(
            Meeting.objects.get(public_id=meeting),
            seat=Seat.objects.get(public_id=seat),
            person=Person.objects.get(public_id=person),
            actor=SECRETARIAT,
        )


def adopt(item: str) -> None:
    with on_day(DAY), acts.act():
        found = AgendaItem.objects.get(public_id=item)
        actions.decide_without_vote(found, actor=acting("council_chair"), on=DAY)


def left() -> list[int]:
    """Seats taken, entries that tell of it, decisions."""
    return [Presence.objects.count(), Entry.objects.filter(kind="meetings.sign_in").count(), Decision.objects.count()]


def test_of_member_and_substitute_one_gets_the_seat(arena):
    [made] = arena.play([HERE, "prepare"])
    rivals = [made["members"][0], made["substitutes"][0]]
    outcomes = arena.play(*[[HERE, "sign", made["meeting"], made["seats"][0], each] for each in rivals])
    assert sorted(outcomes) == ["done", "seat_taken"]
    assert arena.play([HERE, "left"]) == [[1, 1, 0]]


def test_nobody_gets_two_seats_at_once(arena):
    [made] = arena.play([HERE, "prepare"])
    pooled = made["substitutes"][9]
    outcomes = arena.play(*[[HERE, "sign", made["meeting"], made["seats"][n], pooled] for n in (9, 10)])
    assert sorted(outcomes) == ["done", "seated"]
    assert arena.play([HERE, "left"]) == [[1, 1, 0]]


def test_an_item_is_decided_once(arena):
    [item] = arena.play([HERE, "prepare_decision"])
    outcomes = arena.play(*[[HERE, "adopt", item]] * 3)
    assert sorted(outcomes) == ["decided", "decided", "done"]
    assert arena.play([HERE, "left"])[0][2] == 1


def prepare_screens() -> dict:
    """An electronic vote in a council that knows them, with four who have voted."""
    chamber = hall()
    here = [number for number in range(12) if number != VACANT]
    meeting = chamber.opened(*here)
    item = add(meeting, "Reglement", "adopt")
    with on_day(DAY):
        voting = actions.open_voting(meeting, actor=SECRETARIAT, item=item, form="electronic")
    for number in here[:4]:
        vote(voting.public_id, chamber.seats[number].public_id, "for")
    return {"voting": voting.public_id, "seats": [chamber.seats[number].public_id for number in here[4:]]}


def vote(voting: str, seat: str, value: str) -> None:
    found, place = Voting.objects.get(public_id=voting), Seat.objects.get(public_id=seat)
    who = Presence.objects.get(meeting=found.meeting_id, seat=place).person
    with on_day(DAY):
        actions.cast(found.meeting, actor=acting("council_member", "", who), voting=found, seat=place, value=value)


def close(voting: str) -> dict[str, list[str]]:
    """The seats that were counted against."""
    found = Voting.objects.get(public_id=voting)
    with on_day(DAY):
        decision = actions.close_voting(found.meeting, actor=SECRETARIAT, voting=found, casting="for")
    assert decision.in_favour == 4
    return {"against": [each.seat.public_id for each in decision.votes.filter(value="against").select_related("seat")]}


def test_a_vote_counts_if_it_was_acknowledged_before_the_close_and_not_otherwise(arena, monkeypatch):
    monkeypatch.setenv("RAADZAAL_PROFILE", "voorbeeldraad")
    [made] = arena.play([HERE, "prepare_screens"])
    late = made["seats"]
    *outcomes, counted = arena.play(
        *[[HERE, "vote", made["voting"], seat, "against"] for seat in late], [HERE, "close", made["voting"]]
    )
    assert set(outcomes) <= {"done", "vote_closed"}
    assert sorted(counted["against"]) == sorted(
        seat for seat, outcome in zip(late, outcomes, strict=True) if outcome == "done"
    )
