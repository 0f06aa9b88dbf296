"""The show council comes into being: its profile, its people, and everybody in their place."""

from datetime import date

from raadzaal.accounts.actor import HOUSE
from raadzaal.council import actions, profile, rules
from raadzaal.council.models import Appointment, Body, Organisation, Person, Seat
from raadzaal.demo.cast import people
from raadzaal.journal import clock
from raadzaal.journal.acts import act

Role = Appointment.Role
SITE = "http://localhost:8000/"
MAIL = "raadzaal.example"
VOICES = {
    "advisory_member": Role.ADVISORY,
    "observing_member": Role.OBSERVING,
    "ministry_observer": Role.MINISTRY,
    "youth_platform_member": Role.ADVISORY,
}
HOUSE_ROLES = {
    "secretary_general": Role.SECRETARY_GENERAL,
    "communications_officer": Role.SECRETARIAT,
    "registry_officer": Role.SECRETARIAT,
    "administrator": Role.ADMINISTRATOR,
}


def install(today: date) -> None:
    """As from the clock's day: a former member still sits when the term before the one of *today* runs then.

    All in one act, in this order: profile, people, house, seats, offices, committees, organisations, accounts.
    """
    with act():
        actions.install(profile.active(), actor=HOUSE)
        Installation(today).everybody()


def present_term(today: date) -> tuple[date, date]:
    """First day, and first day after it."""
    made = profile.active()
    return rules.term_of(made.council.term, made.version, today)


def renew(today: date) -> None:
    """A new term: everybody in the council holds their place anew, but for the former members, who are succeeded."""
    since, _until = present_term(today)
    council = Body.objects.get(key="council")
    gone = Person.objects.filter(key__in=[each["person"] for each in people()["former_members"]])
    with act():
        actions.reappoint_all(council, actor=HOUSE, since=since, leaving=list(gone))
        for each in people()["former_members"]:
            successor = Person.objects.get(key=people()["seats"][each["seat"]]["member"])
            place = Seat.objects.on(since).get(body=council, number=each["seat"])
            actions.appoint(successor, actor=HOUSE, role=Role.MEMBER, seat=place, valid_from=since)


class Installation:
    def __init__(self, today: date) -> None:
        self.first_day = clock.today()
        self.today = today
        self.show = people()
        self.bodies = {body.key: body for body in Body.objects.all()}
        self.organisations = {each.key: each for each in Organisation.objects.all()}
        self.people: dict[str, Person] = {}

    def everybody(self) -> None:
        self._register()
        self._house()
        self._council()
        self._executive()
        for key, committee in self.show["committees"].items():
            self._committee(self.bodies[key], committee)
        self._organisations()
        for each in self.people.values():
            actions.give_account(each, actor=HOUSE, email=f"{each.key}@{MAIL}", site=SITE, invite=False)

    def _register(self) -> None:
        for key, told in self.show["people"].items():
            self.people[key] = actions.register_person(
                told["name"], actor=HOUSE, key=key, sort_name=told["sort_name"], field_of_work=told.get("field", "")
            )
        for office in self.show["requester_offices"].values():
            key = office["key"]
            self.people[key] = actions.register_person(office["name"], actor=HOUSE, key=key, sort_name=office["name"])

    def _appoint(self, key: str, role: str, *, since: date | None = None, **place) -> None:
        since = since or self.first_day
        actions.appoint(self.people[key], actor=HOUSE, role=role, valid_from=since, **place)

    def _house(self) -> None:
        for kind, role in HOUSE_ROLES.items():
            for key in self.show["secretariat"][kind]:
                self._appoint(key, role)
        in_a_committee = {each["secretary"] for each in self.show["committees"].values()}
        for key in self.show["secretariat"]["committee_secretary"]:
            if key not in in_a_committee:
                self._appoint(key, Role.SECRETARIAT)

    def _council(self) -> None:
        """Who left with the term before is recorded for that term, and is succeeded in the present one."""
        begins = present_term(self.today)[0]
        since = present_term(self.first_day)[0]
        former = {each["seat"]: each["person"] for each in self.show["former_members"]}
        council = self.bodies["council"]
        for seat in Seat.objects.on(since).filter(body=council):
            pair = self.show["seats"][seat.number]
            if seat.number in former:
                before = present_term(date(begins.year - 1, begins.month, begins.day))[0]
                self._appoint(former[seat.number], Role.MEMBER, since=before, seat=seat)
            if seat.number not in former or since == begins:
                self._appoint(pair["member"], Role.MEMBER, since=since, seat=seat)
            self._appoint(pair["substitute"], Role.SUBSTITUTE, since=since, seat=seat)
        self._appoint(self.show["offices"]["council_chair"], Role.CHAIR, since=since, body=council)
        for office in ("first_deputy_chair", "second_deputy_chair"):
            self._appoint(self.show["offices"][office], Role.DEPUTY_CHAIR, since=since, body=council)

    def _executive(self) -> None:
        for group, members in self.show["executive_committee"].items():
            for key in members:
                self._appoint(key, Role.MEMBER, body=self.bodies["executive_committee"], group=group)

    def _committee(self, body: Body, committee: dict) -> None:
        self._appoint(committee["chair"], Role.CHAIR, body=body)
        self._appoint(committee["secretary"], Role.SECRETARY, body=body)
        for kind, role in (("members", Role.MEMBER), ("substitutes", Role.SUBSTITUTE)):
            for group, keys in committee[kind].items():
                for key in keys:
                    self._appoint(key, role, body=body, group=group)
        for voice, role in VOICES.items():
            for key in committee.get(voice, []):
                self._appoint(key, role, body=body, organisation=self._sends(key))

    def _sends(self, key: str) -> Organisation | None:
        """The ministry or institution somebody comes from."""
        sent = {**self.show["ministry_observers"], **self.show["institutions"]}
        place = next((place for place, sent_by in sent.items() if sent_by == key), None)
        return self.organisations.get(place)

    def _organisations(self) -> None:
        for each in self.organisations.values():
            actions.set_address(each, actor=HOUSE, email=f"{each.key.replace('_', '-')}@{MAIL}")
        for key, pair in self.show["organisations"].items():
            self._appoint(pair["coordinator"], Role.COORDINATOR, organisation=self.organisations[key])
            self._appoint(pair["policy_officer"], Role.STAFF, organisation=self.organisations[key])
        for key, office in self.show["requester_offices"].items():
            self._appoint(office["key"], Role.REQUESTER, organisation=self.organisations[key])
        attending = {key for each in self.show["committees"].values() for key in each.get("ministry_observer", [])}
        for ministry, key in self.show["ministry_observers"].items():
            if key not in attending:
                self._appoint(
                    key, Role.MINISTRY, body=self.bodies["council"], organisation=self.organisations[ministry]
                )
