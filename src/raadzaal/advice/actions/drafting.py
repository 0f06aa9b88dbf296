"""The text while the committee works on it."""

from django.utils.translation import gettext_lazy as _

from raadzaal.advice.models import Recommendation
from raadzaal.advice.procedure import AdviceProcedure, Stage
from raadzaal.council import profile
from raadzaal.procedure.engine import Done, carries_out
from raadzaal.procedure.refusals import Refused
from raadzaal.texts import actions as texts
from raadzaal.texts.models import Milestone
from raadzaal.texts.queries import latest

CHANGES = ("add", "move", "section", "remove", "restore", "split", "merge")
MILESTONES = {Stage.DRAFTING: {Milestone.Key.WHITE}, Stage.PROCESSING: {Milestone.Key.WHITE, Milestone.Key.GREEN}}


def _own(advice, node):
    """A node of another dossier does not exist here."""
    if node.work_id != advice.work_id:
        raise Refused(_("This paragraph does not belong to this dossier."), code="foreign", field="node")
    return node


@carries_out(AdviceProcedure.bring_in)
def bring_in(advice, *, actor, on, preview, corrections=(), reason="") -> Done:
    """Make the looked-over Word file the text; paragraphs that were there before keep their identity."""
    if preview.work_id != advice.work_id:
        raise Refused(_("This file was read for another dossier."), code="foreign", field="preview")
    report = texts.take_import(preview, corrections=corrections, actor=actor, reason=reason)
    facts = {"file": preview.file}
    if preview.suggestions:
        facts["suggestions"] = texts.bring_suggestions(preview)
    return Done(facts=facts, result=report)


@carries_out(AdviceProcedure.edit)
def edit(advice, *, actor, on, node, notation, base, reason="", **shape) -> Done:
    """Save one paragraph; the same words write nothing, in the text nor in the journal.

    Raises texts.Conflict, with both texts, when it was changed since *base*.
    """
    stood = latest(_own(advice, node))
    revision = texts.edit(node, notation=notation, base=base, actor=actor, reason=reason, **shape)
    if revision.pk == stood.pk:
        return Done(result=revision, nothing=True)
    return Done(facts={"node": node.public_id, "revision": revision.number}, words={"reason": reason}, result=revision)


@carries_out(AdviceProcedure.restructure)
def restructure(
    advice, *, actor, on, change, node=None, after=None, block=None, base=None, number=None, reason="", **more
) -> Done:
    """``change`` is one of CHANGES; *more* is what ``texts.split`` and ``texts.merge`` take besides."""
    for each in (node, after):
        if each is not None:
            _own(advice, each)
    if change not in CHANGES:
        raise Refused(
            _("A paragraph is added, moved, removed, put back, split up or joined."), code="unknown", field="change"
        )
    result = {
        "add": lambda: texts.add(advice.work, after=after, block=block, actor=actor),
        "move": lambda: texts.move(node, after=after, actor=actor),
        "remove": lambda: texts.remove(node, base=base, actor=actor, reason=reason),
        "section": lambda: texts.move_section(node, after=after, actor=actor),
        "restore": lambda: texts.restore(node, number, actor=actor, reason=reason),
        "split": lambda: texts.split(node, base=base, actor=actor, reason=reason, **more),
        "merge": lambda: texts.merge(node, base=base, actor=actor, reason=reason, **more),
    }[change]()
    touched = node.public_id if node is not None else result.node.public_id
    return Done(facts={"change": change, "node": touched}, words={"reason": reason}, result=result)


@carries_out(AdviceProcedure.recommend)
def recommend(advice, *, actor, on, node, addressee, objective, argument) -> Done:
    """A recommendation has an addressee, and the objective and argument it rests on."""
    if objective not in {each.key for each in profile.active().objectives.strands}:
        raise Refused(_("This is none of the council's objectives."), code="unknown", field="objective")
    row, _created = Recommendation.objects.update_or_create(
        node=_own(advice, node),
        defaults={"advice": advice, "addressee": addressee, "objective": objective, "argument": argument},
    )
    return Done(facts={"node": node.public_id, "recommendation": row.public_id}, result=row)


@carries_out(AdviceProcedure.summarise)
def summarise(advice, *, actor, on, summary, summary_en="") -> Done:
    advice.summary, advice.summary_en = summary, summary_en
    return Done()


@carries_out(AdviceProcedure.freeze)
def freeze(advice, *, actor, on, milestone) -> Done:
    """Keep the whole text as it is now: the white draft before the round, the green one after it."""
    if milestone not in MILESTONES[advice.stage]:
        raise Refused(_("The green draft comes after the round."), code="too_early", field="milestone")
    frozen = texts.freeze(advice.work, milestone, actor=actor, on=on)
    return Done(facts={"milestone": frozen.public_id, "key": milestone, "digest": frozen.digest}, result=frozen)
