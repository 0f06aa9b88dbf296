"""How far each group carries each paragraph, for the support mark."""

from collections.abc import Mapping

from raadzaal.council import profile
from raadzaal.deliberation import rules
from raadzaal.deliberation.models import Position, Reply, Round
from raadzaal.deliberation.queries.map import Map, Row, support_map
from raadzaal.deliberation.queries.sources import Column, gather
from raadzaal.deliberation.support_rules import Cell, State
from raadzaal.deliberation.support_words import STATE_WORDS
from raadzaal.procedure.models import Case
from raadzaal.ui.shapes import GroupSupport

ON_THE_MARK = {"no_view": "none"}
QUIET = (State.SUPPORT, State.NO_VIEW, State.NOT_ANSWERED)


def support(of: Round | Case, *, running: bool = False) -> dict[int, dict[str, str]]:
    """Per node (its primary key) and group the worst stance its organisations took, "none" where none of them answered.

    Of a dossier: its last round. Only a closed round tells, unless *running*: what comes in before is the secretary's.
    Empty when there is nothing to tell.
    """
    chosen = of if isinstance(of, Round) else of.rounds.order_by("opened_on", "pk").last()
    if chosen is None or not (chosen.closed_on or running):
        return {}
    groups = sorted(set(chosen.invitations.values_list("organisation__group", flat=True)))
    return {node: {group: rules.worst(by.get(group, ())) for group in groups} for node, by in _stances(chosen).items()}


def _stances(of: Round) -> dict[int, dict[str, list[str]]]:
    found: dict[int, dict[str, list[str]]] = {node: {} for node in of.milestone.lines.values_list("node_id", flat=True)}
    given = Position.objects.filter(node__isnull=False, reply__invitation__round=of, reply__submitted_at__isnull=False)
    for node, group, stance in given.values_list("node_id", "reply__invitation__organisation__group", "stance"):
        found.setdefault(node, {}).setdefault(group, []).append(stance)
    return found


def support_marks(case: Case, *, running: bool = False) -> Mapping[int, list[GroupSupport]]:
    """How the mark shows the support for the text as it stands now, by the primary key of each paragraph.

    Only what came in on closed rounds, unless *running*. Empty when there is nothing to tell.
    """
    last = case.rounds.select_related("milestone__work").order_by("opened_on", "pk").last()
    sent = Reply.objects.all() if running else Reply.objects.filter(invitation__round__closed_on__isnull=False)
    if last is None or not (running or case.rounds.filter(closed_on__isnull=False).exists()):
        return {}
    return marks(support_map(case, last.milestone.work, None, gather(case, sent)))


def marks(found: Map) -> dict[int, list[GroupSupport]]:
    """Every group of the council for every paragraph; where somebody does not simply support it, who that is."""
    groups = [(group.key, str(group.label)) for group in profile.active().council_groups]
    return {
        row.line.node: [_mark(key, label, _of_group(row, found, key)) for key, label in groups] for row in found.rows
    }


def _of_group(row: Row, found: Map, group: str) -> list[tuple[Column, Cell]]:
    return [
        (column, each.cell)
        for column, each in zip(found.columns, row.held, strict=True)
        if column.voice.voting and column.voice.group == group and each.state != State.NOT_ASKED
    ]


def _mark(key: str, label: str, cells: list[tuple[Column, Cell]]) -> GroupSupport:
    why = "; ".join(
        f"{column.organisation}: {STATE_WORDS[cell.state]}" for column, cell in cells if cell.state not in QUIET
    )
    return GroupSupport(key, label, _value([cell for _column, cell in cells]), why)


def _value(cells: list[Cell]) -> str:
    """What stands in the way speaks for the group; then what is to be confirmed; then what it finds."""
    if not cells:
        return "unknown"
    value = rules.worst(str(cell.counts_as) for cell in cells if cell.counts_as)
    if value not in ("objection", "reservation") and any(cell.state == State.TO_BE_CONFIRMED for cell in cells):
        return "to_confirm"
    return ON_THE_MARK.get(value, value)
