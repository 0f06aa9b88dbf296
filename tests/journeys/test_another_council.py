"""Another council, by its profile alone: from the call to published minutes, with everything that the Dutch act does not know.

Hands that are counted, votes on a screen, a casting vote, amendments of which one makes another fall, a rapporteur, a fixed
quorum that is lower at the second call.
"""

from datetime import date, datetime, time, timedelta

import pytest

from raadzaal.accounts.actor import HOUSE, Actor, Capacity
from raadzaal.council import actions as council
from raadzaal.council import profile, queries
from raadzaal.council.models import Appointment, Organisation, Seat
from raadzaal.journal import acts, clock
from raadzaal.journal.clock import LEGAL_ZONE
from raadzaal.journal.verification import verify
from raadzaal.meetings import actions
from raadzaal.meetings.models import Meeting, Minutes, Proposal
from raadzaal.meetings.queries.proposals import in_order
from raadzaal.procedure.models import Case
from raadzaal.procedure.refusals import Refused
from raadzaal.texts import actions as texts
from raadzaal.texts.blocks import Block, Kind
from raadzaal.texts.queries import current

pytestmark = pytest.mark.django_db
SECRETARIAT = Actor("secretariat", "Nadia Verbeeck", (Capacity("secretariat"),))
CALLED, DAY = date(2026, 3, 2), date(2026, 3, 11)
PRESIDENT = 13
NAMES = (
    "Amélie Fontaine", "Bram Deceuninck", "Carla Ossewaarde", "Dirk Maes", "Els Vandamme", "Farid Benali", "Greet Sohier",
    "Hugo Lambrecht", "Ines Cortvriendt", "Joris Pauwels", "Karin Steyaert", "Luc Hendrickx", "Marc Delvaux", "Nele Bogaert",
    "Omar Yildiz",
)  # fmt: skip


@pytest.fixture(autouse=True)
def the_journal_verifies(db):
    """In a council of its own, not in the one that the other journeys share."""
    yield
    assert verify().ok


@pytest.fixture
def here(settings, db):
    """The example council with all its fifteen members; an expert presides."""
    settings.RAADZAAL_PROFILE = "voorbeeldraad"
    with at(date(2025, 2, 1)):
        body = council.install(profile.load("voorbeeldraad"), actor=HOUSE)
        people = {}
        for number, name in enumerate(NAMES, start=1):
            people[number] = council.register_person(name, actor=SECRETARIAT)
            seat = Seat.objects.get(body=body, number=number)
            council.appoint(people[number], actor=SECRETARIAT, role="member", seat=seat, valid_from=date(2025, 2, 1))
        chair = {"role": Appointment.Role.CHAIR, "body": body, "valid_from": date(2025, 2, 1)}
        council.appoint(people[PRESIDENT], actor=SECRETARIAT, **chair)
    return body, people


def at(day: date, hour: int = 10):
    return clock.at(datetime.combine(day, time(hour), LEGAL_ZONE))


def of(person) -> Actor:
    return Actor(person.public_id, person.name, (Capacity("council_member"),))


def called(body, day: date = DAY) -> Meeting:
    meeting = actions.plan(
        body, actor=SECRETARIAT, starts_at=datetime.combine(day, time(9, 30), LEGAL_ZONE), place="Zaal 1"
    )
    actions.convene(meeting, actor=SECRETARIAT)
    return meeting


def signed(meeting, people, numbers) -> None:
    seats = {
        seat.pk: people[seat.number].pk for seat in Seat.objects.filter(body=meeting.body) if seat.number in numbers
    }
    actions.sign_sheet(meeting, actor=SECRETARIAT, seats=seats)


def now(meeting) -> Meeting:
    return Meeting.objects.select_related("body").get(pk=meeting.pk)


def draft() -> tuple[Case, object]:
    """An opinion of three paragraphs, as the section hands it over."""
    writer = Actor("section", "Afdelingssecretaris", (Capacity("committee_secretary"),))
    case = Case.objects.create(
        procedure="advice", profile_version="2025-01-01", stage="tabled", title="Werk en inkomen", opened_on=CALLED
    )
    with acts.act():
        work, last = texts.begin(case.public_id), None
        for words in ("De raad wil meer opleiding.", "De kosten zijn hoog.", "Begin dit jaar."):
            last = texts.add(work, after=last, block=Block(Kind.PARAGRAPH, 0, words), actor=writer).node
    return case, work


