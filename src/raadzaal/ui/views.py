"""The page that shows every component in every state; visual and accessibility tests look at it."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from raadzaal.ui import samples
from raadzaal.ui.forms import SampleForm
from raadzaal.ui.typed import what_was_typed


class Gone(Http404):
    """What stood here was taken away, and *template* says why: 410."""

    def __init__(self, template: str, context: dict) -> None:
        self.template, self.context = template, context
        super().__init__(template)


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "ui/pages/components.html",
        samples.page() | {"good_form": SampleForm(), "bad_form": SampleForm({}, auto_id="bad_%s")},
    )


@require_safe
def workspace(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/pages/workspace_sample.html", samples.page() | {"form": SampleForm()})


@require_safe
def plain(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/pages/plain_sample.html", {"form": SampleForm()})


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Also for a form that was filled in when its page was still there, or its sender still held the role: with its words."""
    if isinstance(exception, Gone):
        return render(request, exception.template, exception.context, status=410)
    return render(request, "404.html", {"typed": what_was_typed(request)}, status=404)


def form_not_ours(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The token of a form is not that of its sender's session: from elsewhere, or from before they signed in again."""
    return render(request, "403_csrf.html", {"typed": what_was_typed(request)}, status=403)


@require_POST
def autosave(request: HttpRequest) -> HttpResponse:
    """Keeps nothing: it shows what the reader sees. A text with 409 in it is refused as changed by somebody else."""
    if "409" in request.POST.get("text", ""):
        return HttpResponse(status=409, headers={"Location": reverse("ui:components") + "#form"})
    return JsonResponse({})
