from datetime import timedelta

import pytest

from raadzaal.meetings import actions, queries
from raadzaal.meetings.models import Meeting, Presence
from raadzaal.procedure.refusals import NotAllowed
from tests.meetings.makers import BEFORE, DAY, SECRETARIAT, VACANT, acting, on_day, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(chamber):
    return chamber.convened()


@pytest.fixture
def today(meeting):
    with on_day(DAY):
        yield


def sign(chamber, meeting, number, person, actor=SECRETARIAT):
    return actions.sign_in(meeting, seat=chamber.seats[number], person=person, actor=actor)


def test_a_member_signs_for_the_own_seat(chamber, meeting, today):
    own = chamber.members[0]
    presence = sign(chamber, meeting, 0, own, acting("council_member", chamber.body.public_id, own))
    assert (presence.seat, presence.as_substitute) == (chamber.seats[0], False)


def test_a_substitute_sits_instead_and_is_known_as_one(chamber, meeting, today):
    own = chamber.substitutes[1]
    assert sign(chamber, meeting, 1, own, acting("substitute", chamber.body.public_id, own)).as_substitute


def test_members_sign_for_themselves_only(chamber, meeting, today):
    with refused("not_yours") as told:
        sign(chamber, meeting, 1, chamber.members[1], acting("council_member", "", chamber.members[0]))
    assert isinstance(told.value, NotAllowed)
    chamber.sign(meeting, 1)
    with refused("not_yours"):
        actions.sign_out(meeting, seat=chamber.seats[1], actor=acting("council_member", "", chamber.members[0]))


def test_beside_the_member_a_substitute_only_has_an_advisory_voice(chamber, meeting, today):
    chamber.sign(meeting, 0)
    with refused("seat_taken"):
        sign(chamber, meeting, 0, chamber.substitutes[0])


def test_nobody_takes_two_seats(chamber, meeting, today):
    sign(chamber, meeting, 9, chamber.substitutes[9])
    with refused("seated"):
        sign(chamber, meeting, 10, chamber.substitutes[9])


def test_pairs_stay_pairs_and_the_crown_is_a_pool_but_for_its_strict_pairs(chamber, meeting, today):
    with refused("not_yours"):
        sign(chamber, meeting, 0, chamber.substitutes[1])
    assert sign(chamber, meeting, 10, chamber.substitutes[9]).as_substitute
    with refused("not_yours"):
        sign(chamber, meeting, 11, chamber.substitutes[10])


def test_a_vacant_seat_stays_empty(chamber, meeting, today):
    with refused("vacant"):
        sign(chamber, meeting, VACANT, chamber.substitutes[VACANT])


def test_the_list_is_signed_on_the_day_of_a_called_meeting(chamber, meeting):
    with on_day(BEFORE), refused("too_early"):
        sign(chamber, meeting, 0, chamber.members[0])
    planned = chamber.plan(DAY + timedelta(days=28))
    with on_day(DAY + timedelta(days=28)), refused("list_closed"):
        sign(chamber, planned, 0, chamber.members[0])


def test_seats_of_another_body_are_not_of_this_meeting(chamber, meeting, today):
    from tests.meetings.makers import hall

    other = hall("standing", "duo")
    with refused("other_body"):
        actions.sign_in(meeting, seat=other.seats[0], person=other.members[0], actor=SECRETARIAT)


def test_for_one_item_a_substitute_may_take_over(chamber, meeting, today):
    chamber.sign(meeting, 0)
    actions.sign_out(meeting, seat=chamber.seats[0], actor=SECRETARIAT)
    sign(chamber, meeting, 0, chamber.substitutes[0])
    assert meeting.presences.get().person == chamber.substitutes[0]
    with refused("not_signed"):
        actions.sign_out(meeting, seat=chamber.seats[1], actor=SECRETARIAT)


