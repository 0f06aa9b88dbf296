"""The support map of a dossier: the whole, one paragraph, and what is done about changed words."""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from raadzaal.advice import queries
from raadzaal.advice.views.acting import dossier_of
from raadzaal.advice.views.dossier import frame
from raadzaal.deliberation import actions, presenting_map, presenting_paragraph
from raadzaal.deliberation.disclosure import To
from raadzaal.deliberation.forms import ConfirmForm, OverruleForm
from raadzaal.deliberation.models import Reply
from raadzaal.deliberation.queries import map as maps
from raadzaal.deliberation.queries import replies_visible
from raadzaal.deliberation.queries.paragraph import paragraph as paragraph_of
from raadzaal.deliberation.queries.snapshot import opened
from raadzaal.deliberation.queries.sources import gather
from raadzaal.deliberation.support_rules import State
from raadzaal.procedure.refusals import Refused
from raadzaal.texts.models import Milestone, MilestoneLine, Node, Revision
from raadzaal.ui.fields import beside_field

VERSION, DISPUTED = "op", "oneens"


def reading(request, public_id: str):
    """The dossier, and of which organisations its reader may see what they hold: None for all of them."""
    advice = dossier_of(request, public_id)
    if advice.work is None or not advice.rounds.exists():
        raise Http404
    if queries.may_read_reactions(advice, request.actor):
        return advice, None
    own = queries.own_organisations(advice, request.actor)
    if not own:
        raise Http404
    return advice, own


def _at(request, advice, only) -> Milestone | None:
    """The text that is looked at: an organisation sees frozen ones only, the last unless it asks for another."""
    asked = request.GET.get(VERSION, "")
    found = advice.work.milestones.order_by("number")
    if asked.isascii() and asked.isdigit() and len(asked) < 5:
        return get_object_or_404(found, number=int(asked))
    return found.last() if only is not None else None


@require_safe
def support(request, public_id: str):
    advice, only = reading(request, public_id)
    at = _at(request, advice, only)
    sources = gather(advice, replies_visible(request.actor), only)
    found = maps.support_map(advice, advice.work, at, sources)
    if only is not None:
        context = {
            "adopted": _adopted(advice),
            "own": presenting_paragraph.own(found),
            "own_names": [str(each.organisation) for each in found.columns],
        }
        return render(request, "deliberation/own_support.html", frame(request, advice, "support") | context)
    disputed = request.GET.get(DISPUTED) == "1"
    query = f"?{VERSION}={at.number}" if at else ""
    here = reverse("advice:support", args=[advice.public_id])
    context = {
        "at": at,
        "here": here,
        "query": query,
        "disputed": disputed,
        "whole": presenting_map.verdict(found.whole),
        "groups": presenting_map.group_shares(found.whole),
        "heads": presenting_map.heads(found.columns),
        "columns": len(found.columns),
        "chapters": presenting_map.chapters(found, only_disputed=disputed, query=query),
        "legend": presenting_map.legend(),
        "verdicts": presenting_map.verdict_legend(),
        "points": presenting_map.points(maps.open_points(found), found),
        "growth": presenting_map.growth(maps.growth(advice, advice.work, sources)),
        "gone": presenting_map.gone(found),
    }
    return render(request, "deliberation/map.html", frame(request, advice, "support") | context)


def _adopted(advice) -> dict | None:
    """The support at adoption, as far as it opens to those who were asked."""
    text = advice.work.milestones.filter(key=Milestone.Key.ADOPTED).last()
    told = opened(advice, text, To.ASKED) if text else None
    return presenting_map.adopted(told) if told else None


@require_safe
def paragraph(request, public_id: str, place: str):
    """One paragraph: what each organisation said, how the words went on, what became of it. *place*: its id, or its number."""
    advice, only = reading(request, public_id)
    at = _at(request, advice, only)
    node = Node.objects.filter(work=advice.work, public_id=place).first()
    if node is None:
        return HttpResponseRedirect(_by_number(request, advice, only, at, place))
    return _paragraph(request, advice, only, node, at)


def _by_number(request, advice, only, at, number: str) -> str:
    found = maps.support_map(advice, advice.work, at, gather(advice, replies_visible(request.actor), only))
    row = next((row for row in found.rows if row.line.number == number), None)
    if row is None:
        raise Http404
    query = f"?{VERSION}={at.number}" if at else ""
    return reverse("advice:support_paragraph", args=[advice.public_id, row.line.node_id]) + query


def _revision(advice, node: Node, at: Milestone | None) -> tuple[Revision, str, str]:
    """What stands there, with its number and label; gone paragraphs have no page on this text."""
    if at is not None:
        line = get_object_or_404(MilestoneLine.objects.select_related("revision"), milestone=at, node=node)
        return line.revision, line.number, line.label
    revision = get_object_or_404(Revision, node=node, superseded_at=None, removed=False)
    last = MilestoneLine.objects.filter(node=node).order_by("-milestone__number").first()
    return revision, last.number if last else "", last.label if last else ""


