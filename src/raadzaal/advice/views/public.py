"""What everybody may follow: dossiers, advices with an address per paragraph, and how the procedure goes."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from raadzaal.advice import presenting, queries
from raadzaal.advice.carried import carried, with_other_views
from raadzaal.advice.describing import linked_data, open_graph
from raadzaal.advice.follow_through import recommendations_of
from raadzaal.advice.models import Advice
from raadzaal.advice.procedure import AdviceProcedure, Stage
from raadzaal.advice.provenance import public_traces
from raadzaal.advice.reading import reading
from raadzaal.advice.views.downloads import published_or_404
from raadzaal.deliberation.queries.snapshot import disclosed_of, opened, opened_marks
from raadzaal.procedure import running_terms
from raadzaal.procedure.terms import explain
from raadzaal.procedure.vocabulary import Procedure
from raadzaal.publications.models import Correction, Publication, PublicEvent
from raadzaal.texts.models import Milestone
from raadzaal.texts.notation import to_plain
from raadzaal.ui.shapes import NavItem, TimelineEntry

PER_PAGE = 20
RUNNING = [stage for stage in Stage if stage not in AdviceProcedure.ends]


@require_safe
def dossiers(request):
    """What the council is working on; ``?alle=1`` shows ended dossiers too."""
    found = queries.with_parts(queries.public())
    everything = request.GET.get("alle") == "1"
    if not everything:
        found = found.filter(stage__in=RUNNING)
    page = Paginator(found.order_by("-opened_on", "-pk"), PER_PAGE).get_page(request.GET.get("page"))
    rows = [(advice, presenting.line(advice)) for advice in page]
    context = {
        "page": page,
        "rows": rows,
        "everything": everything,
        "trail": [{"label": _("In progress"), "current": True}],
    }
    return render(request, "advice/public/dossiers.html", context)


@require_safe
def dossier(request, public_id: str):
    advice = get_object_or_404(queries.with_parts(queries.public()), public_id=public_id)
    publication = published_of(advice)
    open_round = next((each for each in advice.rounds.all() if each.draft_public), None)
    terms = [
        {"term": term, "words": explain(running_terms.result(term))}
        for term in advice.terms.select_related("case").prefetch_related("suspensions", "extensions")
    ]
    context = {
        "advice": advice,
        "line": presenting.line(advice),
        "facts": presenting.facts(advice),
        "events": timeline(advice),
        "terms": terms,
        "publication": publication,
        "number": presenting.number(publication) if publication else "",
        "recommendations": recommendations_of(advice) if publication else (),
        "responses": advice.responses.select_related("sender"),
        "delays": advice.delay_reasons.all(),
        "decisions": presenting.decisions(advice),
        "round": open_round,
        "letters": advice.letters.filter(public=True, state="sent"),
        "diagram": presenting.diagram(advice),
        "trail": [
            _list_with(advice),
            {"label": advice.local_title, "current": True},
        ],
    }
    return render(request, "advice/public/dossier.html", context)


def _list_with(advice: Advice) -> dict:
    """The list in which this dossier stands."""
    address = reverse("advice:dossiers")
    if advice.stage in AdviceProcedure.ends:
        return {"label": _("All dossiers"), "url": f"{address}?alle=1"}
    return {"label": _("In progress"), "url": address}


def timeline(advice: Advice) -> list[TimelineEntry]:
    """What happened; the same step on the same day is told once."""
    events = PublicEvent.objects.filter(dossier=advice.public_id, kind__startswith=f"{AdviceProcedure.key}.").order_by(
        "seq"
    )
    told = {
        (event.on, name): str(AdviceProcedure.step(name).done)
        for event in events
        if (name := event.kind.partition(".")[2]) in vars(AdviceProcedure)
    }
    return [TimelineEntry(on, done) for (on, _name), done in told.items()]


def published_of(advice: Advice) -> Publication | None:
    publication = getattr(advice, "publication", None)
    return publication if publication and publication.published_on else None


@require_safe
def published(request):
    """The council's advices, the latest first, by year."""
    found = Publication.objects.filter(published_on__isnull=False)
    years = found.order_by("-year").values_list("year", flat=True).distinct()
    year = request.GET.get("jaar", "")
    if year.isdecimal():
        found = found.filter(year=int(year[:4]))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    advices = {
        advice.pk: advice for advice in queries.with_parts(Advice.objects.filter(pk__in=[row.case_id for row in page]))
    }
    rows = [(row, presenting.number(row), advices[row.case_id], presenting.line(advices[row.case_id])) for row in page]
    context = {
        "page": page,
        "rows": rows,
        "divided": with_other_views(list(advices.values())),
        "years": years,
        "year": year,
        "trail": [{"label": _("Advices"), "current": True}],
    }
    return render(request, "advice/public/published.html", context)


