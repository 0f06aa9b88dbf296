"""Paragraphs that may still go several ways."""

from django.utils.translation import gettext_lazy as _

from raadzaal.advice.procedure import AdviceProcedure
from raadzaal.deliberation import actions as deliberation
from raadzaal.procedure.engine import Done, carries_out
from raadzaal.procedure.refusals import Refused


@carries_out(AdviceProcedure.offer_variants)
def offer_variants(advice, *, actor, on, node, notation, notes=(), letter="") -> Done:
    """Put other words beside those of a paragraph; with ``letter`` those of a variant that nobody was asked about yet."""
    if node.work_id != advice.work_id:
        raise Refused(_("This paragraph does not belong to this dossier."), code="foreign", field="node")
    variant = deliberation.offer_variant(advice, node, notation, notes, letter=letter, actor=actor)
    return Done(facts={"node": node.public_id, "variant": variant.letter}, result=variant)


@carries_out(AdviceProcedure.choose_variant)
def choose_variant(advice, *, actor, on, choices, reason) -> Done:
    """Choose for one paragraph or, as a package, for several at once: ``choices`` are letters by public id of the paragraph."""
    chosen = deliberation.choose(advice, choices, reason, actor=actor)
    facts = [
        {"node": each.fork.node.public_id, "variant": each.fork.chosen, "revision": each.revision} for each in chosen
    ]
    return Done(facts={"choices": facts}, words={"reason": reason}, result=chosen)
