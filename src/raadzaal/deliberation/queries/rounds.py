"""Rounds, who was asked, and how far each organisation is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from raadzaal.accounts.actor import Actor
from raadzaal.deliberation.models import Invitation, Reply, Round

IN_ORGANISATION = ("organisation_coordinator", "organisation_member")
LEADS_COMMITTEE = ("committee_secretary", "committee_chair")
IN_COMMITTEE = (*LEADS_COMMITTEE, "committee_member")


def scopes(actor: Actor, roles: tuple[str, ...]) -> set[str]:
    return {scope for role in roles for scope in actor.scopes(role)}


def rounds_visible(actor: Actor) -> QuerySet[Round]:
    """The rounds in which an actor's organisation was asked, and those of their committee."""
    asked = Invitation.objects.filter(organisation__public_id__in=scopes(actor, IN_ORGANISATION)).values("round")
    committee = Q(committee__public_id__in=scopes(actor, IN_COMMITTEE))
    return Round.objects.filter(Q(pk__in=asked) | committee).select_related("case", "milestone", "committee")


def invitations_of(actor: Actor) -> QuerySet[Invitation]:
    own = Invitation.objects.filter(organisation__public_id__in=scopes(actor, IN_ORGANISATION))
    return own.select_related("round__case", "round__milestone", "round__committee", "organisation", "reply")


def invitation_of(actor: Actor, running: Round, organisation: str = "") -> Invitation | None:
    """The invitation of the actor's organisation; *organisation* chooses where they speak for several."""
    own = invitations_of(actor).filter(round=running)
    return (own.filter(organisation__public_id=organisation) if organisation else own).first()


def waiting_for(organisations: Iterable[str]) -> QuerySet[Invitation]:
    """What these organisations (public ids) have still to reply to, the most urgent first."""
    return (
        Invitation.objects.filter(organisation__public_id__in=list(organisations))
        .filter(round__closed_on=None, round__case__closed_on=None)
        .filter(Q(reply=None) | Q(reply__submitted_at=None))
        .select_related("round__case", "organisation", "reply")
        .order_by("round__deadline", "pk")
    )


def still_awaited(running: Round, today: date) -> list[Invitation]:
    """Who has not replied and still has time; the last day itself counts."""
    missing = running.invitations.filter(Q(reply=None) | Q(reply__submitted_at=None))
    return [each for each in missing.select_related("organisation", "round") if each.last_day >= today]


@dataclass(frozen=True)
class Progress:
    """How far one organisation is: "invited", "opened", "drafting" or "submitted". Never what it wrote."""

    invitation: Invitation
    status: str

    @property
    def reply(self) -> Reply | None:
        return getattr(self.invitation, "reply", None)


def progress(running: Round) -> list[Progress]:
    """For the secretary of the committee."""
    asked = running.invitations.select_related("organisation", "reply", "round")
    return [Progress(each, _status(each)) for each in asked]


def _status(invitation: Invitation) -> str:
    reply = getattr(invitation, "reply", None)
    if reply:
        return "submitted" if reply.submitted_at else "drafting"
    return "opened" if invitation.opened_at else "invited"
