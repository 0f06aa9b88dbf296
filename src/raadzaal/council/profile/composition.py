"""Who sits in a council: groups, organisations, seats, committees, other voices."""

from dataclasses import dataclass
from fractions import Fraction

from raadzaal.council.profile.localised import Localised
from raadzaal.procedure.basis import Basis


@dataclass(frozen=True)
class Source(Basis):
    """A basis with the place where it can be read."""

    url: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A side of the council (geleding). `kind` is employers, workers, crown or other."""

    key: str
    label: Localised
    member_label: Localised
    members_label: Localised
    kind: str
    order: int
    colour: str


@dataclass(frozen=True, slots=True)
class Organisation:
    """`appoints` counts seats it may fill by law, `displays` the seats shown under its name."""

    key: str
    name: str
    full_name: Localised
    group: str
    appoints: int
    displays: int


@dataclass(frozen=True, slots=True)
class Institution:
    """A body that takes part without being an organisation of a group (a bank, a planning bureau)."""

    key: str
    name: str
    full_name: Localised


@dataclass(frozen=True, slots=True)
class Seat:
    """`appointed_by` and `displayed_as` name an organisation; both are empty for a seat the Crown fills."""

    number: int
    group: str
    appointed_by: str | None = None
    displayed_as: str | None = None
    reserved_for: str | None = None


@dataclass(frozen=True, slots=True)
class Bounds:
    minimum_seats: int
    maximum_seats: int
    from_organisations_at_least: Fraction
    equal_groups: tuple[str, ...]
    basis: Source


@dataclass(frozen=True, slots=True)
class Term:
    """`begins` is a month and day, "MM-DD"; a term ends the day before, `years` later."""

    years: int
    begins: str
    renewable: bool
    basis: Source


@dataclass(frozen=True, slots=True)
class GroupSubstitution:
    """`model` is pair (each member their own) or pool (anyone of the group for anyone)."""

    group: str
    model: str


@dataclass(frozen=True, slots=True)
class Substitutes:
    groups: tuple[GroupSubstitution, ...]
    strict_pairs: tuple[str, ...]
    per_item: bool
    vote_beside_member: bool
    basis: Source


@dataclass(frozen=True, slots=True)
class Council:
    seats: tuple[Seat, ...]
    seats_basis: Source
    bounds: Bounds
    term: Term
    substitutes: Substitutes
    bound_by_instruction: bool
    mandate_basis: Source


@dataclass(frozen=True, slots=True)
class GroupShare:
    """`seats` is None where no number is fixed."""

    group: str
    seats: int | None = None


@dataclass(frozen=True, slots=True)
class ExecutiveCommittee:
    name: Localised
    short_name: str
    groups: tuple[GroupShare, ...]
    presided_by: str
    same_rules_as_council: bool
    basis: Source


@dataclass(frozen=True, slots=True)
class ChairRule:
    """Which group a committee's chair comes from; None leaves it open."""

    group: str | None
    substitute_allowed: bool
    proposed_by: str
    basis: Source


@dataclass(frozen=True, slots=True)
class CommitteeRule:
    """`editable` marks a name or structure that no source confirms: the council corrects it."""

    key: str
    code: str
    name: Localised
    kind: str
    advice: str
    may_advise_independently: bool
    groups: tuple[GroupShare, ...]
    council_members_only: bool
    chair: ChairRule
    editable: bool
    basis: Source


@dataclass(frozen=True, slots=True)
class Office:
    """`appointed_by` is crown, council, committee or secretariat."""

    key: str
    title: Localised
    appointed_by: str
    basis: Source


@dataclass(frozen=True, slots=True)
class Voice:
    """A role without a vote. `until_stage` ends its part in committee work; `bodies` are institutions."""

    key: str
    label: Localised
    meaning: Localised
    advisory_voice: bool
    attends: tuple[str, ...]
    until_stage: str | None
    bodies: tuple[str, ...]
    basis: Source


@dataclass(frozen=True, slots=True)
class Requester:
    """`addressee` is how a letter opens its address, `kind` is minister, chamber, government or informateur."""

    key: str
    kind: str
    name: Localised
    addressee: Localised
    abbreviation: str


@dataclass(frozen=True, slots=True)
class Requesting:
    """`coordinating` is the requester through whom the council deals with the cabinet when nobody asked."""

    requesters: tuple[Requester, ...]
    in_writing: bool
    jointly: bool
    open_addressee: bool
    copy_chamber_advice_to_minister: bool
    coordinating: str
    basis: Source
