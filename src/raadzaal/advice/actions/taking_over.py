"""Words that an organisation proposed become those of the paragraph, and its remark is answered: one act."""

from django.utils.translation import gettext_lazy as _

from raadzaal.advice.actions.rounds import answered
from raadzaal.advice.procedure import AdviceProcedure
from raadzaal.deliberation import actions as deliberation
from raadzaal.deliberation.models import Disposition
from raadzaal.procedure.engine import Done, also_tell, carries_out
from raadzaal.procedure.refusals import Refused
from raadzaal.texts import actions as texts
from raadzaal.texts.actions.revisions import LONGEST_REASON

TOOK_OVER = (Disposition.Outcome.TAKEN_OVER, Disposition.Outcome.PARTLY)


@carries_out(AdviceProcedure.take_over)
def take_over(
    advice,
    *,
    actor,
    on,
    positions,
    notation,
    reason,
    base,
    notes=(),
    outcome=Disposition.Outcome.TAKEN_OVER,
    seen=0,
    because="",
) -> Done:
    """Write the words in the paragraph over revision *base*, and answer all of *positions*, which propose for that paragraph.

    ``seen`` and ``because`` are of the first, whose answer may be changed by this; the others have none yet. Raises
    texts.Conflict, with both texts, when the paragraph was changed since *base*, and AnsweredMeanwhile: then nothing is done.
    """
    node = positions[0].node
    if node.work_id != advice.work_id or any(each.node_id != node.pk for each in positions):
        raise Refused(
            _("These proposals are not for one paragraph of this dossier."), code="foreign", field="positions"
        )
    if outcome not in TOOK_OVER:
        raise Refused(_("What is worked in is taken over, or partly."), code="unknown_outcome", field="outcome")
    revision = texts.edit(
        node, notation=notation, notes=notes, base=base, actor=actor, reason=reason.strip()[:LONGEST_REASON]
    )
    for at, position in enumerate(positions):
        first = {"seen": seen, "because": because} if at == 0 else {}
        answer, _changed = deliberation.dispose(
            advice, position, outcome, reason, revision=revision.number, actor=actor, **first
        )
        told = answered(answer, reason, because if at == 0 else "")
        also_tell(AdviceProcedure.dispose, advice, actor=actor, on=on, done=told)
    keys = sorted(each.public_id for each in positions)
    facts = {"node": node.public_id, "revision": revision.number, "positions": keys, "outcome": outcome}
    return Done(facts=facts, words={"reason": reason}, result=revision)
