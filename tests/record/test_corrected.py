"""A published advice is corrected, and withdrawn: each step visible and reasoned, and nothing of what was withdrawn is left about."""

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import translation

from raadzaal.advice import actions, sealing
from raadzaal.journal import followers
from raadzaal.journal.models import Entry
from raadzaal.journal.queries import facts, words
from raadzaal.record import dumps, verifying
from tests.advice.refusing import refused
from tests.dossier import Dossier, at_stage

pytestmark = pytest.mark.django_db
REASON = "Er stond een persoonsgegeven in."


@pytest.fixture
def published(world, index_home) -> Dossier:
    dossier = at_stage(world, "received")
    dossier.published()
    return dossier


def place(dossier: Dossier) -> list[int]:
    return [dossier.advice.publication.year, dossier.advice.publication.serial]


def read(address: str, status: int = 200, **more) -> str:
    answer = Client().get(address, **more)
    assert answer.status_code == status, address
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode(errors="replace")


# -- corrected ---------------------------------------------------------------------------------------------------------


def test_a_correction_shows_what_was_wrong_and_why(published):
    node = published.node(1)
    published.corrected()
    page = read(reverse("advice:advice", args=place(published)))
    assert "Veel mensen zorgen voor een ander." in page
    assert "Verbeterd na publicatie" in page and "“werkenden” werd “mensen”" in page and "Een verschrijving." in page
    earlier = reverse("advice:earlier", args=[*place(published), 1])
    assert earlier in page
    before = read(earlier)
    assert "Veel werkenden zorgen voor een ander." in before and "Dit is niet de tekst die nu geldt" in before
    assert 'content="noindex"' in before and "Een verschrijving." in before
    entry = Entry.objects.get(kind="advice.correct")
    assert entry.audience == "public" and facts(entry)["node"] == node.public_id
    assert {"wrong": "werkenden", "right": "mensen", "reason": "Een verschrijving."}.items() <= words(entry).items()


def test_the_address_of_the_text_as_it_was_adopted_stays_good(published):
    adopted = published.advice.publication.milestone
    here = reverse("advice:paragraph", args=[adopted.work.public_id, adopted.public_id, published.node(1).public_id])
    published.corrected()
    answer = Client().get(here, follow=True)
    assert answer.status_code == 200 and "Veel werkenden zorgen voor een ander." in answer.content.decode()
    now = published.advice.publication.milestone
    answer = Client().get(reverse("advice:address", args=[now.work.public_id, now.public_id]), follow=True)
    assert "Veel mensen zorgen voor een ander." in answer.content.decode()


def test_corrected_twice(published):
    published.corrected().corrected(1, "mensen", "burgers")
    page = read(reverse("advice:advice", args=place(published)))
    assert "Veel burgers zorgen" in page
    assert "Veel mensen zorgen" in read(reverse("advice:earlier", args=[*place(published), 2]))
    assert "Veel werkenden zorgen" in read(reverse("advice:earlier", args=[*place(published), 1]))
    read(reverse("advice:earlier", args=[*place(published), 3]), 404)


def test_who_carried_it_is_told_of_what_was_adopted(published, world):
    world.days_later(400)
    opened = read(reverse("advice:support_json", args=place(published)))
    published.corrected()
    assert json.loads(read(reverse("advice:support_json", args=place(published)))) == json.loads(opened)


def test_an_old_copy_is_known_and_said_to_be_corrected(published, world):
    sealing.seal_new()
    old = Client().get(reverse("advice:json", args=place(published))).content
    world.days_later(1)
    published.corrected()
    world.days_later(1)
    assert sealing.seal_new() == 1
    new = Client().get(reverse("advice:json", args=place(published))).content
    assert old != new
    said = _checked(old)
    assert "Het is sindsdien verbeterd" in said and "“werkenden” werd “mensen”" in said
    assert "sindsdien verbeterd" not in _checked(new)
    assert verifying.known(verifying.digest_of(io.BytesIO(new))).latest


def _checked(content: bytes) -> str:
    answer = Client().post(reverse("record:check"), {"file": SimpleUploadedFile("advies.json", content)})
    return answer.content.decode()


@pytest.mark.parametrize(
    "told, code, field",
    [
        ({"wrong": "staat er niet"}, "not_there", "wrong"),
        ({"wrong": "e"}, "not_there", "wrong"),
        ({"right": "werkenden"}, "the_same", "right"),
        ({"reason": ""}, "missing", "reason"),
    ],
)
def test_what_is_no_correction(published, world, told, code, field):
    evidence = {"node": published.node(1), "wrong": "werkenden", "right": "mensen", "reason": "Zo."} | told
    with refused(code, field):
        actions.correct(published.advice, actor=world.secretariat, **evidence)


