"""What is sent to the pages that take files: refused in the reader's words beside the field, or made harmless."""

import html
import io
import logging
import os
import re

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from raadzaal.files import store
from raadzaal.files.inspection import LARGEST_UPLOAD, Verdict, inspect_word
from raadzaal.files.models import StoredFile
from raadzaal.meetings.models import Paper
from raadzaal.texts import word_import
from tests.files.corpus import CASES, docx, paragraph, png
from tests.trust.harness import FULL, dice

pytestmark = [pytest.mark.django_db, pytest.mark.trial, pytest.mark.pages, pytest.mark.timeout(3600 if FULL else 300)]

LIMIT = 2.0
"""Seconds of processor time, of this process and of those that it starts."""
PAGES = {"draft": "secretary", "reply": "coordinator", "paper": "secretariat"}


@pytest.fixture(autouse=True)
def quiet():
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def address(house, page: str) -> str:
    if page == "draft":
        return reverse("advice:import", args=[house.of("drafting")["public_id"]])
    if page == "reply":
        return reverse("deliberation:returned", args=[house.of("consulting")["round"]])
    meeting = house.meetings["planned"]
    return reverse("meetings:add_paper", args=[meeting.public_id, meeting.items.first().public_id])


def sent(house, page: str, raw: bytes, *, name: str = "stuk.docx", language: str = "nl"):
    """The answer, and the processor time it took. What came of it is not kept."""
    uploaded = SimpleUploadedFile(name, raw, content_type="application/octet-stream")
    with translation.override(language):
        url = address(house, page)
    client = house.client(PAGES[page])
    began = sum(os.times()[:4])
    with transaction.atomic():
        before = set(StoredFile.objects.values_list("sha256", flat=True))
        answer = client.post(url, {"file": uploaded, "paper_title": "Een stuk", "access": "members"})
        answer.kept = set(StoredFile.objects.values_list("sha256", flat=True)) - before
        transaction.set_rollback(True)
    return answer, sum(os.times()[:4]) - began


def beside_the_field(answer) -> str:
    """What stands with the field itself, as somebody reads it."""
    found = re.search(r'id="id_file_error">(.*?)</p>', answer.content.decode(), re.DOTALL)
    words = re.sub(r"<[^>]+>", " ", found[1]) if found else ""
    return " ".join(html.unescape(words).split())


BAD = [case for case in CASES if case.code]
TRIED = BAD if FULL else dice("uploads").sample(BAD, 22)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("case", TRIED, ids=lambda case: case.name)
def test_what_may_not_come_in_is_refused_beside_its_field(house, page, case, tmp_path):
    raw = case.build()
    path = tmp_path / "stuk.docx"
    path.write_bytes(raw)
    language = "en" if len(case.name) % 2 else "nl"
    answer, took = sent(house, page, raw, language=language)
    assert answer.status_code == 422
    assert answer.kept == set()
    assert took < LIMIT
    told = beside_the_field(answer)
    assert told
    if page != "paper":
        with translation.override(language):
            assert _why_not(page, inspect_word(path)) in told


def _why_not(page: str, verdict: Verdict) -> str:
    """An OpenDocument text is taken for a draft, so that there nothing but reading it tells that it is broken."""
    if page == "draft" and verdict.code == "open_document":
        return str(word_import.MESSAGES["unreadable"])
    return verdict.message


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("case", [case for case in CASES if not case.code], ids=lambda case: case.name)
def test_what_is_harmless_is_taken(house, page, case):
    answer, took = sent(house, page, case.build())
    assert took < LIMIT
    if answer.status_code == 422:  # harmless, but nothing to read in it, or not a file of this round
        assert page != "paper" and beside_the_field(answer)
        assert answer.kept == set()
        return
    assert answer.status_code == 302, beside_the_field(answer)


# -- papers: PDF too ---------------------------------------------------------------------------------------------------


def pdf(spoil=lambda document: None) -> bytes:
    document = pikepdf.new()
    document.add_blank_page(page_size=(200, 200))
    spoil(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _script(document):
    return pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))


def _opens(action):
    def spoil(document):
        document.Root.OpenAction = action(document)

    return spoil


def _annotation(action):
    def spoil(document):
        made = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 200, 200], A=action(document)
        )
        document.pages[0].Annots = document.make_indirect(pikepdf.Array([document.make_indirect(made)]))

    return spoil


def _launch(document):
    return pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("cmd.exe"))


def _goes_to(document):
    return pikepdf.Array([document.pages[0].obj, pikepdf.Name.Fit])


def _embedded(document):
    document.attachments["virus.exe"] = b"MZ"


def _page_action(document):
    document.pages[0].AA = pikepdf.Dictionary(O=_script(document))


def _attached_beside(document):
    """A file with an annotation, not in the list of files."""
    spec = pikepdf.AttachedFileSpec(document, b"MZ", filename="a.exe")
    made = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FileAttachment, Rect=[0, 0, 9, 9], FS=spec.obj
    )
    document.pages[0].Annots = pikepdf.Array([document.make_indirect(made)])


def _named_script(document):
    tree = pikepdf.Dictionary(Names=pikepdf.Array([pikepdf.String("a"), _script(document)]))
    document.Root.Names = pikepdf.Dictionary(JavaScript=tree)


def _field_script(document):
    field = pikepdf.Dictionary(FT=pikepdf.Name.Tx, T=pikepdf.String("a"), AA=pikepdf.Dictionary(K=_script(document)))
    document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([document.make_indirect(field)]))


def _then(document):
    """A jump within the document, and behind it something that runs."""
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.GoTo, D=_goes_to(document), Next=_script(document))


def _round_and_round(document):
    document.Root.Pages.Kids.append(document.Root.Pages)


