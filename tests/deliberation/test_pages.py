import time
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from raadzaal.accounts.models import User
from raadzaal.council.models import Appointment, Body, Organisation, Person
from raadzaal.deliberation import actions
from raadzaal.deliberation.models import Position, Reply
from raadzaal.journal import acts
from tests.deliberation.makers import DEADLINE, TODAY, consultation, noon, on_day

pytestmark = pytest.mark.django_db
ROLE = Appointment.Role
CANARY = "KANARIE-in-concept"


def signed_in(role: str, key: str, *, organisation=None, body=None) -> Client:
    user = User.objects.create_user(f"{key}@raadzaal.example")
    person = Person.objects.create(key=key, name=f"Naam {key}", sort_name=key, user=user)
    Appointment.objects.create(
        person=person, role=role, organisation=organisation, body=body, valid_from=TODAY, recorded_at=noon(TODAY)
    )
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def fnv(asked):
    return signed_in(ROLE.COORDINATOR, "coordinator-fnv", organisation=asked.organisations["fnv"])


@pytest.fixture
def fnv_staff(asked):
    return signed_in(ROLE.STAFF, "staff-fnv", organisation=asked.organisations["fnv"])


@pytest.fixture
def cnv(asked):
    return signed_in(ROLE.COORDINATOR, "coordinator-cnv", organisation=asked.organisations["cnv"])


@pytest.fixture
def secretary(asked):
    return signed_in(ROLE.SECRETARY, "secretaris", body=asked.committee)


@pytest.fixture
def member(asked):
    return signed_in(ROLE.MEMBER, "lid", body=asked.committee)


def url(asked, *rest: str) -> str:
    return "/".join(["/werk/rondes", asked.round.public_id, *rest, ""])


def position_url(asked, index: int = 0) -> str:
    return url(asked, "alinea", asked.nodes[index].public_id)


OBJECTION = {"stance": "objection", "reason": "Te duur", "proposed": "Goedkoper", "seen": ""}


def test_an_organisation_reads_the_draft_with_a_question_for_each_stance(asked, fnv):
    page = fnv.get(url(asked))
    text = page.content.decode()
    assert page.status_code == 200
    assert text.count('name="proposed"') == 6
    assert "Welke wijziging neemt het voorbehoud weg?" in text
    assert "maandag 30 maart 2026" in text
    assert asked.invitation("fnv").opened_at
    assert not Reply.objects.exists()


def test_a_paragraph_is_saved_with_its_button(asked, fnv):
    answer = fnv.post(position_url(asked), OBJECTION)
    assert (answer.status_code, answer["Location"]) == (302, f"{url(asked)}#p-{asked.nodes[0].public_id}")
    assert Position.objects.get().reason == "Te duur"
    text = fnv.get(url(asked)).content.decode()
    assert "Uw reactie: bezwaar" in text
    assert "Te duur</textarea>" in text


def test_a_page_that_saves_by_itself_gets_what_it_must_remember(asked, fnv):
    answer = fnv.post(position_url(asked), OBJECTION, headers={"X-Requested-With": "XMLHttpRequest"})
    seen = answer.json()["seen"]
    assert seen == Position.objects.get().changed_at.isoformat()
    again = fnv.post(
        position_url(asked), OBJECTION | {"seen": seen, "reason": "x"}, headers={"X-Requested-With": "XMLHttpRequest"}
    )
    assert again.status_code == 200


def test_a_colleague_in_between_is_a_conflict_that_keeps_what_was_typed(asked, fnv, fnv_staff):
    with on_day(TODAY + timedelta(days=1)):
        fnv_staff.post(position_url(asked), OBJECTION)
    silent = fnv.post(
        position_url(asked), OBJECTION | {"reason": "Anders"}, headers={"X-Requested-With": "XMLHttpRequest"}
    )
    assert silent.status_code == 409
    assert silent["Location"].startswith(url(asked))
    shown = fnv.post(position_url(asked), OBJECTION | {"reason": "Anders"})
    text = shown.content.decode()
    assert shown.status_code == 409
    assert "Anders</textarea>" in text
    assert "Naam staff-fnv" in text
    fresh = Position.objects.get().changed_at.isoformat()
    assert f'value="{fresh}"' in text
    assert fnv.post(position_url(asked), OBJECTION | {"reason": "Anders", "seen": fresh}).status_code == 302
    assert Position.objects.get().reason == "Anders"


