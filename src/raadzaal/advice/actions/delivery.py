"""The adopted advice on its way: sent, received, published."""

from django.utils.translation import gettext_lazy as _

from raadzaal.advice import rules
from raadzaal.advice.procedure import RESPONSE_AGREED, RESPONSE_BY_LAW, AdviceProcedure
from raadzaal.correspondence.actions import letters
from raadzaal.procedure.engine import Done, carries_out
from raadzaal.procedure.refusals import Refused
from raadzaal.publications import actions as publications


@carries_out(AdviceProcedure.send)
def send(advice, *, actor, on) -> Done:
    """Send the cover letter as it stands; a Chamber's advice goes to the minister in copy (art. 22 K)."""
    cover = advice.letters.filter(template="advice_offered", state="draft").latest("pk")
    facts = letters.dispatch(cover, sender=actor.name)
    advice.sent_on = on
    return Done(facts=facts, result=cover)


@carries_out(AdviceProcedure.receipt)
def receipt(advice, *, actor, on, received_on) -> Done:
    """From the day of receipt the minister has three months (art. 24 K), by law or by agreement."""
    if not advice.sent_on <= received_on <= on:
        raise Refused(_("Received between the day of sending and today."), code="bad_date", field="received_on")
    advice.received_on = received_on
    by_law = rules.answer_is_due_by_law(advice)
    return Done(
        facts={"received_on": received_on, "by_law": by_law},
        term=RESPONSE_BY_LAW if by_law else RESPONSE_AGREED,
        since=received_on,
    )


@carries_out(AdviceProcedure.publish)
def publish(advice, *, actor, on) -> Done:
    """An advisory body publishes its own advice (art. 3.3 Woo)."""
    done = publications.publish(advice.publication, summary=advice.summary, summary_en=advice.summary_en, on=on)
    return Done(facts={"publication": done.public_id, "year": done.year, "serial": done.serial}, result=done)
