"""What the public sees of the support for an adopted advice, by the rules of disclosure of its rounds."""

import json
from collections.abc import Mapping
from datetime import date

from raadzaal.council import profile
from raadzaal.deliberation.disclosure import Disclosed, To, disclosed, strictest
from raadzaal.deliberation.models import Round, SupportSnapshot
from raadzaal.deliberation.queries.support import ON_THE_MARK
from raadzaal.deliberation.snapshots import Data, aggregate
from raadzaal.journal import clock
from raadzaal.procedure.models import Case
from raadzaal.publications.queries import as_adopted
from raadzaal.texts.models import Milestone, MilestoneLine
from raadzaal.ui.shapes import GroupSupport


def opened(case: Case, milestone: Milestone, to: str = To.EVERYBODY) -> Data | None:
    """Of an adopted text; None where nobody was asked, or where it does not open *to* them."""
    milestone = as_adopted(milestone)
    opens = disclosed_of(case, milestone, to)
    kept = SupportSnapshot.objects.filter(case=case.pk, milestone=milestone).first()
    if kept is None or not opens.aggregate:
        return None
    return aggregate(json.loads(kept.content), with_positions=opens.positions)


def disclosed_of(case: Case, milestone: Milestone, to: str = To.EVERYBODY) -> Disclosed:
    """What is open today of what was found of this text in all its rounds together: the least of what they promised."""
    rules = [running.disclosure for running in case.rounds.all()]
    return disclosed(strictest(rules), _adopted_on(milestone), clock.today(), to) if rules else Disclosed()


def disclosed_in(running: Round, milestone: Milestone, to: str = To.EVERYBODY) -> Disclosed:
    """What is open today of what was said in one round."""
    return disclosed(running.disclosure, _adopted_on(milestone), clock.today(), to)


def _adopted_on(milestone: Milestone) -> date | None:
    milestone = as_adopted(milestone)
    return milestone.frozen_on if milestone.key == Milestone.Key.ADOPTED else None


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
