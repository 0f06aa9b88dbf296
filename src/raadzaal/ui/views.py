"""The page that shows every component in every state; visual and accessibility tests look at it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from raadzaal.ui import samples
from raadzaal.ui.forms import SampleForm


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    return render(
        request, "ui/pages/components.html", samples.page() | {"good_form": SampleForm(), "bad_form": SampleForm({})}
    )


@require_safe
def workspace(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/pages/workspace_sample.html", samples.page() | {"form": SampleForm()})


@require_safe
def plain(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/pages/plain_sample.html", {"form": SampleForm()})
