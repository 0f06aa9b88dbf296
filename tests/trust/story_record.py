"""The story of the public record: words for the same thing, and older publications brought in."""

from datetime import date
from functools import partial
from pathlib import Path

from django.conf import settings

from raadzaal.accounts.actor import HOUSE
from raadzaal.advice import actions, renditions
from raadzaal.advice.actions import sealing
from raadzaal.record.actions import archive, synonyms
from raadzaal.record.archive.reasons import NotTaken
from raadzaal.record.archive.rows import Described
from raadzaal.record.models import Import, SynonymGroup
from tests.trust.story import CARE, dossier, tell

DIGEST = "d" * 64


@tell("record.add_synonyms")
def _(world):
    return partial(synonyms.add_synonyms, ["zzp'er", "zelfstandige"], actor=world.secretariat)


def words() -> SynonymGroup:
    return SynonymGroup.objects.first() or SynonymGroup(pk=0, public_id="weg", words=["zzp'er"])


@tell("record.change_synonyms", repeats=True)
def _(world):
    more = ["zzp'er", "zelfstandige", "freelancer"]
    return partial(synonyms.change_synonyms, words(), actor=world.secretariat, words=more)


@tell("record.drop_synonyms", repeats=True)
def _(world):
    return partial(synonyms.drop_synonyms, words(), actor=world.secretariat)


@tell("record.begin_import", repeats=True)
def _(world):
    return partial(archive.begin_import, actor=world.secretariat, name="lijst.csv", digest=DIGEST, rows=2)


@tell("record.import_rows", repeats=True)
def _(world):
    outcomes = [archive.Outcome(1, taken=taken()), archive.Outcome(2, refusal=NotTaken("no_file", value="weg.pdf"))]
    return partial(archive.import_rows, Import.objects.first(), actor=world.secretariat, outcomes=outcomes)


def taken() -> archive.Taken:
    path = Path(settings.HOME) / "advies-1962.txt"
    path.write_text("De raad adviseert over het loonbeleid.")
    told = Described(
        kind="advice", year=1962, serial=4, title="Loonbeleid", theme="", on=date(1962, 5, 1), summary="", path=path
    )
    return archive.Taken(told, "text/plain", ["De raad adviseert over het loonbeleid."], "text", "advies-1962.txt")


@tell("record.finish_import", repeats=True)
def _(world):
    return partial(archive.finish_import, Import.objects.first(), actor=world.secretariat)


@tell("advice.seal", repeats=True)
def _(world):
    publication = dossier(world, CARE).advice.publication
    fingerprint, rendered = renditions.all_rendered(publication)
    return partial(sealing.seal, publication, actor=HOUSE, fingerprint=fingerprint, rendered=rendered)


SLIP = "Een verschrijving."


@tell("advice.correct")
def _(world):
    case = dossier(world, CARE)
    line = case.advice.publication.milestone.lines.select_related("node", "revision").get(node=case.node(2))
    adopted = line.node.revisions.exclude(reason=SLIP).last()  # done again, it is the same that is asked
    words = {"wrong": adopted.notation[:12], "right": "Zo"}
    return partial(actions.correct, case.advice, actor=world.secretariat, node=line.node, reason=SLIP, **words)


@tell("advice.take_back")
def _(world):
    return partial(actions.take_back, dossier(world, CARE).advice, actor=world.secretariat, reason="Een vergissing.")
