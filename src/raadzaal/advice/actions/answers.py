"""What the minister answers, when, and what becomes of each recommendation."""

from django.utils.translation import gettext_lazy as _

from raadzaal.advice.models import DelayReason, FollowUp, Response, Status
from raadzaal.advice.procedure import AdviceProcedure
from raadzaal.journal.models import Audience
from raadzaal.procedure.engine import Council, Done, carries_out, checked_date, lock_all, performs
from raadzaal.procedure.refusals import Refused
from raadzaal.procedure.roles import requester, secretariat


@carries_out(AdviceProcedure.remind)
def remind(advice, *, actor, on) -> Done:
    return Done()


@carries_out(AdviceProcedure.explain_delay)
def explain_delay(advice, *, actor, on, reason, expected_on=None) -> Done:
    """Later than three months: the minister tells the Chambers why (art. 24 K)."""
    if expected_on is not None and expected_on <= on:
        raise Refused(_("The expected day lies in the past."), code="bad_date", field="expected_on")
    row = DelayReason.objects.create(advice=advice, on=on, reason=reason, expected_on=expected_on)
    return Done(facts={"expected_on": expected_on}, words={"reason": reason}, result=row)


@carries_out(AdviceProcedure.answer_in_part)
def answer_in_part(advice, *, actor, on, response) -> Done:
    """Part of the answer: the term for the rest runs on."""
    response.advices.add(advice)
    return Done(facts={"response": response.public_id})


@carries_out(AdviceProcedure.answer)
def answer(advice, *, actor, on, response) -> Done:
    response.advices.add(advice)
    return Done(facts={"response": response.public_id})


class Answering(Council):
    """The subject of a letter that answers: those whose advices it answers may record it."""

    def __init__(self, advices):
        self.scopes = {org for advice in advices if advice.requested for org in advice.role_scopes()["requester"]}

    def role_scopes(self) -> dict[str, set[str]]:
        return {"requester": self.scopes}


@performs("advice.register_response", by=requester | secretariat, audience=Audience.PUBLIC)
def _register(subject, *, actor, on, sender, subject_line, text, dated, reference, wholly, partly) -> Done:
    lock_all([*wholly, *partly])
    response = Response.objects.create(sender=sender, subject=subject_line, text=text, on=dated, reference=reference)
    for advice in wholly:
        answer(advice, actor=actor, on=on, response=response)
    for advice in partly:
        answer_in_part(advice, actor=actor, on=on, response=response)
    return Done(facts={"response": response.public_id, "sender": sender.public_id, "dated": dated}, result=response)


def register_response(
    *, actor, on=None, sender, subject, text, wholly=(), partly=(), dated=None, reference=""
) -> Response:
    """One letter answers one or several advices, wholly or in part: all in one act, or none."""
    if dated is not None and dated > checked_date(on):
        raise Refused(_("A letter is not dated in the future."), code="bad_date", field="dated")
    if not [*wholly, *partly]:
        raise Refused(_("Say which advice this letter answers."), code="no_advice", field="wholly")
    return _register(
        Answering([*wholly, *partly]),
        actor=actor,
        on=on,
        sender=sender,
        subject_line=subject,
        text=text,
        dated=dated or checked_date(on),
        reference=reference,
        wholly=list(wholly),
        partly=list(partly),
    )


@carries_out(AdviceProcedure.follow_up)
def follow_up(
    advice, *, actor, on, recommendation, status, evidence, source, passage="", response=None, dated=None
) -> Done:
    """What became of a recommendation, with the passage, motion, law, budget or article that shows it."""
    if recommendation.advice_id != advice.pk:
        raise Refused(_("This recommendation belongs to another advice."), code="foreign", field="recommendation")
    if status not in Status.values or evidence not in FollowUp.Evidence.values:
        raise Refused(_("Choose what became of it and what shows it."), code="unknown", field="status")
    if dated is not None and dated > on:
        raise Refused(_("This day lies in the future."), code="bad_date", field="dated")
    if evidence == FollowUp.Evidence.LETTER and response is None:
        raise Refused(_("Say in which letter the passage stands."), code="no_letter", field="response")
    if response is not None and not response.advices.filter(pk=advice.pk).exists():
        raise Refused(_("This letter does not answer this advice."), code="foreign", field="response")
    row = FollowUp.objects.create(
        recommendation=recommendation,
        status=status,
        evidence=evidence,
        source=source,
        passage=passage,
        response=response,
        on=dated or on,
    )
    return Done(facts={"recommendation": recommendation.public_id, "status": status, "evidence": evidence}, result=row)
