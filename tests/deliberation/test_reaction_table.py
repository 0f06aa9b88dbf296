"""The working table of a round: what is counted is what is shown, in whatever way it is narrowed."""

import re

import pytest
from django.urls import reverse

from raadzaal.deliberation import queries
from raadzaal.deliberation.proposals import Proposal, beside, rewords
from tests.advice.large import large
from tests.counting import client_of, queries_of
from tests.dossier import Dossier

pytestmark = pytest.mark.django_db


@pytest.fixture
def answered(world):
    dossier = Dossier.requested(world).accepted().written().frozen("white").consulted()
    dossier.replied("fnv", p1=("objection", "Nee.", "Veel werkenden zorgen."), p2=("support", ""), p3=("support", ""))
    dossier.replied("cnv", p1=("objection", "Nee."), p2=("reservation", "Te kort."))
    dossier.replied("vno_ncw", p1=("support", ""), p3=("support", "Juist dit."))
    dossier.replied("mkb_nederland", p1=("support", ""))
    return dossier.round_closed().disposed("vno_ncw", "noted")


def found(dossier) -> queries.Reactions:
    return queries.reactions(dossier.advice.rounds.get(), dossier.secretary)


@pytest.mark.parametrize(
    ("wanted", "counts"),
    [
        ({}, (4, 8, 4, 3)),
        ({"undecided": True}, (2, 3, 3, 3)),
        ({"group": "employers"}, (2, 3, 1, 0)),
        ({"stance": "objection"}, (1, 2, 2, 2)),
        ({"proposing": True}, (1, 1, 1, 1)),
        ({"contested": True}, (1, 4, 2, 2)),
        ({"contested": True, "group": "workers"}, (1, 2, 2, 2)),
        ({"stance": "no_view"}, (0, 0, 0, 0)),
    ],
)
def test_counts_agree_with_what_is_shown(answered, wanted, counts):
    narrowed = found(answered).narrowed(queries.Narrowing(**wanted))
    told = narrowed.counts
    assert (told.paragraphs, told.positions, told.remarks, told.undecided) == counts
    cells = [cell for placed in narrowed.shown for cell in placed.row.cells]
    assert (len(narrowed.shown), len(cells)) == counts[:2]
    assert sum(chapter.counts.undecided for chapter in narrowed.chapters) == counts[3]


def test_one_organisation_at_a_time(answered):
    fnv = answered.world.organisation("fnv").public_id
    assert found(answered).narrowed(queries.Narrowing(organisation=fnv)).counts.positions == 3


def test_the_page_tells_the_same_numbers_and_shows_as_many(answered):
    address = reverse("deliberation:reactions", args=[answered.advice.rounds.get().public_id])
    text = client_of(answered.secretary).get(address + "?open=on").content.decode()
    assert re.search(r"<strong>3 opmerkingen</strong>, 3 zonder antwoord,\s+in 2 alinea", text)
    assert text.count('<article class="reaction') == 3
    assert text.count("is-open") == 3


def test_links_lead_from_each_open_remark_to_the_next_and_back(answered):
    address = reverse("deliberation:reactions", args=[answered.advice.rounds.get().public_id])
    text = client_of(answered.secretary).get(address).content.decode()
    order = re.findall(r'is-open" id="r-(\w+)"', text)
    assert re.findall(r'data-walk="next" href="\?page=1#r-(\w+)"', text) == order[1:]
    assert re.findall(r'data-walk="previous" href="\?page=1#r-(\w+)"', text) == order[:-1]


def test_a_large_round_takes_as_many_queries_as_a_small_one_and_is_read_in_pages(world):
    small, big = large(world, 20, organisations=3, versions=1), large(world, 400, organisations=12, versions=1)
    client = client_of(big.secretary)
    address = [reverse("deliberation:reactions", args=[each.advice.rounds.get().public_id]) for each in (small, big)]
    few, many = (queries_of(client, place) for place in address)
    assert few == many
    page = client.get(address[1])
    assert len(page.context["rows"]) == 20
    assert page.context["page"].paginator.num_pages == 20
    assert page.context["counts"].paragraphs == 400


def test_a_step_over_the_edge_of_a_page_goes_to_the_next(world):
    big = large(world, 60, organisations=4, versions=1)
    address = reverse("deliberation:reactions", args=[big.advice.rounds.get().public_id])
    text = client_of(big.secretary).get(address).content.decode()
    assert re.findall(r'data-walk="next" href="\?page=2#r-(\w+)"', text)


BASE = "De raad wil dat het rijk dit betaalt."


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("De raad wil dat de sectoren dit betalen.", True),
        ("De raad wil dat het rijk dit betaalt, en snel.", True),
        ("De raad wil dit.", True),
        ("Voeg het oogstseizoen toe.", False),
        ("Nee.", False),
    ],
)
def test_a_proposal_repeats_the_paragraph_or_says_what_is_wanted(words, said):
    assert rewords(BASE, words) is said


def test_proposals_laid_beside_each_other():
    told = beside(
        BASE,
        [
            Proposal("a", "A", "De raad wil dat de sector dit betaalt."),
            Proposal("b", "B", "de raad wil dat de Sector dit betaalt."),
            Proposal("c", "C", "De raad wil dat de burger dit betaalt."),
            Proposal("d", "D", BASE + " Dat is eerlijk."),
            Proposal("e", "E", "Schrap dit."),
        ],
    )
    assert {key: (each.same, each.collides) for key, each in told.items()} == {
        "a": (("b",), ("c",)),
        "b": (("a",), ("c",)),
        "c": ((), ("a", "b")),
        "d": ((), ()),
        "e": ((), ()),
    }
