"""Another council, by its profile alone: from the call to published minutes, with everything that the Dutch act does not know.

Hands that are counted, votes on a screen, a casting vote, amendments of which one makes another fall, a rapporteur, a fixed
quorum that is lower at the second call.
"""

from datetime import date, datetime, time, timedelta

import pytest

from raadzaal.council import actions as council
from raadzaal.council import queries
from raadzaal.council.models import Organisation, Seat
from raadzaal.journal import acts
from raadzaal.journal.clock import LEGAL_ZONE
from raadzaal.journal.verification import verify
from raadzaal.meetings import actions
from raadzaal.meetings.models import Meeting, Minutes, Proposal
from raadzaal.meetings.queries.proposals import in_order
from raadzaal.procedure.refusals import Refused
from raadzaal.texts.queries import current
from tests.example_council import (
    BEGINS,
    PRESIDENT,
    SECRETARIAT,
    at,
    called,
    draft,
    installed,
    now,
    of,
    proposes,
    signed,
)

pytestmark = pytest.mark.django_db
CALLED, DAY = date(2026, 3, 2), date(2026, 3, 11)


@pytest.fixture(autouse=True)
def the_journal_verifies(db):
    """In a council of its own, not in the one that the other journeys share."""
    yield
    assert verify().ok


@pytest.fixture
def here(settings, db):
    """The example council with all its fifteen members; an expert presides."""
    settings.RAADZAAL_PROFILE = "voorbeeldraad"
    with at(BEGINS):
        return installed()


def test_from_the_call_to_published_minutes(here):
    body, people = here
    # Given a meeting that was called, with an opinion for which one member answers, and a rule of procedure
    with at(CALLED):
        meeting = called(body, DAY)
        case, work = draft(CALLED)
        with acts.act():
            opinion = actions.put_on_agenda(meeting, case, "adopt", on=CALLED)
        actions.change_item(meeting, actor=SECRETARIAT, item=opinion, title="", kind="adopt", rapporteur=people[9])
        budget = actions.add_item(meeting, actor=SECRETARIAT, title="Begroting", kind="adopt", subject="ordinance")
        rules = actions.add_item(meeting, actor=SECRETARIAT, title="Reglement", kind="adopt")
        first, second, _third = work.nodes.order_by("pk")
        wide = proposes(meeting, opinion, people[1], first, "De raad wil geen opleiding maar loon.")
        narrow = proposes(meeting, opinion, people[5], first, "De raad wil minder opleiding.")
        apart = proposes(meeting, opinion, people[11], second, "De kosten zijn laag.")

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
        meeting = called(body, DAY)
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
        meeting = called(body, DAY)
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