def test_from_the_call_to_published_minutes(here):
    body, people = here
    # Given a meeting that was called, with an opinion for which one member answers, and a rule of procedure
    with at(CALLED):
        meeting = called(body)
        case, work = draft()
        with acts.act():
            opinion = actions.put_on_agenda(meeting, case, "adopt", on=CALLED)
        actions.change_item(meeting, actor=SECRETARIAT, item=opinion, title="", kind="adopt", rapporteur=people[9])
        budget = actions.add_item(meeting, actor=SECRETARIAT, title="Begroting", kind="adopt", subject="ordinance")
        rules = actions.add_item(meeting, actor=SECRETARIAT, title="Reglement", kind="adopt")
        first, second, _third = work.nodes.order_by("pk")
        wide = _proposes(meeting, opinion, people[1], first, "De raad wil geen opleiding maar loon.")
        narrow = _proposes(meeting, opinion, people[5], first, "De raad wil minder opleiding.")
        apart = _proposes(meeting, opinion, people[11], second, "De kosten zijn laag.")

    # When twelve of fifteen have come, which is more than the eight that the act asks
    with at(DAY):
        signed(meeting, people, {*range(1, 12), PRESIDENT})
        actions.open_meeting(meeting, actor=SECRETARIAT)
        meeting = now(meeting)

        # Then the amendment that reaches furthest comes first, by hands; adopted, it makes the other fall
        assert [row.proposal.number for row in in_order(opinion)] == [wide.number, narrow.number, apart.number]
        adopted = _by_hands(meeting, opinion, {"for": 7, "against": 4, "blank": 1}, proposal=wide)
        assert adopted.state == Proposal.State.ADOPTED
        narrow.refresh_from_db()
        assert (narrow.state, narrow.fell_with) == (Proposal.State.FALLEN, wide)

        # And six against six on the next is decided by the president, who voted against
        lost = _on_screen(meeting, opinion, people, dict.fromkeys((1, 2, 3, 4, 5, 6), "for")
                          | dict.fromkeys((7, 8, 9, 10, 11, PRESIDENT), "against"), proposal=apart)  # fmt: skip
        assert lost.state == Proposal.State.REJECTED
        assert "casting_vote" in [step["code"] for step in lost.explanation]
        assert [line.block.notation for line in current(work)][0] == "De raad wil geen opleiding maar loon."

        # And the opinion as a whole has a majority of those present, counted for, against and abstained
        with acts.act():
            hands = actions.Hands({"for": 8, "against": 3, "blank": 1})
            whole = actions.decide_by_votes(opinion, hands, actor=SECRETARIAT, on=DAY, method="show_of_hands")
        assert (whole.result, whole.in_favour, whole.against, whole.blank) == ("adopted", 8, 3, 1)

        # And the budget asks three fifths of all fifteen seats, name by name
        refused_budget = _by_name(meeting, budget, people, dict.fromkeys(range(1, 9), "for") | {9: "against"})
        assert (refused_budget.method, refused_budget.result) == ("roll_call", "rejected")

        # And nothing is adopted here only because nobody asked for a vote
        with pytest.raises(Refused):
            actions.adopt_unopposed(meeting, actor=SECRETARIAT, items=[rules])
        tie = dict.fromkeys((1, 2, 3, 4, 5, PRESIDENT), "for") | dict.fromkeys((6, 7, 8, 9, 10, 11), "against")
        assert _on_screen(meeting, rules, people, tie).result == "adopted"
        actions.close_meeting(meeting, actor=SECRETARIAT)

    # Then the minutes make themselves, and the next meeting approves them
    with at(DAY + timedelta(days=1)):
        actions.draw_up_minutes(now(meeting), actor=SECRETARIAT)
    _approved(body, people, meeting)
    with at(DAY + timedelta(days=29)):
        actions.publish_minutes(now(meeting), actor=SECRETARIAT)
    minutes = Minutes.objects.get(meeting=meeting)
    words = " ".join(line.block.notation for line in current(minutes.work))
    assert minutes.state == Minutes.State.PUBLISHED
    assert "Rapporteur: Ines Cortvriendt" in words
    assert "8 voor, 3 tegen, 1 blanco" in words
    assert "De stem van de voorzitter geeft de doorslag" in words or "De stem van de voorzitter beslist" in words
    assert "Wet op de SER" not in words


