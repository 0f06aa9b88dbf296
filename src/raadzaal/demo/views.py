"""Entering the show council without a password. Nothing here works where the installation is not a show."""

from django.conf import settings
from django.contrib.auth import login
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from raadzaal.council.models import Person
from raadzaal.demo.doors import cast_keys, doors, going_on, others, running, walks
from raadzaal.publications.models import Publication

SCREENS = {"chair": "meetings:chair", "secretary": "meetings:secretary", "member": "meetings:member"}
BACKEND = "django.contrib.auth.backends.ModelBackend"


@require_safe
def entrance(request):
    _only_in_a_show()
    context = {"divided": _divided(), "walks": walks(), "doors": doors(), "others": others(), "running": running()}
    return render(request, "demo/entrance.html", context)


def _divided() -> str:
    """The address of a published advice in which not everybody holds the same view; of the list where there is none."""
    found = Publication.objects.filter(published_on__isnull=False, case__dissents__isnull=False).first()
    return reverse("advice:advice", args=[found.year, found.serial]) if found else reverse("advice:published")


@require_POST
def enter(request):
    _only_in_a_show()
    person = get_object_or_404(Person.objects.select_related("user"), public_id=request.POST.get("person", ""))
    enter_as(request, person)
    screen, meeting = SCREENS.get(request.POST.get("screen", "")), going_on()
    return redirect(screen, meeting.public_id) if screen and meeting else redirect("workspace:home")


def enter_as(request, person: Person) -> None:
    """Begin a new session as *person*. Raises PermissionDenied outside a show, and for anybody who was not invented for it."""
    if not settings.DEMO or person.user is None or person.key not in cast_keys():
        raise PermissionDenied
    request.session.flush()
    login(request, person.user, backend=BACKEND)


def _only_in_a_show() -> None:
    if not settings.DEMO:
        raise Http404
