"""What upper rooms hand over to the interface: plain values, already translated and already allowed to be seen.

Every label is a finished word in the reader's language; keys (`state`, `vote`, `kind`) choose form and sign.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

SeatState = Literal["", "present", "absent", "substitute", "vacant"]
Vote = Literal["", "for", "against", "abstain"]
StageState = Literal["done", "now", "next", "skipped"]
Support = Literal["support", "reservation", "objection", "to_confirm", "none", "unknown"]


@dataclass(frozen=True)
class NavItem:
    """A place one can go. `count` is what waits there, `hint` a second, quieter line."""

    label: str
    url: str
    current: bool = False
    count: int | None = None
    hint: str = ""


@dataclass(frozen=True)
class NavGroup:
    label: str
    items: Sequence[NavItem]


@dataclass(frozen=True)
class ActView:
    """A step of a procedure as a button.

    `method` is "get" when the act has its own page and "post" when pressing the button is the act.
    A closed act (`open=False`) says in `why` what it waits for.
    """

    key: str
    label: str
    url: str = ""
    method: Literal["get", "post"] = "get"
    main: bool = False
    open: bool = True
    why: str = ""
    grave: bool = False


@dataclass(frozen=True)
class SeatView:
    """One seat of the hall. `number` is unique in the hall; `group` is the group's key.

    `organisation` is written out in the table; its first letters stand in the seat, or `code` where given.
    """

    number: int
    group: str
    group_label: str
    organisation: str = ""
    person: str = ""
    state: SeatState = ""
    vote: Vote = ""
    code: str = ""


@dataclass(frozen=True)
class LineStage:
    """A stage of a dossier. `date` is when it was reached, or, for a coming stage, when it is expected."""

    key: str
    label: str
    state: StageState
    date: date | None = None


@dataclass(frozen=True)
class DossierLine:
    """`next_text` is the one thing that happens next, a sentence without its date; empty when the dossier is closed."""

    stages: Sequence[LineStage]
    next_text: str = ""
    next_date: date | None = None


@dataclass(frozen=True)
class GroupSupport:
    """What one group thinks of a text. `why` is its reason in words, or empty."""

    group: str
    group_label: str
    value: Support
    why: str = ""


@dataclass(frozen=True)
class DiagramStage:
    """`kind` marks where a procedure begins and ends; `state` where this dossier stands."""

    key: str
    label: str
    kind: Literal["begin", "middle", "end"] = "middle"
    state: Literal["", "done", "now"] = ""


@dataclass(frozen=True)
class DiagramStep:
    """From stage `source` to stage `target`, taken `by` someone on a `basis`; `open` means that it can be taken now."""

    key: str
    source: str
    target: str
    label: str
    by: str = ""
    basis: str = ""
    open: bool = False


@dataclass(frozen=True)
class Diagram:
    title: str
    stages: Sequence[DiagramStage]
    steps: Sequence[DiagramStep]


@dataclass(frozen=True)
class TimelineEntry:
    """`date` is a legal date; `text` one sentence; `detail` may say more."""

    date: date | None
    text: str
    detail: str = ""
    url: str = ""
    now: bool = False


@dataclass(frozen=True)
class ReactionView:
    """What somebody says about a text. `value` chooses the sign, `value_label` the word."""

    author: str
    capacity: str
    value: Support
    value_label: str
    text: str
    date: date | None = None
    about: str = ""
    about_url: str = ""
    answer: str = ""
    answer_label: str = ""
    acts: Sequence[ActView] = ()


@dataclass(frozen=True)
class RedlineSpan:
    """A stretch of text between two versions."""

    kind: Literal["same", "added", "removed"]
    text: str


@dataclass(frozen=True)
class LetterView:
    """`to` may hold several lines; `body` is paragraphs of plain text; `facts` are labels with values."""

    sender: str
    to: str
    place_and_date: str
    subject: str
    salutation: str
    body: Sequence[str]
    closing: str
    signature: str
    sender_address: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
