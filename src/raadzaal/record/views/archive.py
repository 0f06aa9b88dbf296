"""Older publications for everybody, and for who keeps the record what became of the lists that were brought in."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from raadzaal.files.views import attachment_response
from raadzaal.record import presenting, queries
from raadzaal.record.archive import reading, reasons
from raadzaal.record.models import Item
from raadzaal.record.views.synonyms import for_keepers

ON_A_PAGE = 25
ROWS_ON_A_PAGE = 50


@require_safe
def items(request):
    """Older publications, the latest first; ``?jaar=1953`` those of one year."""
    found = queries.items()
    years = list(found.order_by("-year").values_list("year", flat=True).distinct())
    year = request.GET.get("jaar", "")
    if year.isdecimal() and len(year) == 4:
        found = found.filter(year=int(year))
    page = Paginator(found.order_by("-on", "-pk"), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(item, presenting.number_of(item)) for item in page],
        "years": years,
        "year": year,
        "trail": [
            {"label": _("Advices"), "url": reverse("advice:published")},
            {"label": _("Archive"), "current": True},
        ],
    }
    return render(request, "record/items.html", context)


@require_safe
def item(request, public_id: str):
    """The text, with a stable address per paragraph, and the original."""
    found = get_object_or_404(queries.items().select_related("file"), public_id=public_id)
    context = {
        "item": found,
        "number": presenting.number_of(found),
        "paragraphs": found.paragraphs.all(),
        "well": found.quality == Item.Quality.GOOD,
        "trail": [
            {"label": _("Archive"), "url": reverse("record:items")},
            {"label": presenting.number_of(found) or str(found.year), "current": True},
        ],
    }
    return render(request, "record/item.html", context)


@require_safe
def original(request, public_id: str):
    found = get_object_or_404(queries.items().select_related("file"), public_id=public_id)
    return attachment_response(found.file, found.file_name)


@require_safe
@for_keepers
def imports(request):
    page = Paginator(queries.imports(), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "recognises": reading.can_recognise(),
        "reads_pdf": reading.can_read_pdf(),
        "trail": [
            {"label": _("My work"), "url": reverse("workspace:home")},
            {"label": _("Archive"), "current": True},
        ],
    }
    return render(request, "record/imports.html", context)


@require_safe
@for_keepers
def import_report(request, public_id: str):
    """Every row that was not taken, with why."""
    found = get_object_or_404(queries.imports(), public_id=public_id)
    refused = Paginator(found.report.exclude(code="").order_by("number"), ROWS_ON_A_PAGE)
    page = refused.get_page(request.GET.get("page"))
    qualities = [(label, found.items.filter(quality=quality).count()) for quality, label in Item.Quality.choices]
    context = {
        "import": found,
        "page": page,
        "rows": [(row.number, reasons.words(row.code, row.told)) for row in page],
        "qualities": [each for each in qualities if each[1]],
        "left": found.rows - found.taken - found.refused,
        "trail": [
            {"label": _("My work"), "url": reverse("workspace:home")},
            {"label": _("Archive"), "url": reverse("record:imports")},
            {"label": found.name, "current": True},
        ],
    }
    return render(request, "record/import_report.html", context)
