"""Drafts of replies: an organisation's own, kept outside the journal until they are submitted."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from raadzaal.accounts.actor import Actor
from raadzaal.deliberation.actions.rounds import closed, locked
from raadzaal.deliberation.models import Invitation, Position, Reply
from raadzaal.deliberation.queries.time import may_write
from raadzaal.deliberation.scale import scale_of
from raadzaal.journal import clock
from raadzaal.procedure.engine import held
from raadzaal.procedure.refusals import Refused
from raadzaal.procedure.roles import organisation_coordinator, organisation_member
from raadzaal.texts.blocks import CITABLE
from raadzaal.texts.models import Node
from raadzaal.ui.cleaning import TooLong, clean

DRAFTERS = organisation_coordinator | organisation_member
LONGEST = {"reason": 5000, "proposed": 20000, "general": 20000}


def mark_opened(invitation: Invitation, *, actor: Actor) -> None:
    """The organisation has looked: remembered the first time only. Raises NotAllowed."""
    held(DRAFTERS, invitation.role_scopes(), actor)
    Invitation.objects.filter(pk=invitation.pk, opened_at=None).update(opened_at=clock.now())


def start_reply(invitation: Invitation, *, actor: Actor) -> Reply:
    """The organisation's one reply, made when it does not exist yet; two colleagues who start together get the same."""
    held(DRAFTERS, invitation.role_scopes(), actor)
    found = Reply.objects.filter(invitation=invitation).first()
    if found is None and not may_write(invitation):
        raise closed()
    if found is None:
        try:
            with transaction.atomic():
                return Reply.objects.create(invitation=invitation)
        except IntegrityError:
            found = Reply.objects.get(invitation=invitation)
    return found


@transaction.atomic
def save_position(
    reply: Reply,
    node: Node,
    stance: str = "",
    reason: str = "",
    proposed: str = "",
    *,
    actor: Actor,
    seen: str | None = None,
) -> Position | None:
    """What the organisation finds of one paragraph, so far; nothing filled in takes it away.

    *seen* is the ``version`` of the position on the page the actor looked at ("" for none); None skips the comparison.
    Raises Refused: ``changed_meanwhile`` when a colleague wrote something else since.
    """
    reply = open_draft(reply, actor)
    check_place(reply.invitation, node)
    if stance and stance not in {each.key for each in scale_of(reply.invitation.round)}:
        raise Refused(_("Choose one of the stances."), code="unknown_stance", field="stance")
    filled = {"stance": stance, "reason": cleaned("reason", reason), "proposed": cleaned("proposed", proposed)}
    position = Position.objects.filter(reply=reply, node=node).first()
    if position and all(getattr(position, name) == value for name, value in filled.items()):
        return position
    if seen is not None and seen != version(position):
        raise Refused(
            _("%(name)s of your organisation changed this paragraph meanwhile. Look at it before you save yours."),
            code="changed_meanwhile",
            name=position.author_name if position else _("A colleague"),
        )
    return write(reply, node, position, filled, actor)


def version(position: Position | None) -> str:
    """What tells one state of a position from the next."""
    return position.changed_at.isoformat() if position else ""


def write(reply: Reply, node: Node, position: Position | None, filled: dict, actor: Actor) -> Position | None:
    if not any(filled.values()):
        if position:
            position.delete()
        return None
    position = position or Position(reply=reply, node=node)
    for name, value in filled.items():
        setattr(position, name, value)
    position.author_name, position.changed_at = actor.name, clock.now()
    position.save()
    return position


@transaction.atomic
def save_general(reply: Reply, general: str, *, actor: Actor) -> Reply:
    """Raises Refused."""
    reply = open_draft(reply, actor)
    reply.general = cleaned("general", general)
    reply.save(update_fields=["general"])
    return reply


def open_draft(reply: Reply, actor: Actor) -> Reply:
    held(DRAFTERS, reply.role_scopes(), actor)
    running = locked(reply.invitation.round_id)
    reply = Reply.objects.select_for_update(no_key=True).get(pk=reply.pk)
    if reply.submitted_at:
        raise Refused(_("This reply has been sent and cannot be changed any more."), code="submitted")
    reply.invitation.round = running
    if not may_write(reply.invitation):
        raise closed()
    return reply


def check_place(invitation: Invitation, node: Node) -> None:
    lines = invitation.round.milestone.lines
    if not lines.filter(node=node, revision__kind__in=[str(kind) for kind in CITABLE]).exists():
        raise Refused(_("This paragraph is not in the draft of this round."), code="not_in_draft", field="node")


def cleaned(field: str, text: str) -> str:
    try:
        return clean(text, LONGEST[field])
    except TooLong as problem:
        raise Refused(problem.message, code=problem.code, field=field) from problem
