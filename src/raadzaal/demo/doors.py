"""The doors of the show council: for each role who can be entered as, what they can do, and what waits for them."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from raadzaal.council.models import Person
from raadzaal.council.queries import actor_for
from raadzaal.demo.cast import people, person
from raadzaal.journal import clock
from raadzaal.meetings.models import Meeting
from raadzaal.workspace.waiting import Waiting, waiting

SHOWN = 3


@dataclass(frozen=True)
class Visitor:
    """Somebody one can enter as; ``as_what`` tells their roles, ``waits`` the most urgent of what waits for them."""

    person: Person
    as_what: tuple[str, ...]
    waits: tuple[Waiting, ...]
    number: int


@dataclass(frozen=True)
class Door:
    title: object
    can: object
    visitors: tuple[Visitor, ...]


@dataclass(frozen=True)
class Walk:
    """A way in with something to do at the end of it."""

    title: object
    what: object
    person: Person


def walks() -> list[Walk]:
    """For who has a quarter of an hour: an organisation that is asked, and a secretary on a Monday morning."""
    show = people()
    return [
        Walk(
            _("As a policy officer of a union"),
            _(
                "A draft has come in and there are two hours: react paragraph by paragraph, and let the coordinator send it."
            ),
            person(show["organisations"]["cnv"]["policy_officer"]),
        ),
        Walk(
            _("As the secretary of a committee"),
            _("It is Monday morning: what waits, which draft needs work, and what do the organisations say of it?"),
            person(show["committees"]["sea"]["secretary"]),
        ),
    ]


@dataclass(frozen=True)
class Seated:
    """Somebody in the meeting that goes on, and the screen that is theirs."""

    title: object
    screen: str
    person: Person


@dataclass(frozen=True)
class Running:
    meeting: Meeting
    seated: list[Seated]


def going_on() -> Meeting | None:
    """The meeting of the council that goes on now."""
    return Meeting.objects.filter(body__key="council", state=Meeting.State.OPEN).order_by("starts_at").last()


def running() -> Running | None:
    meeting = going_on()
    if meeting is None:
        return None
    show = people()
    votes = meeting.presences.filter(as_substitute=False).exclude(person__key=show["offices"]["council_chair"])
    found = [
        Seated(_("As its chair"), "chair", person(show["offices"]["council_chair"])),
        Seated(_("As its secretary"), "secretary", person(show["secretariat"]["registry_officer"][0])),
    ]
    if last := votes.select_related("person").order_by("seat__number").last():
        found.append(Seated(_("As a member"), "member", last.person))
    return Running(meeting, found)


def doors() -> list[Door]:
    """Everybody behind a door is looked up at once; what waits for them, one by one."""
    plan = _plan()
    known = {each.key: each for each in Person.objects.filter(key__in=[key for *_words, keys in plan for key in keys])}
    return [Door(title, can, tuple(_visitor(known[key]) for key in keys if key in known)) for title, can, keys in plan]


def others() -> list[Person]:
    """Everybody else in the show council, by name."""
    behind_a_door = {key for *_words, keys in _plan() for key in keys}
    return list(Person.objects.filter(key__in=cast_keys() - behind_a_door))


def cast_keys() -> set[str]:
    """Who was invented: nobody else can be entered as."""
    show = people()
    return set(show["people"]) | {office["key"] for office in show["requester_offices"].values()}


def _visitor(person: Person) -> Visitor:
    actor = actor_for(person, clock.now())
    found = waiting(actor)
    return Visitor(person, tuple(capacity.label for capacity in actor.capacities), tuple(found[:SHOWN]), len(found))


def _plan() -> list[tuple[object, object, list[str]]]:
    show = people()
    organisations = list(show["organisations"].values())
    secretaries = [committee["secretary"] for committee in show["committees"].values()]
    return [
        (
            _("Requester"),
            _("Ask the council for advice, receive it and answer it."),
            [
                show["requester_offices"][key]["key"]
                for key in ("minister_szw", "minister_ocw", "house_of_representatives")
            ],
        ),
        (
            _("Secretariat"),
            _("Register requests, send letters, convene meetings, publish, and record appointments."),
            [show["secretariat"]["registry_officer"][0], show["offices"]["secretary_general"]],
        ),
        (
            _("Executive committee"),
            _("Decide whether to take up a request, and which committee prepares the advice."),
            [show["executive_committee"]["crown"][-1], show["offices"]["first_deputy_chair"]],
        ),
        (
            _("Committee secretary"),
            _("Write the draft, consult the organisations and work in what they say."),
            secretaries,
        ),
        (
            _("Committee chair and members"),
            _("Read drafts and reactions, and table the advice."),
            [show["committees"]["sea"]["chair"], show["committees"]["sea"]["members"]["workers"][1]],
        ),
        (
            _("Organisations"),
            _("React to a draft paragraph by paragraph, and submit one reply for the organisation."),
            [pair["coordinator"] for pair in organisations] + [organisations[0]["policy_officer"]],
        ),
        (
            _("Council"),
            _("Sign in for a meeting, decide on an advice, and have a view of one's own recorded."),
            [show["offices"]["council_chair"], show["seats"][16]["member"], show["seats"][16]["substitute"]],
        ),
        (
            _("Without a vote"),
            _("Follow the work of a committee, as an observer of a ministry or as an advisory member."),
            [show["ministry_observers"]["minister_szw"], show["institutions"]["scp"]],
        ),
        (
            _("Administrator, and somebody who left"),
            _("Keep the record of people and roles; and see what remains when a term has ended: nothing."),
            [show["secretariat"]["administrator"][0], show["former_members"][0]["person"]],
        ),
    ]
