"""Where an open page of a meeting hears what happens; without such a place it asks every few seconds."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from raadzaal.meetings.live_parts import key_for
from raadzaal.meetings.live_stream import PATH
from raadzaal.meetings.models import Meeting


def _place(request: HttpRequest) -> str:
    """Scheme, host and port; empty for the host of the page itself."""
    if not settings.LIVE.startswith(":"):
        return ""
    return f"{request.scheme}://{request.get_host().partition(':')[0]}{settings.LIVE}"


def stream_of_parts(request: HttpRequest, meeting: Meeting) -> str:
    """For a page that shows what everybody may see; empty where there are no streams."""
    return f"{_place(request)}{PATH}{meeting.public_id}/?taal={get_language()}" if settings.LIVE else ""


def stream_of_changes(request: HttpRequest, meeting: Meeting, *, votes: bool = True) -> str:
    """For a page that shows more: it hears only that there is something to look at."""
    if not settings.LIVE:
        return ""
    return f"{_place(request)}{PATH}{meeting.public_id}/?sleutel={key_for(meeting)}" + ("" if votes else "&votes=0")


def may_connect(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The page may open a line to another port of its own host."""
    if place := _place(request):
        response._csp_update = {"connect-src": place}
    return response
