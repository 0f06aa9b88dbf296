"""Replies and remarks. A draft is seen by its own organisation only."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import OuterRef, Q, QuerySet, Subquery

from raadzaal.accounts.actor import Actor
from raadzaal.deliberation import rules
from raadzaal.deliberation.models import Invitation, Position, Reply, ReturnedPreview, Round
from raadzaal.deliberation.queries.rounds import IN_ORGANISATION, LEADS_COMMITTEE, scopes
from raadzaal.deliberation.scale import scale_of
from raadzaal.procedure.models import Case
from raadzaal.texts.blocks import CITABLE
from raadzaal.texts.models import Milestone, MilestoneLine


def replies_visible(actor: Actor, running: Round | None = None) -> QuerySet[Reply]:
    """One's own organisation's reply; what came in: the secretary and chair, later the members.

    Organisations never see each other's replies as such: members of a committee sit there for an organisation too, so
    they wait until nobody can react to what another wrote.
    """
    own = Q(invitation__organisation__public_id__in=scopes(actor, IN_ORGANISATION))
    committee = "invitation__round__committee__public_id__in"
    submitted = Q(submitted_at__isnull=False)
    leads = submitted & Q(**{committee: scopes(actor, LEADS_COMMITTEE)})
    members = submitted & Q(invitation__round__closed_on__isnull=False, **{committee: actor.scopes("committee_member")})
    seen = Reply.objects.filter(own | leads | members)
    seen = seen.filter(invitation__round=running) if running else seen
    return seen.select_related("invitation__organisation", "invitation__round").order_by(
        "invitation__organisation__group", "invitation__organisation__name", "pk"
    )


def previews_visible(actor: Actor, invitation: Invitation) -> QuerySet[ReturnedPreview]:
    """The Word files that one's own organisation brought in, the last first."""
    own = scopes(actor, IN_ORGANISATION)
    return ReturnedPreview.objects.filter(invitation=invitation, invitation__organisation__public_id__in=own)


def earlier_draft(actor: Actor, invitation: Invitation) -> Milestone | None:
    """The draft of the last round before this one in which the same organisation was asked."""
    running = invitation.round
    before = Q(round__opened_on__lt=running.opened_on) | Q(round__opened_on=running.opened_on, round__lt=running.pk)
    asked = Invitation.objects.filter(before, organisation=invitation.organisation_id, round__case=running.case_id)
    asked = asked.filter(organisation__public_id__in=scopes(actor, IN_ORGANISATION)).exclude(
        round__milestone=running.milestone_id
    )
    last = asked.select_related("round__milestone").order_by("round__opened_on", "round").last()
    return last.round.milestone if last else None


def positions_in_order(reply: Reply) -> QuerySet[Position]:
    """In the order of the text, each with the ``label`` of its paragraph."""
    lines = MilestoneLine.objects.filter(milestone=reply.invitation.round.milestone_id, node=OuterRef("node"))
    return (
        Position.objects.filter(reply=reply, node__isnull=False)
        .select_related("node", "disposition")
        .annotate(label=Subquery(lines.values("label")[:1]), place=Subquery(lines.values("order")[:1]))
        .order_by("place")
    )


REMARK = Q(stance__in=("reservation", "objection")) | ~Q(reason="") | ~Q(proposed="")


def remarks(of: Round | Case) -> QuerySet[Position]:
    """Everything submitted that asks for an answer, general remarks too, in a round or in all rounds of a dossier."""
    where = {"reply__invitation__round": of} if isinstance(of, Round) else {"reply__invitation__round__case": of.pk}
    return Position.objects.filter(REMARK, reply__submitted_at__isnull=False, **where)


def open_remarks(of: Round | Case) -> QuerySet[Position]:
    return remarks(of).filter(disposition=None)


@dataclass(frozen=True)
class Place:
    """A line of the draft with what the organisation finds of it; ``missing`` is "stance", "reason" or nothing."""

    line: MilestoneLine
    position: Position | None
    missing: str
    citable: bool


def lines(running: Round) -> list[MilestoneLine]:
    return list(running.milestone.lines.select_related("revision", "node"))


def places(running: Round, reply: Reply | None) -> list[Place]:
    stances = scale_of(running)
    given = {each.node_id: each for each in reply.positions.select_related("disposition")} if reply else {}
    return [_place(line, given.get(line.node_id), stances) for line in lines(running)]


