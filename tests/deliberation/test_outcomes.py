"""What happened with your points: the same on the page, in Word and in PDF, and nobody else's."""

import io
import subprocess
import zipfile

import pytest
from django.urls import reverse

from tests.counting import client_of
from tests.dossier import Dossier

pytestmark = pytest.mark.django_db


@pytest.fixture
def worked_in(world):
    dossier = Dossier.requested(world).accepted().written().frozen("white").consulted()
    dossier.replied("fnv", p1=("objection", "Te *vaag*.", "Veel werkenden zorgen."), p2=("support", ""))
    dossier.replied("cnv", p2=("reservation", "GEHEIM-VAN-CNV"))
    for key in ("vno_ncw", "mkb_nederland"):
        dossier.replied(key, p1=("support", ""))
    dossier.round_closed()
    number = dossier.edited(1, "Veel werkenden zorgen voor een naaste.")
    return dossier.disposed("fnv", "partly", "Half zo.", worked_in=number).disposed("cnv", "not", "Nee, GEHEIM.")


def address(dossier, name: str = "outcome") -> str:
    return reverse(f"deliberation:{name}", args=[dossier.advice.rounds.get().public_id])


def word_of(response) -> str:
    with zipfile.ZipFile(io.BytesIO(response.content)) as packed:
        return packed.read("word/document.xml").decode()


def pdf_of(response) -> str:
    told = subprocess.run(["pdftotext", "-", "-"], input=response.content, capture_output=True, check=True)
    return told.stdout.decode()


def told(dossier, key: str) -> list[str]:
    client = client_of(dossier.world.coordinator(key))
    page = client.get(address(dossier)).content.decode()
    return [
        page,
        word_of(client.get(address(dossier, "outcome_word"))),
        pdf_of(client.get(address(dossier, "outcome_pdf"))),
    ]


def test_every_form_tells_the_answer_its_reason_and_the_changed_words(worked_in):
    worked_in.frozen("green")
    for form in told(worked_in, "fnv"):
        flat = " ".join(form.split())
        for words in ("Half zo.", "eels overgenomen", "naaste"):
            assert words in flat
        assert "Te *vaag*." in flat
        assert "GEHEIM" not in flat


def test_words_that_are_not_frozen_yet_stay_with_the_committee(worked_in):
    for form in told(worked_in, "fnv"):
        assert "naaste" not in form
        assert "Half zo." in form


@pytest.mark.parametrize("name", ["outcome", "outcome_word", "outcome_pdf"])
def test_nobody_else_gets_it(worked_in, name):
    for who in (worked_in.secretary, worked_in.world.secretariat, worked_in.world.minister_szw):
        assert client_of(who).get(address(worked_in, name)).status_code == 404
    fnv = worked_in.world.organisation("fnv").public_id
    client = client_of(worked_in.world.coordinator("cnv"))
    assert client.get(address(worked_in, name) + f"?organisatie={fnv}").status_code == 404
