from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from raadzaal.advice.views.downloads import published_or_404
from raadzaal.record.citing import FORMS, Cited


@require_safe
def citation(request, year: int, serial: int, form: str):
    """How others cite an advice, for reference programs."""
    if form not in FORMS:
        raise Http404
    publication = published_or_404(year, serial)
    milestone = publication.milestone
    with translation.override("nl"):
        address = reverse("advice:address", args=[milestone.work.public_id, milestone.public_id])
    cited = Cited(publication, request.build_absolute_uri(address))
    write, media_type = FORMS[form]
    response = HttpResponse(write(cited), content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{cited.key}.{form}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
