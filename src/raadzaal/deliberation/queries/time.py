"""Whether an organisation can still write and send, and who asks for more time."""

from datetime import date

from django.db.models import QuerySet

from raadzaal.deliberation.models import Invitation, Reply, Round, TimeRequest


def takes_answers(running: Round) -> bool:
    """Whether the committee still works on what was said: while the round runs, and as long as remarks can be answered."""
    if running.closed_on is None:
        return running.case.closed_on is None
    steps = {step.name: step for step in running.case.declared.steps()}
    return "dispose" in steps and running.case.stage in steps["dispose"].sources


def may_write(invitation: Invitation) -> bool:
    """A draft may be worked on: the round runs, or the secretary still takes this reply."""
    if invitation.round.closed_on is None:
        return True
    return invitation.late_allowed_at is not None and takes_answers(invitation.round)


def too_late(invitation: Invitation, today: date) -> bool:
    return today > invitation.last_day and invitation.late_allowed_at is None


def open_request(invitation: Invitation) -> TimeRequest | None:
    return invitation.time_requests.filter(answer="").first()


def last_request(invitation: Invitation) -> TimeRequest | None:
    return invitation.time_requests.last()


def unanswered(running: Round) -> QuerySet[Invitation]:
    """Who has not replied yet."""
    done = Reply.objects.filter(submitted_at__isnull=False, invitation__round=running).values("invitation")
    return running.invitations.exclude(pk__in=done).select_related("organisation")
