"""References from one place of a text to another, which follow the numbers by themselves.

Kept is ``[§](@identity)``. Who reads sees the number that the paragraph bears now, ``[34](@identity)``; who writes may type
``[@34]``, ``[@2.1]``, ``[@R3]`` or ``[@tabel 2]``, which becomes the identity as soon as it is saved. ``[@2]`` is
paragraph 2; chapter 2 is ``[@hoofdstuk 2]`` or ``[@chapter 2]``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import override

from raadzaal.texts.blocks import Block, Kind
from raadzaal.texts.notation import LINK, REFERENCE_SIGN, Run, escape

_REFERENCE = re.compile(r"\[[^\[\]\n]{1,60}\]\(@([0-9a-z]{12})\)")
_TYPED = re.compile(r"\[@([^\[\]\n]{1,40})\]")
_CHAPTER = ("hoofdstuk", "kop", "chapter", "heading")


def kept(notation: str) -> str:
    """Whatever stands between the brackets of a reference is only shown; what is kept is to what it refers."""
    return _REFERENCE.sub(lambda found: f"[{REFERENCE_SIGN}](@{found[1]})", notation)


def shown(notation: str, labels: Mapping[str, str], language: str = "nl") -> str:
    """With the numbers of now; one to a paragraph that is no longer there says so."""

    def words(found: re.Match) -> str:
        label = labels.get(found[1])
        return f"[{escape(label)}](@{found[1]})" if label else escape(f"[{broken_words(language)}]")

    return _REFERENCE.sub(words, notation) if "(@" in notation else notation


def broken_words(language: str) -> str:
    with override(language):
        return _("reference to a place that is gone")


def targets(block: Block) -> list[str]:
    """The paragraphs to which a block refers, each once."""
    texts = (block.notation, *(text for _key, text in block.notes))
    return list(dict.fromkeys(found[1] for text in texts for found in _REFERENCE.finditer(text)))


def retargeted(block: Block, old: str, new: str) -> Block:
    return _everywhere(block, lambda text: text.replace(f"](@{old})", f"](@{new})"))


def typed_but_unknown(block: Block) -> list[str]:
    """What looks like a reference and is none: [@99]."""
    texts = (block.notation, *(text for _key, text in block.notes))
    return [found[1] for text in texts for found in _TYPED.finditer(text)]


def block_shown(block: Block, labels: Mapping[str, str]) -> Block:
    return _everywhere(block, lambda text: shown(text, labels, block.language))


def worded(block: Block, labels: Mapping[str, str] | None = None) -> Block:
    """With the numbers as plain words, as they stand on paper; without *labels* those that are shown already."""

    def words(text: str) -> str:
        text = text if labels is None else shown(text, labels, block.language)
        return _REFERENCE.sub(lambda found: found[0][1 : found[0].index("](@")], text)

    return _everywhere(block, words)


def block_kept(block: Block) -> Block:
    return _everywhere(block, kept)


def _everywhere(block: Block, change: Callable[[str], str]) -> Block:
    if not any("](@" in text or "[@" in text for text in (block.notation, *(text for _key, text in block.notes))):
        return block
    return replace(
        block, notation=change(block.notation), notes=tuple((key, change(text)) for key, text in block.notes)
    )


def with_identity(work, block: Block) -> Block:
    """As it is kept: every typed number that stands in the text becomes the identity of what bears it."""
    block = block_kept(block)
    if not typed_but_unknown(block):
        return block
    from raadzaal.texts.queries import current

    known = by_what_is_typed((line.node_id, line.block.kind, line.number, line.label) for line in current(work))

    def identity(found: re.Match) -> str:
        node_id = known.get(" ".join(found[1].casefold().split()))
        return f"[{REFERENCE_SIGN}](@{node_id})" if node_id else found[0]

    return _everywhere(block, lambda text: _TYPED.sub(identity, text))


def by_what_is_typed(bearers: Iterable[tuple[str, str, str, str]]) -> dict[str, str]:
    """Every way of typing it, with the node: the plain number is the paragraph's where a chapter bears the same one."""
    found: dict[str, str] = {}
    for node_id, kind, number, label in bearers:
        if kind == Kind.HEADING:
            found.setdefault(number, node_id)
            found |= {f"{word} {number}": node_id for word in _CHAPTER}
        else:
            found |= {number.casefold(): node_id, label.casefold(): node_id}
    return found


def leads_out(run: Run) -> str | None:
    """The address to which words lead outside the text; within a printed text there is nothing to click."""
    url = dict(run.marks).get(LINK)
    return None if url is None or url.startswith("@") else url
