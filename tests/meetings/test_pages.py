from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from raadzaal.accounts.models import User
from raadzaal.council.models import Appointment
from raadzaal.journal import acts
from raadzaal.meetings import actions, registry
from raadzaal.meetings.forms import RollCallForm
from raadzaal.meetings.models import Decision, Meeting
from raadzaal.ui.shapes import ActView, NavItem
from tests.meetings.makers import DAY, SECRETARIAT, acting, appoint, at_noon, case, hall, on_day, person

pytestmark = pytest.mark.django_db
ROLE = Appointment.Role


def signed_in(name: str, role: str, body=None) -> Client:
    who = person(name)
    who.user = User.objects.create_user(f"{who.key}@raadzaal.example")
    who.save()
    appoint(who, role, body)
    client = Client()
    client.force_login(who.user)
    return client


@pytest.fixture
def secretariat(db):
    return signed_in("Griet Zwaan", ROLE.SECRETARIAT)


def public(meeting) -> str:
    return f"/vergaderingen/{meeting.public_id}/"


def work(meeting, *rest: str) -> str:
    return "/".join(["/werk/vergaderingen", meeting.public_id, *rest, ""])


def decided(chamber, *, against=(5, 6, 7)):
    meeting = chamber.opened(*range(8))
    item = chamber.item(meeting, case())
    votes = {chamber.seats[n].pk: "against" if n in against else "for" for n in range(8)}
    with on_day(DAY), acts.act():
        actions.decide_by_votes(item, votes, actor=acting("council_chair"), on=DAY)
    return meeting


def test_everybody_reads_when_the_council_meets(chamber):
    meeting = chamber.plan(place="Raadzaal, Den Haag")
    past = chamber.plan(DAY + timedelta(days=28))
    with on_day(DAY + timedelta(days=14)):
        text = Client().get("/vergaderingen/").content.decode()
    ahead, gone = text.split('id="past"')
    assert "16 april 2026" in ahead
    assert "19 maart 2026" in gone
    assert public(meeting) in gone
    assert public(past) in ahead


def test_closed_meetings_are_for_those_of_the_committee(chamber):
    committee = hall("standing", "duo")
    meeting = committee.plan()
    member = signed_in("Bram Poel", ROLE.MEMBER, committee.body)
    stranger = signed_in("Sien Kade", ROLE.MEMBER, chamber.body)
    for client in (Client(), stranger):
        assert client.get(public(meeting)).status_code == 404
        with on_day(DAY - timedelta(days=1)):
            assert meeting.public_id not in client.get("/vergaderingen/").content.decode()
    with on_day(DAY - timedelta(days=1)):
        assert meeting.public_id in member.get("/vergaderingen/").content.decode()
    assert "Besloten vergadering" in member.get(public(meeting)).content.decode()


def test_the_page_tells_who_was_there_what_was_decided_and_why(chamber):
    meeting = decided(chamber)
    text = Client().get(public(meeting)).content.decode()
    assert "Groene groei" in text
    assert "Vastgesteld" in text
    assert "Hoofdelijke stemming, " in text
    assert "5 voor, 3 tegen" in text
    assert "art. 26 Wet op de SER" in text
    assert "art. 20 Wet op de SER" in text
    assert "FNV" in text
    assert "Lid 7 raad" in text
    assert "zonder last of ruggespraak" in text


def test_the_page_speaks_english_too(chamber):
    text = Client().get("/en" + public(decided(chamber))).content.decode()
    assert "5 in favour, 3 against" in text
    assert "Members vote without instruction" in text


def test_a_meeting_page_takes_as_many_queries_for_a_long_agenda(chamber):
    meeting = decided(chamber)
    visitor = Client()
    visitor.get(public(meeting))
    one = _queries(lambda: visitor.get(public(meeting)))
    for number in range(6):
        item = chamber.item(meeting, case(f"Advies {number}"))
        with on_day(DAY), acts.act():
            votes = {chamber.seats[n].pk: "for" for n in range(8)}
            actions.decide_by_votes(item, votes, actor=acting("council_chair"), on=DAY)
    assert _queries(lambda: visitor.get(public(meeting))) == one


