"""Taking over proposed words: put together with the paragraph as it stands, looked at, and done with one press."""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from raadzaal.advice import actions
from raadzaal.advice.answer_forms import OTHER, OWN, TakeOverForm
from raadzaal.advice.models import Advice
from raadzaal.advice.procedure import AdviceProcedure
from raadzaal.advice.views.dossier import frame
from raadzaal.advice.views.reactions import back_to, kept_query, remark_or_404
from raadzaal.deliberation.actions.answers import AnsweredMeanwhile
from raadzaal.deliberation.changes import joined_to
from raadzaal.deliberation.combining import Combined, combined
from raadzaal.deliberation.models import Position
from raadzaal.deliberation.proposals import Proposal
from raadzaal.procedure import engine
from raadzaal.procedure.refusals import Refused
from raadzaal.texts.conflicts import Conflict
from raadzaal.texts.footnotes import join
from raadzaal.texts.merging import merge, same_words
from raadzaal.texts.models import MilestoneLine, Revision
from raadzaal.texts.queries import latest
from raadzaal.texts.redline import redline_html, word_diff
from raadzaal.ui.fields import beside_field

WITH = "met"


@require_http_methods(["GET", "HEAD", "POST"])
def take_over(request, public_id: str, position_id: str):
    advice, position = remark_or_404(request, public_id, position_id, AdviceProcedure.take_over)
    if position.node is None:
        raise Http404
    page = _Page(request, advice, position)
    return page.posted() if request.method == "POST" else page.opened()


class _Page:
    def __init__(self, request, advice: Advice, position: Position) -> None:
        self.request, self.advice, self.position = request, advice, position
        self.standing = getattr(position, "disposition", None)
        self.others = self._others()
        given = request.POST if request.method == "POST" else request.GET
        asked = set(given.getlist(WITH)[:50])
        self.along = [each for each in self.others if each.public_id in asked]
        self.now = latest(position.node)

    def _others(self) -> list[Position]:
        """What else is proposed for this paragraph in the same round and has no answer yet."""
        near = Position.objects.filter(
            node=self.position.node_id,
            reply__invitation__round=self.position.reply.invitation.round_id,
            reply__submitted_at__isnull=False,
            disposition=None,
        )
        near = near.exclude(pk=self.position.pk).exclude(proposed="")
        return list(near.select_related("reply__invitation__organisation", "node").order_by("pk"))

    @property
    def chosen(self) -> list[Position]:
        return [self.position, *self.along]

    def opened(self):
        made = self._combined()
        return self.shown(self._form(made), made)

    def _combined(self) -> Combined:
        return combined(self._sent(), _typed(self.now), [_proposal(each) for each in self.chosen])

    def _sent(self) -> str:
        """The paragraph as the organisations were asked about it."""
        milestone = self.position.reply.invitation.round.milestone_id
        line = MilestoneLine.objects.select_related("revision").get(milestone=milestone, node=self.position.node_id)
        return _typed(line.revision)

    def _form(self, made: Combined, **initial) -> TakeOverForm:
        given = {"base": self.now.number, "one": made.one, "other": made.other, "notation": made.other}
        given |= {"choice": OTHER if made.collides else OWN} | initial
        return TakeOverForm(advice=self.advice, actor=self.request.actor, standing=self.standing, initial=given)

    def posted(self):
        form = TakeOverForm(self.request.POST, advice=self.advice, actor=self.request.actor, standing=self.standing)
        if not form.is_valid():
            return self.shown(form, self._combined(), status=422)
        try:
            actions.take_over(self.advice, actor=self.request.actor, positions=self.chosen, **form.evidence())
        except Conflict as conflict:
            return self._compared(form, conflict)
        except AnsweredMeanwhile as conflict:
            return self._answered(form, conflict)
        except Refused as refusal:
            beside_field(form, refusal)
            return self.shown(form, self._combined(), status=422)
        messages.success(self.request, _("The words were taken over, and the remark has its answer."))
        return HttpResponseRedirect(back_to(self.request, self.position))

    def _compared(self, form: TakeOverForm, conflict: Conflict):
        """Somebody wrote in the paragraph meanwhile: what was typed here is put together with that, and looked at again."""
        self.now = latest(self.position.node)
        typed, kept = form.chosen(), {name: form.cleaned_data[name] for name in ("reason", "outcome")}
        if self.now.removed:
            return self.shown(self._form(Combined(typed, typed), **kept), Combined(typed, typed), conflict, status=409)
        began = Revision.objects.filter(node=self.position.node, number=form.cleaned_data["base"]).first()
        merged = merge(_typed(began), _typed(self.now), typed) if began else None
        made = Combined(_typed(self.now), typed)
        if merged:
            sides = ("", str(_("what you had")))
            made = Combined(merged.one, merged.other, sides, merged if merged.collides else None)
        return self.shown(self._form(made, **kept), made, conflict, status=409)

    def _answered(self, form: TakeOverForm, conflict: AnsweredMeanwhile):
        """The answer of a colleague stands below what was typed, which can be kept with a reason."""
        self.standing = conflict.standing
        typed = form.chosen()
        kept = {name: form.cleaned_data[name] for name in ("reason", "outcome", "base")}
        fresh = self._form(Combined(typed, typed), **kept, seen=conflict.standing.number)
        return self.shown(fresh, Combined(typed, typed), conflict, status=409)

    def shown(self, form: TakeOverForm, made: Combined, problem: Refused | None = None, status: int = 200):
        present = _typed(self.now)
        context = {
            "form": form,
            "position": self.position,
            "others": [(each, each in self.along, self._same(each)) for each in self.others],
            "along": self.along,
            "made": made,
            "choice": form["choice"].value(),
            "one": redline_html(word_diff(present, made.one)),
            "other": redline_html(word_diff(present, made.other)),
            "gone": self.now.removed,
            "joined": joined_to(self.advice.work).get(self.position.node_id, "") if self.now.removed else "",
            "unchanged": made.one == made.other == present,
            "problem": problem,
            "standing": self.standing,
            "open": engine.permit(AdviceProcedure.take_over, self.advice, self.request.actor),
            "back": back_to(self.request, self.position),
            "kept": kept_query(self.request),
            "kept_pairs": [(name, value) for name, value in self.request.GET.items() if name != WITH],
        }
        page = frame(self.request, self.advice, "reactions") | context
        return render(self.request, "advice/take_over.html", page, status=status)

    def _same(self, other: Position) -> bool:
        return same_words(other.proposed, self.position.proposed)


def _typed(revision: Revision) -> str:
    return join(revision.block.notation, revision.block.notes)


def _proposal(position: Position) -> Proposal:
    return Proposal(position.public_id, str(position.reply.invitation.organisation), position.proposed)
