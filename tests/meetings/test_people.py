"""On the page of a member and of an organisation: what they did in public meetings, and nothing of what was behind closed doors."""

import json

import pytest
from django.test import Client

from raadzaal.council import popolo
from raadzaal.council.models import Appointment
from raadzaal.meetings import actions
from raadzaal.meetings.models import AgendaItem, Decision, Meeting
from tests.counting import queries_of
from tests.meetings.makers import DAY, SECRETARIAT, on_day
from tests.meetings.test_agenda import add
from tests.meetings.test_leading import ask, give

pytestmark = pytest.mark.django_db


def held(chamber, title="Reglement", *, against=(5, 6), closed=False, close=True) -> Meeting:
    """A meeting with one vote by name, in which the first member spoke."""
    meeting = chamber.opened(*range(8))
    item = add(meeting, title, "adopt", closed=closed)
    with on_day(DAY):
        actions.turn_to(meeting, actor=SECRETARIAT, item=item)
        meeting.refresh_from_db()
        give(meeting, ask(chamber, meeting, item, 0))
        voting = actions.open_voting(meeting, actor=SECRETARIAT, item=item)
        votes = {chamber.seats[n].pk: "against" if n in against else "for" for n in range(8)}
        actions.record_votes(meeting, actor=SECRETARIAT, voting=voting, votes=votes, seen={})
        actions.close_voting(meeting, actor=SECRETARIAT, voting=voting)
        if close:
            actions.close_meeting(meeting, actor=SECRETARIAT)
    return meeting


def page(who) -> str:
    with on_day(DAY):
        return Client().get(f"/raad/leden/{who.public_id}/").content.decode()


def rows(text: str) -> list[str]:
    return text.split("<tbody>")[1].split("</tbody>")[0].split("<tr>")[1:] if "<tbody>" in text else []


def test_a_member_s_page_tells_of_attendance_votes_and_contributions(chamber):
    held(chamber)
    first, sixth, absent = (page(chamber.members[number]) for number in (0, 5, 9))
    assert "Was bij 1 van de 1" in first and "Was bij 0 van de 1" in absent
    assert "Reglement" in rows(first)[0] and "Voor" in rows(first)[0]
    assert "Tegen" in rows(sixth)[0]
    assert "eerste termijn" in first.lower() and "eerste termijn" not in sixth.lower()
    assert rows(absent) == []


def test_what_was_behind_closed_doors_stands_on_no_page(chamber):
    meeting = held(chamber, "Voordracht", closed=True)
    assert "Voordracht" not in page(chamber.members[0])
    AgendaItem.objects.update(closed=False)
    assert "Voordracht" in page(chamber.members[0])
    Meeting.objects.filter(pk=meeting.pk).update(public=False)
    text = page(chamber.members[0])
    assert "Voordracht" not in text and "vergaderingen" not in text.split("<main")[1].split("</main>")[0]


def test_a_vote_that_was_corrected_stands_as_it_was_put_right(chamber):
    meeting = held(chamber)
    with on_day(DAY):
        votes = {chamber.seats[5].pk: "for"}
        decision = Decision.objects.get()
        actions.correct_decision(meeting, actor=SECRETARIAT, decision=decision, votes=votes, reason="Verkeerd gehoord.")
    assert "Voor" in rows(page(chamber.members[5]))[0]


def test_an_organisation_s_page_counts_what_its_seats_voted(chamber):
    held(chamber, against=(1, 5, 6))
    with on_day(DAY):
        text = Client().get(f"/raad/organisaties/{chamber.seats[0].displayed.key}/").content.decode()
    [row] = rows(text)
    assert [part.split("<")[0] for part in row.split('<td class="number">')[1:]] == ["3", "1", "0", "0"]
    assert "zonder last" in text


def test_the_page_takes_as_many_queries_with_many_votes(chamber):
    meeting = held(chamber, close=False)
    where = f"/raad/leden/{chamber.members[0].public_id}/"
    with on_day(DAY):
        few = queries_of(Client(), where)
        for number in range(4):
            item = add(meeting, f"Punt {number}", "adopt")
            voting = actions.open_voting(meeting, actor=SECRETARIAT, item=item)
            votes = {chamber.seats[n].pk: "for" for n in range(8)}
            actions.record_votes(meeting, actor=SECRETARIAT, voting=voting, votes=votes, seen={})
            actions.close_voting(meeting, actor=SECRETARIAT, voting=voting)
        assert queries_of(Client(), where) == few


class TestPopolo:
    def test_everybody_with_a_public_role_stands_in_it_with_seat_and_organisation(self, chamber):
        with on_day(DAY):
            told = Client().get("/raad/popolo.json").json()
        people = {each["id"]: each["name"] for each in told["persons"]}
        assert set(people.values()) == {
            each.name for each in [*chamber.members.values(), *chamber.substitutes.values()]
        }
        posts = {each["id"]: each["label"] for each in told["posts"]}
        assert sorted(posts.values(), key=int) == [str(number) for number in range(1, 13)]
        mine = next(each for each in told["memberships"] if people[each["person_id"]] == chamber.members[0].name)
        assert (posts[mine["post_id"]], mine["role"], mine["start_date"]) == ("1", "member", "2024-04-01")
        organisations = {each["id"]: each["name"] for each in told["organizations"]}
        assert organisations[mine["on_behalf_of_id"]] == "VNO-NCW"

    def test_every_id_that_is_referred_to_is_in_it(self, chamber):
        with on_day(DAY):
            told = popolo.document()
        known = {kind: {each["id"] for each in told[kind]} for kind in ("persons", "organizations", "posts")}
        for each in told["memberships"]:
            assert each["person_id"] in known["persons"]
            assert each["organization_id"] in known["organizations"]
            assert each.get("post_id", next(iter(known["posts"]))) in known["posts"]
            assert each.get("on_behalf_of_id", each["organization_id"]) in known["organizations"]

    def test_who_works_for_a_ministry_or_has_not_begun_is_not_in_it(self, chamber):
        row = Appointment.objects.get(person=chamber.members[0])
        Appointment.objects.filter(pk=row.pk).update(role=Appointment.Role.MINISTRY)
        Appointment.objects.filter(person=chamber.members[1]).update(valid_from="2030-01-01")
        with on_day(DAY):
            said = json.dumps(popolo.document(), ensure_ascii=False)
        assert chamber.members[0].name not in said and chamber.members[1].name not in said
        assert chamber.members[2].name in said
