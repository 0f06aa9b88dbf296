"""The text of a dossier while it is being written: the pages of ``texts``, with this room's acts and permission."""

from functools import partial, wraps

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from raadzaal.advice import actions, queries
from raadzaal.advice.addresses import TextAddresses
from raadzaal.advice.forms import RecommendForm
from raadzaal.advice.models import Advice, Recommendation
from raadzaal.advice.procedure import AdviceProcedure
from raadzaal.advice.provenance import traces
from raadzaal.advice.reading import kept_document, known_abbreviations, reading
from raadzaal.advice.views.acting import dossier_of, trail
from raadzaal.advice.views.dossier import frame
from raadzaal.deliberation import alternatives
from raadzaal.deliberation.actions.variants import WORDED
from raadzaal.deliberation.queries import replies_visible, support_marks
from raadzaal.deliberation.queries.map import spoke_of
from raadzaal.deliberation.queries.variants import open_forks
from raadzaal.files.sniffing import DOCX
from raadzaal.procedure import engine
from raadzaal.procedure.refusals import NotAllowed, Refused, WrongStage
from raadzaal.texts import pages
from raadzaal.texts.blocks import Kind
from raadzaal.texts.models import Milestone
from raadzaal.texts.notation import to_plain
from raadzaal.texts.pdf import render_pdf
from raadzaal.texts.presenters import key_of
from raadzaal.texts.queries import current, node_of, version
from raadzaal.texts.word_export import render_word
from raadzaal.ui.fields import beside_field
from raadzaal.ui.shapes import NavItem


def with_text(view):
    """Only for those who may read the draft; for all others, and where there is no text, the page does not exist."""

    @wraps(view)
    def guarded(request, public_id: str, **parts):
        advice = dossier_of(request, public_id)
        if advice.work is None or not queries.may_read_draft(advice, request.actor):
            raise Http404
        return view(request, advice, **parts)

    return guarded


def writes(view):
    """And only for who may write in it. In a stage where nobody may, the text is shown with the reason."""

    @with_text
    @wraps(view)
    def guarded(request, advice: Advice, **parts):
        refusal = engine.permit(AdviceProcedure.edit, advice, request.actor).refusal
        if isinstance(refusal, NotAllowed):
            raise Http404
        if isinstance(refusal, WrongStage) and request.method != "POST":
            messages.error(request, str(refusal))
            return HttpResponseRedirect(reverse("advice:text", args=[advice.public_id]))
        return view(request, advice, **parts)

    return guarded


def shared(request, advice: Advice) -> dict:
    return {"work": advice.work, "addresses": TextAddresses(advice), "extra": frame(request, advice, "text")}


def may_edit(request, advice: Advice) -> bool:
    return engine.permit(AdviceProcedure.edit, advice, request.actor).ok


@require_safe
@with_text
def text(request, advice: Advice):
    return pages.text_page(
        request,
        **shared(request, advice),
        may_edit=may_edit(request, advice),
        abbreviations=known_abbreviations(),
        marks=support_marks(advice) if queries.may_read_reactions(advice, request.actor) else None,
        links=_links(advice, may_edit(request, advice)),
        alternatives=alternatives.beside(advice),
        taken=_taken(advice),
    )


FORMS = {"word": (render_word, DOCX, "docx"), "pdf": (render_pdf, "application/pdf", "pdf")}


def _taken(advice: Advice):
    """A kept version may be taken along by whoever may read the text."""
    where = TextAddresses(advice)

    def of(milestone: Milestone) -> list[NavItem]:
        return [
            NavItem(words, where.kept(key_of(milestone), form)) for form, words in (("word", "Word"), ("pdf", "PDF"))
        ]

    return of


