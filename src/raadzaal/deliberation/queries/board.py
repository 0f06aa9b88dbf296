"""How far each organisation is: invited, opened, drafting, submitted. Never what is not yet submitted."""

from dataclasses import dataclass
from datetime import date

from raadzaal.deliberation.models import Invitation, Round, TimeRequest
from raadzaal.deliberation.queries.coordinators import without_coordinator
from raadzaal.deliberation.queries.rounds import Progress, progress
from raadzaal.deliberation.queries.time import takes_answers
from raadzaal.deliberation.rules import still_takes
from raadzaal.journal import clock


@dataclass
class BoardRow:
    """``asked`` is a request for more time that waits for an answer, or the last that got one.

    ``alone``: nobody can send a reply, for whoever coordinated left.
    """

    progress: Progress
    asked: TimeRequest | None
    closed: bool
    answers: bool
    today: date
    alone: bool
    time_form: object = None
    late_form: object = None

    @property
    def invitation(self) -> Invitation:
        return self.progress.invitation

    @property
    def key(self) -> str:
        return self.invitation.organisation.public_id

    @property
    def time_key(self) -> str:
        return self.asked.public_id if self.asked else ""

    @property
    def submitted(self) -> bool:
        return self.progress.status == "submitted"

    @property
    def is_past(self) -> bool:
        return self.closed or self.today > self.invitation.last_day

    @property
    def time_waits(self) -> bool:
        return self.asked is not None and not self.asked.answer and not self.closed

    @property
    def may_be_allowed_late(self) -> bool:
        return self.is_past and not self.submitted and self.invitation.late_allowed_at is None and self.answers

    @property
    def misses_coordinator(self) -> bool:
        return self.alone and not self.submitted and (not self.closed or self.invitation.late_allowed_at is not None)

    @property
    def may_be_reminded(self) -> bool:
        return not self.closed and not self.submitted and still_takes(self.invitation, self.today)


def board(running: Round) -> list[BoardRow]:
    """A fixed number of queries, however many were asked."""
    asked = {each.invitation_id: each for each in TimeRequest.objects.filter(invitation__round=running)}
    closed, answers, today = running.closed_on is not None, takes_answers(running), clock.today()
    states = progress(running)
    alone = without_coordinator(each.invitation.organisation for each in states)
    return [
        BoardRow(each, asked.get(each.invitation.pk), closed, answers, today, each.invitation.organisation_id in alone)
        for each in states
    ]
