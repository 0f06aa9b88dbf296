"""How an advice begins: asked for, or not; taken on, or not."""

from datetime import date, timedelta

import pytest

from raadzaal.advice import actions
from raadzaal.advice.models import Advice, Ground
from raadzaal.council.models import Body
from raadzaal.journal.models import Audience, Entry
from raadzaal.journal.queries import facts
from tests.advice.refusing import refused
from tests.dossier import Dossier


def _request(world, **changed) -> dict:
    return {
        "actor": world.minister_szw,
        "title": "Zorgen naast het werk",
        "requesters": [world.organisation("minister_szw")],
        "letter": "Ik vraag de raad advies.",
        "questions": ["Wat is nodig?"],
        "addressee": "De minister van SZW",
        "deadline": world.today + timedelta(days=100),
    } | changed


def test_a_request_is_filed(world):
    advice = actions.file(**_request(world))
    assert (advice.stage, advice.opened_on, advice.revision) == ("requested", world.today, 0)
    assert advice.request.questions == ["Wat is nodig?"]
    entry = Entry.objects.get(dossier=advice.public_id)
    assert (entry.kind, entry.audience) == ("advice.file", Audience.PUBLIC)
    assert facts(entry)["requesters"] == [world.organisation("minister_szw").public_id]
    assert advice.letters.get().template == "request_received"
    assert advice.stages_reached.get().on == world.today


def test_the_secretariat_files_what_came_by_post(world):
    advice = actions.file(**_request(world, actor=world.secretariat), on=world.today - timedelta(days=2))
    assert advice.request.received_on == world.today - timedelta(days=2)


@pytest.mark.parametrize("missing", ["requesters", "letter", "questions", "addressee"])
def test_a_request_lacks_nothing(world, missing):
    with refused("missing", missing):
        actions.file(**_request(world, **{missing: [] if missing in ("requesters", "questions") else ""}))


@pytest.mark.parametrize("organisation", ["fnv", "pbl"])
def test_others_do_not_ask_for_advice(world, organisation):
    """Art. 41 Wet op de SER."""
    with refused("not_entitled", "requesters"):
        actions.file(**_request(world, actor=world.secretariat, requesters=[world.organisation(organisation)]))


def test_an_informateur_may(world):
    asked = [world.organisation("informateur")]
    assert actions.file(**_request(world, actor=world.secretariat, requesters=asked, deadline=None)).requested


def test_an_office_files_for_itself(world):
    with refused("not_yours", "requesters"):
        actions.file(**_request(world, actor=world.other_minister))


def test_a_minister_names_a_date(world):
    with refused("no_deadline", "deadline"):
        actions.file(**_request(world, deadline=None))


@pytest.mark.parametrize("days", [0, -1])
def test_that_lies_ahead(world, days):
    with refused("deadline_past", "deadline"):
        actions.file(**_request(world, deadline=world.today + timedelta(days=days)))


def test_questions_have_a_limit(world):
    actions.file(**_request(world, questions=["Vraag"] * 50))
    with refused("too_many", "questions"):
        actions.file(**_request(world, questions=["Vraag"] * 51))


@pytest.mark.parametrize("on", [date(2026, 9, 2), date(1949, 12, 31)])
def test_no_act_is_dated_tomorrow_or_before_the_council_was(world, on):
    with refused("bad_date", "on"):
        actions.file(**_request(world), on=on)


def test_the_council_begins_itself(world):
    dossier = Dossier.initiated(world, scope="Wonen in de regio")
    advice = dossier.advice
    assert (advice.stage, advice.own_initiative, advice.requested) == ("drafting", True, False)
    assert advice.committee == world.sea
    assert advice.work is not None


@pytest.mark.parametrize("missing", ["title", "committee", "ground"])
def test_an_own_initiative_lacks_nothing(world, missing):
    with refused("missing", missing):
        Dossier.initiated(world, **{missing: None})


@pytest.mark.parametrize("ground", Ground.values)
def test_a_request_is_accepted_on_one_of_three_grounds(world, ground):
    dossier = Dossier.requested(world).accepted("sea", ground)
    assert (dossier.stage, dossier.advice.ground) == ("drafting", ground)
    assert dossier.advice.accepted_on == world.today
    assert dossier.letter("request_accepted").state == "draft"


def test_accepted_in_part_says_which_part(world):
    dossier = Dossier.requested(world)
    evidence = {"actor": world.executive, "committee": world.sea, "ground": "prepare", "in_part": True}
    with refused("no_scope", "scope"):
        actions.accept(dossier.advice, **evidence)
    actions.accept(dossier.advice, **evidence, scope="Alleen het verlof.")
    assert (dossier.advice.in_part, dossier.advice.scope) == (True, "Alleen het verlof.")


@pytest.mark.parametrize("missing", ["committee", "ground"])
def test_it_is_not_accepted_without(world, missing):
    dossier = Dossier.requested(world)
    evidence = {"committee": world.sea, "ground": "prepare"} | {missing: None}
    with refused("missing", missing):
        actions.accept(dossier.advice, actor=world.executive, **evidence)


@pytest.mark.parametrize("body", ["council", "executive_committee"])
def test_only_a_committee_can_be_named(world, body):
    dossier = Dossier.requested(world)
    with refused("not_a_committee", "committee"):
        dossier.accepted(body)


def test_not_one_that_was_closed(world):
    Body.objects.filter(key="sea").update(closed_on=world.today)
    dossier = Dossier.requested(world)
    with refused("closed", "committee"):
        dossier.accepted("sea")


def test_no_ground_of_ones_own_making(world):
    dossier = Dossier.requested(world)
    with refused("unknown", "ground"):
        dossier.accepted("sea", "because")


def test_a_mandate_needs_a_council_that_gives_mandates(world, settings):
    settings.RAADZAAL_PROFILE = "voorbeeldraad"
    dossier = Dossier.requested(world)
    with refused("not_in_profile", "ground"):
        dossier.accepted("sea", "mandate")


def test_declined_and_withdrawn_are_the_end(world):
    declined, withdrawn = Dossier.requested(world), Dossier.requested(world).accepted()
    actions.decline(declined.advice, actor=world.executive, reason="Het kabinet heeft al besloten.")
    actions.withdraw(withdrawn.advice, actor=world.minister_szw, reason="Niet meer nodig.")
    assert {each.closed_on for each in Advice.objects.all()} == {world.today}
    for dossier in (declined, withdrawn):
        with refused("wrong_stage"):
            dossier.accepted()


@pytest.mark.parametrize("step", ["decline", "withdraw"])
def test_neither_without_a_reason(world, step):
    dossier = Dossier.requested(world)
    with refused("missing", "reason"):
        getattr(actions, step)(dossier.advice, actor=world.secretary_general, reason="")