@require_safe
def advice(request, year: int, serial: int):
    """The advice as web text, with a stable address per paragraph."""
    publication = published_or_404(year, serial)
    subject = queries.with_parts(Advice.objects.filter(pk=publication.case_id)).get()
    support = opened(subject, publication.milestone)
    text = reading(
        publication.milestone,
        subject,
        figure=_figure_address(publication),
        links=_why(year, serial),
        marks=opened_marks(support, publication.milestone) if support else None,
    )
    context = {
        "advice": subject,
        "publication": publication,
        "number": presenting.number(publication),
        "line": presenting.line(subject),
        "corrections": publication.corrections.all(),
        "support": support,
        "facts": presenting.facts(subject),
        "text": text,
        "carried": carried(subject, text, support),
        "recommendations": recommendations_of(subject),
        "linked_data": linked_data(subject, publication, request.build_absolute_uri),
        "open_graph": open_graph(subject, publication, publication.summary, request.build_absolute_uri),
        "trail": [
            {"label": _("Advices"), "url": reverse("advice:published")},
            {"label": presenting.number(publication), "current": True},
        ],
    }
    return render(request, "advice/public/advice.html", context)


@require_safe
def earlier(request, year: int, serial: int, number: int):
    """The text as it stood before a correction, with a notice."""
    publication = published_or_404(year, serial)
    correction = get_object_or_404(publication.corrections.select_related("before"), number=number)
    subject = queries.with_parts(Advice.objects.filter(pk=publication.case_id)).get()
    context = {
        "advice": subject,
        "publication": publication,
        "number": presenting.number(publication),
        "correction": correction,
        "text": reading(correction.before, subject, figure=_figure_address(publication)),
        "trail": [
            {"label": _("Advices"), "url": reverse("advice:published")},
            {"label": presenting.number(publication), "url": reverse("advice:advice", args=[year, serial])},
            {"label": _("Before a correction"), "current": True},
        ],
    }
    return render(request, "advice/public/earlier.html", context)


@require_safe
def provenance(request, year: int, serial: int, node: str):
    """Why a paragraph of the advice is there, by what is public."""
    publication = published_or_404(year, serial)
    line = get_object_or_404(publication.milestone.lines.select_related("node", "revision"), node__public_id=node)
    subject = queries.with_parts(Advice.objects.filter(pk=publication.case_id)).get()
    label = line.label or line.number
    here = reverse("advice:advice", args=[year, serial])
    context = {
        "advice": subject,
        "publication": publication,
        "number": presenting.number(publication),
        "traces": public_traces(subject, line.node),
        "opens": disclosed_of(subject, publication.milestone),
        "label": label,
        "words": to_plain(line.revision.notation),
        "node_id": node,
        "trail": [
            {"label": _("Advices"), "url": reverse("advice:published")},
            {"label": presenting.number(publication), "url": here},
            {"label": label, "current": True},
        ],
    }
    return render(request, "advice/public/provenance.html", context)


def _why(year: int, serial: int):
    def of(line) -> list[NavItem]:
        return [NavItem(_("Why is this here?"), reverse("advice:public_provenance", args=[year, serial, line.node_id]))]

    return of


def _figure_address(publication):
    return lambda sha: reverse("advice:figure", args=[publication.year, publication.serial, sha])


@require_safe
def address(request, work: str, version: str, node: str = ""):
    """The address of a text, version and paragraph that stays good: work / version / node."""
    milestone = get_object_or_404(Milestone.objects.select_related("work"), work__public_id=work, public_id=version)
    publication = Publication.objects.filter(milestone=milestone).exclude(published_on=None, withdrawal=None).first()
    if publication:
        here = reverse("advice:advice", args=[publication.year, publication.serial])
    elif corrected := Correction.objects.filter(before=milestone).select_related("publication").first():
        place = [corrected.publication.year, corrected.publication.serial, corrected.number]
        here = reverse("advice:earlier", args=place)
    elif running := milestone.round_set.filter(draft_public=True).first():
        here = reverse("advice:draft", args=[running.public_id])
    else:
        raise Http404
    if node and not milestone.lines.filter(node__public_id=node).exists():
        raise Http404
    return redirect(f"{here}#p-{node}" if node else here)


@require_safe
def draft(request, round_id: str):
    """The draft as it went to the organisations, where the profile has it public. What is said about it is not."""
    subject = get_object_or_404(
        queries.with_parts(queries.public()), rounds__public_id=round_id, rounds__draft_public=True
    )
    running = subject.rounds.select_related("milestone__work").get(public_id=round_id)
    context = {
        "advice": subject,
        "round": running,
        "line": presenting.line(subject),
        "text": reading(
            running.milestone, None, figure=lambda sha: reverse("advice:draft_figure", args=[round_id, sha])
        ),
        "trail": [
            _list_with(subject),
            {"label": subject.local_title, "url": reverse("advice:public_dossier", args=[subject.public_id])},
            {"label": _("Draft"), "current": True},
        ],
    }
    return render(request, "advice/public/draft.html", context)


@require_safe
def procedures(request):
    rows = [procedure for procedure in Procedure.registry.values() if procedure.steps()]
    context = {
        "procedures": rows,
        "diagram": presenting.diagram(),
        "stages": Stage,
        "steps": AdviceProcedure.steps(),
        "trail": [{"label": _("How it works"), "current": True}],
    }
    return render(request, "advice/public/procedure.html", context)
