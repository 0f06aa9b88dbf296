"""The words that a paragraph may yet get, where a text is read: as it stands, as it was kept, as it went into a round."""

from collections.abc import Iterable

from raadzaal.deliberation.models import Round
from raadzaal.deliberation.presenting_variants import ways
from raadzaal.deliberation.queries.variants import Choosing, at, in_round, now
from raadzaal.deliberation.variant_models import FIRST
from raadzaal.procedure.models import Case
from raadzaal.texts.document import Alternative as Printed
from raadzaal.texts.models import Milestone
from raadzaal.texts.presenters import Alternative


def beside(case: Case) -> dict[int, list[Alternative]]:
    """By primary key of the paragraph, beside the text as it stands. A fixed number of queries."""
    return {each.fork.node_id: _shown(each) for each in now(case)}


def _shown(place: Choosing) -> list[Alternative]:
    return [Alternative(way.letter, way.html, way.redline, way.table) for way in ways(place) if not way.stands]


def kept(case: Case, milestone: Milestone) -> dict[str, list[Printed]]:
    """By public id of the paragraph, what was open when the version was kept."""
    return _printed(at(case, milestone))


def sent(running: Round) -> dict[str, list[Printed]]:
    """By public id of the paragraph, what the organisations were asked to choose between."""
    return _printed(in_round(running).values())


def _printed(places: Iterable[Choosing]) -> dict[str, list[Printed]]:
    return {
        each.fork.node.public_id: [Printed(way.letter, way.block) for way in each.ways if way.letter != FIRST]
        for each in places
    }
