"""Meetings as an iCalendar file (RFC 5545) and as the messages that calendars exchange (RFC 5546): REQUEST, CANCEL."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

LINE = 75
USUAL_LENGTH = timedelta(hours=2, minutes=30)
PUBLISH, REQUEST, CANCEL = "PUBLISH", "REQUEST", "CANCEL"


@dataclass(frozen=True)
class Event:
    """``uid`` and ``sequence`` are by which a calendar knows a meeting again, and which of two messages is the later."""

    uid: str
    sequence: int
    starts_at: datetime
    made_at: datetime
    summary: str
    place: str = ""
    url: str = ""
    description: str = ""
    status: str = "CONFIRMED"
    organiser: str = ""
    attendee: str = ""
    attendee_name: str = ""


def calendar(events: Iterable[Event], *, method: str = PUBLISH) -> str:
    """The whole file, with the line ends and folds of the standard."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Raadzaal//NONSGML Raadzaal//NL", "CALSCALE:GREGORIAN"]
    lines.append(f"METHOD:{method}")
    for event in events:
        lines += _event(event)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in fold(line))


def _event(event: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(event.uid)}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTAMP:{_instant(event.made_at)}"
    yield f"DTSTART:{_instant(event.starts_at)}"
    yield f"DTEND:{_instant(event.starts_at + USUAL_LENGTH)}"
    yield f"SUMMARY:{escaped(event.summary)}"
    for name, value in (("LOCATION", event.place), ("DESCRIPTION", event.description)):
        if value:
            yield f"{name}:{escaped(value)}"
    if event.url:
        yield f"URL:{event.url}"
    yield f"STATUS:{event.status}"
    if event.organiser:
        yield f"ORGANIZER:mailto:{event.organiser}"
    if event.attendee:
        yield f"ATTENDEE;CN={_quoted(event.attendee_name)};RSVP=TRUE:mailto:{event.attendee}"
    yield "END:VEVENT"


def escaped(text: str) -> str:
    """A text value; line ends become the two signs that stand for one."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for sign, instead in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(sign, instead)
    return text


def _quoted(name: str) -> str:
    """A parameter value cannot hold a double quote or a line end, in whatever form."""
    return '"' + "".join(sign for sign in name if sign.isprintable() and sign != '"') + '"'


def fold(line: str) -> Iterator[str]:
    """At most 75 bytes a line, never in the middle of a letter; what goes on begins with a space."""
    held = b""
    for sign in line:
        letter = sign.encode()
        if len(held) + len(letter) > LINE:
            yield held.decode()
            held = b" "
        held += letter
    yield held.decode()


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