def test_only_what_is_published(world):
    dossier = at_stage(world, "received")
    with refused("not_published"):
        dossier.corrected()
    with refused("not_published"):
        dossier.taken_back()


# -- withdrawn ---------------------------------------------------------------------------------------------------------

# What everybody can ask of a published advice, and the status once it is withdrawn.
OWN = """
advice:advice            | 410
advice:pdf               | 410
advice:word              | 410
advice:odt               | 410
advice:akoma_ntoso       | 410
advice:json              | 410
advice:markdown          | 410
advice:support_json      | 410
advice:support_csv       | 410
"""
# Where everybody may look: what must not stand there. A page of the dossier tells that it was withdrawn, without its text.
ELSEWHERE = """
/                                              | /adviezen/2026/1/
/adviezen/                                     | Veel mensen | Zorgen naast | /adviezen/2026/1/
/zoeken/?q=vervangpools                        | regionale
/feeds/adviezen.atom                           | Zorgen naast | /adviezen/2026/1/
/feeds/zoeken.atom?q=vervangpools              | regionale
/sitemap-adviezen-1.xml                        | /adviezen/2026/1/
/sitemap-diwoo-infocat010-adviezen-1.xml       | /adviezen/2026/1/
/api/v1/advices                                | Zorgen naast
/api/v1/publications                           | Zorgen naast
/api/v1/search?q=vervangpools                  | regionale
/open-data/                                    | advices.jsonl
/open-data/bestanden/advices.jsonl             | Zorgen naast
/open-data/bestanden/publications.jsonl        | Zorgen naast
"""


def test_once_withdrawn_its_address_says_so_and_why(published):
    published.corrected()
    addresses = [line.split("|") for line in OWN.strip().splitlines()]
    urls = [(reverse(name.strip(), args=place(published)), int(status)) for name, status in addresses]
    urls += [(reverse("record:citation", args=[*place(published), form]), 410) for form in ("txt", "bib", "ris")]
    urls.append((reverse("advice:earlier", args=[*place(published), 1]), 410))
    urls.append((reverse("advice:public_provenance", args=[*place(published), published.node(1).public_id]), 410))
    published.taken_back()
    for url, status in urls:
        said = read(url, status)
        assert "Deze publicatie is ingetrokken" in said and REASON in said, url
        assert "Veel mensen" not in said and "Veel werkenden" not in said, url
    milestone = published.advice.publication.milestone
    old = Client().get(reverse("advice:address", args=[milestone.work.public_id, milestone.public_id]), follow=True)
    assert old.status_code == 410 and REASON in old.content.decode()
    with translation.override("en"):
        assert "was withdrawn" in read(reverse("advice:advice", args=place(published)), 410)


@pytest.mark.parametrize("line", ELSEWHERE.strip().splitlines())
def test_nothing_of_it_is_left_where_everybody_looks(published, line):
    address, *gone = (part.strip() for part in line.split("|"))
    followers.catch_up()
    dumps.make()
    before = read(address)
    assert any(part in before for part in gone), "the table looks for what never stood there"
    published.taken_back()
    followers.catch_up()
    answer = Client().get(address)
    assert answer.status_code in (200, 404)
    said = (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()
    assert [part for part in gone if part in said] == []
    dumps.keep_up()
    answer = Client().get(address)
    assert answer.status_code in (200, 404)
    if "bestanden" in address:
        assert answer.status_code == 200 and "Zorgen naast" not in b"".join(answer.streaming_content).decode()


def test_what_is_known_of_a_copy_says_that_it_was_withdrawn(published, world, tmp_path, capsys):
    sealing.seal_new()
    content = Client().get(reverse("advice:pdf", args=place(published))).content
    world.days_later(1)
    published.corrected().taken_back()
    said = _checked(content)
    assert "Dit is advies 26/01, dat is ingetrokken" in said and REASON in said
    file = tmp_path / "advies.pdf"
    file.write_bytes(content)
    call_command("verify", str(file))
    told = capsys.readouterr().out
    assert "WITHDRAWN on" in told and REASON in told and "CORRECTED on" in told


def test_the_dossier_tells_of_it(published, world):
    published.taken_back()
    followers.catch_up()
    page = read(reverse("advice:public_dossier", args=[published.advice.public_id]))
    assert "Publicatie ingetrokken" in page and reverse("advice:advice", args=place(published)) not in page
    assert published.advice.publication.serial == 1
    with refused("withdrawn"):
        published.published()
    with refused("not_published"):
        published.corrected(1, "mensen", "burgers")
