"""A council comes into being from its profile."""

from datetime import date

from raadzaal.council.models import Body, Organisation, Seat
from raadzaal.council.profile import Localised, Profile
from raadzaal.council.profile.composition import GroupShare
from raadzaal.journal import clock
from raadzaal.journal.models import Audience
from raadzaal.procedure import roles
from raadzaal.procedure.engine import Council, Done, performs

REQUESTER_KINDS = {
    "minister": Organisation.Kind.MINISTRY,
    "chamber": Organisation.Kind.CHAMBER,
    "government": Organisation.Kind.CABINET,
    "informateur": Organisation.Kind.CABINET,
}


def install(profile: Profile, *, actor, on: date | None = None) -> Body:
    """Organisations, then bodies, then seats. Done again, it only adds what is new and closes seats that have changed.

    Seats hold from the day the profile holds. Who sits on a seat that is closed sits no longer: a new number of seats comes with
    a new term (art. 4 Wet op de SER).
    """
    return _install(Council(), actor=actor, on=on, profile=profile)


@performs("council.install", by=roles.house, audience=Audience.PUBLIC)
def _install(_council, *, actor, on, profile: Profile) -> Done:
    organisations = {org.key: org for org in _organisations(profile)}
    body = _body(
        "council",
        Body.Kind.COUNCIL,
        profile.name,
        profile.council.mandate_basis.citation,
        [g.key for g in profile.council_groups],
    )
    wanted = [_seat(body, seat.number, seat.group, organisations, seat) for seat in profile.council.seats]
    board = profile.executive_committee
    executive = _body(
        "executive_committee", Body.Kind.EXECUTIVE, board.name, board.basis.citation, [s.group for s in board.groups]
    )
    wanted += _shared_seats(executive, board.groups)
    for rule in profile.committees:
        committee = _body(
            rule.key, Body.Kind(rule.kind), rule.name, rule.basis.citation, [s.group for s in rule.groups]
        )
        wanted += _shared_seats(committee, rule.groups)
    added = _seats(wanted, profile.version)
    return Done(facts={"profile": profile.key, "version": profile.version, "seats_added": added}, result=body)


def _organisations(profile: Profile):
    kinds = Organisation.Kind
    for org in profile.organisations:
        yield _organisation(org.key, kinds.SOCIAL_PARTNER, name=org.name, short_name=org.name, group=org.group)
    for part in profile.institutions:
        yield _organisation(part.key, kinds.OTHER, short_name=part.name, **_names(part.full_name))
    for one in profile.requesting.requesters:
        yield _organisation(one.key, REQUESTER_KINDS[one.kind], short_name=one.abbreviation, **_names(one.name))


def _organisation(key: str, kind: str, **columns) -> Organisation:
    return Organisation.objects.update_or_create(key=key, defaults={"kind": kind, **columns})[0]


def _body(key: str, kind: str, name: Localised, basis: str, groups: list[str]) -> Body:
    columns = {"kind": kind, "basis": basis, "groups": groups, **_names(name)}
    return Body.objects.update_or_create(key=key, defaults=columns)[0]


def _names(name: Localised) -> dict[str, str]:
    return {"name": name.in_language("nl"), "name_en": name.in_language("en")}


def _seat(body: Body, number: int, group: str, organisations=None, rule=None) -> Seat:
    """Not yet kept."""
    known = organisations or {}
    return Seat(
        body=body,
        number=number,
        group=group,
        appointing=known.get(rule.appointed_by) if rule else None,
        displayed=known.get(rule.displayed_as) if rule else None,
        reserved_for=(rule.reserved_for or "") if rule else "",
    )


def _shared_seats(body: Body, shares: tuple[GroupShare, ...]) -> list[Seat]:
    groups = [share.group for share in shares for _seat_number in range(share.seats or 0)]
    return [_seat(body, number, group) for number, group in enumerate(groups, start=1)]


def _seats(wanted: list[Seat], since: date) -> int:
    """How many were added."""
    present = {(seat.body_id, seat.number): seat for seat in Seat.objects.known().filter(valid_until=None)}
    new = []
    for seat in wanted:
        old = present.pop((seat.body_id, seat.number), None)
        if old is None or _terms(old) != _terms(seat):
            _close(old, since)
            seat.valid_from, seat.recorded_at = since, clock.now()
            new.append(seat)
    for old in present.values():
        _close(old, since)
    Seat.objects.bulk_create(new)
    return len(new)


def _terms(seat: Seat) -> tuple:
    return seat.group, seat.appointing_id, seat.displayed_id, seat.reserved_for


def _close(seat: Seat | None, day: date) -> None:
    if seat is not None:
        seat.valid_until = day
        seat.save(update_fields=["valid_until"])
