"""Why a paragraph is there: all of it for the committee, what is public for everybody."""

from dataclasses import replace

import pytest
from django.urls import reverse

from raadzaal.advice.provenance import public_traces, traces
from raadzaal.council import profile
from tests.counting import client_of
from tests.dossier import Dossier, Sitting

CONFIDENTIAL = "De vergoeding ontbreekt nog."


@pytest.fixture
def dossier(world):
    made = Dossier.requested(world).accepted().written().frozen("white").consulted()
    made.replied("fnv", p3=("reservation", CONFIDENTIAL))
    for organisation in ("vno_ncw", "mkb_nederland", "cnv"):
        made.replied(organisation, p1=("support", ""))
    made.round_closed()
    made.edited(3, "Voeg het korte en het lange zorgverlof samen en vergoed het.", why="Op verzoek")
    made.disposed("fnv", "taken_over")
    made.frozen("green")
    sitting = Sitting.called(world)
    made.tabled(sitting)
    sitting.begin()
    made.adopted()
    sitting.end()
    made.published()
    return made


def test_the_secretary_sees_the_whole_way(world, dossier):
    told = [each.what for each in traces(dossier.advice, dossier.node(3), dossier.secretary)]
    assert told[0] == "Er werd advies gevraagd"
    assert "Geschreven" in told
    assert "Gewijzigd" in told
    assert "Antwoord aan FNV: overgenomen" in told
    assert told[-1] == "Vastgesteld"


def test_the_public_sees_what_changed_and_not_what_was_said(world, dossier):
    found = public_traces(dossier.advice, dossier.node(3))
    assert [each.what for each in found] == [
        "Er werd advies gevraagd",
        "In het concept dat naar de organisaties ging",
        "Gewijzigd sinds dat concept",
        "Vastgesteld",
    ]
    assert "<ins>" in found[2].change
    assert not any(CONFIDENTIAL in each.why or "FNV" in each.who for each in found)


@pytest.mark.parametrize("role", ["anybody", "council_member", "minister_szw", "ministry_observer"])
def test_what_was_said_reaches_nobody_else(world, dossier, role):
    client = client_of(getattr(world, role))
    node = dossier.node(3).public_id
    publication = dossier.advice.publication
    public = client.get(reverse("advice:public_provenance", args=[publication.year, publication.serial, node]))
    assert public.status_code == 200
    assert CONFIDENTIAL not in public.content.decode()
    inside = client.get(reverse("advice:provenance", args=[dossier.advice.public_id, node]))
    assert CONFIDENTIAL not in inside.content.decode()


def test_a_paragraph_of_another_text_has_no_page(world, dossier):
    other = Dossier.requested(world).accepted().written()
    publication = dossier.advice.publication
    address = reverse("advice:public_provenance", args=[publication.year, publication.serial, other.node(1).public_id])
    assert client_of(world.anybody).get(address).status_code == 404


@pytest.mark.parametrize(
    ("rule", "told", "why"),
    [
        ({"positions": "never", "reasons": "at_adoption"}, False, False),
        ({"positions": "at_adoption"}, True, False),
        ({"positions": "at_adoption", "reasons": "at_adoption"}, True, True),
        ({"positions": "at_adoption", "reasons": "at_adoption", "days_after_adoption": 30}, False, False),
    ],
)
def test_what_was_said_opens_by_the_rule_of_the_profile_where_the_round_has_none(dossier, monkeypatch, rule, told, why):
    dossier.advice.rounds.update(opens="")
    now = profile.active()
    opens = replace(now.rounds.disclosure, **rule)
    changed = replace(now, rounds=replace(now.rounds, disclosure=opens))
    monkeypatch.setattr(profile, "active", lambda: changed)
    found = public_traces(dossier.advice, dossier.node(3))
    assert any(each.who == "FNV" for each in found) is told
    assert any(CONFIDENTIAL in each.why for each in found) is why
    assert any("Antwoord aan FNV" in each.what for each in found) is why
    assert not any(each.who == dossier.secretary.name for each in found)
