"""What deserves attention in the composition: it is allowed, or it will soon be no longer."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from raadzaal.council import profile
from raadzaal.council.models import Appointment, Organisation
from raadzaal.council.queries.capacities import council, executive
from raadzaal.council.queries.composition import Composition, composition

SOON = 60


@dataclass(frozen=True)
class Warning_:  # noqa: N801 -- Warning is Python's own
    """``code`` is stable; ``str()`` says it to the secretariat."""

    code: str
    message: object
    params: dict

    def __str__(self) -> str:
        return str(self.message) % self.params


def expiring(day: date, *, within: int = SOON):
    """Appointments that end within so many days from *day*, first the soonest."""
    return (
        Appointment.objects.on(day)
        .filter(valid_until__gt=day, valid_until__lte=day + timedelta(days=within))
        .select_related("person", "body", "seat", "organisation")
        .order_by("valid_until", "person__sort_name")
    )


def warnings(day: date) -> list[Warning_]:
    """Seven queries. Vacant seats, offices that do not follow the law, an executive committee that is no mirror of the council,
    organisations whose coordinator left."""
    hall, board = composition(council(), day), composition(executive(), day)
    return [*_vacancies(hall), *_chairs(hall), *_mirror(board, hall), *_left_alone(day)]


def _left_alone(day: date) -> list[Warning_]:
    """Organisations that had a coordinator until *day*, and have none now: nobody can send their replies."""
    coordinators = Appointment.objects.filter(role=Appointment.Role.COORDINATOR, body=None)
    before = coordinators.known().filter(valid_until__lte=day).values("organisation")
    now = coordinators.on(day).values("organisation")
    message = _("%(organisation)s has no coordinator: nobody can send its reply to a round.")
    alone = Organisation.objects.filter(pk__in=before).exclude(pk__in=now).order_by("name")
    return [Warning_("no_coordinator", message, {"organisation": each}) for each in alone]


def _vacancies(hall: Composition) -> list[Warning_]:
    empty = [place.seat.number for place in hall.places if place.vacant]
    message = _("These seats are vacant: %(seats)s.")
    return [Warning_("vacant", message, {"seats": ", ".join(map(str, empty))})] if empty else []


def _chairs(hall: Composition) -> list[Warning_]:
    """Chair from the members, deputies one from each of the other sides (art. 11 Wet op de SER)."""
    groups = {place.member.person_id: place.seat.group for place in hall.sitting}
    found = [
        Warning_(
            "office_without_seat",
            _("%(person)s holds the office of %(office)s without a seat in the council."),
            {"person": row.person, "office": row.get_role_display()},
        )
        for row in hall.offices
        if row.person_id not in groups and row.role != Appointment.Role.SECRETARY
    ]
    sides = [groups.get(row.person_id) for row in hall.offices if row.role != Appointment.Role.SECRETARY]
    if len(sides) != len(set(sides)):
        found.append(
            Warning_("offices_of_one_side", _("The chair and the deputy chairs do not come from different sides."), {})
        )
    return found


def _mirror(board: Composition, hall: Composition) -> list[Warning_]:
    """The executive committee mirrors the council (art. 14 Wet op de SER); how many each side has stands in the profile."""
    groups = {place.member.person_id: place.seat.group for place in hall.sitting}
    members = {row.person_id: row for group in board.groups for row in board.of_group(group)}
    found = [
        Warning_(
            "executive_without_seat",
            _("%(person)s sits in the executive committee without a seat in the council."),
            {"person": row.person},
        )
        for pk, row in members.items()
        if pk not in groups
    ]
    shares = profile.active().executive_committee.groups
    counted = {share.group: sum(groups.get(pk) == share.group for pk in members) for share in shares}
    found += [
        Warning_(
            "executive_no_mirror",
            _("The executive committee has %(found)s of %(fixed)s members for: %(group)s."),
            {"found": counted[share.group], "fixed": share.seats, "group": profile.active().group(share.group).label},
        )
        for share in shares
        if share.seats is not None and counted[share.group] != share.seats
    ]
    return found
