"""The screens of a meeting: of the chair, the secretary, the members, and of the hall for everybody."""

from hashlib import sha256

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from raadzaal.accounts.actor import ANYBODY
from raadzaal.journal.models import Head
from raadzaal.meetings import presenting, queries, screens
from raadzaal.meetings.forms import AskForVoteForm, SheetForm
from raadzaal.meetings.models import Contribution, Meeting, RollCallVote
from raadzaal.meetings.queries.meetings import GOING_ON
from raadzaal.meetings.queries.reading import attends
from raadzaal.meetings.views import live
from raadzaal.meetings.views.running import runs, trail
from raadzaal.meetings.voting_forms import CloseForm, FloorForm, GridForm, NoteForm, StopForm


@require_safe
def chair(request, public_id: str):
    return chair_page(request, runs(request, public_id))


def chair_page(request, found: Meeting, *, status: int = 200, **filled):
    """*filled*: forms as they were sent, where something was wrong with them."""
    context = screens.context(found, request.actor)
    waiting = [row for row in context["rows"] if row.item.consent and not row.decisions]
    vote = context["vote"]
    context |= {"closing": CloseForm(vote.standing.voting, auto_id="close_%s") if vote else None}
    context |= {"stop": StopForm(), "consent": waiting, "trail": trail(presenting.title(found), _("Chair"), found)}
    return _live(request, "meetings/chair.html", context | filled, found, status=status)


@require_safe
def secretary(request, public_id: str):
    return secretary_page(request, runs(request, public_id))


def secretary_page(request, found: Meeting, *, status: int = 200, **filled):
    """*filled*: forms as they were sent, where something was wrong with them."""
    context = screens.context(found, request.actor)
    vote, counted = context["vote"], context["counted"]
    signing = found.state in (Meeting.State.CONVENED, *GOING_ON) and counted.rows
    context |= {
        "sheet": SheetForm(counted) if signing else None,
        "grid": GridForm(vote.standing.voting, found) if vote and not vote.standing.voting.on_screen else None,
        "closing": CloseForm(vote.standing.voting, auto_id="close_%s") if vote else None,
        "not_voted": _not_voted(counted, vote) if vote else (),
        "note": NoteForm(),
        "ask": FloorForm(found, auto_id="floor_%s"),
        "may_ask": AskForVoteForm(present=found.presences.all()) if found.state == Meeting.State.OPEN else None,
        "notes": found.notes.filter(item=found.at_item_id) if found.at_item_id else (),
        "trail": trail(presenting.title(found), pgettext("screen", "Secretary"), found),
    }
    return _live(request, "meetings/secretary.html", context | filled, found, status=status)


def _not_voted(counted, vote) -> list:
    """Who may still vote, by seat."""
    return [row.presence for row in counted.rows if row.presence and row.seat.pk not in vote.standing.cast]


@require_safe
def member(request, public_id: str):
    """For who belongs in the room: the point at hand, its papers, the floor, one's own vote."""
    found = get_object_or_404(queries.visible(request.actor), public_id=public_id)
    if not attends(request.actor, found):
        raise Http404
    context = screens.context(found, request.actor)
    own = screens.own_presence(found, request.actor)
    vote = context["vote"]
    cast = vote.standing.cast.get(own.seat_id) if vote and own else None
    waiting = [turn for turn in context["floor"].waiting if turn.person.public_id == request.actor.key]
    context |= {
        "own": own,
        "own_vote": cast.value if cast else "",
        "own_cast": cast,
        "own_recorded": presenting.recorded(cast) if cast else "",
        "why_no_vote": screens.why_no_vote(found, request.actor) if vote and own is None else "",
        "choices": RollCallVote.Value.choices,
        "to_confirm": screens.to_confirm(found, request.actor),
        "own_key": request.actor.key,
        "kinds": Contribution.Kind.choices,
        "waiting_turns": waiting,
        "trail": trail(presenting.title(found), _("In the meeting"), runs=False),
    }
    return _live(request, "meetings/member.html", context, found, votes=not vote or vote.standing.shown)


@require_safe
def hall(request, public_id: str):
    """To hang on the wall."""
    found = get_object_or_404(queries.visible(request.actor), public_id=public_id)
    return _shown(request, "meetings/hall.html", found)


@require_safe
def follow(request, public_id: str):
    """A meeting as it goes on, for who follows it from afar."""
    found = get_object_or_404(queries.visible(request.actor), public_id=public_id)
    return _shown(request, "meetings/follow.html", found)


def _shown(request, template: str, found: Meeting):
    """What everybody may see: an open meeting is sent in parts, and of a closed one it is told that there is something to see."""
    stream = live.stream_of_parts if found.public else live.stream_of_changes
    context = screens.context(found, request.actor if not found.public else ANYBODY)
    context |= {"now": _now(found), "stream": stream(request, found)}
    return live.may_connect(request, render(request, template, context))


@require_safe
def state(request, public_id: str):
    """A word that changes with every act, so that an open screen knows when to look again."""
    found = get_object_or_404(queries.visible(request.actor), public_id=public_id)
    answer = HttpResponse(_now(found), content_type="text/plain")
    answer["Cache-Control"] = "no-store"
    return answer


def _live(request, template: str, context: dict, found: Meeting, *, votes: bool = True, status: int = 200):
    context |= {"now": _now(found), "stream": live.stream_of_changes(request, found, votes=votes)}
    return live.may_connect(request, render(request, template, context, status=status))


def _now(found: Meeting) -> str:
    seq = Head.objects.values_list("seq", flat=True).get(pk=1)
    return sha256(f"{found.public_id}:{seq}".encode()).hexdigest()[:16]
