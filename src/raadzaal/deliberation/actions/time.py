"""More time on request, replies after the last day, and reminders."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from raadzaal.accounts.actor import Actor
from raadzaal.deliberation import rules
from raadzaal.deliberation.actions.rounds import check_extension, closed, extend, locked
from raadzaal.deliberation.models import Invitation, Round, TimeRequest
from raadzaal.deliberation.queries.time import takes_answers, unanswered
from raadzaal.journal import clock
from raadzaal.journal.models import Audience
from raadzaal.procedure.engine import Done, performs
from raadzaal.procedure.refusals import Refused
from raadzaal.procedure.roles import committee_secretary, organisation_coordinator


@performs("deliberation.ask_time", by=organisation_coordinator, audience=Audience.ORGANISATION)
def ask_time(invitation: Invitation, *, actor: Actor, on: date, until: date, reason: str) -> Done:
    """The organisation asks the secretary of the committee for more time. One request at a time."""
    running = locked(invitation.round_id)
    invitation = Invitation.objects.select_related("organisation", "round").get(pk=invitation.pk)
    if not reason.strip():
        raise Refused(_("Say why you need more time."), code="missing", field="reason")
    if invitation.time_requests.filter(answer="").exists():
        raise Refused(
            _("You asked for more time already. The secretary has yet to answer."), code="asked", field="until"
        )
    check_extension(running, invitation, until)
    asked = TimeRequest.objects.create(
        invitation=invitation, until=until, reason=reason.strip(), asked_by=actor.name, asked_at=clock.now()
    )
    return _done(invitation, {"until": until}, {"reason": reason.strip()}, asked)


@performs("deliberation.answer_time", by=committee_secretary, audience=Audience.ORGANISATION)
def answer_time(
    running: Round, *, actor: Actor, on: date, request: TimeRequest, granted: bool, until: date | None, reason: str
) -> Done:
    """Grant it, until the day that was asked or another, or refuse it with the reason. Only this organisation's last day moves."""
    running = locked(running.pk)
    request = TimeRequest.objects.select_for_update(no_key=True).get(pk=request.pk, invitation__round=running)
    if request.answer:
        raise Refused(_("This request has been answered already."), code="answered")
    if not granted and not reason.strip():
        raise Refused(_("Say why there is no more time."), code="missing", field="reason")
    invitation, day = request.invitation, until or request.until
    if granted:
        extend(running, invitation.organisation, day, request.reason, on=on)
    request.answer = TimeRequest.Answer.GRANTED if granted else TimeRequest.Answer.REFUSED
    request.answer_reason, request.answered_by, request.answered_at = reason.strip(), actor.name, clock.now()
    request.save(update_fields=["answer", "answer_reason", "answered_by", "answered_at"])
    facts = {"answer": request.answer, **({"until": day} if granted else {})}
    return _done(invitation, facts, {"reason": reason.strip()}, request)


@performs("deliberation.allow_late", by=committee_secretary, audience=Audience.ORGANISATION)
def allow_late(running: Round, *, actor: Actor, on: date, invitation: Invitation, reason: str) -> Done:
    """Take this organisation's reply after its last day, marked as late; also after closing, while remarks are answered."""
    running = locked(running.pk)
    invitation = Invitation.objects.select_for_update(of=("self",), no_key=True).get(pk=invitation.pk, round=running)
    if not takes_answers(running):
        raise closed()
    if not reason.strip():
        raise Refused(_("Say why a late reply is taken."), code="missing", field="reason")
    if not unanswered(running).filter(pk=invitation.pk).exists():
        raise Refused(_("This organisation has replied already."), code="submitted")
    if clock.today() <= invitation.last_day and running.closed_on is None:
        raise Refused(_("This organisation still has time to reply."), code="not_late")
    invitation.late_allowed_at, invitation.late_reason = clock.now(), reason.strip()
    invitation.save(update_fields=["late_allowed_at", "late_reason"])
    return _done(invitation, {}, {"reason": reason.strip()}, invitation)


@performs("deliberation.remind", by=committee_secretary, audience=Audience.SECRETARIAT)
def remind(running: Round, *, actor: Actor, on: date) -> Done:
    """Have those who have not answered, and only them, reminded by mail; each is told how many paragraphs they have left.

    The number is counted when the mail is made and goes to the organisation only. Once a day at most.
    """
    running = locked(running.pk)
    if running.closed_on:
        raise closed()
    if running.reminded_on == clock.today():
        raise Refused(_("A reminder went out today already."), code="reminded")
    waiting = [each for each in unanswered(running) if rules.still_takes(each, clock.today())]
    if not waiting:
        raise Refused(_("Everybody who still has time has replied."), code="nobody")
    running.reminded_on = clock.today()
    running.save(update_fields=["reminded_on"])
    names = [each.organisation.public_id for each in waiting]
    return Done(facts={"round": running.public_id, "organisations": sorted(names)}, result=waiting)


def _done(invitation: Invitation, facts: dict, words: dict[str, str], result: object) -> Done:
    organisation = invitation.organisation.public_id
    told = {"round": invitation.round.public_id, "organisation": organisation, **facts}
    return Done(facts=told, words=words, result=result, scope=organisation)
