"""The closed room of an organisation: who is let in, and from when on no more.

What is done here stands in no dossier's journal but in the organisation's own part of the chain: the committee asked for a
reply, and not how an organisation comes to it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from raadzaal.accounts import invitation as sign_in
from raadzaal.accounts.actor import Actor
from raadzaal.accounts.models import User
from raadzaal.council.actions.people import checked_address
from raadzaal.council.models import Person
from raadzaal.deliberation import inviting
from raadzaal.deliberation.actions.rounds import closed, locked
from raadzaal.deliberation.models import Guest, InnerGroup, Invitation
from raadzaal.deliberation.queries.room import in_room, may_be_let_in
from raadzaal.deliberation.queries.time import may_write
from raadzaal.journal import clock
from raadzaal.journal.models import Audience
from raadzaal.procedure.engine import Done, performs
from raadzaal.procedure.refusals import Refused
from raadzaal.procedure.roles import organisation_coordinator
from raadzaal.ui.cleaning import TooLong, clean_line

MOST_GUESTS = 100
MOST_GROUPS = 20


@dataclass(frozen=True)
class Room:
    """What acts in a room are about: known by the round and the organisation, in no dossier."""

    invitation: Invitation
    public_id: str = ""

    def role_scopes(self) -> dict[str, set[str]]:
        return self.invitation.role_scopes()


_acts = partial(performs, by=organisation_coordinator, audience=Audience.ORGANISATION)


def open_group(invitation: Invitation, name: str, deadline: date, *, actor: Actor, sent: str = "") -> InnerGroup:
    """Ask a part of the organisation as such. Raises Refused."""
    return _open_group(Room(invitation), actor=actor, sent=sent, name=name, deadline=deadline)


@_acts("deliberation.open_group")
def _open_group(room: Room, *, actor: Actor, on: date, name: str, deadline: date) -> Done:
    invitation = _open(room.invitation)
    name = _line(name, "name", 120)
    if invitation.inner_groups.filter(name__iexact=name).exists():
        raise Refused(_("There is a group of this name already."), code="double", field="name")
    if invitation.inner_groups.count() >= MOST_GROUPS:
        raise Refused(_("There is room for %(most)s groups."), code="too_many", field="name", most=MOST_GROUPS)
    _check_inner_deadline(invitation, deadline)
    group = InnerGroup.objects.create(invitation=invitation, name=name, deadline=deadline)
    return _done(invitation, {"group": group.public_id, "deadline": deadline}, {"name": name}, group)


def _check_inner_deadline(invitation: Invitation, deadline: date) -> None:
    if deadline < clock.today():
        raise Refused(_("This day has passed."), code="passed", field="deadline")
    if deadline > invitation.last_day:
        raise Refused(
            _("The last day within cannot be after the last day of the organisation itself."),
            code="after_own",
            field="deadline",
        )


def let_in(
    invitation: Invitation,
    *,
    actor: Actor,
    people: Collection[Person] = (),
    group: InnerGroup | None = None,
    sent: str = "",
) -> list[Guest]:
    """Let people whom the council knows with this organisation into the room. Raises Refused."""
    return _let_in(Room(invitation), actor=actor, sent=sent, people=list(people), group=group)


@_acts("deliberation.let_in")
def _let_in(room: Room, *, actor: Actor, on: date, people: list[Person], group: InnerGroup | None) -> Done:
    invitation = _open(room.invitation)
    _own_group(invitation, group)
    if not people:
        raise Refused(_("Choose at least one person."), code="nobody", field="people")
    known = set(may_be_let_in(invitation).values_list("pk", flat=True))
    if any(each.pk not in known for each in people):
        raise Refused(_("Choose people of your own organisation."), code="not_ours", field="people")
    _check_space(invitation, len(people), "people")
    made = [_guest(invitation, actor, each.name, group, person=each, user=each.user) for each in people]
    return _done(invitation, {"guests": [each.public_id for each in made]}, {}, made)


def invite(
    invitation: Invitation,
    *,
    actor: Actor,
    name: str,
    email: str,
    site: str,
    group: InnerGroup | None = None,
    sent: str = "",
) -> Guest:
    """Let in somebody by e-mail address, with a mail that leads to the room.

    Who has no sign-in yet gets a link that works once and for a few days. Whether somebody had one is not told. Done again
    with the same address it sends the mail anew. Raises Refused.
    """
    return _invite(Room(invitation), actor=actor, sent=sent, name=name, email=email, site=site, group=group)


@_acts("deliberation.invite")
def _invite(room: Room, *, actor: Actor, on: date, name: str, email: str, site: str, group: InnerGroup | None) -> Done:
    invitation = _open(room.invitation)
    _own_group(invitation, group)
    name, address = _line(name, "name", 120), checked_address(email)
    user = sign_in.user_of(address) or sign_in.new_user(address)
    guest = in_room(invitation).filter(user=user).first()
    if guest is None:
        _check_space(invitation, 1, "email")
        guest = _guest(invitation, actor, name, group, user=user)
    transaction.on_commit(partial(_mail, guest, user, site))
    return _done(invitation, {"guest": guest.public_id}, {"name": name, "email": address}, guest)


def _mail(guest: Guest, user: User, site: str) -> None:
    inviting.send(guest, user, site)


@_acts("deliberation.show_out")
def _show_out(room: Room, *, actor: Actor, on: date, guest: Guest) -> Done:
    invitation = room.invitation
    held = in_room(invitation).select_for_update(of=("self",), no_key=True).filter(pk=guest.pk).first()
    if held is None:
        raise Refused(_("This person is in the room no more."), code="gone")
    held.ended_at = clock.now()
    held.save(update_fields=["ended_at"])
    return _done(invitation, {"guest": held.public_id}, {"name": held.name}, held)


def show_out(invitation: Invitation, guest: Guest, *, actor: Actor) -> Guest:
    """From now on *guest* sees the room no more; what they said stays."""
    return _show_out(Room(invitation), actor=actor, guest=guest)


def _open(invitation: Invitation) -> Invitation:
    invitation.round = locked(invitation.round_id)
    if not may_write(invitation):
        raise closed()
    return invitation


def _own_group(invitation: Invitation, group: InnerGroup | None) -> None:
    if group is not None and group.invitation_id != invitation.pk:
        raise Refused(_("This group is not one of your organisation."), code="not_ours", field="group")


def _check_space(invitation: Invitation, more: int, field: str) -> None:
    if in_room(invitation).count() + more > MOST_GUESTS:
        raise Refused(_("There is room for %(most)s people."), code="too_many", field=field, most=MOST_GUESTS)


def _guest(
    invitation: Invitation, actor: Actor, name: str, group: InnerGroup | None, *, person=None, user=None
) -> Guest:
    return Guest.objects.create(
        invitation=invitation,
        person=person,
        user=user,
        name=name,
        group=group,
        invited_by=actor.name,
        invited_at=clock.now(),
    )


def _line(typed: str, field: str, longest: int) -> str:
    try:
        line = clean_line(typed)
    except TooLong as problem:
        raise Refused(problem.message, code=problem.code, field=field) from problem
    if not line:
        raise Refused(_("Fill in a name."), code="missing", field=field)
    if len(line) > longest:
        raise Refused(_("This is too long."), code="too_long", field=field)
    return line


def _done(invitation: Invitation, facts: dict, words: dict[str, str], result: object) -> Done:
    told = {"round": invitation.round.public_id, **facts}
    return Done(facts=told, words=words, result=result, scope=invitation.organisation.public_id)
