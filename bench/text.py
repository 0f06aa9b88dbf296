"""Dutch words to fill texts with, the same on every run."""

from functools import lru_cache
from itertools import accumulate
from random import Random

from raadzaal.advice import actions
from raadzaal.journal import clock
from raadzaal.texts.blocks import Block, Kind, to_data
from raadzaal.texts.models import ImportPreview
from tests.dossier import Dossier
from tests.texts.word_documents import WORDS

SECTION = 12
VOCABULARY = 4000
SYLLABLES = "be ge ver ont aan om uit in op loon werk zorg recht raad land stelsel markt deel baar heid ing lijk schap"


@lru_cache(maxsize=1)
def vocabulary() -> tuple[list[str], list[float]]:
    """Words, and weights to choose them by: some very common, most rare, as in any language."""
    chance = Random(4)
    parts = SYLLABLES.split()
    made = dict.fromkeys("".join(chance.choices(parts, k=chance.randint(2, 4))) for _ in range(VOCABULARY))
    words = [*WORDS, *made]
    return words, list(accumulate(1 / rank for rank in range(1, len(words) + 1)))


def prose(chance: Random, words: int) -> str:
    known, weights = vocabulary()
    return " ".join(chance.choices(known, cum_weights=weights, k=words)).capitalize() + "."


def paragraph(notation: str) -> Block:
    return Block(Kind.PARAGRAPH, 0, notation)


def blocks(paragraphs: int, words: int, *, seed: int = 1) -> list[Block]:
    """So many paragraphs of so many words; a heading stands before every twelfth, which counts as one of them."""
    chance = Random(seed)
    return [
        Block(Kind.HEADING, 1, prose(chance, 4)[:-1]) if at % SECTION == 0 else paragraph(prose(chance, words))
        for at in range(paragraphs)
    ]


def bring_in(dossier: Dossier, text: list[Block]) -> None:
    """As the secretary takes a looked-over Word file: one act, whatever its length."""
    preview = ImportPreview.objects.create(
        work=dossier.advice.work,
        file="0" * 64,
        file_name="tekst.docx",
        blocks=[to_data(block) for block in text],
        made_by=dossier.secretary.key,
        made_at=clock.now(),
    )
    actions.bring_in(dossier.advice, actor=dossier.secretary, preview=preview)


def drafting(world, text: list[Block]) -> Dossier:
    """An advice in the committee, with this text."""
    dossier = Dossier.requested(world).accepted()
    bring_in(dossier, text)
    return dossier
