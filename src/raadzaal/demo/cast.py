"""Who is who in the show council, and in which capacity they act at the moment of the clock."""

from functools import lru_cache
from pathlib import Path

from raadzaal.accounts.actor import Actor, actor_of
from raadzaal.council import strict_yaml
from raadzaal.council.models import Body, Organisation, Person, Seat
from raadzaal.council.queries import actor_for
from raadzaal.journal import clock

FILE = Path(__file__).with_name("people.yaml")


@lru_cache(maxsize=1)
def people() -> dict:
    """The file `people.yaml`."""
    return strict_yaml.read(FILE)


def person(key: str) -> Person:
    return Person.objects.get(key=key)


def actor(key: str) -> Actor:
    return actor_for(person(key), clock.now())


def inside(key: str) -> Actor:
    """Somebody with what they hold now, the rooms that they were let into among it."""
    return actor_of(person(key).user, clock.now())


def body(key: str) -> Body:
    return Body.objects.get(key=key)


def organisation(key: str) -> Organisation:
    return Organisation.objects.get(key=key)


def seat(number: int) -> Seat:
    return Seat.objects.on(clock.today()).get(body__key="council", number=number)


def chair() -> Actor:
    return actor(people()["offices"]["council_chair"])


def secretary_general() -> Actor:
    return actor(people()["offices"]["secretary_general"])


def executive() -> Actor:
    """A member of the executive committee that is not the chair of the council."""
    return actor(people()["executive_committee"]["crown"][-1])


def secretariat() -> Actor:
    return actor(people()["secretariat"]["registry_officer"][0])


def communications() -> Actor:
    return actor(people()["secretariat"]["communications_officer"][0])


def administrator() -> Actor:
    return actor(people()["secretariat"]["administrator"][0])


def secretary_of(committee: str) -> Actor:
    return actor(people()["committees"][committee]["secretary"])


def chair_of(committee: str) -> Actor:
    return actor(people()["committees"][committee]["chair"])


def coordinator(organisation_key: str) -> Actor:
    return actor(people()["organisations"][organisation_key]["coordinator"])


def policy_officer(organisation_key: str) -> Actor:
    return actor(people()["organisations"][organisation_key]["policy_officer"])


def office(requester: str) -> Actor:
    """The office of a minister, a Chamber or the cabinet."""
    return actor(people()["requester_offices"][requester]["key"])


def member(number: int) -> Person:
    return person(people()["seats"][number]["member"])


def substitute(number: int) -> Person:
    return person(people()["seats"][number]["substitute"])
