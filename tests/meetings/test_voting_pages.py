"""What the chair, the secretary, a member and a substitute see of a vote on the screen, and of one by hands."""

import pytest
from django.test import Client

from raadzaal.accounts.models import User
from raadzaal.council.models import Appointment
from raadzaal.meetings import actions
from raadzaal.meetings.models import CastVote, Decision
from tests.counting import queries_of
from tests.meetings.makers import DAY, SECRETARIAT, acting, on_day
from tests.meetings.test_agenda import add
from tests.meetings.test_electronic import EVERYBODY, begin
from tests.meetings.test_pages import signed_in, work

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def elsewhere(settings):
    settings.RAADZAAL_PROFILE = "voorbeeldraad"


@pytest.fixture
def secretariat(db):
    return signed_in("Griet Zwaan", Appointment.Role.SECRETARIAT)


def as_(who) -> Client:
    who.user = User.objects.create_user(f"{who.key}@raadzaal.example")
    who.save()
    client = Client()
    client.force_login(who.user)
    return client


def read(client, meeting, screen: str) -> str:
    with on_day(DAY):
        return client.get(work(meeting, screen)).content.decode()


def send(client, meeting, where: str, **told):
    with on_day(DAY):
        return client.post(work(meeting, where), told)


def at_reglement(chamber):
    meeting = chamber.opened(*EVERYBODY)
    item = add(meeting, "Reglement", "adopt")
    with on_day(DAY):
        actions.turn_to(meeting, actor=SECRETARIAT, item=item)
    return meeting, item


def test_the_chair_chooses_between_hands_and_screen(chamber, secretariat):
    meeting, item = at_reglement(chamber)
    text = read(secretariat, meeting, "voorzitter")
    assert "Stemmen bij handopsteken" in text and "Stemmen op het scherm" in text
    send(secretariat, meeting, f"punten/{item.public_id}/hoofdelijk", form="electronic", screen="chair")
    assert meeting.votings.get().form == "electronic"
    assert "Stemmen op het scherm" not in read(secretariat, meeting, "voorzitter")


def test_a_member_votes_and_is_told_that_it_was_recorded(chamber, secretariat):
    meeting, item = at_reglement(chamber)
    voting = begin(meeting, item)
    member = as_(chamber.members[0])
    text = read(member, meeting, "zaal")
    assert "<legend>Voor zetel 1 stemt u</legend>" in text
    assert text.count('type="radio" name="value"') == 4
    assert "Rules of procedure of the Example Council" in text
    assert send(member, meeting, "stemmen", voting=voting.public_id, value="against").status_code == 302
    text = read(member, meeting, "zaal")
    assert "u stemt tegen." in text and "Mijn stem wijzigen" in text
    waiting = read(secretariat, meeting, "griffie").split('id="live-not-voted"')[1].split("</section>")[0]
    assert chamber.members[0].name not in waiting and chamber.members[1].name in waiting


def test_the_substitute_beside_the_member_is_told_who_votes(chamber):
    meeting, item = at_reglement(chamber)
    voting = begin(meeting, item)
    beside = as_(chamber.substitutes[0])
    text = read(beside, meeting, "zaal")
    assert f"{chamber.members[0].name} heeft voor zetel 1 getekend en stemt daarvoor" in text
    assert 'name="value"' not in text
    send(beside, meeting, "stemmen", voting=voting.public_id, value="for")
    assert "U hebt een raadgevende stem" in read(beside, meeting, "zaal")
    assert not CastVote.objects.exists()


def test_afterwards_everybody_reads_the_result_with_its_rule(chamber, secretariat, client):
    meeting, item = at_reglement(chamber)
    voting = begin(meeting, item)
    for number in EVERYBODY:
        member = as_(chamber.members[number])
        send(member, meeting, "stemmen", voting=voting.public_id, value="for" if number < 7 else "against")
    send(secretariat, meeting, "stemming-sluiten", voting=voting.public_id)
    with on_day(DAY):
        text = client.get(f"/vergaderingen/{meeting.public_id}/scherm/").content.decode()
    assert "7 voor, 4 tegen, 0 blanco" in text
    assert "Er is per zetel op het scherm gestemd (Rules of procedure of the Example Council)" in text


def test_hands_are_counted_on_the_screen_of_the_secretary(chamber, secretariat):
    meeting, item = at_reglement(chamber)
    voting = begin(meeting, item, form="")
    assert "Handen voor" in read(secretariat, meeting, "griffie")
    wrong = send(secretariat, meeting, "stemming-sluiten", voting=voting.public_id, in_favour="veel", against="4")
    assert wrong.status_code == 422
    assert 'value="veel"' in wrong.content.decode() and 'value="4"' in wrong.content.decode()
    send(
        secretariat,
        meeting,
        "stemming-sluiten",
        voting=voting.public_id,
        in_favour="7",
        against="4",
        screen="secretary",
    )
    assert (Decision.objects.get().in_favour, Decision.objects.get().method) == (7, "show_of_hands")


def test_a_vote_takes_as_many_queries_in_a_larger_council(chamber):
    """Of the screen of a member, while a vote is held: with one and with ten who voted."""
    meeting, item = at_reglement(chamber)
    voting = begin(meeting, item)
    member = as_(chamber.members[0])
    with on_day(DAY):
        actions.cast(meeting, actor=_acting(chamber, 0), voting=voting, seat=chamber.seats[0], value="for")
    with on_day(DAY):
        few = queries_of(member, work(meeting, "zaal"))
    for number in EVERYBODY[1:]:
        with on_day(DAY):
            actions.cast(
                meeting, actor=_acting(chamber, number), voting=voting, seat=chamber.seats[number], value="for"
            )
    with on_day(DAY):
        assert queries_of(member, work(meeting, "zaal")) == few


def _acting(chamber, number):
    return acting("council_member", "", chamber.members[number])
