"""What waits for somebody: steps, replies, letters, each with its date, the nearest first."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from raadzaal.accounts.actor import Actor
from raadzaal.advice import presenting, queries
from raadzaal.advice.models import Advice
from raadzaal.advice.procedure import AdviceProcedure
from raadzaal.advice.rules import OF_THE_DOSSIER_ALONE
from raadzaal.correspondence.queries import drafts_waiting
from raadzaal.deliberation.queries import invitations_of
from raadzaal.deliberation.queries.room import guests_of
from raadzaal.procedure import engine
from raadzaal.procedure.refusals import NotAllowed

FAR = date.max


@dataclass(frozen=True)
class Waiting:
    """``what`` to do in ``where``, by ``due`` where there is a date."""

    what: str
    where: str
    url: str
    due: date | None = None
    icon: str = "dossier"


def waiting(actor: Actor) -> list[Waiting]:
    """A fixed number of queries, however many dossiers there are."""
    found = [*_steps(actor), *_replies(actor), *_rooms(actor), *_letters(actor)]
    return sorted(found, key=lambda each: (each.due or FAR, each.where))


def running(actor: Actor) -> list[Advice]:
    return list(
        queries.with_parts(queries.visible(actor).exclude(stage__in=AdviceProcedure.ends)).order_by("-opened_on")
    )


def _steps(actor: Actor) -> list[Waiting]:
    found = []
    for advice in running(actor):
        if step := _next(advice, actor):
            url = reverse("advice:dossier", args=[advice.public_id])
            found.append(Waiting(str(step.label), advice.local_title, url, presenting.next_date(advice)))
    return found


def _next(advice: Advice, actor: Actor):
    """The step that brings the dossier furthest. What else it needs is told on the dossier's own page."""
    for step in reversed(AdviceProcedure.leaving(advice.stage)):
        fits = not any(rule(advice) for rule in OF_THE_DOSSIER_ALONE.intersection(step.guards))
        if step.leads(advice.stage) and fits and _mine(step, advice, actor):
            return step
    return None


def _mine(step, advice: Advice, actor: Actor) -> bool:
    try:
        engine.held(step.by, advice.role_scopes(), actor)
    except NotAllowed:
        return False
    return True


def _replies(actor: Actor) -> list[Waiting]:
    asked = invitations_of(actor).filter(round__closed_on=None, round__case__closed_on=None)
    return [
        Waiting(
            _("React for %(organisation)s") % {"organisation": invitation.organisation},
            invitation.round.case.local_title,
            reverse("deliberation:round", args=[invitation.round.public_id]),
            invitation.last_day,
            "speech",
        )
        for invitation in asked.filter(Q(reply=None) | Q(reply__submitted_at=None))
    ]


def _rooms(actor: Actor) -> list[Waiting]:
    """Where an organisation asks what somebody finds of a draft, until it has replied."""
    asked = guests_of(actor).filter(invitation__round__closed_on=None, invitation__round__case__closed_on=None)
    unsent = Q(invitation__reply=None) | Q(invitation__reply__submitted_at=None)
    return [
        Waiting(
            _("Read with %(organisation)s") % {"organisation": guest.invitation.organisation},
            guest.invitation.round.case.local_title,
            f"{reverse('deliberation:room', args=[guest.invitation.round.public_id])}"
            f"?organisatie={guest.invitation.organisation.public_id}",
            guest.last_day,
            "speech",
        )
        for guest in asked.filter(unsent)
    ]


def _letters(actor: Actor) -> list[Waiting]:
    return [
        Waiting(
            _("Send: %(subject)s") % {"subject": letter.subject},
            letter.case.local_title,
            reverse("correspondence:letter", args=[letter.public_id]),
            None,
            "letter",
        )
        for letter in drafts_waiting(actor, queries.visible(actor).values("pk"))
    ]
