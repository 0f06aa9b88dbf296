from datetime import date

from django.utils.translation import gettext_lazy as _

from raadzaal.council import rules
from raadzaal.council.actions import checking, writing
from raadzaal.council.models import Appointment
from raadzaal.council.rules import KEEPERS
from raadzaal.journal.models import Audience
from raadzaal.procedure.engine import Done, performs
from raadzaal.procedure.refusals import Refused

CORRECTABLE = frozenset({"person", "role", "body", "seat", "organisation", "group", "valid_from", "valid_until"})


@performs("council.end", by=KEEPERS, audience=Audience.PUBLIC)
def end(appointment: Appointment, *, actor, on: date, until: date) -> Done:
    """It no longer holds from *until* on. A substitute stays in office when the member leaves."""
    old = writing.current(appointment)
    rules.check_period(old.valid_from, until, until_field="until")
    if old.valid_until is not None and until > old.valid_until:
        raise Refused(_("It ends before that day already."), code="already_ended", field="until")
    row = writing.supersede(old, valid_until=until)
    return Done(facts=writing.facts(row), words={"person": row.person.name}, result=row, audience=writing.audience(row))


@performs("council.correct", by=KEEPERS, audience=Audience.SECRETARIAT)
def correct(appointment: Appointment, *, actor, on: date, reason: str = "", **changes) -> Done:
    """What was recorded was wrong: from now on the corrected version is known, and the wrong one as what was known then.

    *changes* are columns among CORRECTABLE.
    """
    if unknown := set(changes) - CORRECTABLE:
        raise TypeError(f"cannot be corrected: {', '.join(sorted(unknown))}")
    old = writing.current(appointment)
    row = Appointment(**{name: getattr(old, name) for name in writing.COPIED} | changes)
    if "group" not in changes and row.role in checking.SEATED:
        row.group = checking.side_of(row.person, row.body, row.seat, row.organisation, row.valid_from) or old.group
    writing.lock(row.person, row.seat)
    checking.check(row)
    writing.withdraw(old)
    return _done(writing.add(**{name: getattr(row, name) for name in writing.COPIED}), reason=reason)


@performs("council.revoke", by=KEEPERS, audience=Audience.SECRETARIAT)
def revoke(appointment: Appointment, *, actor, on: date, reason: str) -> Done:
    """It should never have been recorded. What was known until now stays readable."""
    if not reason.strip():
        raise Refused(_("Say why."), code="missing", field="reason")
    old = writing.current(appointment)
    writing.withdraw(old)
    return _done(old, reason=reason)


def _done(row: Appointment, reason: str) -> Done:
    """Why something was wrong may touch people: for who keeps the record only."""
    words = {"person": row.person.name} | ({"reason": reason} if reason else {})
    return Done(facts=writing.facts(row), words=words, result=row)
