"""What somebody sent after their session had ended, kept until they have signed in again (ADR 0021).

It lies in the session of that browser, on the server, for an hour, and is given back to nobody but the one whose session ended.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils.http import url_has_allowed_host_and_scheme

from raadzaal.journal import clock
from raadzaal.ui.typed import NOT_TYPED

INTERRUPTED = "interrupted"
MOST = 200_000
"""Characters of names and values together: ten long letters."""
KEPT_FOR = timedelta(hours=1)
_CHOSEN = re.compile(r"[a-z0-9_:.@/-]{1,40}")
TOKEN = "csrfmiddlewaretoken"  # noqa: S105 -- the name of the field, not a secret


@dataclass(frozen=True)
class Interrupted:
    """``to`` is where it was sent, ``page`` where the form stood, ``fields`` everything in it; files are not among them."""

    to: str
    page: str
    fields: list[tuple[str, str]]
    files: bool

    @property
    def words(self) -> list[str]:
        """What somebody can recognise: what was written, without dates, numbers, choices and the keys that a page sends along."""
        typed = (value for name, value in self.fields if name.rpartition("-")[2] not in NOT_TYPED)
        return [value for value in typed if value and not _CHOSEN.fullmatch(value)]


def keep(request) -> bool:
    """Keeps what was sent, where it is known whose it is and it is not too much. Returns whether it did."""
    person, fields = _whose(request), _fields(request)
    if not person or sum(len(name) + len(value) for name, value in fields) > MOST:
        return False
    request.session[INTERRUPTED] = {
        "whose": person,
        "until": (clock.now() + KEPT_FOR).isoformat(),
        "to": request.get_full_path(),
        "page": page_of(request),
        "fields": fields,
        "files": bool(request.FILES),
    }
    return True


def _whose(request) -> str:
    """The one who was signed in with the session that this browser still names; "" when that session is gone."""
    named = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    ended = Session.objects.filter(session_key=named).first() if named else None
    return str(ended.get_decoded().get(SESSION_KEY, "")) if ended else ""


def _fields(request) -> list[tuple[str, str]]:
    return [(name, value) for name, values in request.POST.lists() for value in values if name != TOKEN]


def page_of(request) -> str:
    """Where the form stood, as the browser tells."""
    named = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(named, {request.get_host()}, require_https=request.is_secure())
    return urlunsplit(("", "", *urlsplit(named)[2:4], "")) if ours else request.get_full_path()


def waiting(request) -> Interrupted | None:
    """What waits for who is signed in now. What is somebody else's, or too old, is thrown away."""
    kept = request.session.get(INTERRUPTED)
    if not kept:
        return None
    if kept["whose"] != str(request.user.pk) or datetime.fromisoformat(kept["until"]) < clock.now():
        forget(request)
        return None
    return Interrupted(kept["to"], kept["page"], [tuple(each) for each in kept["fields"]], kept["files"])


def forget(request) -> None:
    request.session.pop(INTERRUPTED, None)
