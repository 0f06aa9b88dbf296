"""What a round, a reply and an answer to a remark must meet. Pure; each rule gives None or the refusal to be shown."""

from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from raadzaal.procedure.refusals import Refused

LONGEST_ROUND = timedelta(days=366)
WORST_FIRST = ("objection", "reservation", "support", "no_view")
NOBODY = "none"


def deadline_fits(deadline: date | None, *, after: date, field: str = "deadline") -> Refused | None:
    if deadline is None:
        return Refused(_("Name the last day on which organisations can reply."), code="no_deadline", field=field)
    if deadline <= after:
        return Refused(
            _("The last day must be after %(after)s."),
            code="deadline_too_early",
            field=field,
            after=date_format(after, "j F Y"),
        )
    if deadline > after + LONGEST_ROUND:
        return Refused(_("The last day lies more than a year ahead."), code="deadline_too_late", field=field)
    return None


def needs_answer(*, stance: str, reason: str, proposed: str) -> bool:
    """Reservations and objections, and whatever says or proposes something, get an answer."""
    return stance in ("reservation", "objection") or bool(reason or proposed)


def missing_part(*, stance: str, reason: str, stances) -> str:
    """What a position lacks before it can be sent: "stance", "reason" or nothing. *stances*: those of the profile."""
    known = {each.key: each for each in stances}
    if stance not in known:
        return "stance"
    if known[stance].needs_reason and not reason:
        return "reason"
    return ""


def worst(stances) -> str:
    """The stance that speaks for a group: the one that carries the text least; "none" when nobody answered."""
    given = set(stances)
    return next((stance for stance in WORST_FIRST if stance in given), NOBODY)


def still_takes(invitation, today: date) -> bool:
    """Whether a reply of this organisation is still taken today."""
    return today <= invitation.last_day or invitation.late_allowed_at is not None
