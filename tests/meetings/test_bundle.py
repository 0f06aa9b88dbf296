"""All papers of a meeting in one PDF: contents with the right pages, the order of the agenda, the tags, and nobody else's papers."""

import subprocess
from io import BytesIO

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from raadzaal.meetings import actions, papers
from raadzaal.meetings.bundle import bundle
from raadzaal.meetings.models import Meeting
from raadzaal.texts.blocks import Block, Kind
from raadzaal.texts.document import Document, numbered
from raadzaal.texts.pdf import render_pdf
from raadzaal.texts.word_export import render_word
from tests.meetings.makers import BEFORE, DAY, SECRETARIAT, acting, on_day
from tests.meetings.test_agenda import add

pytestmark = pytest.mark.django_db


def document(title: str, paragraphs: int) -> Document:
    blocks = [
        Block(Kind.HEADING, 1, title),
        *(Block(Kind.PARAGRAPH, 0, f"{title} {at}. " * 40) for at in range(paragraphs)),
    ]
    return Document(title=title, on=DAY, nodes=numbered((str(at), block) for at, block in enumerate(blocks)))


def paper(meeting, item, title, content: bytes, kind: str, access="public") -> None:
    file = papers.taken(SimpleUploadedFile(f"{title}.{kind}", content))
    told = {"title": title, "file": file, "file_name": f"{title}.{kind}", "access": access}
    with on_day(BEFORE):
        actions.add_paper(meeting, actor=SECRETARIAT, item=item, **told)


@pytest.fixture
def meeting(chamber):
    made = chamber.convened()
    first, second = add(made, "Begroting"), add(made, "Reglement")
    paper(made, second, "Voorstel", render_word(document("Voorstel", 3)), "docx")
    paper(made, first, "Toelichting", render_pdf(document("Toelichting", 12)), "pdf")
    paper(made, first, "Vertrouwelijk", render_pdf(document("Vertrouwelijk", 2)), "pdf", access="table")
    return Meeting.objects.select_related("body").get(pk=made.pk)


def opened(meeting, actor) -> pikepdf.Pdf:
    with on_day(DAY):
        return pikepdf.open(BytesIO(bundle(meeting, actor)))


def headings(made: pikepdf.Pdf) -> list[tuple[str, int]]:
    """Title and page, from 1, of each part."""
    places = {page.objgen: number for number, page in enumerate(made.pages, start=1)}
    with made.open_outline() as outline:
        return [(str(item.title), places[item.to_dictionary_object(made).Dest[0].objgen]) for item in outline.root]


def test_papers_stand_in_the_order_of_the_agenda_with_the_page_that_the_contents_name(meeting):
    made = opened(meeting, SECRETARIAT)
    told = headings(made)
    assert [title for title, _page in told] == [
        "Inhoud", "1 Begroting: Toelichting", "1 Begroting: Vertrouwelijk", "2 Reglement: Voorstel",
    ]  # fmt: skip
    pages = [page for _title, page in told]
    assert pages == sorted(set(pages)) and pages[0] == 1
    assert pages[2] - pages[1] == len(pikepdf.open(BytesIO(render_pdf(document("Toelichting", 12)))).pages)

    with on_day(DAY):
        words = subprocess.run(
            ["pdftotext", "-", "-"], input=bundle(meeting, SECRETARIAT), capture_output=True, check=True
        ).stdout.decode()
    for title, page in told[1:]:
        assert f"{title}, bladzijde {page}" in " ".join(words.split())


def test_each_reader_gets_their_own_papers_only(meeting, chamber):
    member = acting("council_member", meeting.body.public_id, chamber.members[0])
    titles = [title for title, _page in headings(opened(meeting, member))]
    assert not any("Vertrouwelijk" in title for title in titles)
    assert len(titles) == 3


def test_the_parts_stay_told_apart_and_each_page_finds_its_own(meeting):
    made = opened(meeting, SECRETARIAT)
    root = made.Root.StructTreeRoot
    numbers = list(root.ParentTree.Nums)
    keys = [int(key) for key in numbers[::2]]
    assert keys == sorted(set(keys))
    parents = dict(zip(keys, numbers[1::2], strict=True))
    used = [int(page.obj.StructParents) for page in made.pages if "/StructParents" in page.obj]
    assert len(used) == len(set(used)) == len(made.pages)
    for page in made.pages:
        kids = [each for each in parents[int(page.obj.StructParents)] if each is not None and "/Pg" in each]
        assert all(each.Pg.objgen == page.obj.objgen for each in kids), page.index
    assert len(root.K) >= 4


def test_what_is_not_known_of_all_papers_is_not_claimed(meeting):
    with opened(meeting, SECRETARIAT).open_metadata() as about:
        assert "pdfuaid:part" not in about and "pdfaid:part" not in about
        assert "Stukken" in about["dc:title"]


def test_a_meeting_without_papers_has_contents_that_say_so(chamber):
    made = opened(Meeting.objects.select_related("body").get(pk=chamber.convened().pk), SECRETARIAT)
    assert headings(made) == [("Inhoud", 1)]
