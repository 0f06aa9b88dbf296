"""The words that were found, marked in the text as it was written; of a long text the piece in which they stand."""

from typing import NamedTuple

from raadzaal.record.search import dutch

AROUND = 260
"""Signs of a text that are shown."""


class Segment(NamedTuple):
    text: str
    marked: bool


def marked(text: str, terms: set[str], beginnings: tuple[str, ...] = (), *, window: bool = False) -> list[Segment]:
    spans = [
        (each.begin, each.end)
        for each in dutch.tokens(text)
        if each.term in terms or (beginnings and each.form.startswith(beginnings))
    ]
    begin, end = _window(text, spans) if window else (0, len(text))
    found, at = [], begin
    for first, last in spans:
        if begin <= first and last <= end:
            found += [Segment(text[at:first], False), Segment(text[first:last], True)]
            at = last
    found.append(Segment(text[at:end], False))
    if begin:
        found.insert(0, Segment("… ", False))
    if end < len(text):
        found.append(Segment(" …", False))
    return [each for each in found if each.text]


def _window(text: str, spans: list[tuple[int, int]]) -> tuple[int, int]:
    """Where most of the marks stand close together, cut between words."""
    if len(text) <= AROUND:
        return 0, len(text)
    begin = max(
        (first for first, _last in spans),
        key=lambda at: sum(at <= each[0] < at + AROUND * 2 // 3 for each in spans),
        default=0,
    )
    begin = max(0, min(begin - AROUND // 4, len(text) - AROUND))
    if begin:
        begin = text.find(" ", begin, begin + 40) + 1 or begin
    end = min(len(text), begin + AROUND)
    if end < len(text):
        end = max(text.rfind(" ", begin, end), begin + AROUND // 2)
    return begin, end
