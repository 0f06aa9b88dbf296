"""An organisation puts variants in order, beside the paragraph they are of."""

from django.http import Http404, HttpResponseRedirect
from django.views.decorators.http import require_POST

from raadzaal.deliberation import actions, queries
from raadzaal.deliberation.actions.rankings import check_undecided, version
from raadzaal.deliberation.models import Invitation
from raadzaal.deliberation.presenting_variants import Variants
from raadzaal.deliberation.queries.variants import Choosing
from raadzaal.deliberation.ranking_form import RankingForm
from raadzaal.deliberation.views.replying import find_invitation, page, reply_of, url_of
from raadzaal.procedure.refusals import Refused


@require_POST
def save(request, public_id: str, node_id: str):
    """What is refused is shown as it was typed, also when a variant was chosen or the round was closed meanwhile."""
    invitation = find_invitation(request, public_id)
    variants = Variants(invitation, reply_of(invitation), queries.places(invitation.round, None))
    place = next((each for each in variants.offered.values() if each.fork.node.public_id == node_id), None)
    if place is None:
        raise Http404
    form = variants.form(place, request.POST)
    try:
        _save(invitation, place, form, request.actor)
    except Refused as refusal:
        return _refused(request, invitation, variants, form, refusal)
    return HttpResponseRedirect(f"{url_of(request, invitation)}#v-{node_id}")


def _save(invitation: Invitation, place: Choosing, form: RankingForm, actor) -> None:
    if not form.is_valid():
        raise Refused(next(iter(form.errors.values()))[0], code="invalid", field="order")
    check_undecided(place.fork)
    reply = actions.start_reply(invitation, actor=actor)
    seen = form.cleaned_data["seen"]
    actions.save_ranking(reply, place.fork, form.order(), form.conditions(), actor=actor, seen=seen)


def _refused(request, invitation: Invitation, variants: Variants, form: RankingForm, refusal: Refused):
    """Who has read that a colleague changed it may save over it the next time."""
    node = form.place.fork.node.public_id
    if refusal.code == "changed_meanwhile":
        form.data = form.data.copy()
        form.data[form.add_prefix("seen")] = version(variants.own.get(form.place.fork.pk))
    status = 409 if refusal.code in ("changed_meanwhile", "decided") else 422
    return page(request, invitation, ranked=(node, form, str(refusal)), status=status)
