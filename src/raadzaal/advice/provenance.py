"""Why a paragraph is there: from the request through drafts, reactions and decisions to what became of it."""

from dataclasses import dataclass, replace
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from raadzaal.accounts.actor import Actor
from raadzaal.advice import presenting
from raadzaal.advice.models import Advice, FollowUp
from raadzaal.advice.queries import may_read_draft, may_read_reactions
from raadzaal.advice.reading import holders
from raadzaal.deliberation.disclosure import Disclosed
from raadzaal.deliberation.models import Position
from raadzaal.deliberation.queries import replies_visible
from raadzaal.deliberation.queries.snapshot import disclosed_in
from raadzaal.journal.clock import LEGAL_ZONE
from raadzaal.texts.models import MilestoneLine, Node, Revision
from raadzaal.texts.redline import block_spans, redline_html

ANSWER = 3


@dataclass(frozen=True)
class Trace:
    """One thing that made the paragraph what it is. ``change`` is a redline, where words changed."""

    on: date
    what: str
    who: str = ""
    why: str = ""
    change: SafeString = SafeString("")
    sort: int = 0


def traces(advice: Advice, node: Node, actor: Actor) -> list[Trace]:
    """Everything, for who works on the text; reactions only where the reader may read them."""
    found = [*_beginning(advice), *_after(advice, node)]
    if may_read_draft(advice, actor):
        found += _revisions(node)
    if may_read_reactions(advice, actor):
        found += _reactions(advice, node, actor)
    return _in_order(found)


def public_traces(advice: Advice, node: Node) -> list[Trace]:
    """After adoption, by what is public anyway: the request, the public draft, what the council decided, what followed.

    What was said about the draft, and by whom, is not (SER-Wijzer p. 28), but as far as its round opens it.
    """
    found = [*_beginning(advice), *_since_the_public_draft(advice, node), *_after(advice, node)]
    return _in_order([*found, *_disclosed(advice, node)])


def _disclosed(advice: Advice, node: Node) -> list[Trace]:
    """By organisation, never by who wrote for it or who answered."""
    text = advice.publication.milestone
    rounds = {each.pk: disclosed_in(each, text) for each in advice.rounds.all()}
    if not any(each.positions for each in rounds.values()):
        return []
    sent = Position.objects.filter(
        node=node, reply__submitted_at__isnull=False, reply__invitation__round__case=advice.pk
    ).select_related("reply__invitation__organisation", "disposition")
    return [trace for position in sent for trace in _opened(position, rounds[position.reply.invitation.round_id])]


def _opened(position: Position, opens: Disclosed) -> list[Trace]:
    """As far as the round in which it was said opens it."""
    told = _reaction(position) if opens.positions else []
    if opens.reasons:
        return [replace(trace, who="" if trace.sort == ANSWER else trace.who) for trace in told]
    return [replace(trace, why="") for trace in told if trace.sort != ANSWER]


def _in_order(found: list[Trace]) -> list[Trace]:
    return sorted(found, key=lambda each: (each.on, each.sort))


def _beginning(advice: Advice) -> list[Trace]:
    if not advice.requested:
        return [Trace(advice.opened_on, _("The council began by itself"), why=advice.scope)]
    requesters = ", ".join(str(each) for each in advice.request.requesters.all())
    return [
        Trace(advice.request.received_on, _("Advice was requested"), requesters, "\n".join(advice.request.questions))
    ]


def _revisions(node: Node) -> list[Trace]:
    found, before = [], None
    for revision in Revision.objects.filter(node=node).order_by("number"):
        found.append(_revision(revision, before))
        before = revision
    return found


def _revision(revision: Revision, before: Revision | None) -> Trace:
    old = None if before is None or before.removed else before.block
    new = None if revision.removed else revision.block
    what = _("Written") if before is None else _("Taken out") if revision.removed else _("Changed")
    if before is not None and old == new:
        what = _("Moved")
    day = revision.made_at.astimezone(LEGAL_ZONE).date()
    return Trace(day, what, revision.author_name, revision.reason, redline_html(block_spans(old, new)), sort=1)


def _reactions(advice: Advice, node: Node, actor: Actor) -> list[Trace]:
    positions = Position.objects.filter(
        node=node,
        reply__submitted_at__isnull=False,
        reply__invitation__round__case=advice.pk,
        reply__in=replies_visible(actor),
    ).select_related("reply__invitation__organisation", "disposition")
    return [trace for position in positions for trace in _reaction(position)]


def _reaction(position: Position) -> list[Trace]:
    organisation = str(position.reply.invitation.organisation)
    said = Trace(
        position.reply.submitted_at.astimezone(LEGAL_ZONE).date(),
        str(position.get_stance_display()).capitalize() if position.stance else _("Remark"),
        organisation,
        "\n\n".join(part for part in (position.reason, position.proposed) if part),
        sort=2,
    )
    answer = getattr(position, "disposition", None)
    if answer is None:
        return [said]
    what = _("Answer to %(organisation)s: %(outcome)s") % {
        "organisation": organisation,
        "outcome": answer.get_outcome_display(),
    }
    return [said, Trace(answer.at.astimezone(LEGAL_ZONE).date(), what, answer.author_name, answer.reason, sort=ANSWER)]


def _since_the_public_draft(advice: Advice, node: Node) -> list[Trace]:
    running = next((each for each in advice.rounds.all() if each.draft_public), None)
    publication = getattr(advice, "publication", None)
    if running is None or publication is None:
        return []
    draft = _line(running.milestone_id, node)
    final = _line(publication.milestone_id, node)
    if draft is None:
        return [Trace(publication.adopted_on, _("New since the draft that went to the organisations"), sort=4)]
    opened = Trace(running.opened_on, _("In the draft that went to the organisations"), sort=1)
    if final is None or draft.revision.block == final.revision.block:
        return [opened]
    change = redline_html(block_spans(draft.revision.block, final.revision.block))
    return [opened, Trace(publication.adopted_on, _("Changed since that draft"), change=change, sort=4)]


def _line(milestone: int, node: Node) -> MilestoneLine | None:
    return MilestoneLine.objects.filter(milestone=milestone, node=node).select_related("revision").first()


def _after(advice: Advice, node: Node) -> list[Trace]:
    decided = [
        Trace(
            decision.on,
            str(decision.get_result_display()).capitalize(),
            str(decision.item.meeting.body),
            "\n".join(why),
            sort=5,
        )
        for decision, why in presenting.decisions(advice)
    ]
    views = [
        Trace(row.on, str(row.get_form_display()).capitalize(), holders(row), row.text, sort=6)
        for row in advice.dissents.filter(node=node).prefetch_related("seats__displayed")
    ]
    followed = FollowUp.objects.filter(recommendation__node=node).order_by("on", "pk")
    became = [
        Trace(row.on, str(row.get_status_display()).capitalize(), row.source, row.passage, sort=7) for row in followed
    ]
    return [*decided, *views, *became]
