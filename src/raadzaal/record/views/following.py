"""Following by e-mail, for everybody: asking, confirming, changing the pace, and ending it."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from raadzaal.record.alerts import subscribing
from raadzaal.record.forms import FollowForm, PaceForm
from raadzaal.record.models import Subscription


def _trail() -> list[dict]:
    return [{"label": _("Follow by e-mail"), "current": True}]


@require_http_methods(["GET", "HEAD", "POST"])
def follow(request):
    """``?wat=`` and ``?over=`` say what; the answer is the same whether or not the address was known."""
    what, about = request.GET.get("wat", Subscription.What.ADVICES), request.GET.get("over", "")
    name = subscribing.named(what, about) if len(about) <= 500 and "\0" not in about else None
    if name is None:
        raise Http404
    form = FollowForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        subscribing.ask(
            form.cleaned_data["email"], what, about, pace=form.cleaned_data["pace"], language=get_language()
        )
        return HttpResponseRedirect(reverse("record:followed"))
    context = {"form": form, "name": name, "trail": _trail()}
    return render(request, "record/follow.html", context, status=422 if request.method == "POST" else 200)


@require_safe
def followed(request):
    """Look in your mail."""
    return render(request, "record/followed.html", {"trail": _trail()})


@require_http_methods(["GET", "HEAD", "POST"])
def following(request, key: str):
    """Where the mails lead to. Only a button confirms: programs that look at mail open addresses by themselves."""
    found = get_object_or_404(Subscription, key=key)
    form = PaceForm(request.POST or None, initial={"pace": found.pace})
    if request.method == "POST" and form.is_valid():
        subscribing.confirm(found, pace=form.cleaned_data["pace"])
        return HttpResponseRedirect(reverse("record:following", args=[key]))
    name = subscribing.named(found.what, found.about) or _("Something that is no longer public")
    context = {"form": form, "name": name, "subscription": found, "trail": _trail()}
    return render(request, "record/following.html", context, status=422 if request.method == "POST" else 200)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def unfollow(request, key: str):
    """A mail program posts here (RFC 8058), or somebody by the button; opened as a page, it asks first."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("record:following", args=[key]))
    subscribing.end(key)
    if request.POST.get("List-Unsubscribe") == "One-Click":
        return HttpResponse(status=200)
    return HttpResponseRedirect(reverse("record:unfollowed"))


@require_safe
def unfollowed(request):
    return render(request, "record/unfollowed.html", {"trail": _trail()})