def test_the_sheet_is_saved_whole_or_not_at_all(chamber, meeting, today):
    chamber.sign(meeting, 0, 1)
    first, second, third = (seat.pk for seat in chamber.seats[:3])
    wanted = {first: chamber.substitutes[0].pk, second: None, third: chamber.members[2].pk}
    assert actions.sign_sheet(meeting, seats=wanted, actor=SECRETARIAT) == 3
    assert set(meeting.presences.values_list("seat_id", "person_id")) == {
        (first, chamber.substitutes[0].pk),
        (third, chamber.members[2].pk),
    }
    assert actions.sign_sheet(meeting, seats=wanted, actor=SECRETARIAT) == 0
    with refused("not_yours"):
        actions.sign_sheet(meeting, seats={first: None, second: chamber.members[3].pk}, actor=SECRETARIAT)
    with refused("unknown"):
        actions.sign_sheet(meeting, seats={first: None, 0: chamber.members[2].pk}, actor=SECRETARIAT)
    assert meeting.presences.filter(seat=first).exists()


def test_crown_members_change_places_in_one_sheet(chamber, meeting, today):
    nine, ten = chamber.seats[9].pk, chamber.seats[10].pk
    sub_nine, sub_ten = chamber.substitutes[9].pk, chamber.substitutes[10].pk
    actions.sign_sheet(meeting, seats={nine: sub_nine, ten: sub_ten}, actor=SECRETARIAT)
    actions.sign_sheet(meeting, seats={nine: sub_ten, ten: sub_nine}, actor=SECRETARIAT)
    assert dict(meeting.presences.values_list("seat_id", "person_id")) == {nine: sub_ten, ten: sub_nine}


def test_members_do_not_write_the_sheet(chamber, meeting, today):
    with pytest.raises(NotAllowed):
        actions.sign_sheet(meeting, seats={}, actor=acting("council_member"))


def test_more_than_half_of_the_sitting_members_makes_a_quorum(chamber, meeting, today):
    chamber.sign(meeting, 0, 1, 2, 3, 4)
    counted = queries.attendance(meeting)
    assert (counted.sitting, counted.present, counted.may_be_held) == (11, 5, False)
    with refused("no_quorum") as told:
        actions.open_meeting(meeting, actor=SECRETARIAT)
    assert told.value.params == {"present": 5, "sitting": 11, "needed": 6}
    chamber.sign(meeting, substitutes=(5,))
    opened = actions.open_meeting(meeting, actor=SECRETARIAT)
    assert opened.state == Meeting.State.OPEN
    assert opened.opened_at


def test_a_meeting_opens_on_its_day_once_it_has_been_called(chamber, meeting):
    with on_day(BEFORE), refused("too_early"):
        actions.open_meeting(meeting, actor=SECRETARIAT)
    planned = chamber.plan(DAY + timedelta(days=28))
    with on_day(DAY + timedelta(days=28)), refused("not_convened"):
        actions.open_meeting(planned, actor=SECRETARIAT)


def test_closing_ends_the_meeting_and_its_list(chamber, meeting, today):
    with refused("not_open"):
        actions.close_meeting(meeting, actor=SECRETARIAT)
    chamber.sign(meeting, 0, 1, 2, 3, 4, 5)
    actions.open_meeting(meeting, actor=SECRETARIAT)
    assert actions.close_meeting(meeting, actor=SECRETARIAT).state == Meeting.State.CLOSED
    with refused("list_closed"):
        actions.sign_out(meeting, seat=chamber.seats[0], actor=SECRETARIAT)
    assert Presence.objects.count() == 6


@pytest.mark.parametrize("role", ["council_member", "substitute", "organisation_coordinator", "administrator"])
def test_others_do_not_open_or_close(chamber, meeting, today, role):
    for act in (actions.open_meeting, actions.close_meeting, actions.convene):
        with pytest.raises(NotAllowed):
            act(meeting, actor=acting(role, chamber.body.public_id))


def test_the_sheet_offers_the_member_first_and_who_may_stand_in(chamber, meeting):
    rows = queries.attendance(meeting).rows
    names = [[each.person.name for each in row.candidates] for row in rows]
    assert names[0] == ["Lid 0 raad", "Vervanger 0 raad"]
    assert names[VACANT] == []
    assert names[9] == ["Lid 9 raad", "Vervanger 9 raad", "Vervanger 8 raad", "Vervanger 10 raad"]
    assert names[11] == ["Lid 11 raad", "Vervanger 11 raad"]


def test_attendance_takes_three_queries(chamber, meeting, today, django_assert_num_queries):
    assert meeting.body == chamber.body
    with django_assert_num_queries(3):
        queries.attendance(meeting)
    chamber.sign(meeting, 0, 1, 2, 3, substitutes=(4, 5))
    with django_assert_num_queries(3):
        queries.attendance(meeting)
