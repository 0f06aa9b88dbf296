from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from raadzaal.accounts import interrupted as kept
from raadzaal.accounts.actor import actor_of
from raadzaal.accounts.middleware import ACTING_AS
from raadzaal.journal import clock

ALL = "all"


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def capacities(request):
    """In which capacity somebody acts from now on: one of those they hold, or all of them together."""
    holder = actor_of(request.user, clock.now())
    if request.method == "POST":
        return _choose(request, holder)
    page = {"holder": holder, "chosen": request.session.get(ACTING_AS, ""), "next": request.GET.get("next", "")}
    return render(request, "accounts/capacities.html", page)


def _choose(request, holder):
    wanted = request.POST.get("capacity", "")
    held = {capacity.source for capacity in holder.capacities}
    if wanted != ALL and wanted not in held:
        messages.error(request, _("You do not hold this role now."))
        return redirect("accounts:capacities")
    if wanted == ALL:
        request.session.pop(ACTING_AS, None)
    else:
        request.session[ACTING_AS] = wanted
    messages.success(request, _("From now on you act in this role."))
    return redirect(_onward(request))


def _onward(request) -> str:
    """Where somebody came from, on this site only."""
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if wanted and safe else "accounts:capacities"


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def interrupted(request):
    """What was sent after the session had ended: to be sent now, or to be left. The form goes to where it went the first time."""
    waiting = kept.waiting(request)
    if waiting is None:
        return redirect(settings.LOGIN_REDIRECT_URL)
    if request.method == "POST":
        kept.forget(request)
        return redirect(waiting.page)
    answer = render(request, "accounts/interrupted.html", {"waiting": waiting})
    answer["Cache-Control"] = "private, no-store"
    return answer
