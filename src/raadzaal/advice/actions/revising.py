"""What is done to the text as a whole, or to what was done to it."""

from django.utils.translation import gettext_lazy as _

from raadzaal.advice.procedure import AdviceProcedure
from raadzaal.procedure.engine import Done, carries_out
from raadzaal.procedure.refusals import Refused
from raadzaal.texts import actions as texts

CHANGES = ("undo", "redo", "replace", "back", "settle")


@carries_out(AdviceProcedure.revise)
def revise(advice, *, actor, on, change, reason="", **given) -> Done:
    """``change`` is undo or redo (an ``alteration``), replace (``sought``, ``replacement``, ``ticked``), back (to a
    ``milestone``) or settle (``suggestions`` to a ``state``). Raises texts.ChangedSince or texts.Conflict with both texts.
    """
    if change not in CHANGES:
        raise Refused(_("A text is revised in another way."), code="unknown", field="change")
    for thing in (given.get("alteration"), given.get("milestone"), *given.get("suggestions", ())):
        if thing is not None and thing.work_id != advice.work_id:
            raise Refused(_("This does not belong to this dossier."), code="foreign", field="change")
    result = {
        "undo": lambda: texts.undo(given["alteration"], actor=actor),
        "redo": lambda: texts.redo(given["alteration"], actor=actor),
        "replace": lambda: texts.replace_words(advice.work, actor=actor, reason=reason, **given),
        "back": lambda: texts.go_back(given["milestone"], actor=actor, reason=reason),
        "settle": lambda: texts.settle(advice.work, given["suggestions"], given["state"], actor=actor),
    }[change]()
    return Done(facts={"change": change} | _facts(change, given, result), words={"reason": reason}, result=result)


def _facts(change: str, given: dict, result) -> dict:
    if change in ("undo", "redo"):
        return {"alteration": result.public_id, "of": given["alteration"].public_id}
    if change == "settle":
        return {"state": str(given["state"]), "count": result.done}
    told = {"milestone": given["milestone"].public_id} if change == "back" else {}
    return told | ({"alteration": result.public_id} if result else {})
