"""How a council works: meetings and votes, dissent, rounds, clocks, numbering."""

from dataclasses import dataclass
from fractions import Fraction

from raadzaal.council.profile.composition import Source
from raadzaal.council.profile.localised import Localised


@dataclass(frozen=True, slots=True)
class Threshold:
    """A part of a base (`fraction`) or a fixed `number`; `comparison` is more_than, at_least or any."""

    comparison: str
    fraction: Fraction | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Quorum:
    """`base` is sitting or total. `calls` are the successive calls; the last one stays in force."""

    base: str
    calls: tuple[Threshold, ...]
    basis: Source


@dataclass(frozen=True, slots=True)
class Turnout:
    """When a vote counts at all. `minus_abstaining` takes those obliged to abstain off the base."""

    base: str
    threshold: Threshold
    minus_abstaining: bool
    repeat_valid_whatever_turnout: bool
    basis: Source


@dataclass(frozen=True, slots=True)
class Majority:
    """`decision` is matter, person or ordinance; `base` is votes_cast, present or total."""

    decision: str
    base: str
    threshold: Threshold
    basis: Source


@dataclass(frozen=True, slots=True)
class Blanks:
    take_part_for: tuple[str, ...]
    count_as_cast: bool
    basis: Source


@dataclass(frozen=True, slots=True)
class TieRule:
    """Outcomes are fail, lot, defer or casting_vote: with everybody present, at a first and at a second tie."""

    decision: str
    full_attendance: str
    first_tie: str
    second_tie: str
    basis: Source
    casting_vote: str | None = None


@dataclass(frozen=True, slots=True)
class VoteForm:
    """`form` is roll_call, secret_ballot or show_of_hands. `only_on_request`: adopted if nobody asks for a vote."""

    decision: str
    form: str
    only_on_request: bool
    basis: Source


@dataclass(frozen=True, slots=True)
class Electronic:
    """Votes by seat on a screen, for these `decisions` (matter, ordinance), beside the form that is laid down.

    `may_change`: until the close. `shown_while_held`: who voted what is seen before the close; otherwise only who has voted.
    """

    decisions: tuple[str, ...]
    may_change: bool
    shown_while_held: bool
    basis: Source


@dataclass(frozen=True, slots=True)
class Abstention:
    """Whom a conflict of interest keeps from voting; `degree` counts relatives."""

    degree: int
    basis: Source


@dataclass(frozen=True, slots=True)
class Openness:
    public: bool
    may_close_for: tuple[str, ...]
    always_public_for: tuple[str, ...]
    basis: Source


@dataclass(frozen=True, slots=True)
class Convocation:
    days: int
    urgent_hours: int | None
    to_substitutes: bool
    basis: Source


@dataclass(frozen=True, slots=True)
class Schedule:
    """The ordinary meeting: the `ordinal`-th `weekday` (monday 1 … sunday 7) of a month, at `begins` ("HH:MM")."""

    ordinal: int
    weekday: int
    begins: str
    basis: Source


@dataclass(frozen=True, slots=True)
class MeetingRules:
    quorum: Quorum
    turnout: Turnout
    majorities: tuple[Majority, ...]
    blanks: Blanks
    ties: tuple[TieRule, ...]
    vote_forms: tuple[VoteForm, ...]
    abstention: Abstention
    openness: Openness
    convocation: Convocation
    schedule: Schedule
    electronic: Electronic | None = None

    def majority(self, decision: str) -> Majority:
        return next(rule for rule in self.majorities if rule.decision == decision)

    def tie(self, decision: str) -> TieRule:
        return next(rule for rule in self.ties if rule.decision == decision)

    def vote_form(self, decision: str) -> VoteForm:
        return next(rule for rule in self.vote_forms if rule.decision == decision)


@dataclass(frozen=True, slots=True)
class Wording:
    """How the text names supporters who number `at_least` … `at_most` (None: no upper end).

    `phrases` are for the first such part in a passage, the second, and so on; the last one repeats.
    """

    at_least: int
    at_most: int | None
    phrases: tuple[Localised, ...]

    def phrase(self, nth: int) -> Localised:
        return self.phrases[min(nth, len(self.phrases)) - 1]


@dataclass(frozen=True, slots=True)
class MinorityNote:
    """`deadline_hours` run from the end of the meeting; None: until the advice is sent."""

    allowed: bool
    must_have_been_defended: bool
    deadline_hours: int | None
    basis: Source


@dataclass(frozen=True, slots=True)
class Dissent:
    in_the_text: bool
    on_request: bool
    wordings: tuple[Wording, ...]
    minority_note: MinorityNote
    basis: Source

    def wording(self, supporters: int) -> Wording:
        return next(
            band for band in self.wordings if band.at_least <= supporters and supporters <= (band.at_most or supporters)
        )


@dataclass(frozen=True, slots=True)
class Stance:
    """`question` is what an organisation is asked when it takes this stance."""

    key: str
    label: Localised
    meaning: Localised
    question: Localised
    needs_reason: bool


@dataclass(frozen=True, slots=True)
class Disclosure:
    """When the public learns what organisations found of a text, and why: never, or at_adoption.

    With `days_after_adoption` it waits for that many days more. What follows from it: `deliberation.disclosure`.
    """

    positions: str
    aggregate: str
    reasons: str = "never"
    days_after_adoption: int = 0


@dataclass(frozen=True, slots=True)
class SupportSetting:
    """What makes a text unanimous, broadly carried, divided or contested; docs/support.md has the formulas.

    `weighing` is seats or one_each.
    """

    weighing: str
    reservation: Fraction
    no_view_counts: bool
    unanimous_with_reservations: bool
    broad_group: Fraction
    broad_total: Fraction
    contested_group: Fraction
    contested_total: Fraction
    parts_broad: Fraction
    parts_contested: Fraction


@dataclass(frozen=True, slots=True)
class Rounds:
    """`replies_seen` is when others who were asked see a reply, unless a round says otherwise: never, own_in or closed.

    `members_count`: independent members who are asked individually count in the support, each for one.
    """

    stances: tuple[Stance, ...]
    draft_public_in_round: bool
    replies_seen: str
    members_count: bool
    length_days: int
    extension_days: int
    most_extensions: int
    support: SupportSetting
    disclosure: Disclosure
    basis: Source


@dataclass(frozen=True, slots=True)
class ResponseTerm:
    """`applies_to` is requested_on_time, requested_late or own_initiative; the clock runs from `starts`."""

    applies_to: str
    months: int
    starts: str
    late_needs_reasons: bool
    basis: Source


@dataclass(frozen=True, slots=True)
class Criterion:
    """What the executive committee weighs when a request comes in."""

    key: str
    label: Localised


@dataclass(frozen=True, slots=True)
class Intake:
    criteria: tuple[Criterion, ...]
    decided_by: str
    basis: Source


@dataclass(frozen=True, slots=True)
class Numbering:
    """Patterns for `str.format`: year, year2 and serial; a draft has committee and serial."""

    advice: str
    draft: str
    basis: Source

    def advice_number(self, *, year: int, serial: int) -> str:
        return self.advice.format(year=year, year2=f"{year % 100:02}", serial=serial)

    def draft_number(self, *, committee: str, serial: int) -> str:
        return self.draft.format(committee=committee, serial=serial)


@dataclass(frozen=True, slots=True)
class Product:
    """A kind of publication: advice, letter advice, exploration, alert …"""

    key: str
    label: Localised
    numbered: bool


@dataclass(frozen=True, slots=True)
class Option:
    """A stage or step of a procedure that a council may do without."""

    key: str
    label: Localised
    on: bool
    basis: Source