def _place(line: MilestoneLine, position: Position | None, stances) -> Place:
    missing = rules.missing_part(stance=position.stance, reason=position.reason, stances=stances) if position else ""
    return Place(line, position, missing, line.revision.kind in CITABLE)


@dataclass(frozen=True)
class Completeness:
    """``unanswered`` paragraphs are no obstacle; ``incomplete`` ones are."""

    total: int
    done: int
    incomplete: tuple[Place, ...]
    unanswered: tuple[Place, ...]

    @property
    def ready(self) -> bool:
        return not self.incomplete


def completeness(where: Iterable[Place]) -> Completeness:
    citable = [each for each in where if each.citable]
    incomplete = tuple(each for each in citable if each.missing)
    unanswered = tuple(each for each in citable if each.position is None)
    return Completeness(len(citable), len(citable) - len(incomplete) - len(unanswered), incomplete, unanswered)


@dataclass(frozen=True)
class Cell:
    """One organisation's position on one paragraph."""

    invitation: Invitation
    position: Position

    @property
    def needs_answer(self) -> bool:
        each = self.position
        return rules.needs_answer(stance=each.stance, reason=each.reason, proposed=each.proposed)

    @property
    def is_open(self) -> bool:
        return self.needs_answer and not hasattr(self.position, "disposition")


@dataclass(frozen=True)
class Row:
    line: MilestoneLine
    cells: tuple[Cell, ...]


def table(running: Round, actor: Actor) -> list[Row]:
    """Every line of the draft with the submitted positions that *actor* may see. Three queries, whatever its length."""
    return _rows(running, replies_visible(actor, running).filter(submitted_at__isnull=False))


def replies_open_to(invitation: Invitation) -> bool:
    """Whether an organisation may see by now what the others replied: as its round says, and never what is not sent.

    Who may still reply after closing writes first and reads then.
    """
    running, reply = invitation.round, getattr(invitation, "reply", None)
    own_in = reply is not None and reply.submitted_at is not None
    if running.replies_seen == Round.Seen.CLOSED:
        return running.closed_on is not None and (own_in or invitation.late_allowed_at is None)
    return running.replies_seen == Round.Seen.OWN_IN and own_in


def replies_of_others(invitation: Invitation) -> QuerySet[Reply]:
    if not replies_open_to(invitation):
        return Reply.objects.none()
    sent = Reply.objects.filter(invitation__round=invitation.round_id, submitted_at__isnull=False)
    return (
        sent.exclude(invitation=invitation)
        .select_related("invitation__organisation", "invitation__round")
        .order_by("invitation__organisation__group", "invitation__organisation__name", "pk")
    )


def table_of_others(invitation: Invitation) -> list[Row]:
    """The draft with what the others replied; answers of the committee are for each organisation alone."""
    return [row for row in _rows(invitation.round, replies_of_others(invitation)) if row.cells]


def _rows(running: Round, seen: QuerySet[Reply]) -> list[Row]:
    replies = {each.pk: each for each in seen}
    order = {pk: at for at, pk in enumerate(replies)}
    found: dict[int, list[Cell]] = {}
    for position in Position.objects.filter(reply__in=list(replies)).select_related("disposition"):
        cell = Cell(replies[position.reply_id].invitation, position)
        found.setdefault(position.node_id, []).append(cell)
    for cells in found.values():
        cells.sort(key=lambda cell: order[cell.position.reply_id])
    return [Row(line, tuple(found.get(line.node_id, ()))) for line in lines(running)]


def general_remarks(of: Round, actor: Actor) -> list[Position]:
    """What is said of the draft as a whole, by whom *actor* may see, with the answers."""
    seen = replies_visible(actor, of).filter(submitted_at__isnull=False).order_by().values("pk")
    found = Position.objects.filter(node=None, reply__in=seen)
    order = ("reply__invitation__organisation__group", "reply__invitation__organisation__name", "pk")
    return list(found.select_related("reply__invitation__organisation", "disposition").order_by(*order))


def outcome(reply: Reply) -> list[Place]:
    """What happened with an organisation's points: its positions with their answers, in the order of the text."""
    return [each for each in places(reply.invitation.round, reply) if each.position]
