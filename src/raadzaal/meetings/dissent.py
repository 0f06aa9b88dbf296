"""How an advice names those who hold a view (SER practice, members' guide; art. 45 Wet op de SER for the right)."""

from datetime import datetime, timedelta

from raadzaal.meetings.rule_book import DUTCH_RULES, CountError
from raadzaal.meetings.wording import COUNCIL, ONE_MEMBER, PARTS, SOME_MEMBERS


def council_from(seats, rules=DUTCH_RULES):
    """From how many supporters a passage speaks of "the Council"; in a small body never fewer than its "part"."""
    return min(seats, max(seats - rules.council_margin, rules.some_members_at_most + 1))


def dissent_wording(supporters, seats, rules=DUTCH_RULES, nth=1):
    """`nth` tells part, another part and yet another part of the Council in one passage apart."""
    if not 1 <= supporters <= seats or nth < 1:
        raise CountError("supporters-out-of-range", supporters=supporters, seats=seats)
    if supporters >= council_from(seats, rules):
        return COUNCIL
    if supporters == 1:
        return ONE_MEMBER
    if supporters <= rules.some_members_at_most:
        return SOME_MEMBERS
    return PARTS[min(nth, len(PARTS)) - 1]


def note_until(ended: datetime | None, hours: int | None) -> datetime | None:
    """Until when a minority note is taken, where a council sets hours; they run from the end of the meeting.

    Spain's council takes a voto particular within 48 hours after the session (Ley 21/1991 and its rules of procedure); the
    Dutch act sets no hours (art. 45 Wet op de SER). None: there is no such moment, or the meeting goes on.
    """
    return ended + timedelta(hours=hours) if ended and hours is not None else None
