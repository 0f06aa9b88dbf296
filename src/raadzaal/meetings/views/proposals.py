"""Proposals on the text before the meeting."""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from raadzaal.council.models import Person
from raadzaal.meetings import actions, presenting, queries
from raadzaal.meetings.models import AgendaItem, Meeting, Proposal
from raadzaal.meetings.proposal_forms import ProposalForm, RankForm
from raadzaal.meetings.queries.proposals import in_order, known_here, text_of
from raadzaal.meetings.queries.reading import attends
from raadzaal.meetings.queries.reading import runs as leads
from raadzaal.meetings.views.running import trail
from raadzaal.meetings.ways import ways
from raadzaal.meetings.wording import told
from raadzaal.procedure.refusals import Refused
from raadzaal.texts.notation import to_plain
from raadzaal.texts.queries import current
from raadzaal.texts.redline import redline_html, word_diff
from raadzaal.ui.fields import beside_field


@require_http_methods(["GET", "HEAD", "POST"])
def proposals(request, public_id: str, item_id: str):
    """In the order of voting, with what excludes what; and a form, once a paragraph is chosen."""
    found, item = _item(request, public_id, item_id)
    work = text_of(item)
    if work is None or not known_here():
        raise Http404
    leading = leads(request.actor, found)
    form = _form(request, item, work, own=not leading)
    if request.method == "POST" and form.is_valid() and _proposed(request, found, item, form):
        messages.success(request, _("The proposal has been recorded."))
        return HttpResponseRedirect(reverse("meetings:proposals", args=[found.public_id, item.public_id]))
    return _page(request, found, item, form, status=422 if request.method == "POST" else 200)


def _page(request, found: Meeting, item: AgendaItem, form, *, ranked: tuple | None = None, status: int = 200):
    """*ranked* is the number of a proposal and the form in which another place for it was refused."""
    work, leading = text_of(item), leads(request.actor, found)
    context = {
        "meeting": found,
        "item": item,
        "rows": [
            (row, _redline(row.proposal), told(row.proposal.explanation), _rank_form(row.proposal, ranked))
            for row in in_order(item)
        ],
        "leads": leading,
        "ways": ways("matter"),
        "key": request.actor.key,
        "form": form,
        "lines": [(line, to_plain(line.block.notation)[:120]) for line in current(work) if not line.block.is_heading],
        "trail": trail(presenting.title(found), _("Proposals"), runs=leading),
    }
    return render(request, "meetings/proposals.html", context, status=status)


def _rank_form(proposal: Proposal, ranked: tuple | None) -> RankForm:
    number, form = ranked or (0, None)
    if form is not None and number == proposal.number:
        return form
    return RankForm(initial={"rank": proposal.rank}, auto_id=f"rank-{proposal.number}-%s")


def _form(request, item: AgendaItem, work, *, own: bool) -> ProposalForm | None:
    if request.method == "POST":
        return ProposalForm(item, work, request.POST, own=own)
    chosen = next((line for line in current(work) if line.node_id == request.GET.get("alinea")), None)
    if chosen is None:
        return None
    initial = {"node": chosen.node_id, "notation": chosen.block.notation}
    return ProposalForm(item, work, own=own, initial=initial)


def _proposed(request, found: Meeting, item: AgendaItem, form: ProposalForm) -> bool:
    given = dict(form.cleaned_data)
    given.setdefault("proposer", Person.objects.filter(public_id=request.actor.key).first())
    try:
        actions.propose(found, actor=request.actor, item=item, **given)
    except Refused as refusal:
        beside_field(form, refusal)
        return False
    return True


def _redline(proposal):
    if proposal.change in ("remove", "split"):
        return to_plain(proposal.base)
    return redline_html(word_diff(proposal.base, proposal.notation))


@require_POST
def deal_with(request, public_id: str, item_id: str, number: int):
    """``do`` is withdraw, adopt, vote, vote_on_screen or rank, which has a form of its own."""
    found, item = _item(request, public_id, item_id)
    proposal = get_object_or_404(item.proposals.select_related("item__case", "proposer"), number=number)
    proposal.item.meeting = found
    acts = {"withdraw": _withdraw, "adopt": _adopt, "vote": _vote, "vote_on_screen": _vote_on_screen}
    if request.POST.get("do") == "rank":
        return _rank(request, found, item, proposal)
    act = acts.get(request.POST.get("do", ""))
    if act is None:
        raise Http404
    try:
        act(request, found, proposal)
    except Refused as refusal:
        messages.error(request, str(refusal))
    if request.POST["do"].startswith("vote") and found.votings.filter(state="open").exists():
        return HttpResponseRedirect(reverse("meetings:secretary", args=[found.public_id]))
    return HttpResponseRedirect(reverse("meetings:proposals", args=[found.public_id, item.public_id]))


def _withdraw(request, found, proposal):
    actions.withdraw_proposal(found, actor=request.actor, proposal=proposal)


def _adopt(request, found, proposal):
    actions.adopt_proposal(found, actor=request.actor, proposal=proposal)


def _vote(request, found, proposal):
    actions.open_voting(found, actor=request.actor, item=proposal.item, proposal=proposal)


def _vote_on_screen(request, found, proposal):
    actions.open_voting(found, actor=request.actor, item=proposal.item, proposal=proposal, form="electronic")


def _rank(request, found: Meeting, item: AgendaItem, proposal: Proposal):
    form = RankForm(request.POST, auto_id=f"rank-{proposal.number}-%s")
    if form.is_valid():
        try:
            actions.rank_proposal(found, actor=request.actor, proposal=proposal, **form.cleaned_data)
        except Refused as refusal:
            beside_field(form, refusal)
        else:
            messages.success(request, _("The proposal has another place in the order."))
            here = reverse("meetings:proposals", args=[found.public_id, item.public_id])
            return HttpResponseRedirect(f"{here}#voorstel-{proposal.number}")
    return _page(request, found, item, None, ranked=(proposal.number, form), status=422)


def _item(request, public_id: str, item_id: str) -> tuple[Meeting, AgendaItem]:
    found = get_object_or_404(queries.visible(request.actor), public_id=public_id)
    if not attends(request.actor, found):
        raise Http404
    item = get_object_or_404(found.items.select_related("case"), public_id=item_id)
    item.meeting = found
    return found, item