def _queries(work) -> int:
    with CaptureQueriesContext(connection) as seen:
        work()
    return len(seen)


@pytest.fixture
def shower():
    """An upper room that tells of the papers and acts of every item."""

    def show(items, actor):
        acts_ = [ActView("adopt", "Besluit vastleggen", "/besluit/", open=True)] if actor.roles() else []
        return {
            item.pk: registry.ItemView("/dossier/", [NavItem("Ontwerpadvies", "/ontwerp/")], acts_) for item in items
        }

    registry.register(show)
    yield
    registry._showers.remove(show)


def test_upper_rooms_tell_what_belongs_to_an_item(chamber, secretariat, shower):
    meeting = decided(chamber)
    text = Client().get(public(meeting)).content.decode()
    assert 'href="/ontwerp/"' in text
    assert 'href="/dossier/"' in text
    assert "Besluit vastleggen" not in text
    assert "Besluit vastleggen" in secretariat.get(work(meeting)).content.decode()


def test_the_secretariat_runs_a_meeting_from_plan_to_closing(chamber, secretariat):
    with on_day(DAY - timedelta(days=3)):
        given = {"body": chamber.body.public_id, "day": DAY.isoformat(), "time": "10:15", "place": "Raadzaal"}
        made = secretariat.post("/werk/vergaderingen/", given | {"public": "on"})
        meeting = Meeting.objects.get()
        assert made["Location"] == work(meeting)
        assert meeting.starts_at.isoformat() == "2026-03-19T09:15:00+00:00"
        called = secretariat.post(work(meeting, "oproepen"), follow=True).content.decode()
        assert "De leden zijn 3 dagen vooraf opgeroepen; de huisregel vraagt 7 dagen meer." in called
    with on_day(DAY):
        refused = secretariat.post(work(meeting, "openen"))
        assert refused.status_code == 422
        assert "geen quorum" in refused.content.decode()
        sheet = {f"seat-{chamber.seats[n].pk}": chamber.members[n].pk for n in range(5)}
        sheet[f"seat-{chamber.seats[5].pk}"] = chamber.substitutes[5].pk
        sheet[f"seat-{chamber.seats[6].pk}"] = "-"
        shown = secretariat.post(work(meeting, "presentielijst"), sheet, follow=True).content.decode()
        assert "De vergadering kan doorgaan" in shown or "6 van de 11" in shown
        assert secretariat.post(work(meeting, "openen")).status_code == 302
        assert secretariat.post(work(meeting, "sluiten")).status_code == 302
        assert secretariat.post(work(meeting, "sluiten")).status_code == 422
    meeting.refresh_from_db()
    assert meeting.state == Meeting.State.CLOSED
    assert meeting.presences.count() == 6


def test_what_was_typed_stays_when_a_plan_is_refused(chamber, secretariat):
    with on_day(DAY):
        given = {"body": chamber.body.public_id, "day": "2026-03-01", "time": "10:15", "place": "Zaal 7"}
        refused = secretariat.post("/werk/vergaderingen/", given)
        assert refused.status_code == 422
        assert "Zaal 7" in refused.content.decode()
        assert secretariat.post("/werk/vergaderingen/", given | {"day": ""}).status_code == 422
    assert not Meeting.objects.exists()


def test_a_sheet_with_somebody_who_may_not_sit_there_is_refused(chamber, secretariat):
    meeting = chamber.convened()
    with on_day(DAY):
        wrong = {f"seat-{chamber.seats[0].pk}": chamber.members[1].pk}
        assert secretariat.post(work(meeting, "presentielijst"), wrong).status_code == 422
    with on_day(DAY - timedelta(days=1)):
        early = {f"seat-{chamber.seats[0].pk}": chamber.members[0].pk}
        assert secretariat.post(work(meeting, "presentielijst"), early).status_code == 422
    assert not meeting.presences.exists()


