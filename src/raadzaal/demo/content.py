"""The invented advices of the show year, as typed data.

Every `content/NN-slug.yaml` is one advice; `content/answers.yaml` holds the letters of the cabinet,
because one letter may answer several advices. All dates are whole days relative to the day of the show
(negative is past); `resolve` turns them into working days. References to a paragraph are labels
(`id` in the file): `Text.index_of` gives the position in `Text.blocks`, headings included.
`Text` is the text as first drafted; edits and dispositions change it later, in order of date.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Literal

import yaml

from raadzaal.demo.content_rooms import MoreTime, Room
from raadzaal.demo.records import ContentError, build

FOLDER = Path(__file__).with_name("content")
ANSWERS = "answers.yaml"

Stands = Literal[
    "requested", "declined", "withdrawn", "drafting", "consulting", "processing", "tabled",
    "adopted", "sent", "received", "overdue", "partly_answered", "answered",
]  # fmt: skip
Outcome = Literal["taken_over", "partly", "not", "noted"]
Stance = Literal["support", "reservation", "objection", "no_view"]
Status = Literal["pending", "adopted", "partly", "rejected"]


@dataclass(frozen=True, kw_only=True)
class Bilingual:
    nl: str
    en: str


@dataclass(frozen=True, kw_only=True)
class Request:
    """The written request (art. 41 Wet op de SER); `deadline` is the requester's own."""

    date: int
    deadline: int | None = None
    reference: str
    letter: str
    questions: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Intention:
    """Notice of an advice on the council's own initiative (art. 18 Kaderwet adviescolleges)."""

    date: int
    letter: str


@dataclass(frozen=True, kw_only=True)
class Intake:
    date: int
    decision: Literal["accept", "decline"]
    scope: Literal["whole", "part"] | None = None
    scope_text: str = ""
    reasons: str = ""


@dataclass(frozen=True, kw_only=True)
class Withdrawal:
    date: int
    by: str
    reasons: str


@dataclass(frozen=True, kw_only=True)
class Block:
    """One part of the text; a bare sentence in the file is a paragraph.

    Inline marks: **bold**, *italic*, [text](address), [^1].
    """

    kind: Literal["heading", "paragraph", "list", "table", "recommendation"] = "paragraph"
    id: str = ""
    text: str = ""
    level: int = 1
    items: tuple[str, ...] = ()
    ordered: bool = False
    caption: str = ""
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    addressee: str = ""
    objective: str = ""
    argument: str = ""


@dataclass(frozen=True, kw_only=True)
class Section:
    heading: str
    level: int = 1
    blocks: tuple[Block, ...]


