"""The support map at adoption as data that stays: what is kept, and what of it the public gets to see. Pure.

Kept are stances, never reasons. What opens is the profile's rule: of the groups (aggregate), or of each organisation too.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from raadzaal.deliberation.rules import worst
from raadzaal.deliberation.support_rules import Support, SupportRules

FORMAT = "raadzaal-support-1"
Data = dict[str, Any]


def content(found, rules: SupportRules, milestone, *, salt: str) -> Data:
    """Of a ``queries.map.Map``, in the types of the journal's canonical form."""
    return {
        "format": FORMAT,
        "salt": salt,
        "text": milestone.public_id,
        "organisations": [
            {
                "id": column.voice.key,
                "name": str(column.organisation),
                "group": column.voice.group,
                "seats": column.voice.seats,
                "counts": column.voice.voting,
            }
            for column in found.columns
        ],
        "whole": _support(found.whole, rules),
        "chapters": [
            {"id": chapter.heading.node_id if chapter.heading else "", **_support(chapter.support, rules)}
            for chapter in found.chapters
        ],
        "paragraphs": [_paragraph(row, found.columns, rules) for row in found.rows],
    }


def _paragraph(row, columns, rules: SupportRules) -> Data:
    return {
        "id": row.line.node_id,
        "number": row.line.number,
        "label": row.line.label,
        **_support(row.support, rules),
        "groups": _groups(row, columns),
        "stances": [[str(each.cell.state), str(each.cell.stance or "")] for each in row.held],
    }


def _support(support: Support, rules: SupportRules) -> Data:
    total = support.total
    return {
        "verdict": str(support.verdict),
        "share": _written(total.share(rules)),
        "shares": {group: _written(tally.share(rules)) for group, tally in support.groups.items()},
    }


def _written(share: Fraction | None) -> str:
    return "" if share is None else f"{share.numerator}/{share.denominator}"


def _groups(row, columns) -> dict[str, str]:
    """The word that speaks for each group: what it finds worst, once what is open is left out."""
    said: dict[str, list[str]] = {column.voice.group: [] for column in columns if column.voice.voting}
    for column, each in zip(columns, row.held, strict=True):
        if column.voice.voting and each.cell.counts_as:
            said[column.voice.group].append(str(each.cell.counts_as))
    return {group: worst(stances) for group, stances in said.items()}


def aggregate(kept: Mapping[str, Any], *, with_positions: bool = False) -> Data:
    """What the public sees: verdicts, shares and the word of each group; organisations only *with_positions*."""
    hidden = {"salt", "stances", "organisations"}
    told = {name: value for name, value in kept.items() if name not in hidden}
    told["paragraphs"] = [
        {name: value for name, value in each.items() if name not in hidden} for each in kept["paragraphs"]
    ]
    if with_positions:
        names = [each["id"] for each in kept["organisations"]]
        told["organisations"] = kept["organisations"]
        for public, each in zip(told["paragraphs"], kept["paragraphs"], strict=True):
            public["positions"] = {name: state for name, (state, _stance) in zip(names, each["stances"], strict=True)}
    return told
