"""A paragraph of the support map as what a page shows: whose it is, how it went, and what its words count as."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.safestring import SafeString

from raadzaal.deliberation.models import Disposition, Invitation, SupportOverrule
from raadzaal.deliberation.presenting import stance_label
from raadzaal.deliberation.presenting_map import SIGNS, excerpt
from raadzaal.deliberation.queries.map import Map
from raadzaal.deliberation.queries.paragraph import Paragraph, Step, Wording
from raadzaal.deliberation.said import Held
from raadzaal.deliberation.support_rules import State
from raadzaal.deliberation.support_words import STATE_WORDS
from raadzaal.texts.models import Revision
from raadzaal.texts.redline import block_spans, redline_html

OF_STANCE = {"support": "s", "reservation": "r", "objection": "o", "no_view": "n"}


@dataclass(frozen=True)
class StepView:
    on: datetime
    text: str
    sign: str
    stance: str
    confirms: bool
    reason: str
    proposed: str
    answer: Disposition | None
    of: str = ""


@dataclass(frozen=True)
class StoryView:
    """``confirm`` is where the organisation says what it finds of new words; ``steps`` begin with the newest."""

    name: str
    counts: bool
    sign: str
    word: str
    before: str
    steps: tuple[StepView, ...]
    confirm: str = ""
    provisional: bool = False
    standing: str = ""
    carried: bool = False


def stories(found: Paragraph, *, confirm: str = "") -> list[StoryView]:
    return [
        StoryView(
            name=str(each.column.organisation),
            counts=each.column.voice.voting,
            sign=SIGNS[each.held.state],
            word=str(STATE_WORDS[each.held.state]),
            before=_before(each.held),
            steps=tuple(_step(step) for step in reversed(each.steps)),
            confirm=f"{confirm}?organisatie={each.column.voice.key}"
            if confirm and each.held.state == State.TO_BE_CONFIRMED
            else "",
            provisional=each.held.said is not None and each.held.said.provisional,
            carried=bool(each.held.carried),
            standing=str(Invitation.Standing(each.column.standing).label),
        )
        for each in found.stories
    ]


def _before(held: Held) -> str:
    """What an organisation found of the earlier words, where that does not hold any more."""
    return stance_label(held.said.stance) if held.said and held.state == State.TO_BE_CONFIRMED else ""


def _step(step: Step) -> StepView:
    return StepView(
        step.at,
        str(step.milestone),
        OF_STANCE.get(step.stance, "w"),
        stance_label(step.stance),
        step.confirms,
        step.reason,
        step.proposed,
        step.answer,
        step.of,
    )


def words(revision: Revision) -> SafeString:
    return redline_html(block_spans(revision.block, revision.block))


@dataclass(frozen=True)
class WordingView:
    since: str
    since_id: str
    on: date
    html: SafeString
    changed: bool
    by_rule: bool
    overrules: tuple[SupportOverrule, ...]
    form: object = None


def wordings(found: Paragraph, filled: Mapping[str, object], form: Callable | None) -> list[WordingView]:
    """*form* makes the form with which the secretary overrules; *filled* are those that were refused, by text."""
    return [_wording(each, filled.get(each.since.public_id), form) for each in found.wordings]


def _wording(each: Wording, filled, form: Callable | None) -> WordingView:
    key = each.since.public_id
    return WordingView(
        str(each.since),
        key,
        each.since.frozen_on,
        redline_html(block_spans(each.before.block, each.after.block)),
        each.counts_as_changed,
        each.by_rule,
        each.overrules,
        filled or (form(prefix=key) if form else None),
    )


@dataclass(frozen=True)
class OwnRow:
    node_id: str
    number: str
    excerpt: str
    states: tuple[tuple[str, str], ...]
    to_confirm: bool


def own(found: Map) -> list[OwnRow]:
    """Only what an organisation spoke of: the rest of the text is not its to read."""
    return [
        OwnRow(
            row.line.node_id,
            row.line.number,
            excerpt(row.line, 120),
            tuple((SIGNS[each.state], str(STATE_WORDS[each.state])) for each in row.held),
            any(each.state == State.TO_BE_CONFIRMED for each in row.held),
        )
        for row in found.rows
        if any(each.said for each in row.held)
    ]
