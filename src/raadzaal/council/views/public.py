"""What everybody may see of the council: who sits where, on any day."""

from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from raadzaal.council import deeds, popolo, presenting, profile, queries
from raadzaal.council.forms import WhenForm
from raadzaal.council.models import Body, Organisation, Person
from raadzaal.journal import clock
from raadzaal.ui.shapes import NavItem


@require_safe
def composition(request):
    """``?op=2026-03-12`` shows that day, ``?bekend=2026-03-12`` as it was known on that one."""
    when = _when(request)
    made = queries.composition(queries.council(), when.day, known_at=when.known_at)
    board = queries.composition(queries.executive(), when.day, known_at=when.known_at)
    committees = Body.objects.exclude(kind__in=[Body.Kind.COUNCIL, Body.Kind.EXECUTIVE]).order_by("name")
    page = {
        "when": when,
        "made": made,
        "seats": presenting.seat_views(made),
        "sides": presenting.sides(made),
        "board": board,
        "board_sides": presenting.sides(board),
        "committees": committees,
        "linked": presenting.linked(request.actor),
        "trail": [NavItem(_("The council"), "", current=True)],
    }
    return render(request, "council/composition.html", page, status=200 if when.is_valid() else 422)


def _when(request) -> WhenForm:
    asked = {"op": request.GET.get("op") or clock.today(), "bekend": request.GET.get("bekend", "")}
    form = WhenForm(asked, may_look_ahead=queries.keeps_records(request.actor))
    form.is_valid()
    return form


@require_safe
def committee(request, key: str):
    body = get_object_or_404(Body, key=key)
    if not body.is_committee:
        raise Http404
    when = _when(request)
    made = queries.public_part(queries.composition(body, when.day, known_at=when.known_at), request.actor)
    page = {
        "when": when,
        "body": body,
        "rule": presenting.committee_rule(body),
        "made": made,
        "sides": presenting.sides(made),
        "linked": presenting.linked(request.actor),
        "trail": _trail(body),
    }
    return render(request, "council/committee.html", page, status=200 if when.is_valid() else 422)


@require_safe
def organisation(request, key: str):
    found = get_object_or_404(Organisation, key=key)
    made = queries.composition(queries.council(), clock.today())
    page = {
        "organisation": found,
        "full_name": presenting.full_name(found),
        "group": profile.active().group(found.group) if found.group else None,
        "shown": [place for place in made.places if place.organisation == found],
        "appoints": [place for place in made.places if place.seat.appointing_id == found.pk],
        "linked": presenting.linked(request.actor),
        "sections": deeds.told_of(found),
        "trail": _trail(found),
    }
    return render(request, "council/organisation.html", page)


@require_safe
def person(request, public_id: str):
    found = get_object_or_404(queries.people_visible(request.actor), public_id=public_id)
    held = queries.appointments_visible(request.actor).filter(person=found)
    rows = held.select_related("body", "organisation", "seat__displayed", "seat__appointing").order_by(
        "-valid_from", "pk"
    )
    now, before = presenting.split(rows, clock.today())
    page = {
        "person": found,
        "now": now,
        "before": before,
        "sections": deeds.told_of(found),
        "trail": _trail(found),
    }
    return render(request, "council/person.html", page)


@require_safe
def popolo_json(_request):
    """Who sits and sat where, as Popolo data."""
    told = {"ensure_ascii": False, "indent": 1}
    answer = JsonResponse(popolo.document(), json_dumps_params=told)
    answer["Content-Disposition"] = 'inline; filename="raad.popolo.json"'
    return answer


def _trail(here: Body | Organisation | Person) -> list[NavItem]:
    return [NavItem(_("The council"), reverse("council:composition")), NavItem(str(here), "", current=True)]
