from django.utils.translation import gettext_lazy as _

from raadzaal.correspondence.models import Letter
from raadzaal.journal import clock
from raadzaal.journal.acts import require
from raadzaal.procedure.engine import Done, performs
from raadzaal.procedure.refusals import Refused, Stale
from raadzaal.procedure.roles import committee_secretary, secretariat, secretary_general

WITH_A_STEP = {"advice_offered"}
writers = secretariat | secretary_general | committee_secretary


def _draft(letter: Letter) -> Letter:
    letter = Letter.objects.select_for_update(of=("self",), no_key=True).select_related("case").get(pk=letter.pk)
    if letter.state != Letter.State.DRAFT:
        raise Refused(
            _("This letter is no longer a draft: %(state)s."), code="not_a_draft", state=letter.get_state_display()
        )
    return letter


@performs("correspondence.rewrite", by=writers)
def rewrite(letter: Letter, *, actor, on, subject: str, body: str, revision: int) -> Done:
    letter = _draft(letter)
    if letter.revision != revision:
        raise Stale(field="body")
    letter.subject, letter.body = subject, body
    letter.revision += 1
    letter.save()
    return Done(facts={"letter": letter.public_id, "template": letter.template})


@performs("correspondence.send", by=writers)
def send(letter: Letter, *, actor, on) -> Done:
    """Send a draft as it stands. The mail itself follows from the journal entry."""
    if letter.template in WITH_A_STEP:
        raise Refused(_("This letter goes out with the advice, when that is sent."), code="goes_with_a_step")
    return Done(facts=dispatch(letter, sender=actor.name))


@performs("correspondence.drop", by=writers)
def drop(letter: Letter, *, actor, on, reason: str) -> Done:
    letter = _draft(letter)
    letter.state = Letter.State.DROPPED
    letter.save()
    return Done(facts={"letter": letter.public_id, "template": letter.template}, words={"reason": reason})


def dispatch(letter: Letter, *, sender: str) -> dict:
    """Mark a draft as sent, for the act that sends it; returns the facts by which its mails will be made."""
    require()
    letter = _draft(letter)
    if not letter.addressees.exists():
        raise Refused(_("This letter has nobody to go to."), code="no_addressee")
    letter.state, letter.sent_at, letter.sent_by = Letter.State.SENT, clock.now(), sender
    letter.save()
    return {"letter": letter.public_id, "template": letter.template, "addressees": letter.addressees.count()}
