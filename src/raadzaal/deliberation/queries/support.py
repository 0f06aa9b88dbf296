"""How far each group carries each paragraph, for the support mark."""

from collections.abc import Mapping

from raadzaal.council import profile
from raadzaal.deliberation import rules
from raadzaal.deliberation.models import Position, Round
from raadzaal.procedure.models import Case
from raadzaal.ui.shapes import GroupSupport

ON_THE_MARK = {"no_view": "none"}


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
    given = Position.objects.filter(reply__invitation__round=of, reply__submitted_at__isnull=False)
    for node, group, stance in given.values_list("node_id", "reply__invitation__organisation__group", "stance"):
        found.setdefault(node, {}).setdefault(group, []).append(stance)
    return found


def support_marks(of: Round | Case, *, running: bool = False) -> Mapping[int, list[GroupSupport]]:
    """The same as the mark draws it: every group of the council, "unknown" for one that was not asked."""
    groups = profile.active().council_groups
    return {
        node: [
            GroupSupport(group.key, str(group.label), ON_THE_MARK.get(value := by.get(group.key, "unknown"), value))
            for group in groups
        ]
        for node, by in support(of, running=running).items()
    }