@dataclass(frozen=True, kw_only=True)
class Text:
    sections: tuple[Section, ...]
    notes: tuple[str, ...] = ()
    """Footnotes; [^1] points to the first."""

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The text in reading order, each heading before its section."""
        flat: list[Block] = []
        for section in self.sections:
            flat.append(Block(kind="heading", text=section.heading, level=section.level))
            flat.extend(section.blocks)
        return tuple(flat)

    @property
    def paragraphs(self) -> tuple[Block, ...]:
        return tuple(block for block in self.blocks if block.kind != "heading")

    @property
    def recommendations(self) -> tuple[Block, ...]:
        """In reading order; recommendation 1 of an answer is the first."""
        return tuple(block for block in self.blocks if block.kind == "recommendation")

    def index_of(self, label: str) -> int:
        for index, block in enumerate(self.blocks):
            if block.id == label:
                return index
        raise ContentError(f"no paragraph is called {label!r}")


@dataclass(frozen=True, kw_only=True)
class Edit:
    date: int
    paragraph: str
    text: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Milestone:
    kind: Literal["white", "green"]
    date: int


@dataclass(frozen=True, kw_only=True)
class Disposition:
    """What the committee did with a remark; `text` replaces the paragraph when given."""

    date: int
    outcome: Outcome
    reason: str
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Position:
    paragraph: str
    stance: Stance
    reason: str = ""
    proposal: str = ""
    disposition: Disposition | None = None


@dataclass(frozen=True, kw_only=True)
class Reply:
    """The answer of one asked party: an organisation, or a crown member as `seat-31`."""

    by: str
    state: Literal["submitted", "draft", "late"]
    date: int
    general: str = ""
    general_disposition: Disposition | None = None
    positions: tuple[Position, ...] = ()
    mandate: Literal["provisional", "confirmed"] = "confirmed"


@dataclass(frozen=True, kw_only=True)
class Round:
    opens: int
    deadline: int
    question: str
    asked: tuple[str, ...]
    replies: tuple[Reply, ...] = ()
    rooms: tuple[Room, ...] = ()
    more_time: tuple[MoreTime, ...] = ()

    @property
    def silent(self) -> tuple[str, ...]:
        heard = {reply.by for reply in self.replies}
        return tuple(party for party in self.asked if party not in heard)


@dataclass(frozen=True, kw_only=True)
class Absence:
    seat: int
    substitute: bool = False


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """How one council meeting dealt with the advice (arts. 20-28 Wet op de SER)."""

    date: int
    handling: Literal["adopt", "refer_back", "take_note", "planned"]
    absent: tuple[Absence, ...] = ()
    method: Literal["without_vote", "roll_call"] | None = None
    against: tuple[int, ...] = ()
    reason: str = ""
    speeches: tuple[Speech, ...] = ()

    @property
    def voting(self) -> frozenset[int]:
        """Seats that are filled at the vote, by the member or a substitute."""
        empty = {absence.seat for absence in self.absent if not absence.substitute}
        return frozenset(range(1, 37)) - empty


@dataclass(frozen=True, kw_only=True)
class Speech:
    seat: int
    text: str


@dataclass(frozen=True, kw_only=True)
class Dissent:
    """A view of a part of the council, in the text or as a note (art. 45 Wet op de SER)."""

    date: int
    paragraph: str
    form: Literal["in_text", "minority_note"]
    seats: tuple[int, ...]
    text: str


@dataclass(frozen=True, kw_only=True)
class Sending:
    date: int
    receipt: int | None = None
    cover: tuple[str, ...]
    copies: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Reminder:
    date: int
    text: str


@dataclass(frozen=True, kw_only=True)
class Evidence:
    kind: Literal["letter", "motion", "law", "budget", "press"]
    source: str
    letter: str = ""
    """Key of the letter in answers.yaml, when the evidence is that letter."""


@dataclass(frozen=True, kw_only=True)
class FollowUp:
    """The status of one recommendation from `date` on; later ones replace earlier ones."""

    recommendation: int
    date: int
    status: Status
    evidence: Evidence | None = None


@dataclass(frozen=True, kw_only=True)
class Advice:
    key: str
    stands: Stands
    title: Bilingual
    summary: Bilingual
    kind: Literal["advice", "letter", "exploration"]
    ground: Literal["prepare", "mandate", "own"]
    origin: Literal["requested", "own_initiative"] = "requested"
    main_lines: bool = False
    """Unasked advice on the main lines of policy starts the three months too."""
    topics: tuple[str, ...]
    requesters: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    committee: str | None = None
    request: Request | None = None
    intention: Intention | None = None
    intake: Intake | None = None
    withdrawal: Withdrawal | None = None
    text: Text | None = None
    edits: tuple[Edit, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    round: Round | None = None
    committee_adoption: int | None = None
    tabled: int | None = None
    meetings: tuple[Meeting, ...] = ()
    dissents: tuple[Dissent, ...] = ()
    serial: int | None = None
    """The order in which numbers are handed out over the show; the register gives the number itself."""
    sending: Sending | None = None
    reminders: tuple[Reminder, ...] = ()
    follow_up: tuple[FollowUp, ...] = ()
    file: str = ""

    @property
    def changes(self) -> tuple[Edit, ...]:
        """All later wordings in order of date: the edits, and the dispositions that bring a new text."""
        replies = self.round.replies if self.round else ()
        taken = [
            Edit(date=p.disposition.date, paragraph=p.paragraph, text=p.disposition.text, why=p.disposition.reason)
            for reply in replies
            for p in reply.positions
            if p.disposition and p.disposition.text
        ]
        return tuple(sorted([*self.edits, *taken], key=lambda change: change.date))

    def milestone(self, kind: str) -> int | None:
        return next((each.date for each in self.milestones if each.kind == kind), None)

    @property
    def adopted_on(self) -> int | None:
        for meeting in self.meetings:
            if meeting.handling == "adopt" and self.ground == "prepare":
                return meeting.date
        return self.committee_adoption

    def status_of(self, recommendation: int, on: int = 0) -> Status:
        known = [f for f in self.follow_up if f.recommendation == recommendation and f.date <= on]
        return max(known, key=lambda f: f.date).status if known else "pending"


@dataclass(frozen=True, kw_only=True)
class Reaction:
    """A passage's link to one recommendation of one advice."""

    advice: str
    recommendation: int


@dataclass(frozen=True, kw_only=True)
class Passage:
    text: str
    reacts_to: tuple[Reaction, ...] = ()


@dataclass(frozen=True, kw_only=True)
class AnswerLetter:
    """A letter of the cabinet to Parliament (art. 24 Kaderwet adviescolleges)."""

    key: str
    date: int
    sender: str
    reference: str
    title: Bilingual
    answers: tuple[str, ...]
    passages: tuple[Passage, ...]


def resolve(offset: int, today: date) -> date:
    """The working day `offset` days from today: a Saturday or Sunday becomes the Friday before."""
    day = today + timedelta(days=offset)
    return day - timedelta(days=max(0, day.weekday() - 4))


@lru_cache
def load(folder: Path = FOLDER) -> tuple[Advice, ...]:
    """The advices in the order of their file names."""
    return tuple(_advice(path) for path in sorted(folder.glob("[0-9]*.yaml")))


@lru_cache
def load_answers(folder: Path = FOLDER) -> tuple[AnswerLetter, ...]:
    data = yaml.safe_load((folder / ANSWERS).read_text(encoding="utf-8"))
    return tuple(build(AnswerLetter, letter, f"{ANSWERS}[{i}]") for i, letter in enumerate(data))


def _advice(path: Path) -> Advice:
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    advice: Advice = build(Advice, data | {"file": path.name}, path.name)
    return advice
