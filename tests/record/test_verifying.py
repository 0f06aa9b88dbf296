"""Is this what the council adopted? Every form of a published advice is known again, and nothing else is."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from raadzaal.accounts.actor import HOUSE
from raadzaal.advice import renditions, sealing
from raadzaal.advice.actions.sealing import KIND, seal
from raadzaal.files import store
from raadzaal.journal import verification
from raadzaal.journal.models import Entry
from raadzaal.journal.queries import facts
from raadzaal.procedure.refusals import Refused
from raadzaal.publications.models import Rendition
from raadzaal.record import verifying
from tests.dossier import Dossier, at_stage

pytestmark = pytest.mark.django_db
CHECK = reverse("record:check")
FORMS = ("pdf", "word", "odt", "akoma_ntoso", "json", "markdown")


@pytest.fixture
def published(world) -> Dossier:
    dossier = at_stage(world, "received")
    dossier.published()
    return dossier


def downloaded(dossier: Dossier, form: str = "pdf") -> bytes:
    publication = dossier.advice.publication
    answer = Client().get(reverse(f"advice:{form}", args=[publication.year, publication.serial]))
    assert answer.status_code == 200
    return answer.content


def checked(content: bytes, status: int = 200) -> str:
    answer = Client().post(CHECK, {"file": SimpleUploadedFile("advies.pdf", content)})
    assert answer.status_code == status
    return answer.content.decode()


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_known_again(published, form):
    assert sealing.seal_new() == 1
    content = downloaded(published, form)
    said = checked(content)
    assert "Dit is advies 26/01 van de raad, ongewijzigd" in said and "Zorgen naast het werk" in said
    assert "zonder stemming" in said and "nieuwer exemplaar" not in said
    assert "heeft de raad nooit gepubliceerd" in checked(content + b" ")


def test_what_was_taken_before_it_was_sealed_is_known_too(published):
    """The moment between the act and the worker's turn: a form is the same bytes whenever it is made."""
    early = {form: downloaded(published, form) for form in FORMS}
    sealing.seal_new()
    assert {form: downloaded(published, form) for form in FORMS} == early


def test_the_journal_tells_it_once(published):
    assert [sealing.seal_new() for _each in range(3)] == [1, 0, 0]
    fingerprint, rendered = renditions.all_rendered(published.advice.publication)
    seal(published.advice.publication, actor=HOUSE, fingerprint=fingerprint, rendered=rendered)
    (entry,) = Entry.objects.filter(kind=KIND)
    assert set(facts(entry)["digests"]) == set(FORMS) and entry.audience == "public"
    assert verification.verify().ok


def test_what_goes_out_is_what_was_sealed(published, monkeypatch):
    sealing.seal_new()
    content = downloaded(published)
    monkeypatch.setattr(renditions, "render_pdf", lambda _document: b"%PDF another program made this")
    assert downloaded(published) == content


def test_when_more_is_told_the_earlier_copy_is_still_known(world, published):
    sealing.seal_new()
    early = downloaded(published)
    assert sealing.seal_changed() == 0
    body = published.advice.committee
    type(body).objects.filter(pk=body.pk).update(name="Commissie Nieuw")
    assert sealing.seal_changed() == 1
    late = downloaded(published)
    assert late != early
    assert "nieuwer exemplaar" in checked(early) and "nieuwer exemplaar" not in checked(late)


@pytest.mark.parametrize("stage", ["adopted", "sent", "received"])
def test_nothing_is_known_before_it_is_published(world, stage):
    dossier = at_stage(world, stage)
    assert sealing.seal_new() == 0 and sealing.seal_changed() == 0
    content = renditions.rendered(dossier.advice.publication, dossier.advice, "pdf")
    assert "heeft de raad nooit gepubliceerd" in checked(content)


def test_a_row_without_an_entry_proves_nothing(published):
    """Somebody who can write in the database puts another text there."""
    sealing.seal_new()
    false = store.put(io.BytesIO(b"%PDF false"), media_type="application/pdf")
    Rendition.objects.filter(form="pdf").update(file=false)
    assert "heeft de raad nooit gepubliceerd" in checked(b"%PDF false")


def test_nobody_but_the_house_seals(world, published):
    fingerprint, rendered = renditions.all_rendered(published.advice.publication)
    for actor in (world.secretariat, world.secretary_general, world.administrator, world.anybody):
        with pytest.raises(Refused):
            seal(published.advice.publication, actor=actor, fingerprint=fingerprint, rendered=rendered)
    assert not Rendition.objects.exists()


def test_a_form_that_cannot_be_made_keeps_no_other_from_its_turn(world, published, monkeypatch):
    monkeypatch.setattr(renditions, "render_odt", lambda _document: (_ for _ in ()).throw(ValueError("broken")))
    assert sealing.seal_new() == 0 and sealing.seal_new() == 0
    monkeypatch.undo()
    sealing._failed.clear()
    assert sealing.seal_new() == 1


# -- the page and the command ------------------------------------------------------------------------------------------


def test_by_its_digest_alone(published):
    sealing.seal_new()
    digest = verifying.digest_of(io.BytesIO(downloaded(published)))
    for asked in (digest, digest.upper(), f" {digest} "):
        assert "ongewijzigd" in Client().get(CHECK, {"sha256": asked}).content.decode()
    assert "nooit gepubliceerd" in Client().get(CHECK, {"sha256": "0" * 64}).content.decode()


@pytest.mark.parametrize("asked", ["x", "0" * 63, "0" * 65, "g" * 64, "٠" * 64, "<script>", "' OR 1=1"])
def test_what_is_no_digest(world, asked):
    answer = Client().get(CHECK, {"sha256": asked})
    assert answer.status_code == 422 and "Dit is geen SHA-256" in answer.content.decode()


def test_no_file_or_an_empty_one(world):
    assert "Kies eerst een bestand" in Client().post(CHECK, {}).content.decode()
    assert "Dit bestand is leeg" in checked(b"", 422)


def test_nothing_that_is_handed_in_is_kept(published):
    sealing.seal_new()
    files = set(store._root().glob("store/??/??/*"))
    checked(b"private words")
    assert set(store._root().glob("store/??/??/*")) == files


def test_the_command(published, tmp_path, capsys):
    sealing.seal_new()
    file = tmp_path / "advies.pdf"
    file.write_bytes(downloaded(published))
    call_command("verify", str(file))
    said = capsys.readouterr().out
    assert "advice 26/01 (pdf), Zorgen naast het werk" in said and "adopted, without_vote" in said
    file.write_bytes(b"other")
    with pytest.raises(SystemExit) as ended:
        call_command("verify", str(file))
    assert ended.value.code == 1


def test_the_api_tells_the_digests(published):
    sealing.seal_new()
    whole = Client().get(reverse("open_data:getAdvice", args=[published.advice.publication.public_id])).json()
    for each in whole["documents"]:
        assert each["sha256"] == verifying.digest_of(io.BytesIO(Client().get(each["url"]).content))
