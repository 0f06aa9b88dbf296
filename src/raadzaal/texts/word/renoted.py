"""The footnotes of a returned paragraph under the names they went out with."""

from __future__ import annotations

from raadzaal.texts.footnotes import join
from raadzaal.texts.notation import note_ids
from raadzaal.texts.word.exported import Target
from raadzaal.texts.word.identity import same
from raadzaal.texts.word.items import Item


def typed_as(item: Item, target: Target | None) -> str:
    """As one types it: a note that says the same keeps its name, so does one in the same place, and others get one."""
    words = {key: item.note_words(key) for key in item.note_keys}
    names = _names(words, target)
    notation = item.notation
    for key, name in names.items():
        notation = notation.replace(f"[^{key}]", f"[^\0{name}]")
    ordered = [(name, words[key]) for key, name in sorted(names.items(), key=lambda pair: _place(pair[1], target))]
    return join(notation.replace("[^\0", "[^"), ordered)


def _place(name: str, target: Target | None) -> int:
    keys = [key for key, _text in target.block.notes] if target else []
    return keys.index(name) if name in keys else len(keys)


def _names(words: dict[str, str], target: Target | None) -> dict[str, str]:
    ours = dict(target.block.notes) if target else {}
    names: dict[str, str] = {}
    for key, said in words.items():
        found = next(
            (name for name, text in ours.items() if same(text) == same(said) and name not in names.values()), None
        )
        if found:
            names[key] = found
    in_order = note_ids(target.notation) if target else []
    for at, key in enumerate(words):
        if key not in names:
            beside = in_order[at] if at < len(in_order) else ""
            names[key] = (
                beside if beside in ours and beside not in names.values() else _fresh(set(names.values()) | set(ours))
            )
    return names


def _fresh(taken: set[str]) -> str:
    return next(str(number) for number in range(1, len(taken) + 2) if str(number) not in taken)