def test_the_second_call_needs_fewer_and_the_first_is_not_held(here):
    body, people = here
    with at(CALLED):
        meeting = called(body)
    with at(DAY):
        signed(meeting, people, range(1, 8))
        with pytest.raises(Refused, match="7"):
            actions.open_meeting(meeting, actor=SECRETARIAT)
        later = datetime.combine(DAY + timedelta(days=14), time(9, 30), LEGAL_ZONE)
        again = actions.call_again(meeting, actor=SECRETARIAT, starts_at=later)
        actions.convene(now(again), actor=SECRETARIAT) if again.state == Meeting.State.PLANNED else None
    with at(DAY + timedelta(days=14)):
        signed(again, people, range(1, 6))
        assert actions.open_meeting(now(again), actor=SECRETARIAT).state == Meeting.State.OPEN


def test_a_rapporteur_sits_in_the_body_and_the_other_council_knows_none(here, settings):
    body, people = here
    with at(CALLED):
        meeting = called(body)
        stranger = council.register_person("Piet Vreemd", actor=SECRETARIAT)
        told = {"actor": SECRETARIAT, "title": "Verslag", "kind": "talk"}
        with pytest.raises(Refused) as refusal:
            actions.add_item(meeting, rapporteur=stranger, **told)
        assert refusal.value.code == "not_in_body"
        settings.RAADZAAL_PROFILE = "ser"
        with pytest.raises(Refused):
            actions.add_item(meeting, rapporteur=people[1], **told)
    assert not meeting.items.exists()


def test_the_council_has_the_groups_and_organisations_of_its_profile(here):
    body, people = here
    made = queries.composition(body, DAY)
    assert made.groups == ["employers", "workers", "civil_society", "experts"]
    assert [len(made.of_group(group)) for group in made.groups] == [4, 4, 4, 3]
    assert {each.key for each in Organisation.objects.filter(kind="social_partner")} >= {
        "enterprise_union",
        "labour_union",
    }
    assert len(people) == 15


# -- how each is voted on ----------------------------------------------------------------------------------------------


def _proposes(meeting, item, who, node, words) -> Proposal:
    return actions.propose(
        meeting, actor=of(who), item=item, proposer=who, node=node, change="replace", notation=words
    )  # fmt: skip


def _by_hands(meeting, item, counts, **more):
    voting = actions.open_voting(meeting, actor=SECRETARIAT, item=item, **more)
    assert voting.by_hands
    return actions.close_voting(meeting, actor=SECRETARIAT, voting=voting, hands=actions.Hands(counts))


def _on_screen(meeting, item, people, votes, **more):
    voting = actions.open_voting(meeting, actor=SECRETARIAT, item=item, form="electronic", **more)
    for number, value in votes.items():
        seat = Seat.objects.get(body=meeting.body, number=number)
        actions.cast(meeting, actor=of(people[number]), voting=voting, seat=seat, value=value)
    return actions.close_voting(meeting, actor=SECRETARIAT, voting=voting)


def _by_name(meeting, item, people, votes):
    voting = actions.open_voting(meeting, actor=SECRETARIAT, item=item)
    seats = {seat.number: seat.pk for seat in Seat.objects.filter(body=meeting.body)}
    given = {seats[number]: value for number, value in votes.items()}
    actions.record_votes(meeting, actor=SECRETARIAT, voting=voting, votes=given, seen={})
    return actions.close_voting(meeting, actor=SECRETARIAT, voting=voting)


def _approved(body, people, meeting) -> None:
    day = DAY + timedelta(days=28)
    with at(DAY + timedelta(days=2)):
        following = called(body, day)
        point = actions.add_item(following, actor=SECRETARIAT, title="Verslag", kind="minutes", minutes_of=now(meeting))
    with at(day):
        signed(following, people, range(1, 10))
        actions.open_meeting(following, actor=SECRETARIAT)
        assert _by_hands(now(following), point, {"for": 9}).result == "adopted"
