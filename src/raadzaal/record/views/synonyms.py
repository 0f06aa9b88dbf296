"""The lists of words for the same thing, for who keeps the record."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from raadzaal.procedure.refusals import Refused
from raadzaal.record import actions, queries
from raadzaal.record.forms import SynonymsForm
from raadzaal.record.models import SynonymGroup
from raadzaal.ui.fields import beside_field


def for_keepers(view):
    """Anybody else is told that there is nothing here."""

    @wraps(view)
    @login_required
    def guarded(request, *args, **kwargs):
        if not queries.keeps(request.actor):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@require_http_methods(["GET", "HEAD", "POST"])
@for_keepers
def synonyms(request):
    form = SynonymsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_synonyms(actor=request.actor, **form.evidence())
        except Refused as refusal:
            beside_field(form, refusal)
        else:
            messages.success(request, _("Who searches for one of these words finds the others too."))
            return redirect("record:synonyms")
    context = {
        "form": form,
        "groups": SynonymGroup.objects.all(),
        "trail": [
            {"label": _("My work"), "url": reverse("workspace:home")},
            {"label": _("Synonyms"), "current": True},
        ],
    }
    return render(request, "record/synonyms.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_keepers
def change(request, public_id: str):
    group = get_object_or_404(SynonymGroup, public_id=public_id)
    form = SynonymsForm(request.POST or None, initial={"words": "\n".join(group.words)})
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_synonyms(group, actor=request.actor, **form.evidence())
        except Refused as refusal:
            beside_field(form, refusal)
        else:
            messages.success(request, _("The list has been changed."))
            return redirect("record:synonyms")
    context = {
        "form": form,
        "group": group,
        "trail": [
            {"label": _("My work"), "url": reverse("workspace:home")},
            {"label": _("Synonyms"), "url": reverse("record:synonyms")},
            {"label": str(group), "current": True},
        ],
    }
    return render(request, "record/synonym_group.html", context, status=422 if form.errors else 200)


@require_POST
@for_keepers
def drop(request, public_id: str):
    actions.drop_synonyms(get_object_or_404(SynonymGroup, public_id=public_id), actor=request.actor)
    messages.success(request, _("The list is gone. Each word finds itself again."))
    return redirect("record:synonyms")
