"""Member and substitute reach for one seat, or two secretaries record one vote: exactly one thing happens."""

import pytest

from raadzaal.council.models import Person, Seat
from raadzaal.journal import acts
from raadzaal.journal.models import Entry
from raadzaal.meetings import actions
from raadzaal.meetings.models import AgendaItem, Decision, Meeting, Presence
from tests.meetings.makers import DAY, SECRETARIAT, acting, case, hall, on_day

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
