"""What the public sees of the support for an adopted advice, by the profile's rule of disclosure."""

import json
from collections.abc import Mapping

from raadzaal.council import profile
from raadzaal.deliberation.disclosure import Disclosed, disclosed
from raadzaal.deliberation.models import SupportSnapshot
from raadzaal.deliberation.queries.support import ON_THE_MARK
from raadzaal.deliberation.snapshots import Data, aggregate
from raadzaal.journal import clock
from raadzaal.procedure.models import Case
from raadzaal.texts.models import Milestone, MilestoneLine
from raadzaal.ui.shapes import GroupSupport


def opened(case: Case, milestone: Milestone) -> Data | None:
    """Of an adopted text; None where nobody was asked, or where it stays with the council."""
    opens = disclosed_of(milestone)
    kept = SupportSnapshot.objects.filter(case=case.pk, milestone=milestone).first()
    if kept is None or not opens.aggregate:
        return None
    return aggregate(json.loads(kept.content), with_positions=opens.positions)


def disclosed_of(milestone: Milestone) -> Disclosed:
    """What is open today of what was found of this text."""
    adopted_on = milestone.frozen_on if milestone.key == Milestone.Key.ADOPTED else None
    return disclosed(profile.active().rounds.disclosure, adopted_on, clock.today())


def opened_marks(told: Mapping, milestone: Milestone) -> dict[int, list[GroupSupport]]:
    """The mark beside each paragraph, by its primary key."""
    nodes = dict(MilestoneLine.objects.filter(milestone=milestone).order_by().values_list("node__public_id", "node_id"))
    groups = [(group.key, str(group.label)) for group in profile.active().council_groups]
    return {
        nodes[each["id"]]: [
            GroupSupport(key, label, _value(each["groups"].get(key, "unknown"))) for key, label in groups
        ]
        for each in told["paragraphs"]
    }


def _value(word: str) -> str:
    return ON_THE_MARK.get(word, word)
