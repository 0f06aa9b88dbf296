"""What was found, in the words as they stand: a piece around the first word asked for, per dossier."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from raadzaal.advice.models import Advice
from raadzaal.correspondence.models import Letter
from raadzaal.deliberation.models import Dissent
from raadzaal.texts.blocks import Kind
from raadzaal.texts.models import Revision
from raadzaal.texts.notation import to_plain
from raadzaal.texts.tables import table_plain
from raadzaal.ui.cleaning import folded
from raadzaal.workspace.models import SearchRow
from raadzaal.workspace.search import asked_words

BEFORE, LONGEST = 60, 220


@dataclass(frozen=True)
class Hit:
    """``parts`` is the piece of text in turns: as it stands, and what was asked for."""

    url: str
    what: str
    parts: list[tuple[str, bool]]


def by_dossier(rows: Sequence[SearchRow], dossiers: dict[str, Advice], asked: str) -> list[tuple[Advice, list[Hit]]]:
    """The dossiers in the order in which they are found, each with its hits; a title that matches is no hit of its own."""
    words, originals = asked_words(asked), _originals(rows, dossiers)
    found: dict[str, list[Hit]] = {}
    for row in rows:
        if row.dossier not in dossiers:
            continue
        hits = found.setdefault(row.dossier, [])
        if row.kind != "dossier":
            parts = list(piece(originals.get(row.subject, row.words), words))
            hits.append(Hit(_address(row, dossiers[row.dossier]), _what(row), parts))
    return [(dossiers[public_id], hits) for public_id, hits in found.items()]


def _originals(rows: Sequence[SearchRow], dossiers: dict[str, Advice]) -> dict[str, str]:
    """The words as they stand, by subject: three queries, however much was found."""
    ids = [row.subject.partition(":")[2] for row in rows if row.dossier in dossiers]
    standing = Revision.objects.filter(node__public_id__in=ids, superseded_at=None).select_related("node")
    found = {f"node:{each.node.public_id}": _plain(each) for each in standing}
    for each in Letter.objects.filter(public_id__in=ids):
        found[f"letter:{each.public_id}"] = f"{each.subject}. {each.body}"
    for each in Dissent.objects.filter(public_id__in=ids):
        found[f"dissent:{each.public_id}"] = to_plain(each.text)
    return found


def _plain(revision: Revision) -> str:
    return (table_plain if revision.kind == Kind.TABLE else to_plain)(revision.notation)


def _what(row: SearchRow) -> str:
    return {"letter": _("Letter"), "paragraph": _("Text"), "dissent": _("Dissenting view")}[row.kind]


def _address(row: SearchRow, advice: Advice) -> str:
    kind, _colon, public_id = row.subject.partition(":")
    if kind == "letter":
        return reverse("correspondence:letter", args=[public_id])
    if kind == "dissent":
        return _of_dissents(advice)
    return reverse("advice:text", args=[row.dossier]) + f"#p-{public_id}"


def _of_dissents(advice: Advice) -> str:
    """They stand in the advice once it is published; until then the dossier tells that there are any."""
    published = getattr(advice, "publication", None)
    if published and published.published_on:
        return reverse("advice:advice", args=[published.year, published.serial])
    return reverse("advice:dossier", args=[advice.public_id])


def piece(text: str, words: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """*text* around the first of the *words*, whole words at both ends, every word asked for set apart."""
    text = " ".join(text.split())
    spots = sorted(_spots(text, words))
    start = max(0, spots[0][0] - BEFORE) if spots else 0
    start = start and text.rfind(" ", 0, start) + 1
    end = len(text) if len(text) - start <= LONGEST else max(text.rfind(" ", start, start + LONGEST), start + BEFORE)
    yield "… " * (start > 0) + text[start : spots[0][0] if spots else end], False
    for place, (begin, until) in enumerate(spots):
        following = spots[place + 1][0] if place + 1 < len(spots) else end
        if begin >= end:
            break
        yield text[begin:until], True
        yield text[until : max(until, min(following, end))], False
    if end < len(text):
        yield " …", False


def _spots(text: str, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where the words stand in *text*, from and until; none within another."""
    flat, origin = [], []
    for place, sign in enumerate(text):
        for plain in folded(sign):
            flat.append(plain)
            origin.append(place)
    whole, taken = "".join(flat), set()
    for word in sorted(words, key=len, reverse=True):
        at = whole.find(word)
        while at >= 0:
            if taken.isdisjoint(range(at, at + len(word))):
                taken.update(range(at, at + len(word)))
                yield origin[at], origin[at + len(word) - 1] + 1
            at = whole.find(word, at + len(word))