@require_safe
@with_text
def kept(request, advice: Advice, number: str, form: str):
    """A version that was kept, as a file."""
    milestone = version(advice.work, number)
    if not isinstance(milestone, Milestone):
        raise Http404
    render_file, media_type, ending = FORMS[form]
    response = HttpResponse(render_file(kept_document(milestone, advice)), content_type=media_type)
    name = slugify(f"{advice.local_title}-{milestone.get_key_display()}-{number}")[:100]
    response["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _links(advice: Advice, edits: bool):
    """Beside each paragraph why it is there and whether it may go other ways; beside a recommendation also for whom it is."""
    where = TextAddresses(advice)
    still_open = set(open_forks(advice).values_list("node_id", flat=True))

    def of(line) -> list[NavItem]:
        found = [NavItem(_("Why is this here?"), where.provenance(line.node_id))]
        if line.node in still_open:
            found.insert(0, NavItem(_("Variants: not chosen yet"), where.variants(line.node_id)))
        elif edits and line.block.kind in WORDED:
            found.append(NavItem(_("Offer a variant"), where.variants(line.node_id)))
        if edits and line.block.kind == Kind.RECOMMENDATION:
            found.insert(0, NavItem(_("For whom?"), where.recommend(line.node_id)))
        return found

    return of


@require_http_methods(["GET", "HEAD", "POST"])
@writes
def edit(request, advice: Advice, node_id: str):
    return pages.edit_page(
        request,
        **shared(request, advice),
        node_id=node_id,
        save=partial(_save, advice, request.actor),
        split=carrying(request, advice, "split"),
        abbreviations=known_abbreviations(),
    )


def _save(advice: Advice, actor, node, **words):
    return actions.edit(advice, actor=actor, node=node, **words)


@require_POST
@writes
def autosave(request, advice: Advice, node_id: str):
    return pages.autosave(request, work=advice.work, node_id=node_id, addresses=TextAddresses(advice))


@require_http_methods(["GET", "HEAD", "POST"])
@writes
def add(request, advice: Advice, after: str = ""):
    change = partial(restructure, advice, request.actor, "add")
    return pages.add_page(request, **shared(request, advice), after=after, add=change)


def restructure(advice: Advice, actor, change: str, node=None, **words):
    return actions.restructure(advice, actor=actor, change=change, node=node, **words)


def carrying(request, advice: Advice, change: str):
    """Splitting and joining, which take along what organisations said; whose that is, is told to who may know it."""

    def done(node, **words):
        revision = restructure(advice, request.actor, change, node, **words)
        names = [str(each) for each in _spoke(request, advice, node)]
        if names:
            told = _("What was said here goes along with the words and waits to be confirmed: %(names)s.")
            messages.info(request, told % {"names": ", ".join(names)})
        return revision

    return done


def _spoke(request, advice: Advice, node):
    if not advice.rounds.exists() or not queries.may_read_reactions(advice, request.actor):
        return []
    return spoke_of(advice, node, replies_visible(request.actor))


@require_http_methods(["GET", "HEAD", "POST"])
@writes
def move(request, advice: Advice, node_id: str):
    one, section = (partial(restructure, advice, request.actor, change) for change in ("move", "section"))
    return pages.move_page(request, **shared(request, advice), node_id=node_id, move=one, move_section=section)


@require_http_methods(["GET", "HEAD", "POST"])
@writes
def remove(request, advice: Advice, node_id: str):
    change = partial(restructure, advice, request.actor, "remove")
    return pages.remove_page(request, **shared(request, advice), node_id=node_id, remove=change)


@require_safe
@with_text
def history(request, advice: Advice, node_id: str):
    return pages.history_page(request, **shared(request, advice), node_id=node_id, may_edit=may_edit(request, advice))


@require_POST
@writes
def restore(request, advice: Advice, node_id: str):
    change = partial(restructure, advice, request.actor, "restore")
    return pages.restore_page(
        request, work=advice.work, node_id=node_id, restore=change, addresses=TextAddresses(advice)
    )


@require_safe
@with_text
def compare(request, advice: Advice):
    return pages.compare_page(request, **shared(request, advice))


@require_safe
def tabled(request, public_id: str):
    """The draft advice as it lies before the council."""
    advice = dossier_of(request, public_id)
    if not queries.may_read_tabled(advice, request.actor):
        raise Http404
    milestone = advice.work.milestones.filter(key=Milestone.Key.TABLED).last()
    if milestone is None:
        raise Http404
    context = {"milestone": milestone, "text": reading(milestone, advice, figure=_tabled_figure(advice))}
    return render(request, "advice/tabled.html", frame(request, advice, "tabled") | context)


def _tabled_figure(advice: Advice):
    return lambda sha256: reverse("advice:tabled_figure", args=[advice.public_id, sha256])


@require_safe
def tabled_figure(request, public_id: str, sha256: str):
    advice = dossier_of(request, public_id)
    milestone = advice.work.milestones.filter(key=Milestone.Key.TABLED).last() if advice.work else None
    if milestone is None or not queries.may_read_tabled(advice, request.actor):
        raise Http404
    return pages.figure_response(milestone, sha256)


@require_safe
@with_text
def figure(request, advice: Advice, sha256: str):
    return pages.figure_response(advice.work, sha256)


@require_http_methods(["GET", "HEAD", "POST"])
@writes
def upload(request, advice: Advice):
    return pages.upload_page(request, **shared(request, advice))


@require_http_methods(["GET", "HEAD", "POST"])
@writes
def preview(request, advice: Advice, preview_id: str):
    take = partial(_take, advice, request.actor)
    return pages.preview_page(request, **shared(request, advice), preview_id=preview_id, take=take)


def _take(advice: Advice, actor, preview, **words):
    return actions.bring_in(advice, actor=actor, preview=preview, **words)


@require_http_methods(["GET", "HEAD", "POST"])
@writes
def recommend(request, advice: Advice, node_id: str):
    """For whom a recommendation is, which objective it serves, and the argument it rests on."""
    node = node_of(advice.work, node_id)
    line = next((each for each in current(advice.work) if each.node_id == node_id), None)
    if node is None or line is None:
        raise Http404
    known = Recommendation.objects.filter(node=node).first()
    initial = {name: getattr(known, name) for name in ("addressee", "objective", "argument")} if known else {}
    form = RecommendForm(request.POST or None, initial=initial, advice=advice, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            actions.recommend(advice, actor=request.actor, node=node, **form.evidence(), sent=form.cleaned_data["sent"])
        except Refused as refusal:
            beside_field(form, refusal)
        else:
            messages.success(request, _("The recommendation has been described."))
            return HttpResponseRedirect(TextAddresses(advice).text() + f"#p-{node_id}")
    context = {"form": form, "line": line, "trail": trail(advice, _("Recommendation"))}
    return render(
        request, "advice/recommend.html", frame(request, advice, "text") | context, status=422 if form.errors else 200
    )


@require_safe
@with_text
def provenance(request, advice: Advice, node_id: str):
    """Why this paragraph is here, as far as the reader may know."""
    node = node_of(advice.work, node_id)
    if node is None:
        raise Http404
    line = next((each for each in current(advice.work) if each.node_id == node_id), None)
    context = {
        "traces": traces(advice, node, request.actor),
        "label": line.label or line.number if line else node_id,
        "words": to_plain(line.block.notation) if line else "",
        "node_id": node_id,
    }
    return render(request, "advice/provenance.html", frame(request, advice, "text") | context)
