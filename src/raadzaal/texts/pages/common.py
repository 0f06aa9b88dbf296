from django.http import Http404, HttpResponse
from django.shortcuts import render as render_template

from raadzaal.texts import queries
from raadzaal.texts.models import Node, Work

BASE = "texts/base.html"


def render(request, template: str, context: dict, extra: dict | None, status: int = 200) -> HttpResponse:
    return render_template(request, template, {"base": BASE} | context | (extra or {}), status=status)


def node_or_404(work: Work, node_id: str) -> Node:
    node = queries.node_of(work, node_id)
    if node is None:
        raise Http404
    return node


def posted(request):
    """The data of a form that was sent, None for one that is only opened."""
    return request.POST if request.method == "POST" else None
