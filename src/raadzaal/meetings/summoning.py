"""Effect: who is called to a meeting gets mail with a calendar message, and again when it is moved or cancelled."""

from datetime import datetime
from zlib import crc32

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from raadzaal.correspondence.models import OutgoingMail
from raadzaal.council import profile
from raadzaal.council.models import Appointment
from raadzaal.council.queries import members_on
from raadzaal.journal import followers
from raadzaal.journal.clock import LEGAL_ZONE
from raadzaal.journal.models import Entry
from raadzaal.journal.queries import facts
from raadzaal.meetings.calendar_file import CANCEL, REQUEST, Event, calendar
from raadzaal.meetings.models import Meeting

Role = Appointment.Role
CALLED, MOVED, CANCELLED, AGAIN = "meetings.convene", "meetings.reschedule", "meetings.cancel", "meetings.call_again"


class Summons(followers.Follower):
    """One mail for each person and each change; only to those who had been called."""

    name = "summons"
    kind = followers.EFFECT

    def apply(self, entry: Entry) -> None:
        if entry.kind not in (CALLED, MOVED, CANCELLED, AGAIN):
            return
        told = facts(entry)
        if entry.kind in (MOVED, CANCELLED) and not told["called"]:
            return
        named = told["next"] if entry.kind == AGAIN else entry.subject.partition(":")[2]
        meeting = Meeting.objects.select_related("body").get(public_id=named)
        starts_at = datetime.fromisoformat(told["starts_at"])
        mails = [_mail(entry, meeting, starts_at, told, *each) for each in addressed(meeting, starts_at)]
        OutgoingMail.objects.bulk_create(mails, ignore_conflicts=True)


def addressed(meeting: Meeting, starts_at: datetime) -> list[tuple[str, str]]:
    """Name and address of everybody who is called: members, substitutes where the house calls them, and observers."""
    day = starts_at.astimezone(LEGAL_ZONE).date()
    wanted = [Role.MEMBER, Role.CHAIR, Role.DEPUTY_CHAIR, Role.SECRETARY, Role.ADVISORY, Role.OBSERVING, Role.MINISTRY]
    if profile.active().meetings.convocation.to_substitutes:
        wanted.append(Role.SUBSTITUTE)
    called = members_on(meeting.body, day).filter(role__in=wanted, person__user__isnull=False)
    found = {row.person.user.email: row.person.name for row in called.select_related("person__user")}
    return sorted((name, email) for email, name in found.items() if email)


def event_of(meeting: Meeting, *, made_at: datetime, starts_at: datetime | None = None, **more) -> Event:
    host = settings.DEFAULT_FROM_EMAIL.partition("@")[2].rstrip(">")
    status = "CANCELLED" if meeting.state == Meeting.State.CANCELLED else "CONFIRMED"
    if meeting.state == Meeting.State.PLANNED:
        status = "TENTATIVE"
    kept = {"sequence": meeting.sequence, "status": status} | more
    return Event(
        uid=f"{meeting.public_id}@{host}",
        starts_at=starts_at or meeting.starts_at,
        made_at=made_at,
        summary=str(meeting.body),
        place=meeting.place,
        **kept,
    )


def _mail(entry: Entry, meeting: Meeting, starts_at: datetime, told: dict, name: str, email: str) -> OutgoingMail:
    method = CANCEL if entry.kind == CANCELLED else REQUEST
    organiser = settings.DEFAULT_FROM_EMAIL.rpartition("<")[2].rstrip(">")
    event = event_of(
        meeting,
        made_at=entry.at,
        starts_at=starts_at,
        sequence=told.get("sequence", 0),
        status="CANCELLED" if method == CANCEL else "CONFIRMED",
        organiser=organiser,
        attendee=email,
        attendee_name=name,
    )
    subject, body = _words(entry.kind, meeting, starts_at, name)
    return OutgoingMail(
        key=f"summons:{entry.seq}:{email}"[:120],
        to=email,
        subject=subject,
        body=body,
        calendar=calendar([event], method=method),
        message_id=f"<{meeting.public_id}.{entry.seq}.{crc32(email.encode())}@{organiser.partition('@')[2]}>",
        made_at=entry.at,
        next_try_at=entry.at,
    )


def _words(kind: str, meeting: Meeting, starts_at: datetime, name: str) -> tuple[str, str]:
    with translation.override("nl"):
        when = date_format(starts_at.astimezone(LEGAL_ZONE), "l j F Y, H:i")
        subject = {
            CALLED: _("Call: %(body)s, %(when)s"),
            MOVED: _("Moved: %(body)s, now %(when)s"),
            CANCELLED: _("Cancelled: %(body)s, %(when)s"),
            AGAIN: _("Called again: %(body)s, %(when)s"),
        }[kind] % {"body": meeting.body, "when": when}
        lines = [_("Dear %(name)s,") % {"name": name}, "", subject + "."]
        if meeting.place:
            lines.append(_("Place: %(place)s.") % {"place": meeting.place})
        if meeting.moved_because and kind in (MOVED, CANCELLED):
            lines.append(_("Reason: %(reason)s") % {"reason": meeting.moved_because})
        if kind != CANCELLED:
            lines += ["", _("The agenda and the papers stand in Raadzaal. Please say there whether you come.")]
    return subject, "\n".join(lines)