def test_a_stance_that_does_not_exist_is_refused_and_the_words_are_kept(asked, fnv):
    answer = fnv.post(position_url(asked), OBJECTION | {"stance": "applaus"})
    assert answer.status_code == 422
    assert "Goedkoper</textarea>" in answer.content.decode()
    too_long = fnv.post(
        position_url(asked), OBJECTION | {"reason": "x" * 5001}, headers={"X-Requested-With": "XMLHttpRequest"}
    )
    assert too_long.status_code == 422
    assert not Position.objects.exists()


def test_general_remarks_are_saved(asked, fnv):
    assert fnv.post(url(asked, "algemeen"), {"general": "Dank voor het ontwerp"}).status_code == 302
    assert "Dank voor het ontwerp</textarea>" in fnv.get(url(asked)).content.decode()
    assert fnv.post(url(asked, "algemeen"), {"general": "x" * 20001}).status_code == 422


def test_before_sending_the_page_says_what_is_missing(asked, fnv):
    fnv.post(position_url(asked), {"stance": "objection"})
    fnv.post(position_url(asked, 2), {"stance": "support"})
    text = fnv.get(url(asked, "verzenden")).content.decode()
    assert "Alinea 1</a>: zeg waarom" in text
    assert "2 van de 6" not in text
    assert "1 van de 6" in text
    refused = fnv.post(url(asked, "verzenden"), {"mandate": "confirmed"})
    assert refused.status_code == 422
    assert Reply.objects.get().submitted_at is None


def test_the_coordinator_sends_and_gets_a_receipt(asked, fnv, fnv_staff):
    fnv_staff.post(position_url(asked), OBJECTION)
    assert fnv_staff.post(url(asked, "verzenden"), {"mandate": "confirmed"}).status_code == 422
    assert "<button" not in fnv_staff.get(url(asked, "verzenden")).content.decode().split("</header>")[2]
    assert fnv.post(url(asked, "verzenden"), {"mandate": "confirmed"}).status_code == 302
    text = fnv.get(url(asked)).content.decode()
    assert "Naam coordinator-fnv" in text
    assert Reply.objects.get().digest[:16] in text
    assert "<textarea" not in text
    assert fnv.post(position_url(asked), OBJECTION | {"reason": "Toch niet"}).status_code == 422


def test_an_empty_reply_is_refused_with_words(asked, fnv):
    answer = fnv.post(url(asked, "verzenden"), {"mandate": "confirmed"})
    assert answer.status_code == 422
    assert "nog niets" in answer.content.decode()


@pytest.mark.parametrize("closed", [False, True])
def test_a_draft_is_on_nobody_elses_page(asked, closed, fnv, cnv, secretary, member):
    fnv.post(position_url(asked), OBJECTION | {"reason": CANARY, "proposed": CANARY})
    fnv.post(url(asked, "algemeen"), {"general": CANARY})
    cnv.post(position_url(asked), OBJECTION)
    cnv.post(url(asked, "verzenden"), {"mandate": "confirmed"})
    if closed:
        asked.close()
    for client in (cnv, secretary, member):
        for rest in ((), ("reacties",), ("verzenden",), ("uitkomst",)):
            page = client.get(url(asked, *rest), follow=True)
            assert CANARY not in page.content.decode()


@pytest.mark.parametrize("rest", [(), ("reacties",), ("verzenden",), ("uitkomst",)])
def test_a_round_of_others_is_not_there(asked, rest):
    outsider = Organisation.objects.create(key="nzo", name="NZO", kind="social_partner", group="employers")
    elsewhere = Body.objects.create(key="cca", name="CCA", kind="standing")
    for client in (
        signed_in(ROLE.COORDINATOR, "coordinator-nzo", organisation=outsider),
        signed_in(ROLE.SECRETARY, "secretaris-cca", body=elsewhere),
        signed_in(ROLE.ADVISORY, "adviserend", body=asked.committee),
    ):
        there = client.get(url(asked, *rest))
        other = "Z" * len(asked.round.public_id)
        nowhere = client.get(url(asked, *rest).replace(asked.round.public_id, other))
        assert there.status_code == nowhere.status_code == 404
        assert there.content.decode().replace(asked.round.public_id, other) == nowhere.content.decode()
    assert Client().get(url(asked, *rest))["Location"].startswith("/account/login/")


def test_an_organisation_does_not_open_the_reactions_and_the_secretary_does_not_reply(asked, fnv, secretary):
    assert fnv.get(url(asked, "reacties")).status_code == 404
    assert secretary.get(url(asked)).status_code == 302
    assert secretary.post(position_url(asked), OBJECTION).status_code == 404
    assert secretary.post(url(asked, "verzenden"), {"mandate": "confirmed"}).status_code == 404