def _paragraph(request, advice, only, node: Node, at: Milestone | None, forms: dict | None = None, status: int = 200):
    revision, number, label = _revision(advice, node, at)
    found = paragraph_of(advice, node, revision, at, replies=replies_visible(request.actor), only=only)
    if only is not None and not any(story.held.said for story in found.stories):
        raise Http404
    judges = only is None and at is None and _may_overrule(advice, request.actor)
    context = {
        "node_id": node.public_id,
        "number": number,
        "label": label,
        "at": at,
        "words": presenting_paragraph.words(revision),
        "verdict": presenting_map.verdict(found.support) if only is None else None,
        "stories": presenting_paragraph.stories(found, confirm=_confirm_address(advice, node, only)),
        "wordings": presenting_paragraph.wordings(found, forms or {}, OverruleForm if judges else None),
        "back": reverse("advice:support", args=[advice.public_id])
        + (f"?{VERSION}={at.number}" if at and only is None else ""),
        "overrule": reverse("advice:support_overrule", args=[advice.public_id, node.public_id]) if judges else "",
    }
    return render(request, "deliberation/paragraph.html", frame(request, advice, "support") | context, status=status)


def _may_overrule(advice, actor) -> bool:
    return "committee_secretary" in queries.inner_roles(advice, actor) and not advice.support_snapshots.exists()


def _confirm_address(advice, node: Node, only) -> str:
    if only is None or advice.closed_on or advice.support_snapshots.exists():
        return ""
    return reverse("advice:support_confirm", args=[advice.public_id, node.public_id])


@require_POST
def overrule(request, public_id: str, node_id: str):
    """The secretary's word on the change since one frozen text."""
    advice, only = reading(request, public_id)
    if only is not None or "committee_secretary" not in queries.inner_roles(advice, request.actor):
        raise Http404
    node = get_object_or_404(Node, work=advice.work, public_id=node_id)
    since = get_object_or_404(advice.work.milestones, public_id=request.POST.get("since", "")[:26])
    form = OverruleForm(request.POST, prefix=since.public_id)
    if form.is_valid():
        try:
            actions.overrule(advice, actor=request.actor, node=node, since=since, **form.cleaned_data)
        except Refused as refusal:
            beside_field(form, refusal)
        else:
            messages.success(request, _("What the change counts as has been recorded."))
            return HttpResponseRedirect(reverse("advice:support_paragraph", args=[advice.public_id, node_id]))
    return _paragraph(request, advice, None, node, None, {since.public_id: form}, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request, public_id: str, node_id: str):
    """An organisation's coordinator says what it finds of words that changed since it spoke."""
    advice = dossier_of(request, public_id)
    organisations = set(request.actor.scopes("organisation_coordinator"))
    if asked := request.GET.get("organisatie"):
        organisations &= {asked}
    reply = _last_reply(advice, organisations)
    node = Node.objects.filter(work=advice.work, public_id=node_id).first() if advice.work else None
    if reply is None or node is None:
        raise Http404
    frozen = advice.work.milestones.last()
    held = maps.held_by(reply.invitation.organisation, advice, node, frozen)
    if held is None or held.said is None or held.state != State.TO_BE_CONFIRMED:
        raise Http404
    form = ConfirmForm(request.POST if request.method == "POST" else None, said=held.said.stance)
    back = reverse("advice:support", args=[advice.public_id])
    if request.method == "POST" and form.is_valid():
        try:
            actions.confirm(reply, actor=request.actor, node=node, **form.cleaned_data)
        except Refused as refusal:
            beside_field(form, refusal)
        else:
            messages.success(request, _("What your organisation finds of the new words has been recorded."))
            return HttpResponseRedirect(back)
    revision, number, label = _revision(advice, node, frozen)
    found = paragraph_of(
        advice,
        node,
        revision,
        frozen,
        replies=Reply.objects.filter(pk=reply.pk),
        only={reply.invitation.organisation.public_id},
    )
    context = {
        "form": form,
        "label": label or number,
        "back": back,
        "organisation": reply.invitation.organisation,
        "wordings": presenting_paragraph.wordings(found, {}, None),
    }
    return render(
        request,
        "deliberation/confirm.html",
        frame(request, advice, "support") | context,
        status=422 if form.errors else 200,
    )


def _last_reply(advice, organisations: set[str]) -> Reply | None:
    sent = Reply.objects.filter(
        invitation__round__case=advice.pk,
        invitation__organisation__public_id__in=organisations,
        submitted_at__isnull=False,
    )
    return sent.select_related("invitation__organisation", "invitation__round__milestone__work").order_by("pk").last()
