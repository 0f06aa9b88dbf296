"""What a round promised when it was opened is what opens after adoption: to whom, when and how much. A table by hand."""

import json
from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse

from raadzaal.advice import actions
from raadzaal.advice.views.public import published_of
from raadzaal.deliberation.disclosure import Rule
from raadzaal.journal import queries
from raadzaal.journal.models import Entry
from tests.advice.refusing import refused
from tests.counting import client_of
from tests.dossier import PARTNERS, Dossier, Sitting

REASON = "Kanarie: het gaat niet goed."


def asked(world, opens: Rule | None) -> Dossier:
    made = Dossier.requested(world).accepted().written().frozen("white")
    consult(made, opens)
    return made


def consult(made: Dossier, opens: Rule | None) -> None:
    world = made.world
    organisations = [world.organisation(key) for key in PARTNERS]
    deadline = world.today + timedelta(days=28)
    actions.consult(made.advice, actor=made.secretary, organisations=organisations, deadline=deadline, opens=opens)


def published(world, opens: Rule | None) -> Dossier:
    made = asked(world, opens)
    made.replied("fnv", p1=("support", ""), p2=("objection", REASON))
    for key in ("cnv", "vno_ncw", "mkb_nederland"):
        made.replied(key, p1=("support", ""), p2=("support", ""))
    made.round_closed()
    remark = made.remark("fnv")
    actions.dispose(made.advice, actor=made.secretary, position=remark, outcome="noted", reason="Besproken.")
    made.frozen("green")
    sitting = Sitting.called(world)
    made.tabled(sitting)
    sitting.begin()
    made.adopted()
    return made.published()


def seen(dossier, who) -> str:
    """a: the support; p: the stance of each organisation; r: a reason."""
    client, publication = client_of(who), published_of(dossier.advice)
    number = [publication.year, publication.serial]
    told = client.get(reverse("advice:support_json", args=number))
    data = json.loads(told.content) if told.status_code == 200 else {}
    story = client.get(reverse("advice:public_provenance", args=[*number, dossier.node(2).public_id])).content.decode()
    return ("a" if data else "") + ("p" if "organisations" in data else "") + ("r" if REASON in story else "")


def seen_inside(dossier, who) -> str:
    page = client_of(who).get(reverse("advice:support", args=[dossier.advice.public_id])).content.decode()
    adopted = page.partition('id="h-adopted"')[2]
    return ("a" if adopted else "") + ("p" if "CNV" in adopted else "")


@pytest.mark.parametrize(
    ("opens", "days_later", "everybody", "organisation"),
    [
        (None, 0, "a", "a"),
        (Rule("nothing"), 0, "", ""),
        (Rule("groups"), 0, "a", "a"),
        (Rule("positions"), 0, "ap", "ap"),
        (Rule("reasons"), 0, "apr", "ap"),
        (Rule("reasons", 100), 0, "", ""),
        (Rule("reasons", 100), 120, "apr", "ap"),
        (Rule("positions", 0, "asked"), 0, "", "ap"),
        (Rule("groups", 100, "asked"), 0, "", ""),
        (Rule("groups", 100, "asked"), 120, "", "a"),
    ],
)
def test_who_sees_what_when(world, opens, days_later, everybody, organisation):
    dossier = published(world, opens)
    if days_later:
        world.days_later(days_later)
    assert seen(dossier, world.anybody) == everybody
    assert seen_inside(dossier, world.coordinator("fnv")) == organisation


def test_what_was_promised_is_told_to_who_answers_and_stands_in_the_journal(world):
    dossier = asked(world, Rule("positions", 30, "asked"))
    page = client_of(world.coordinator("fnv")).get(
        reverse("deliberation:round", args=[dossier.advice.rounds.get().public_id])
    )
    words = page.content.decode()
    assert "gaat dit open voor wie gevraagd is: het standpunt van uw organisatie, 30 dagen later." in words
    facts = queries.facts(Entry.objects.filter(kind="advice.consult").latest("seq"))
    assert (facts["opens"], facts["opens_after"], facts["opens_to"]) == ("positions", 30, "asked")


@pytest.mark.parametrize(
    ("opens", "code", "field"),
    [
        (Rule("all"), "unknown", "opens"),
        (Rule("groups", 0, "press"), "unknown", "opens"),
        (Rule("groups", -1), "too_long", "opens_after"),
        (Rule("groups", 3651), "too_long", "opens_after"),
    ],
)
def test_what_cannot_be_promised(world, opens, code, field):
    made = Dossier.requested(world).accepted().written().frozen("white")
    with refused(code, field), transaction.atomic():
        consult(made, opens)
