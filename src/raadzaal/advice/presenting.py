"""An advice in the words and drawings of the interface."""

from datetime import date

from django.utils.translation import gettext as _

from raadzaal.advice.models import Advice, Ground
from raadzaal.advice.procedure import AdviceProcedure, Stage
from raadzaal.council import profile
from raadzaal.meetings.models import Decision
from raadzaal.meetings.queries import decisions_of
from raadzaal.meetings.queries import words as why
from raadzaal.publications.numbering import format_number
from raadzaal.ui.shapes import Diagram, DiagramStage, DiagramStep, DossierLine, LineStage

ENDED_EARLY = {Stage.DECLINED, Stage.WITHDRAWN}


def line(advice: Advice) -> DossierLine:
    """The dossier line. Reads only what ``queries.with_parts`` fetched."""
    reached = {each.stage: each.on for each in advice.stages_reached.all()}
    stages = _stages_of(advice, reached)
    position = stages.index(advice.stage)
    return DossierLine(
        [_stage(advice, stage, index, position, reached) for index, stage in enumerate(stages)],
        next_text(advice),
        next_date(advice),
    )


def _stages_of(advice: Advice, reached: dict) -> list[str]:
    if advice.stage in ENDED_EARLY:
        return [stage for stage in AdviceProcedure.line if stage in reached] + [advice.stage]
    skipped = {Stage.REQUESTED} if advice.own_initiative else set()
    if advice.ground in (Ground.OWN, Ground.MANDATE):
        skipped.add(Stage.TABLED)
    return [stage for stage in AdviceProcedure.line if stage not in skipped]


def _stage(advice: Advice, stage: str, index: int, position: int, reached: dict) -> LineStage:
    ended = advice.stage in AdviceProcedure.ends
    if index < position or (index == position and ended):
        state = "done" if stage in reached else "skipped"
    else:
        state = "now" if index == position else "next"
    return LineStage(stage, str(Stage(stage).label), state, reached.get(stage) if index <= position else None)


def next_text(advice: Advice) -> str:
    """The one thing that happens next, as a sentence."""
    committee = advice.committee or ""
    texts = {
        Stage.REQUESTED: _("The executive committee decides on the request"),
        Stage.DRAFTING: _("The %(committee)s writes a draft") % {"committee": committee},
        Stage.CONSULTING: _("The organisations react to the draft"),
        Stage.PROCESSING: _("The %(committee)s works in the reactions") % {"committee": committee},
        Stage.TABLED: _("The council discusses the draft advice in public"),
        Stage.ADOPTED: _("The secretariat sends the advice"),
        Stage.SENT: _("The requester confirms the receipt")
        if advice.requested
        else _("The minister confirms the receipt"),
        Stage.RECEIVED: _("The minister informs both Chambers of the response"),
    }
    return texts.get(advice.stage, "")


def next_date(advice: Advice) -> date | None:
    if advice.stage == Stage.CONSULTING:
        return _last(advice.rounds.all(), "deadline")
    if advice.stage == Stage.TABLED and (item := _last(advice.agenda_items.all())):
        return item.meeting.starts_at.date()
    if advice.stage == Stage.RECEIVED:
        return next((term.due for term in advice.terms.all() if term.stopped_on is None), None)
    return None


def _last(rows, attribute: str = ""):
    rows = list(rows)
    if not rows:
        return None
    return getattr(rows[-1], attribute) if attribute else rows[-1]


def number(publication) -> str:
    return format_number(profile.active().numbering.advice, publication.year, publication.serial)


def decisions(advice: Advice) -> list[tuple[Decision, list[str]]]:
    """What the council decided on it, oldest first, each with why that is the result."""
    return [(decision, why(decision)) for decision in decisions_of(advice)]


def facts(advice: Advice) -> dict[str, str]:
    """Label and value, for the head of a dossier."""
    found = {}
    if advice.requested:
        found[_("Requested by")] = ", ".join(str(each) for each in advice.request.requesters.all())
        if advice.request.deadline:
            found[_("Advice wanted by")] = advice.request.deadline
    else:
        found[_("Requested by")] = _("nobody: the council's own initiative")
    if advice.committee:
        found[_("Committee")] = str(advice.committee)
        found[_("Ground")] = str(advice.get_ground_display())
    if publication := getattr(advice, "publication", None):
        found[_("Number")] = number(publication)
    return found


def diagram(advice: Advice | None = None, open_steps: frozenset[str] = frozenset()) -> Diagram:
    """The procedure as a drawing, with the dossier's own way through it where one is given."""
    passed = {each.stage for each in advice.stages_reached.all()} if advice else set()
    here = advice.stage if advice else ""
    return Diagram(
        str(AdviceProcedure.title),
        [_diagram_stage(stage, passed, here) for stage in Stage],
        [
            DiagramStep(
                step.name,
                source,
                step.target,
                str(step.label),
                by=", ".join(str(role.label) for role in step.by),
                basis=str(step.basis),
                open=step.name in open_steps,
            )
            for step in AdviceProcedure.steps()
            for source in step.sources
            if step.target and step.target != source
        ],
    )


def _diagram_stage(stage: Stage, passed: set, here: str) -> DiagramStage:
    kind = "end" if stage in AdviceProcedure.ends else "begin" if stage in AdviceProcedure.begins else "middle"
    state = "now" if stage == here else "done" if stage in passed else ""
    return DiagramStage(stage, str(stage.label), kind, state)
