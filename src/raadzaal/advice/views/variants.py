"""One paragraph that may go several ways: its variants for who reads the draft, offering and choosing for its secretary."""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from raadzaal.advice import actions
from raadzaal.advice.addresses import TextAddresses
from raadzaal.advice.models import Advice
from raadzaal.advice.procedure import AdviceProcedure
from raadzaal.advice.variant_forms import ChooseForm, OfferForm
from raadzaal.advice.views.dossier import frame
from raadzaal.advice.views.text import with_text
from raadzaal.deliberation.actions.variants import WORDED
from raadzaal.deliberation.models import Fork
from raadzaal.deliberation.presenting_variants import ways
from raadzaal.deliberation.queries.variants import choosing, now, open_forks
from raadzaal.procedure import engine
from raadzaal.procedure.refusals import NotAllowed, Refused
from raadzaal.texts.footnotes import join
from raadzaal.texts.models import Node, Revision
from raadzaal.texts.presenters import cited
from raadzaal.texts.queries import current, node_of
from raadzaal.ui.fields import beside_field


@require_http_methods(["GET", "HEAD", "POST"])
@with_text
def variants(request, advice: Advice, node_id: str):
    node = node_of(advice.work, node_id)
    line = next((each for each in current(advice.work) if each.node_id == node_id), None)
    if node is None or line is None or line.block.kind not in WORDED:
        raise Http404
    page = _Page(request, advice, node, line)
    if request.method != "POST":
        return page.shown()
    step = AdviceProcedure.choose_variant if request.POST.get("do") == "choose" else AdviceProcedure.offer_variants
    if isinstance(engine.permit(step, advice, request.actor).refusal, NotAllowed):
        raise Http404
    return page.chosen() if step is AdviceProcedure.choose_variant else page.offered()


class _Page:
    def __init__(self, request, advice: Advice, node: Node, line) -> None:
        self.request, self.advice, self.node, self.line = request, advice, node, line
        self.open = next(iter(now(advice, open_forks(advice).filter(node=node))), None)
        self.here = TextAddresses(advice).variants(node.public_id)

    def offered(self):
        form = OfferForm(self.request.POST)
        evidence = {"node": self.node} | (form.evidence() if form.is_valid() else {})
        return self._done(form, actions.offer_variants, _("The variant has been kept."), evidence, offer=form)

    def chosen(self):
        if self.open is None:
            return self.shown(too_late=self.request.POST.get("reason", "")[:5000] or "–", status=409)
        form = ChooseForm(self.request.POST, letters=self.open.letters)
        evidence = {}
        if form.is_valid():
            choices = {self.node.public_id: form.cleaned_data["letter"]}
            evidence = {"choices": choices} | {name: form.cleaned_data[name] for name in ("reason", "sent")}
        return self._done(form, actions.choose_variant, _("The variant has been chosen."), evidence, choose=form)

    def _done(self, form, action, words: str, evidence: dict, **forms):
        if form.is_valid():
            try:
                action(self.advice, actor=self.request.actor, **evidence)
            except Refused as refusal:
                beside_field(form, refusal)
            else:
                messages.success(self.request, words)
                return HttpResponseRedirect(self.here)
        return self.shown(status=422, **forms)

    def shown(
        self, offer: OfferForm | None = None, choose: ChooseForm | None = None, too_late: str = "", status: int = 200
    ):
        """*too_late* is the reason that was typed for a choice that somebody made meanwhile."""
        may_offer, may_choose = (
            engine.permit(step, self.advice, self.request.actor).ok
            for step in (AdviceProcedure.offer_variants, AdviceProcedure.choose_variant)
        )
        context = {
            "label": cited(self.line),
            "ways": ways(self.open) if self.open else (),
            "offer": (offer or self._offer()) if may_offer or offer else None,
            "choose": (choose or ChooseForm(letters=self.open.letters))
            if choose or (may_choose and self.open)
            else None,
            "may_offer": may_offer,
            "too_late": too_late,
            "past": self._past(),
            "back": f"{TextAddresses(self.advice).text()}#p-{self.node.public_id}",
        }
        return render(
            self.request, "advice/variants.html", frame(self.request, self.advice, "text") | context, status=status
        )

    def _offer(self) -> OfferForm:
        """Beginning from the words of A, or of the variant that is to be bettered."""
        letter = self.request.GET.get("variant", "")[:1]
        found = (
            [way for way in self.open.ways if way.letter == letter and way.author and not way.asked]
            if self.open
            else []
        )
        block = found[0].block if found else self.line.block
        return OfferForm(initial={"notation": join(block.notation, block.notes), "letter": letter if found else ""})

    def _past(self) -> list[tuple[Fork, list]]:
        """What was decided before, the last first, with variant A as it was then."""
        decided = Fork.objects.filter(node=self.node, decided_at__isnull=False).prefetch_related("variants")
        before = {each.number: each.block for each in Revision.objects.filter(node=self.node)} if decided else {}
        return [
            (fork, ways(choosing(fork, before[fork.before], fork.variants.all())))
            for fork in decided.order_by("-decided_at", "-pk")
        ]