def _in_parts(document):
    document.Root.X = pikepdf.Array(document.make_indirect(pikepdf.Dictionary(A=1)) for _each in range(110_000))


def _xfa(document):
    document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([]), XFA=document.make_stream(b"<xdp:xdp/>"))


GOOD_PDFS = {
    "plain": pdf(),
    "opens at a page": pdf(_opens(_goes_to)),
    "a link": pdf(
        _annotation(lambda document: pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("https://example.org/")))
    ),
}
BAD_PDFS = {
    "script on opening": pdf(_opens(_script)),
    "program on opening": pdf(_opens(_launch)),
    "program behind a link": pdf(_annotation(_launch)),
    "script behind a link": pdf(_annotation(_script)),
    "a file inside": pdf(_embedded),
    "a file pinned to a page": pdf(_attached_beside),
    "script with a page": pdf(_page_action),
    "script by name": pdf(_named_script),
    "script in a form": pdf(_field_script),
    "script after a jump": pdf(_then),
    "a form that is a program": pdf(_xfa),
    "no end": pdf()[:200],
    "only a head": b"%PDF-1.7\n",
    "words": b"gewoon tekst",
    "web page": b"<html><script>alert(1)</script>",
    "drawing": b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>',
    "picture": png(),
    "program": b"MZ" + b"\x00" * 300,
    "page and archive": pdf() + docx(),
}


@pytest.mark.parametrize("what", BAD_PDFS)
def test_no_paper_does_anything_by_itself(house, what):
    answer, took = sent(house, "paper", BAD_PDFS[what], name="stuk.pdf")
    assert answer.status_code == 422 and answer.kept == set()
    assert beside_the_field(answer)
    assert took < LIMIT


@pytest.mark.parametrize("what", GOOD_PDFS)
def test_a_paper_that_only_is_read_is_taken(house, what):
    answer, _took = sent(house, "paper", GOOD_PDFS[what], name="stuk.pdf")
    assert answer.status_code == 302, beside_the_field(answer)


def test_a_million_parts_do_not_keep_us_busy(house):
    raw = pdf(_in_parts)
    answer, took = sent(house, "paper", raw, name="stuk.pdf")
    assert answer.status_code == 422
    assert took < LIMIT


def test_pages_that_go_round_in_a_circle_do_not_keep_us_busy(house):
    _answer, took = sent(house, "paper", pdf(_round_and_round), name="stuk.pdf")
    assert took < LIMIT


@pytest.mark.parametrize("page", PAGES)
def test_no_file_at_all_is_told_beside_the_field(house, page):
    with transaction.atomic():
        answer = house.client(PAGES[page]).post(address(house, page), {"paper_title": "Een stuk", "access": "members"})
        transaction.set_rollback(True)
    assert answer.status_code == 422 and beside_the_field(answer)


# -- how they go out -----------------------------------------------------------------------------------------------------

NAMES = {
    "../../etc/passwd.docx": "passwd.docx",
    "stuk\u202excod.exe.docx": "stukxcod.exe.docx",
    'a".docx': None,
    "a\r\nSet-Cookie: x=1.docx": None,
    "é" * 100 + ".docx": None,
    "..docx": None,
    "<img src=x onerror=alert(1)>.docx": None,
}


@pytest.mark.parametrize("name", NAMES)
def test_a_file_goes_out_for_saving_whatever_its_name(house, name):
    meeting = house.meetings["planned"]
    client = house.client("secretariat")
    uploaded = SimpleUploadedFile("x.docx", docx(paragraph("Inhoud.")))
    uploaded._name = name
    with transaction.atomic():
        given = {"file": uploaded, "paper_title": "Een stuk", "access": "members"}
        assert client.post(address(house, "paper"), given).status_code in (302, 422)
        paper = Paper.objects.order_by("pk").last()
        answer = client.get(reverse("meetings:paper", args=[meeting.public_id, paper.public_id]))
        content = b"".join(answer.streaming_content)
        transaction.set_rollback(True)
    safe(answer)
    assert content
    assert "Set-Cookie" not in answer.headers


def safe(answer) -> None:
    assert answer["Content-Disposition"].startswith("attachment")
    assert "\n" not in answer["Content-Disposition"] and "/" not in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_everything_to_take_away_is_for_saving(house):
    received = [house.of("received")[part] for part in ("year", "serial")]
    forms = ("pdf", "word", "odt", "akoma_ntoso", "json", "markdown", "support_json", "support_csv")
    for form in forms:
        safe(house.client("anonymous").get(reverse(f"advice:{form}", args=received)))
    safe(house.client("coordinator").get(reverse("deliberation:word", args=[house.of("consulting")["round"]])))


def test_a_picture_is_shown_but_runs_nothing(house):
    ids = house.of("drafting")
    answer = house.client("secretary").get(reverse("advice:text_figure", args=[ids["public_id"], ids["figure"]]))
    assert answer["Content-Type"] == "image/png" and answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


def test_no_stored_file_has_an_address_of_its_own(house):
    """Neither by its hash nor through the folder in which it lies."""
    stored = StoredFile.objects.first()
    place = store.path(stored.sha256)
    for path in (
        f"/files/{stored.sha256}",
        f"/media/{stored.sha256}",
        f"/static/../files/{place.name}",
        f"/{place.name}",
    ):
        assert house.client("secretariat").get(path).status_code == 404


# -- too large -----------------------------------------------------------------------------------------------------------


def test_a_file_a_little_too_large_is_told_beside_its_field(house):
    raw = b"PK\x03\x04" + b"\0" * LARGEST_UPLOAD
    answer, _took = sent(house, "draft", raw)
    assert answer.status_code == 422
    with translation.override("nl"):
        assert Verdict("too_large", {"megabytes": 51, "limit": 50}).message in beside_the_field(answer)
