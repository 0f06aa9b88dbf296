"""The support for an adopted advice in its printed and open forms, as far as it is public."""

import csv
import io
import json
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from raadzaal.council import profile
from raadzaal.deliberation.support_rules import Verdict
from raadzaal.deliberation.support_words import GROUP_WORDS, VERDICT_WORDS
from raadzaal.texts.blocks import Block, Kind
from raadzaal.texts.document import Node, numbered


def as_json(told: Mapping, *, number: str) -> bytes:
    return json.dumps({**told, "advice": number}, ensure_ascii=False, indent=1).encode() + b"\n"


def as_csv(told: Mapping) -> bytes:
    """A line for each paragraph: keys, not words, so that it reads the same in every language."""
    groups = sorted({group for each in told["paragraphs"] for group in each["groups"]})
    names = {each["id"]: each["name"] for each in told.get("organisations", ())}
    stream = io.StringIO()
    writer = csv.writer(stream)
    told_of = ["id", "number", "label", "verdict", "share", *groups, *names.values()]
    writer.writerow(map(harmless, told_of))
    for each in told["paragraphs"]:
        given = each.get("positions", {})
        row = [each["id"], each["number"], each["label"], each["verdict"], each["share"]]
        row += [*(each["groups"].get(group, "") for group in groups), *(given.get(key, "") for key in names)]
        writer.writerow(map(harmless, row))
    return stream.getvalue().encode()


FORMULA = tuple("=+-@\t\r\uff1d\uff0b\uff0d\uff20")


def harmless(cell: object) -> str:
    """A spreadsheet takes for a formula what begins with one of these signs, also behind spaces or at full width."""
    words = str(cell)
    return f"'{words}" if words.startswith(FORMULA) or words.lstrip().startswith(FORMULA) else words


def annexed(nodes: Sequence[Node], told: Mapping | None, language: str) -> list[Node]:
    """The nodes of a text with, behind them, an annex that tells who carried each paragraph."""
    if not told or not told["paragraphs"]:
        return list(nodes)
    more = [("draagvlak", Block(Kind.ANNEX_HEADING, 1, pgettext("map", "Support"))), ("draagvlak-tabel", _table(told))]
    addressed = numbered([*((node.node_id, node.block) for node in nodes), *more], language)
    return [*nodes, *addressed[-len(more) :]]


def _table(told: Mapping) -> Block:
    groups = [group for group in profile.active().council_groups if group.key in told["paragraphs"][0]["groups"]]
    head = [_("Paragraph"), _("Together"), *(str(group.label) for group in groups)]
    rows = [[_cited(each), _judged(each), *(_word(each, group.key) for group in groups)] for each in told["paragraphs"]]
    lines = [head, ["---"] * len(head), *rows]
    return Block(Kind.TABLE, 0, "\n".join("| " + " | ".join(row) + " |" for row in lines))


def _cited(paragraph: Mapping) -> str:
    number, label = paragraph["number"], paragraph["label"]
    return number if label in ("", number) else f"{number} ({label})"


def _judged(paragraph: Mapping) -> str:
    return f"{VERDICT_WORDS[Verdict(paragraph['verdict'])]} {paragraph['share']}".strip()


def _word(paragraph: Mapping, group: str) -> str:
    return str(GROUP_WORDS[paragraph["groups"].get(group, "none")])
