"""The adopted advice on its way: sent, received, published."""

from django.utils.translation import gettext_lazy as _

from raadzaal.advice import rules
from raadzaal.advice.procedure import RESPONSE_AGREED, RESPONSE_BY_LAW, AdviceProcedure
from raadzaal.correspondence.actions import letters
from raadzaal.procedure.engine import Done, carries_out
from raadzaal.procedure.refusals import Refused
from raadzaal.publications import actions as publications
from raadzaal.texts import actions as texts
from raadzaal.texts.models import Milestone
from raadzaal.texts.queries import latest


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


@carries_out(AdviceProcedure.correct)
def correct(advice, *, actor, on, node, wrong, reason, right="") -> Done:
    """An erratum: in one paragraph *right* comes for *wrong*. What was adopted is kept, and stays reachable with a notice.

    What is public is accurate and kept so (art. 2.4 Woo): for slips of the pen, not for another opinion.
    """
    line = advice.publication.milestone.lines.filter(node=node).select_related("revision").first()
    if line is None:
        raise Refused(_("This paragraph does not stand in the published advice."), code="foreign", field="node")
    if line.revision.notation.count(wrong) != 1:
        raise Refused(
            _("These words do not stand in the paragraph once and exactly so."), code="not_there", field="wrong"
        )
    notation = line.revision.notation.replace(wrong, right)
    revision = texts.edit(node, notation=notation, base=latest(node).number, actor=actor, reason=reason)
    if revision.pk == line.revision_id:
        raise Refused(_("This changes nothing."), code="the_same", field="right")
    frozen = texts.freeze(advice.work, Milestone.Key.CORRECTED, actor=actor, on=on)
    told = {"node": node.public_id, "place": line.number, "wrong": wrong, "right": right}
    made = publications.correct(advice.publication, frozen, reason=reason, on=on, **told)
    facts = {"publication": advice.publication.public_id, "number": made.number, "node": node.public_id}
    return Done(
        facts=facts | {"digest": frozen.digest, "milestone": frozen.public_id},
        words={"wrong": wrong, "right": right, "reason": reason},
        result=made,
    )


@carries_out(AdviceProcedure.take_back)
def take_back(advice, *, actor, on, reason) -> Done:
    """Off the public site; its number is kept, and its address tells that it was withdrawn and why."""
    done = publications.withdraw(advice.publication, reason=reason, on=on)
    told = {"publication": advice.publication.public_id, "year": advice.publication.year}
    return Done(facts=told | {"serial": advice.publication.serial}, words={"reason": reason}, result=done)
