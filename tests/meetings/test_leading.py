"""While the meeting goes on: coming and going, speaking, notes."""

from datetime import timedelta

import pytest

from raadzaal.council.models import Appointment
from raadzaal.journal import clock
from raadzaal.journal.models import Entry
from raadzaal.meetings import actions
from raadzaal.meetings.queries.speaking import floor, time_by_group
from raadzaal.procedure.refusals import NotAllowed
from tests.meetings.makers import DAY, SECRETARIAT, acting, appoint, at_noon, on_day, person, refused
from tests.meetings.test_agenda import add

pytestmark = pytest.mark.django_db


def minute(number: int):
    return clock.at(at_noon(DAY) + timedelta(minutes=number))


def at_item(chamber, *numbers):
    """An open meeting that deals with a point."""
    meeting = chamber.opened(*(numbers or range(6)))
    item = add(meeting, "Werkprogramma")
    with on_day(DAY):
        actions.turn_to(meeting, actor=SECRETARIAT, item=item)
    meeting.refresh_from_db()
    return meeting, item


def ask(chamber, meeting, item, number, kind="first"):
    return actions.ask_for_floor(
        meeting, actor=acting("council_member", "", chamber.members[number]), item=item, person=chamber.members[number],
        kind=kind,
    )  # fmt: skip


def give(meeting, turn):
    return actions.give_floor(meeting, actor=SECRETARIAT, turn=turn)


def test_it_is_kept_who_sat_where_from_which_point_to_which(chamber):
    meeting, item = at_item(chamber)
    later = add(meeting, "Rondvraag")
    with minute(5):
        actions.sign_out(meeting, actor=SECRETARIAT, seat=chamber.seats[0])
        chamber.sign(meeting, substitutes=(0,))
    with minute(9):
        actions.turn_to(meeting, actor=SECRETARIAT, item=later)
        actions.close_meeting(meeting, actor=SECRETARIAT)
    first, second = meeting.stays.filter(seat=chamber.seats[0])
    assert (first.person, first.from_item, first.until_item) == (chamber.members[0], None, item)
    assert (second.person, second.as_substitute, second.from_item) == (chamber.substitutes[0], True, item)
    assert (second.until_item, second.left_at) == (later, at_noon(DAY) + timedelta(minutes=9))
    assert not meeting.stays.filter(left_at=None).exists()


def test_points_of_order_go_first_and_others_in_the_order_in_which_they_asked(chamber):
    meeting, item = at_item(chamber)
    with minute(1):
        ask(chamber, meeting, item, 3)
        ask(chamber, meeting, item, 1)
        ask(chamber, meeting, item, 2, "order")
        ask(chamber, meeting, item, 3)
    assert [turn.person for turn in floor(item).waiting] == [chamber.members[n] for n in (2, 3, 1)]


def test_one_speaks_at_once_and_the_next_ends_the_turn_before(chamber):
    meeting, item = at_item(chamber)
    with minute(0):
        first, second = ask(chamber, meeting, item, 0), ask(chamber, meeting, item, 4)
        give(meeting, first)
    with minute(3):
        give(meeting, second)
        with refused("not_waiting"):
            give(meeting, first)
    with minute(4):
        actions.end_turn(meeting, actor=SECRETARIAT)
    with minute(9):
        spent = dict(time_by_group(meeting, item))
    assert list(spent.values()) == [timedelta(minutes=3), timedelta(minutes=1)]
    assert [turn.person for turn in floor(item).spoken] == [chamber.members[0], chamber.members[4]]


def test_who_speaks_now_counts_until_now_and_going_on_ends_the_turn(chamber):
    meeting, item = at_item(chamber)
    with minute(0):
        give(meeting, ask(chamber, meeting, item, 0))
    with minute(2):
        assert [time for _side, time in time_by_group(meeting)] == [timedelta(minutes=2)]
        actions.turn_to(meeting, actor=SECRETARIAT, item=add_now(meeting, "Rondvraag"))
    with minute(30):
        assert [time for _side, time in time_by_group(meeting)] == [timedelta(minutes=2)]


def add_now(meeting, title):
    return actions.add_item(meeting, actor=SECRETARIAT, title=title, kind="talk")


def test_who_has_not_signed_does_not_speak_but_an_advisory_voice_does(chamber):
    meeting, item = at_item(chamber)
    observer = person("Ministerie van Sociale Zaken")
    appoint(observer, Appointment.Role.MINISTRY, chamber.body)
    with on_day(DAY):
        with refused("not_present"):
            ask(chamber, meeting, item, 7)
        substitute = chamber.substitutes[0]
        asked = actions.ask_for_floor(meeting, actor=acting("substitute", "", substitute), item=item, person=substitute)
        assert asked.seat is None
        assert actions.ask_for_floor(meeting, actor=SECRETARIAT, item=item, person=observer).seat is None
        with pytest.raises(NotAllowed):
            actions.ask_for_floor(
                meeting, actor=acting("council_member", "", chamber.members[1]), item=item, person=chamber.members[2]
            )


def test_a_member_withdraws_the_own_turn_only(chamber):
    meeting, item = at_item(chamber)
    with on_day(DAY):
        turn = ask(chamber, meeting, item, 0)
        with pytest.raises(NotAllowed):
            actions.withdraw_turn(meeting, actor=acting("council_member", "", chamber.members[1]), turn=turn)
        actions.withdraw_turn(meeting, actor=acting("council_member", "", chamber.members[0]), turn=turn)
        assert floor(item).waiting == ()


def test_a_note_stands_with_its_point_and_its_words_beside_the_chain(chamber):
    meeting, item = at_item(chamber)
    with on_day(DAY):
        actions.note(meeting, actor=SECRETARIAT, item=item, text="De voorzitter licht toe. ")
        with refused("empty"):
            actions.note(meeting, actor=SECRETARIAT, item=item, text="  ")
    assert item.notes.get().text == "De voorzitter licht toe."
    assert b"licht toe" not in bytes(Entry.objects.get(kind="meetings.note").body)