def test_a_next_call_is_made_from_the_page(chamber, secretariat):
    meeting = chamber.convened()
    with on_day(DAY):
        assert "opnieuw oproepen" in secretariat.get(work(meeting)).content.decode()
        assert secretariat.post(work(meeting, "opnieuw"), {"day": "", "time": "10:15"}).status_code == 422
        assert secretariat.post(work(meeting, "opnieuw"), {"day": "2026-03-01", "time": "10:15"}).status_code == 422
        made = secretariat.post(work(meeting, "opnieuw"), {"day": "2026-03-26", "time": "10:15"})
    again = Meeting.objects.get(call=2)
    assert made["Location"] == work(again)


def test_a_request_for_a_vote_is_recorded(chamber, secretariat):
    meeting = chamber.opened(*range(6))
    item = chamber.item(meeting, case())
    url = work(meeting, "punten", item.public_id, "stemming")
    with on_day(DAY):
        assert secretariat.post(url, {"person": chamber.members[8 - 1].public_id}).status_code == 422
        shown = secretariat.post(url, {"person": chamber.members[2].public_id}, follow=True).content.decode()
    assert "Lid 2 raad heeft om stemming gevraagd" in shown
    with on_day(DAY):
        actions.close_meeting(meeting, actor=SECRETARIAT)
        assert secretariat.post(url, {"person": chamber.members[2].public_id}).status_code == 422


def test_running_a_meeting_is_for_who_runs_it(chamber):
    meeting = chamber.convened()
    posts = [("oproepen",), ("presentielijst",), ("openen",), ("sluiten",), ("opnieuw",), ("punten", "x", "stemming")]
    member = signed_in("Sien Kade", ROLE.MEMBER, chamber.body)
    for client in (member, signed_in("Aart Vliet", ROLE.SECRETARY, hall("standing", "duo").body)):
        assert client.get(work(meeting)).status_code == 404
        for rest in posts:
            assert client.post(work(meeting, *rest)).status_code == 404
    assert member.get("/werk/vergaderingen/").status_code == 404
    assert Client().get(work(meeting))["Location"].startswith("/account/login/")


def test_a_committee_secretary_runs_the_own_meetings_only(chamber):
    committee = hall("standing", "duo")
    own, other = committee.convened(), chamber.convened()
    secretary = signed_in("Aart Vliet", ROLE.SECRETARY, committee.body)
    assert secretary.get(work(own)).status_code == 200
    text = secretary.get("/werk/vergaderingen/").content.decode()
    assert own.public_id in text
    assert other.public_id not in text


def test_the_roll_call_form_gives_everybody_their_vote_all_for_except(chamber):
    meeting = chamber.opened(*range(6))
    exception = f"seat-{chamber.seats[2].pk}"
    form = RollCallForm(meeting, {"rest": "for", exception: "against"})
    assert form.is_valid()
    votes = form.votes()
    assert votes[chamber.seats[2].pk] == "against"
    assert list(votes.values()).count("for") == 5
    silent = RollCallForm(meeting, {exception: "blank"})
    assert silent.is_valid()
    assert silent.votes() == {chamber.seats[2].pk: "blank"}
    assert not RollCallForm(meeting, {exception: "perhaps"}).is_valid()
    assert [row.chosen for row in form.rows()][2] == "against"


def test_the_roll_call_is_for_those_who_signed(chamber):
    meeting = chamber.opened(*range(6))
    form = RollCallForm(meeting, {f"seat-{chamber.seats[10].pk}": "for", "rest": ""})
    assert form.is_valid()
    assert form.votes() == {}
    assert len(form.rows()) == 6
    assert not Decision.objects.exists()
    assert at_noon(DAY) > meeting.starts_at
