from django.utils.functional import SimpleLazyObject

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
