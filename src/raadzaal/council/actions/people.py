from datetime import date
from functools import partial

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from raadzaal.accounts import invitation
from raadzaal.council.models import Person
from raadzaal.council.rules import KEEPERS
from raadzaal.journal.ids import new_id
from raadzaal.journal.models import Audience
from raadzaal.procedure.engine import Council, Done, performs
from raadzaal.procedure.refusals import Refused


def register_person(
    name: str, *, actor, on: date | None = None, sort_name: str = "", key: str = "", field_of_work: str = "", sent=""
) -> Person:
    """``sort_name`` is how somebody stands in a list ("Dolderen, Rutger van"); without it, the last word comes first."""
    given = {"name": name, "sort_name": sort_name, "key": key, "field_of_work": field_of_work}
    return _register(Council(), actor=actor, on=on, sent=sent, **given)


@performs("council.register_person", by=KEEPERS, audience=Audience.SECRETARIAT)
def _register(_council, *, actor, on, name: str, sort_name: str, key: str, field_of_work: str) -> Done:
    name = " ".join(name.split())
    if not name:
        raise Refused(_("A person needs a name."), code="missing", field="name")
    key = key or _key(name)
    if Person.objects.filter(key=key).exists():
        raise Refused(_("There is somebody with this key already."), code="double", field="key")
    person = Person.objects.create(
        key=key, name=name, sort_name=sort_name or _sort_name(name), field_of_work=field_of_work
    )
    return Done(facts={"person": person.public_id}, words={"person": name}, result=person)


def _key(name: str) -> str:
    """Two people may bear one name."""
    return f"{slugify(name)[:45]}-{new_id()[:6]}"


def _sort_name(name: str) -> str:
    *first, last = name.split()
    return f"{last}, {' '.join(first)}" if first else last


@performs("council.give_account", by=KEEPERS, audience=Audience.SECRETARIAT)
def give_account(person: Person, *, actor, on: date, email: str, site: str, invite: bool = True) -> Done:
    """Makes a sign-in for *person* and, once that is kept, mails a link with which they set a password.

    The link works once and for a few days. Done again for somebody who has one, with the same address, it sends a new link.
    ``site`` is where this installation is reached, such as ``https://raad.example/``. Without *invite* no mail goes out yet.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    address = checked_address(email)
    if person.user is None:
        person.user = _new_user(address)
        person.save(update_fields=["user"])
    elif person.user.email != address:
        raise Refused(_("%(person)s signs in with another address."), code="has_account", field="email", person=person)
    if invite:
        transaction.on_commit(partial(invitation.send, person.user, person.name, site))
    return Done(facts={"person": person.public_id}, words={"person": person.name, "email": address}, result=person.user)


def checked_address(email: str) -> str:
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise Refused(_("This is no e-mail address."), code="bad_email", field="email") from error
    return address


def _new_user(address: str):
    if invitation.is_taken(address):
        raise Refused(_("Somebody else signs in with this address."), code="email_taken", field="email")
    return invitation.new_user(address)
