"""A paragraph and its footnotes as one typed text, so that one field holds, saves and compares all of it.

The labour market is tight.[^1]

[^1]: CPB, *Raming*, March.
    A second line of a note is indented.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import count

from raadzaal.texts.blocks import Block, Note
from raadzaal.texts.notation import note_ids

_NOTE = re.compile(r"\[\^([A-Za-z0-9_-]{1,32})\]:[ \t]*(.*)", re.DOTALL)
_INDENT = "    "


def join(notation: str, notes: Iterable[Note]) -> str:
    """The text as it is typed."""
    lines = [f"[^{key}]: " + text.replace("\n", "\n" + _INDENT) for key, text in notes]
    return "\n".join([notation, "", *lines]) if lines else notation


def split(typed: str) -> tuple[str, tuple[Note, ...]]:
    """The text and the notes that stand below it; of two with one name the last is a note."""
    lines = typed.split("\n")
    first = _first_note(lines)
    if first is None:
        return typed.strip(), ()
    notes: dict[str, str] = {}
    for line in lines[first:]:
        found = _NOTE.match(line)
        if found:
            notes[found[1]] = found[2]
        elif line.strip():
            last = next(reversed(notes))
            notes[last] += "\n" + line.strip()
    return "\n".join(lines[:first]).strip(), tuple((key, text.strip()) for key, text in notes.items())


def _first_note(lines: Sequence[str]) -> int | None:
    """Where the notes begin: from there to the end there are only notes, their further lines, and empty lines."""
    first, seen = None, set()
    for at in range(len(lines) - 1, -1, -1):
        found = _NOTE.match(lines[at])
        if found and found[1] not in seen:
            seen.add(found[1])
            first = at
        elif found or (lines[at].strip() and not lines[at].startswith((" ", "\t"))):
            break
    return first


def in_order(notation: str, notes: Iterable[Note]) -> tuple[Note, ...]:
    """The notes in the order in which the text refers to them, those without a reference last."""
    places = {key: at for at, key in enumerate(references(notation))}
    return tuple(sorted(notes, key=lambda note: places.get(note[0], len(places))))


def references(notation: str) -> list[str]:
    return note_ids(notation)


def without_reference(notation: str, notes: Iterable[Note]) -> list[str]:
    known = set(references(notation))
    return [key for key, _text in notes if key not in known]


def paragraphs(typed: str) -> list[tuple[str, tuple[Note, ...]]]:
    """What is typed, cut at its empty lines; each part with the notes to which it refers."""
    notation, notes = split(typed)
    parts = [part.strip() for part in re.split(r"\n[ \t]*\n+", notation) if part.strip()]
    found = []
    for part in parts:
        known = set(references(part))
        found.append((part, tuple(note for note in notes if note[0] in known)))
    left = tuple(note for note in notes if not any(note in own for _part, own in found))
    if found and left:  # without a reference: whoever checks the paragraph says so
        found[-1] = (found[-1][0], (*found[-1][1], *left))
    return found


def joined(one: Block, other: Block) -> Block:
    """The words of both; notes of the other that bear a name of the first get a new one."""
    taken = {key for key, _text in one.notes}
    names: dict[str, str] = {}
    for key, _text in other.notes:
        names[key] = key if key not in taken else next(str(at) for at in count(1) if str(at) not in taken)
        taken.add(names[key])
    renamed = re.sub(
        r"\[\^([A-Za-z0-9_-]{1,32})\]", lambda found: f"[^{names.get(found[1], found[1])}]", other.notation
    )
    return replace(
        one,
        notation=f"{one.notation} {renamed}".strip(),
        notes=(*one.notes, *((names[key], text) for key, text in other.notes)),
    )
