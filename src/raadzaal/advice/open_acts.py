"""The steps of a dossier as buttons: the open ones, and the others with what they wait for."""

from django.urls import reverse

from raadzaal.accounts.actor import Actor
from raadzaal.advice.forms import BESIDE_THE_TEXT, ELSEWHERE
from raadzaal.advice.models import Advice
from raadzaal.advice.procedure import AdviceProcedure
from raadzaal.procedure import engine
from raadzaal.procedure.refusals import NotAllowed
from raadzaal.procedure.vocabulary import Step
from raadzaal.ui.shapes import ActView

GRAVE = {"decline", "withdraw", "refer_back"}


def acts_for(advice: Advice, actor: Actor) -> list[ActView]:
    """Every step that fits the stage and is somebody's to take: the open ones, and the others with what they wait for."""
    found = []
    for step in AdviceProcedure.leaving(advice.stage):
        if step.name in BESIDE_THE_TEXT:
            continue
        permit = engine.permit(step, advice, actor)
        if isinstance(permit.refusal, NotAllowed):
            continue
        found.append(_act(step, advice, permit))
    return found


def _act(step: Step, advice: Advice, permit) -> ActView:
    if step.name in ELSEWHERE:
        place, question = ELSEWHERE[step.name]
        url = reverse(place, args=[advice.public_id]) + question
    else:
        url = reverse("advice:act", args=[advice.public_id, step.name])
    return ActView(
        step.name,
        str(step.label),
        url,
        main=step.leads(advice.stage),
        open=permit.ok,
        why=str(permit.refusal or ""),
        grave=step.name in GRAVE,
    )
