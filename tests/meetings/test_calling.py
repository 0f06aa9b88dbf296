"""Calling, moving, cancelling, suspending; who says to come; and what calendars are told."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from raadzaal.accounts.models import User
from raadzaal.correspondence import mailing
from raadzaal.correspondence.models import OutgoingMail
from raadzaal.council.models import Appointment
from raadzaal.journal import followers
from raadzaal.meetings import actions, queries
from raadzaal.meetings.calendar_file import LINE, escaped, fold
from raadzaal.meetings.models import Meeting
from raadzaal.meetings.queries.forecast import forecast
from raadzaal.procedure.refusals import NotAllowed
from tests.meetings.makers import BEFORE, DAY, SECRETARIAT, VACANT, acting, hall, on_day, refused
from tests.meetings.test_pages import public, secretariat, signed_in, work

__all__ = ["secretariat"]
pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)
ROLE = Appointment.Role


def with_mail(chamber, *numbers):
    """These members, and their substitutes, have an address."""
    for number in numbers:
        for who in (chamber.members[number], chamber.substitutes[number]):
            who.user = User.objects.create_user(f"{who.key}@raadzaal.example")
            who.save()


def move(meeting, days=7, reason="De voorzitter is ziek", place="Raadzaal"):
    with on_day(BEFORE):
        return actions.reschedule(
            meeting, actor=SECRETARIAT, starts_at=meeting.starts_at + timedelta(days=days), place=place, reason=reason
        )


def sent() -> list[OutgoingMail]:
    followers.catch_up()
    return list(OutgoingMail.objects.order_by("pk"))


def lines(text: str) -> dict[str, str]:
    unfolded = text.replace("\r\n ", "").split("\r\n")
    return dict(line.partition(":")[::2] for line in unfolded if ":" in line)


def test_members_and_substitutes_are_called_by_mail_with_a_calendar_message(chamber):
    with_mail(chamber, 0, 1)
    meeting = chamber.convened(place="Raadzaal")
    mails = sent()
    assert {each.to.split("@")[0] for each in mails} == {
        "lid-0-raad",
        "lid-1-raad",
        "vervanger-0-raad",
        "vervanger-1-raad",
    }
    told = lines(mails[0].calendar)
    assert (told["METHOD"], told["SEQUENCE"], told["STATUS"]) == ("REQUEST", "0", "CONFIRMED")
    assert told["UID"].startswith(meeting.public_id)
    assert told["DTSTART"] == "20260319T090000Z"
    assert len({each.message_id for each in mails}) == 4


def test_who_was_called_hears_of_a_move_and_of_the_end_under_the_same_name(chamber):
    with_mail(chamber, 0)
    meeting = chamber.convened()
    move(meeting)
    meeting.refresh_from_db()
    with on_day(BEFORE):
        actions.cancel(meeting, actor=SECRETARIAT, reason="Te weinig punten")
    member = [each for each in sent() if each.to.startswith("lid-0")]
    told = [lines(each.calendar) for each in member]
    assert [each["METHOD"] for each in told] == ["REQUEST", "REQUEST", "CANCEL"]
    assert [each["SEQUENCE"] for each in told] == ["0", "1", "2"]
    assert [each["DTSTART"] for each in told] == ["20260319T090000Z", "20260326T090000Z", "20260326T090000Z"]
    assert len({each["UID"] for each in told}) == 1
    assert "Te weinig punten" in member[-1].body


def test_the_mail_goes_out_with_the_message_for_the_calendar(chamber):
    with_mail(chamber, 0)
    chamber.convened()
    followers.catch_up()
    with on_day(BEFORE):
        mailing.deliver()
    attached = mail.outbox[0].attachments[0]
    assert "method=REQUEST" in attached[2]
    assert "BEGIN:VEVENT" in attached[1]


def test_who_was_not_called_yet_is_not_bothered_with_a_move(chamber):
    with_mail(chamber, 0)
    move(chamber.plan())
    assert sent() == []


def test_reading_the_journal_twice_makes_no_second_mail(chamber):
    with_mail(chamber, 0)
    chamber.convened()
    assert len(sent()) == len(sent()) == 2


def test_a_move_needs_a_reason_another_moment_and_a_free_one(chamber):
    meeting = chamber.plan(place="Raadzaal")
    chamber.plan(DAY + WEEK)
    with refused("no_reason"):
        move(meeting, reason=" ")
    with refused("unchanged"):
        move(meeting, days=0)
    with refused("meeting_exists"):
        move(meeting)
    assert move(meeting, days=0, place="Grote zaal").sequence == 1


def test_an_open_meeting_is_not_moved_and_a_cancelled_one_is_over(chamber):
    meeting = chamber.opened(*range(6))
    with refused("begun"):
        move(meeting)
    other = chamber.plan(DAY + WEEK)
    with on_day(BEFORE):
        actions.cancel(other, actor=SECRETARIAT, reason="Vervallen")
    with on_day(BEFORE):
        assert other not in queries.upcoming(SECRETARIAT)


def test_a_meeting_is_suspended_and_goes_on_with_its_quorum(chamber):
    meeting = chamber.opened(*range(6))
    with on_day(DAY):
        with refused("starts_in_past"):
            actions.suspend(meeting, actor=SECRETARIAT, resumes_at=meeting.starts_at)
        actions.suspend(meeting, actor=SECRETARIAT, resumes_at=meeting.starts_at + timedelta(hours=5))
        with refused("not_open"):
            actions.close_meeting(meeting, actor=SECRETARIAT)
        actions.sign_out(meeting, actor=SECRETARIAT, seat=chamber.seats[0])
        with refused("no_quorum"):
            actions.resume(meeting, actor=SECRETARIAT)
        chamber.sign(meeting, 0)
        actions.resume(meeting, actor=SECRETARIAT)
    meeting.refresh_from_db()
    assert meeting.state == Meeting.State.OPEN


def test_a_meeting_that_goes_on_past_midnight_counts_who_sits_then(chamber):
    """A member whose term ends with the day no longer makes up the quorum of the next one."""
    Appointment.objects.filter(person=chamber.members[0]).update(valid_until=DAY + timedelta(days=1))
    meeting = chamber.opened(*range(6))
    with on_day(DAY):
        assert (queries.attendance(meeting).sitting, queries.attendance(meeting).present) == (11, 6)
    with on_day(DAY + timedelta(days=1)):
        counted = queries.attendance(meeting)
        assert (counted.sitting, counted.present) == (10, 5)
        assert not counted.may_be_held


def announce(chamber, meeting, number, comes, of="members"):
    who = getattr(chamber, of)[number]
    with on_day(BEFORE):
        actions.announce(meeting, actor=acting("council_member", "", who), person=who, comes=comes)


def expected(meeting):
    told = forecast(meeting, queries.attendance(meeting))
    return (told.sure, told.unknown, told.enough)


def test_the_quorum_is_foreseen_by_what_members_and_substitutes_say(chamber):
    meeting = chamber.convened()
    assert expected(meeting) == (0, 11, None)
    for number in range(5):
        announce(chamber, meeting, number, True)
    assert expected(meeting) == (5, 6, None)
    announce(chamber, meeting, 5, False)
    announce(chamber, meeting, 5, True, of="substitutes")
    assert expected(meeting) == (6, 5, True)
    announce(chamber, meeting, 0, False)
    for number in (6, 7, 9, 10, 11):
        announce(chamber, meeting, number, False)
    assert expected(meeting) == (5, 0, False)


def test_a_pooled_substitute_is_expected_on_one_seat_only(chamber):
    meeting = chamber.convened()
    for number in (9, 10):
        announce(chamber, meeting, number, False)
    announce(chamber, meeting, 9, True, of="substitutes")
    assert expected(meeting) == (1, 9, None)


def test_one_speaks_for_oneself_and_the_secretariat_for_anybody(chamber):
    meeting = chamber.convened()
    with on_day(BEFORE):
        with pytest.raises(NotAllowed):
            actions.announce(
                meeting, actor=acting("council_member", "", chamber.members[0]), person=chamber.members[1], comes=True
            )
        with refused("not_in_body"):
            actions.announce(meeting, actor=SECRETARIAT, person=hall("standing", "duo").members[0], comes=True)
        actions.announce(meeting, actor=SECRETARIAT, person=chamber.substitutes[VACANT], comes=True)
    assert meeting.intentions.count() == 1


def test_a_member_says_so_on_the_page_of_the_meeting(chamber):
    meeting = chamber.convened()
    member = signed_in("Bram Poel", ROLE.MEMBER, chamber.body)
    with on_day(BEFORE):
        assert "Komt u?" in member.get(public(meeting)).content.decode()
        assert member.post(work(meeting, "aanmelden"), {"comes": "no"}).status_code == 302
        assert "U hebt laten weten dat u niet komt" in member.get(public(meeting)).content.decode()
        assert "Komt u?" not in Client().get(public(meeting)).content.decode()
        other = {"comes": "no", "person": chamber.members[0].public_id}
        assert member.post(work(meeting, "aanmelden"), other).status_code == 404


def test_the_secretariat_moves_and_cancels_on_the_page(chamber, secretariat):
    meeting = chamber.convened()
    given = {"day": "2026-03-26", "time": "14:00", "place": "Grote zaal", "reason": ""}
    with on_day(BEFORE):
        answer = secretariat.post(work(meeting, "verplaatsen"), given)
        assert answer.status_code == 422
        assert "Grote zaal" in answer.content.decode()
        assert secretariat.post(work(meeting, "verplaatsen"), given | {"reason": "Verhuizing"}).status_code == 302
        assert "26 maart 2026, 14:00" in Client().get(public(meeting)).content.decode()
        assert secretariat.post(work(meeting, "afzeggen"), {"reason": "Vervallen"}).status_code == 302
        text = Client().get(public(meeting)).content.decode()
    assert "afgezegd" in text.lower()
    told = lines(Client().get(f"{public(meeting)}agenda.ics").content.decode())
    assert (told["METHOD"], told["STATUS"], told["SEQUENCE"]) == ("CANCEL", "CANCELLED", "2")


def test_the_calendar_of_all_holds_what_a_reader_may_see(chamber):
    meeting, closed = chamber.convened(), hall("standing", "duo").convened()
    with on_day(BEFORE):
        text = Client().get("/vergaderingen/agenda.ics").content.decode()
    assert meeting.public_id in text
    assert closed.public_id not in text
    assert "STATUS:CONFIRMED" in text


@given(st.text())
def test_no_line_of_a_calendar_is_too_long_and_nothing_of_it_is_lost(text):
    text = escaped(text)
    folded = list(fold(f"SUMMARY:{text}"))
    assert all(len(line.encode()) <= LINE for line in folded)
    assert folded[0] + "".join(line[1:] for line in folded[1:]) == f"SUMMARY:{text}"


@given(st.text())
def test_typed_text_cannot_begin_a_line_of_its_own(text):
    assert "\n" not in escaped(text)
    assert "\r" not in escaped(text)
