from django.contrib.auth.views import redirect_to_login
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language_from_path

from raadzaal.accounts import interrupted
from raadzaal.accounts.actor import Actor, actor_of
from raadzaal.accounts.interrupted import INTERRUPTED
from raadzaal.journal import clock
from raadzaal.ui.typed import what_was_typed

ACTING_AS = "acting_as"


class ActorMiddleware:
    """Gives each request ``request.actor``: looked up once, by the real moment of the request."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.actor = SimpleLazyObject(lambda: _actor(request))
        return self.get_response(request)


def _actor(request) -> Actor:
    actor = actor_of(request.user, clock.now())
    chosen = request.session.get(ACTING_AS, "")
    return actor.acting_as(chosen) if chosen else actor


INSIDE = "/werk/"


class SignInFirstMiddleware:
    """The inside of the house begins at one address: a visitor is asked to sign in, whatever page of it they name.

    What is shown there is kept by no browser or proxy. What was sent after a session had ended waits until its sender has
    signed in again; where it cannot be told whose it is, the answer shows it, to be copied.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not _inside(request.path_info):
            return self.get_response(request)
        if request.user.is_authenticated:
            response = self.get_response(request)
            response.setdefault("Cache-Control", "private, no-store")
            return response
        if _sent_by_hand(request):  # goes on to process_view, past the check of its token
            return self.get_response(request)
        return redirect_to_login(request.get_full_path())

    def process_view(self, request, view, args, kwargs):
        if not _inside(request.path_info):
            return None
        if request.user.is_authenticated:
            _take_up(request)
            return None
        if interrupted.keep(request):
            return redirect_to_login(reverse("accounts:interrupted"))
        typed, back = what_was_typed(request), interrupted.page_of(request)
        if not typed:
            return redirect_to_login(back)
        return render(request, "accounts/signed_out.html", {"typed": typed, "back": back}, status=403)


def _sent_by_hand(request) -> bool:
    """A page that saves by itself keeps its words, and tells of it, itself."""
    return request.method == "POST" and request.headers.get("X-Requested-With") != "XMLHttpRequest"


def _take_up(request) -> None:
    """What waited to be sent is sent now."""
    if request.method == "POST" and INTERRUPTED in request.session:
        kept = interrupted.waiting(request)
        if kept and kept.to == request.get_full_path():
            interrupted.forget(request)


def _inside(path: str) -> bool:
    language = get_language_from_path(path)
    return path.removeprefix(f"/{language}" if language else "").startswith(INSIDE)
