"""What the chain costs an act: the same steps, with and without their entries in the journal."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from random import Random

from bench import text
from bench.figures import Figure, Stopwatch, in_turn
from raadzaal.advice import actions
from raadzaal.journal import acts
from raadzaal.texts.models import Milestone, Node
from tests.dossier import Dossier

PARAGRAPHS = 100
EDITS = 300
FREEZES = 16


def figures(world) -> Iterator[Figure]:
    dossier = text.drafting(world, text.blocks(PARAGRAPHS, 60))
    edit, freeze = editing(dossier), _freezing(dossier)
    for name, step, rounds in (("edit a paragraph", edit, EDITS), (f"freeze {PARAGRAPHS} paragraphs", freeze, FREEZES)):
        for thing in (step, without_chain(step)):
            thing()
        chained, bare = in_turn(rounds, step, without_chain(step))
        yield Figure(name, _rate(chained), "acts/s", "same without chain", _rate(bare))


def _rate(watch: Stopwatch) -> float:
    return 1 / watch.median


def without_chain(step):
    """The whole step, its transaction included, but nothing appended to the journal."""

    def taken():
        with _not_appended():
            step()

    return taken


@contextmanager
def _not_appended():
    kept, acts._append = acts._append, lambda facts: None
    try:
        yield
    finally:
        acts._append = kept


def editing(dossier: Dossier):
    advice, secretary = dossier.advice, dossier.secretary
    nodes = cycle(Node.objects.filter(work=advice.work, revisions__kind="paragraph"))
    bases, chance = dict[int, int](), Random(2)

    def edit():
        node = next(nodes)
        base = bases.get(node.pk, 1)
        actions.edit(advice, actor=secretary, node=node, notation=text.prose(chance, 60), base=base)
        bases[node.pk] = base + 1

    return edit


def _freezing(dossier: Dossier):
    advice, secretary = dossier.advice, dossier.secretary
    return lambda: actions.freeze(advice, actor=secretary, milestone=Milestone.Key.WHITE)
