"""What is said inside an organisation's room, and how it gets into the reply. Outside the journal, as every draft is."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from raadzaal.accounts.actor import Actor
from raadzaal.deliberation.actions.drafts import DRAFTERS, check_place, cleaned, save_position, start_reply
from raadzaal.deliberation.actions.rounds import closed, locked
from raadzaal.deliberation.models import Guest, InnerRemark, Invitation, Position, Reply
from raadzaal.deliberation.queries.room import CONSULTED, guests_of
from raadzaal.deliberation.queries.rounds import IN_ORGANISATION, scopes
from raadzaal.deliberation.queries.time import may_write
from raadzaal.deliberation.scale import scale_of
from raadzaal.journal import clock
from raadzaal.procedure.engine import held
from raadzaal.procedure.refusals import NotAllowed, Refused
from raadzaal.procedure.roles import ALL
from raadzaal.texts.models import Node


@transaction.atomic
def save_remark(
    invitation: Invitation, node: Node, stance: str = "", reason: str = "", proposed: str = "", *, actor: Actor
) -> InnerRemark | None:
    """What *actor* says inside of one paragraph; nothing filled in takes it away. Raises NotAllowed, Refused."""
    guest, inside = _in_room(invitation, actor)
    _check_open(invitation, guest, inside)
    check_place(invitation, node)
    if stance and stance not in {each.key for each in scale_of(invitation.round)}:
        raise Refused(_("Choose one of the stances."), code="unknown_stance", field="stance")
    filled = {"stance": stance, "reason": cleaned("reason", reason), "proposed": cleaned("proposed", proposed)}
    own = InnerRemark.objects.filter(invitation=invitation, node=node, author=actor.key)
    if not any(filled.values()):
        own.delete()
        return None
    now = clock.now()
    fresh = {"author_name": actor.name, "group": guest.group if guest else None, "changed_at": now}
    found = own.select_for_update(of=("self",), no_key=True).first()
    if found and all(getattr(found, name) == value for name, value in filled.items()):
        return found
    try:
        with transaction.atomic():
            remark, _made = InnerRemark.objects.update_or_create(
                invitation=invitation,
                node=node,
                author=actor.key,
                defaults={**filled, **fresh, "taken_at": None, "taken_by": ""},
            )
    except IntegrityError as twice:
        raise Refused(_("You saved this a moment ago from another window."), code="changed_meanwhile") from twice
    return remark


def _in_room(invitation: Invitation, actor: Actor) -> tuple[Guest | None, bool]:
    """As whom *actor* speaks here, and whether they are of the organisation itself. Raises NotAllowed."""
    guest = guests_of(actor).filter(invitation=invitation).first()
    inside = invitation.organisation.public_id in scopes(actor, IN_ORGANISATION)
    if guest is None and not inside:
        raise NotAllowed(roles=ALL[CONSULTED].label)
    return guest, inside


def _check_open(invitation: Invitation, guest: Guest | None, inside: bool) -> None:
    """A group's own last day binds whom it asked, not who writes the reply."""
    invitation.round = locked(invitation.round_id)
    if not may_write(invitation):
        raise closed()
    reply = Reply.objects.filter(invitation=invitation).first()
    if reply and reply.submitted_at:
        raise Refused(_("Your organisation has sent its reply."), code="submitted")
    if guest and guest.group and not inside and clock.today() > guest.last_day:
        raise Refused(_("The last day of your group has passed."), code="group_closed")


@transaction.atomic
def take_over(remark: InnerRemark, *, actor: Actor) -> Position:
    """Put a remark into the organisation's reply, below what stands there already. Raises NotAllowed, Refused.

    A stance that the reply has already stays; taking the same words over again changes nothing.
    """
    invitation = remark.invitation
    held(DRAFTERS, invitation.role_scopes(), actor)
    reply = start_reply(invitation, actor=actor)
    locked(invitation.round_id)
    remark = InnerRemark.objects.select_for_update(of=("self",), no_key=True).get(pk=remark.pk)
    there = Position.objects.filter(reply=reply, node=remark.node).first() or Position()
    position = save_position(
        reply,
        remark.node,
        there.stance or remark.stance,
        _below(there.reason, remark.reason),
        _below(there.proposed, remark.proposed),
        actor=actor,
    )
    remark.taken_at, remark.taken_by = clock.now(), actor.name
    remark.save(update_fields=["taken_at", "taken_by"])
    return position


def _below(there: str, more: str) -> str:
    if not more or more in there:
        return there
    return f"{there}\n\n{more}" if there else more
