"""A page asks the database a fixed number of questions, however much stands on it."""

import pytest
from django.urls import reverse

from tests.counting import client_of, queries_of
from tests.dossier import Dossier

AMOUNTS = (1, 3, 30)


def counts(client, address: str, grow) -> list[int]:
    found, there = [], 0
    for amount in AMOUNTS:
        for _each in range(amount - there):
            grow()
        there = amount
        found.append(queries_of(client, address))
    return found


PUBLIC = ["site:home", "advice:dossiers"]
INSIDE = ["workspace:home", "workspace:dossiers"]


@pytest.mark.parametrize("name", PUBLIC)
def test_public_lists_of_dossiers(world, name):
    found = counts(client_of(world.anybody), reverse(name), lambda: Dossier.requested(world))
    assert len(set(found)) == 1, found


@pytest.mark.parametrize("name", INSIDE)
@pytest.mark.parametrize("role", ["secretary", "secretariat", "executive", "minister_szw", "council_member"])
def test_lists_of_ones_own_dossiers(world, name, role):
    found = counts(client_of(getattr(world, role)), reverse(name), lambda: Dossier.requested(world).accepted())
    assert len(set(found)) == 1, found


def test_desk_of_an_organisation_with_many_rounds(world):
    client = client_of(world.coordinator("fnv"))
    found = counts(
        client,
        reverse("workspace:home"),
        lambda: Dossier.requested(world).accepted().written().frozen("white").consulted(),
    )
    assert len(set(found)) == 1, found


def test_list_of_published_advices(world):
    client = client_of(world.anybody)

    def publish():
        Dossier.requested(world, ("minister_szw",)).accepted("cca", "own").written().frozen(
            "white"
        ).consulted().all_support()
        _publish(world)

    found = counts(client, reverse("advice:published"), publish)
    assert len(set(found)) == 1, found


def _publish(world):
    from raadzaal.advice.models import Advice

    dossier = Dossier(world, Advice.objects.latest("pk"))
    dossier.round_closed().frozen("green").concluded()
    dossier.published()


def test_journal_of_a_dossier(world):
    dossier = Dossier.requested(world).accepted().written()
    client = client_of(world.secretary)
    texts = iter(range(100))
    address = reverse("advice:journal", args=[dossier.advice.public_id])
    found = counts(client, address, lambda: dossier.edited(1, f"Versie {next(texts)}."))
    assert len(set(found)) == 1, found


@pytest.mark.parametrize("part", ["dossier", "text", "letters", "terms"])
def test_a_dossier_with_many_paragraphs(world, part):
    dossier = Dossier.requested(world).accepted().written()
    client = client_of(world.secretary)
    address = reverse(f"advice:{part}", args=[dossier.advice.public_id])
    found = counts(client, address, dossier.written)
    assert len(set(found)) == 1, found
