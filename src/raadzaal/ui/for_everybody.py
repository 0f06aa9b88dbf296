"""Pages that are the same for every visitor: made once for each state of the house, and not sent twice to who has them.

``view = for_everybody(state)(view)``. *state* tells, cheaply, what everything shown is made of; while it stays the same a
page that was made is given again. A visitor who has the page already is told so (304), by a tag of what the page says.

Pages are kept packed (gzip), and go out so to browsers that can unpack them. What they hold is everybody's, so that its
packed size tells nobody anything.

Only visitors get such a page. Whoever bears a cookie that is not known to be harmless, a session first of all, passes by
this file: their page is made for them, is not kept, and bears no tag. A page that sets a cookie, or holds a form's token,
is not kept either.
"""

import gzip
import hashlib
import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import wraps
from weakref import WeakValueDictionary

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language

ROOM = 16 * 1024 * 1024
LARGEST = 1024 * 1024
PACKING = 6
ACCEPTS_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))")


@dataclass(frozen=True)
class Page:
    """``packed`` is what it says, in gzip."""

    packed: bytes
    headers: tuple[tuple[str, str], ...]
    tag: str


class Shelf:
    """The pages of one process, the least recently asked for thrown out first. ``room`` is in bytes."""

    def __init__(self, room: int) -> None:
        self.room = room
        self._used = 0
        self._pages: OrderedDict[Hashable, tuple[Hashable, Page]] = OrderedDict()
        self._lock = threading.Lock()
        self._turns: WeakValueDictionary[Hashable, threading.Lock] = WeakValueDictionary()

    def get(self, key: Hashable, state: Hashable) -> Page | None:
        with self._lock:
            made_of, page = self._pages.get(key, (None, None))
            if page is None or made_of != state:
                return None
            self._pages.move_to_end(key)
            return page

    def turn(self, key: Hashable) -> threading.Lock:
        """To be held by who makes a page, so that of all who ask for it at once one makes it."""
        with self._lock:
            return self._turns.setdefault(key, threading.Lock())

    def put(self, key: Hashable, state: Hashable, page: Page) -> None:
        """In the place of the page that stood there for an earlier state."""
        if len(page.packed) > min(self.room, LARGEST):
            return
        with self._lock:
            self._take(key)
            self._pages[key] = (state, page)
            self._used += len(page.packed)
            while self._used > self.room:
                self._take(next(iter(self._pages)))

    def _take(self, key: Hashable) -> None:
        _state, page = self._pages.pop(key, (None, None))
        if page is not None:
            self._used -= len(page.packed)


# Who works on a template wants to see it, and a test writes rows without an act.
shelf = Shelf(0 if settings.DEBUG or settings.TESTING else ROOM)


def for_everybody(state: Callable[[], Hashable]):
    def wrap(view):
        @wraps(view)
        def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if not _from_a_visitor(request):
                return view(request, *args, **kwargs)
            # The state is read before the page is made: what changes meanwhile makes the page newer than its state.
            key, now = _key(request), state()
            if page := shelf.get(key, now):
                return _given(request, page)
            with shelf.turn(key):
                return _made(request, key, now, lambda: view(request, *args, **kwargs))

        return answer

    return wrap


def _made(request: HttpRequest, key: Hashable, now: Hashable, make: Callable[[], HttpResponse]) -> HttpResponse:
    if page := shelf.get(key, now):
        return _given(request, page)
    response = make()
    page = _page(request, response)
    if page is None:
        return response
    shelf.put(key, now, page)
    return _given(request, page)


def _from_a_visitor(request: HttpRequest) -> bool:
    harmless = {settings.LANGUAGE_COOKIE_NAME, settings.CSRF_COOKIE_NAME}
    bare = not set(request.COOKIES) - harmless and "HTTP_AUTHORIZATION" not in request.META
    return bare and request.method in ("GET", "HEAD")


def _key(request: HttpRequest) -> tuple:
    return request.scheme, request.get_host(), request.get_full_path(), get_language()


def _page(request: HttpRequest, response: HttpResponse) -> Page | None:
    """None for what is not the same for everybody, or is no page."""
    if response.status_code != 200 or response.streaming or "Cache-Control" in response:
        return None
    token = request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
    if response.cookies or token or request.user.is_authenticated or not request.session.is_empty():
        return None
    # The tag says what the page says, packed or not; that is what makes it a weak one.
    tag = f'W/"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    return Page(gzip.compress(response.content, PACKING, mtime=0), tuple(response.items()), tag)


def _given(request: HttpRequest, page: Page) -> HttpResponse:
    packed = ACCEPTS_GZIP.search(request.META.get("HTTP_ACCEPT_ENCODING", ""))
    response = HttpResponse(page.packed if packed else gzip.decompress(page.packed), headers=dict(page.headers))
    if packed:
        response["Content-Encoding"] = "gzip"
    response["ETag"] = page.tag
    response["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ["Cookie", "Accept-Encoding"])
    return get_conditional_response(request, page.tag, None, response)
