"""What the content tells of the organisations' own rooms, and of the time they ask for."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Inside:
    """What somebody says in the room of their organisation; `who` is a person of the show, in `group` where it is given."""

    who: str
    date: int
    paragraph: str
    group: str = ""
    stance: str = ""
    remark: str = ""
    proposal: str = ""


@dataclass(frozen=True, kw_only=True)
class Group:
    name: str
    until: int


@dataclass(frozen=True, kw_only=True)
class Room:
    """The closed room of one organisation: its groups with their last day, and what is said inside."""

    by: str
    opens: int
    groups: tuple[Group, ...] = ()
    said: tuple[Inside, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MoreTime:
    """More time that an organisation asks for; `answered` is the day on which it is given."""

    by: str
    date: int
    until: int
    reason: str
    answered: int | None = None
