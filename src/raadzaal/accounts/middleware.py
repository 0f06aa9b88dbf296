from django.contrib.auth.views import redirect_to_login
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language_from_path

from raadzaal.accounts.actor import Actor, actor_of
from raadzaal.journal import clock

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

    What is shown there is kept by no browser or proxy.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not _inside(request.path_info):
            return self.get_response(request)
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        response = self.get_response(request)
        response.setdefault("Cache-Control", "private, no-store")
        return response


def _inside(path: str) -> bool:
    language = get_language_from_path(path)
    return path.removeprefix(f"/{language}" if language else "").startswith(INSIDE)