def test_the_secretary_reads_the_reactions_beside_the_text(asked, secretary):
    asked.submit("fnv", (0, "objection", "Te duur", "Goedkoper"), general="Algemeen gezegd")
    asked.submit("cnv", (1, "support"))
    text = secretary.get(url(asked, "reacties")).content.decode()
    assert "Te duur" in text
    assert "Algemeen gezegd" in text
    assert "2 van de 2 opmerkingen" in text
    narrowed = secretary.get(url(asked, "reacties") + "?standpunt=support").content.decode()
    assert "Te duur" not in narrowed
    only_open = secretary.get(url(asked, "reacties") + "?open=on&standpunt=onzin").content.decode()
    assert "Te duur" in only_open


def test_answers_are_given_after_closing_by_the_secretary(asked, secretary, member):
    position = asked.submit("fnv", (0, "objection", "Te duur")).positions.get()
    form = 'name="outcome"'
    assert form not in secretary.get(url(asked, "reacties")).content.decode()
    asked.close()
    assert form not in secretary.get(url(asked, "reacties")).content.decode()
    asked.case.stage = "processing"
    asked.case.save()
    assert form not in member.get(url(asked, "reacties")).content.decode()
    text = secretary.get(url(asked, "reacties")).content.decode()
    assert form in text
    assert f"/{position.public_id}/" in text
    with acts.act():
        actions.dispose(asked.case, position, "partly", "Half overgenomen", actor=asked.of_committee("secretary"))
    assert "Half overgenomen" in secretary.get(url(asked, "reacties")).content.decode()


def test_an_organisation_reads_what_happened_with_its_points(asked, fnv):
    position = asked.submit("fnv", (0, "objection", "Te duur"), (1, "support")).positions.get(node=asked.nodes[0])
    assert fnv.get(url(asked, "uitkomst")).status_code == 404
    asked.close()
    text = fnv.get(url(asked, "uitkomst")).content.decode()
    assert "De commissie werkt nog aan uw punt." in text
    with acts.act():
        actions.dispose(asked.case, position, "taken_over", "Gehalveerd", actor=asked.of_committee("secretary"))
    text = fnv.get(url(asked, "uitkomst")).content.decode()
    assert "Uw punt heeft een antwoord." in text
    assert "Antwoord van de commissie: overgenomen" in text
    assert "Gehalveerd" in text


def test_who_speaks_for_two_organisations_chooses(asked, fnv):
    person = Person.objects.get(key="coordinator-fnv")
    Appointment.objects.create(
        person=person,
        role=ROLE.COORDINATOR,
        organisation=asked.organisations["lto"],
        valid_from=TODAY,
        recorded_at=noon(TODAY),
    )
    chosen = f"?organisatie={asked.organisations['lto'].public_id}"
    assert chosen in fnv.get(url(asked)).content.decode() or "LTO" in fnv.get(url(asked)).content.decode()
    fnv.post(position_url(asked) + chosen, OBJECTION)
    assert Position.objects.get().reply.invitation.organisation.key == "lto"


def test_after_closing_the_page_says_so(asked, fnv):
    asked.close()
    with on_day(DEADLINE + timedelta(days=2)):
        text = fnv.get(url(asked)).content.decode()
    assert "Deze ronde is gesloten" in text
    assert "<textarea" not in text


def test_pages_speak_english_too(asked, fnv):
    text = fnv.get("/en" + url(asked)).content.decode()
    assert "Look it over and send" in text
    assert "Which change would lift the reservation?" in text


def test_a_long_text_takes_no_more_queries_and_little_time():
    with on_day(TODAY):
        made = consultation(paragraphs=400)
        staff = signed_in(ROLE.STAFF, "staff", organisation=made.organisations["fnv"])
        secretary = signed_in(ROLE.SECRETARY, "secretaris", body=made.committee)
        staff.get(url(made))
        made.submit("lto", (0, "objection", "Nee"))
        few = _queries(lambda: staff.get(url(made))), _queries(lambda: secretary.get(url(made, "reacties")))
        made.submit("cnv", *[(place, "objection", "Nee") for place in range(400)])
        made.draft("fnv", *[(place, "support") for place in range(50)])
        full = _queries(lambda: staff.get(url(made))), _queries(lambda: secretary.get(url(made, "reacties")))
        began = time.perf_counter()
        assert staff.get(url(made)).status_code == 200
        assert time.perf_counter() - began < 5
    assert full[0] <= few[0] + 1
    assert full[1] == few[1]


def _queries(work) -> int:
    with CaptureQueriesContext(connection) as seen:
        work()
    return len(seen)
