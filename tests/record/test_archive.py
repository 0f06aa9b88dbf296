"""Lists of older publications: what is taken, what is not and why, how well texts are read, and what the pages say."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from raadzaal.accounts.actor import HOUSE
from raadzaal.journal import followers
from raadzaal.journal.models import Entry
from raadzaal.procedure.refusals import Refused
from raadzaal.record import actions
from raadzaal.record.actions.archive import Outcome
from raadzaal.record.archive import reading
from raadzaal.record.archive.importing import bring_in
from raadzaal.record.archive.reasons import NotTaken
from raadzaal.record.archive.rows import NoList, listing
from raadzaal.record.models import Import, ImportRow, Item
from raadzaal.record.search import finding
from tests.advice.test_page_queries import counts
from tests.counting import client_of, queries_of
from tests.dossier import at_stage
from tests.record import lists

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "files"
    made = tmp_path / "archief"
    made.mkdir()
    return made


def brought(folder, *rows: str, head: str = "titel;jaar;nummer;bestand", encoding: str = "utf-8"):
    path = folder / "lijst.csv"
    path.write_bytes("\n".join([head, *rows]).encode(encoding))
    return bring_in(listing(path), actor=HOUSE)


def why(done) -> list[str]:
    return list(done.report.order_by("number").values_list("code", flat=True))


def test_every_fault_is_told_and_everything_else_is_taken(world, folder):
    made = lists.made(folder, 300)
    done = bring_in(listing(made.path), actor=HOUSE)
    told = dict(made.expected)
    assert {code: done.report.filter(code=code).count() for code in told} == told
    assert done.report.count() == done.rows == 300
    assert set(Item.objects.values_list("title", flat=True)) == made.titles
    assert done.finished_at


def test_the_same_list_again_does_nothing(world, folder):
    made = lists.made(folder, 40)
    bring_in(listing(made.path), actor=HOUSE)
    seen = Item.objects.count(), Entry.objects.count()
    bring_in(listing(made.path), actor=HOUSE)
    assert (Item.objects.count(), Entry.objects.count()) == seen
    assert Import.objects.count() == 1


def test_a_row_gets_one_outcome_even_when_two_bring_it_in(world, folder):
    made = lists.made(folder, 12)
    listed = listing(made.path)
    done = bring_in(listed, actor=HOUSE)
    actions.import_rows(done, actor=HOUSE, outcomes=[Outcome(2, refusal=NotTaken("no_title"))])
    assert ImportRow.objects.get(number=2).code == ""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_lists_are_read_in_whatever_way_they_were_saved(world, folder, encoding, delimiter):
    made = lists.made(folder, 3, encoding=encoding, delimiter=delimiter)
    bring_in(listing(made.path), actor=HOUSE)
    assert Item.objects.get(title="Advies over zaak 1").summary == "Coördinatie van zaak 1."


NUMBERS = [
    ("1953;53/07", (1953, 7)),
    ("1953;1953-7", (1953, 7)),
    ("1953;007", (1953, 7)),
    (";21/08", (2021, 8)),
    ("1953;", (1953, None)),
]


@pytest.mark.parametrize(("cells", "number"), NUMBERS)
def test_numbers_as_they_are_written(world, folder, cells, number):
    (folder / "a.txt").write_text("Een tekst.")
    brought(folder, f"Een titel;{cells};a.txt")
    item = Item.objects.get()
    assert (item.year, item.serial) == number


@pytest.mark.parametrize(
    ("cells", "code"),
    [("1953;53/0", "bad_number"), ("1953;54/07", "number_of_other_year"), (";7", "no_date"), ("2090;1", "future"), ("53;1", "bad_date"),
     ("1953;7 bis", "bad_number"), ("1953;99999999", "bad_number")],
)  # fmt: skip
def test_numbers_that_are_none(world, folder, cells, code):
    (folder / "a.txt").write_text("Een tekst.")
    head, row = "titel;jaar;nummer;bestand", f"Een titel;{cells};a.txt"
    if code == "number_of_other_year":
        head, row = "titel;datum;nummer;bestand", "Een titel;1-1-1953;54/07;a.txt"
    assert why(brought(folder, row, head=head)) == [code]


def test_a_number_of_this_house_is_not_taken(world, folder):
    at_stage(world, "adopted")
    (folder / "a.txt").write_text("Een tekst.")
    (folder / "b.txt").write_text("Een andere tekst.")
    assert why(brought(folder, "Een;2026;1;a.txt", "Twee;2026;99;b.txt")) == ["double_number", "numbered_here"]


def test_no_list_at_all(folder):
    for content in (b"", b"naam;adres\n1;2\n"):
        (folder / "x.csv").write_bytes(content)
        with pytest.raises(NoList):
            listing(folder / "x.csv")
    with pytest.raises(NoList):
        listing(folder / "weg.csv")


def test_a_folder_without_a_list_goes_by_the_names_of_its_files(world, folder):
    (folder / "1953-07 Woningbouw_en huur.txt").write_text("De woningbouw.")
    (folder / "1961_Verslag.txt").write_text("Het verslag.")
    (folder / "zomaar.txt").write_text("Zomaar.")
    done = bring_in(listing(folder), actor=HOUSE)
    assert set(Item.objects.values_list("title", "year", "serial")) == {
        ("Woningbouw en huur", 1953, 7),
        ("Verslag", 1961, None),
    }
    assert why(done).count("no_date") == 1


def test_texts_are_read_from_every_kind_of_file(world, folder):
    paragraphs = (
        "De raad adviseert over het pensioen.",
        "De werknemers en de werkgevers zijn het eens over de premie, over de leeftijd en over wat er moet gebeuren met wie nog geen"
        " tien jaar heeft opgebouwd.",
        "Slot.",
    )
    lists.pdf(folder / "a.pdf", *paragraphs)
    lists.word(folder / "b.docx", *paragraphs)
    (folder / "c.html").write_text(
        "<!doctype html><html><head><title>x</title></head><body>" + "".join(f"<p>{each}</p>" for each in paragraphs)
    )
    (folder / "d.txt").write_bytes("\r\n\r\n".join([*paragraphs, "Coöperatie"]).encode("cp1252"))
    (folder / "e.pdf").write_bytes(b"%PDF-1.4\nkapot")
    done = brought(
        folder,
        *[f"Titel {name};195{at};;{name}" for at, name in enumerate(("a.pdf", "b.docx", "c.html", "d.txt", "e.pdf"))],
    )
    assert why(done) == [""] * 5
    read = {item.file_name: [each.text for each in item.paragraphs.all()] for item in Item.objects.all()}
    assert read["a.pdf"] == read["b.docx"] == read["c.html"] == list(paragraphs)
    assert read["d.txt"] == [*paragraphs, "Coöperatie"]
    assert read["e.pdf"] == []
    assert dict(Item.objects.values_list("file_name", "quality")) == dict.fromkeys(
        ["a.pdf", "b.docx", "c.html", "d.txt"], "good"
    ) | {"e.pdf": "none"}


def test_what_was_read_badly_is_marked_so():
    assert reading.wordlike("De raad heeft in 1953 (zie hoofdstuk 2.1) geadviseerd, met 3/4 van de stemmen.") > 0.95
    assert reading.wordlike("D~ r@~d h|ft ,;. #in %% g~~dv!s**rd l1l|I ]]") < reading.GOOD_FROM


def test_a_bomb_is_borne(world, folder):
    """A file that wants all memory is stopped; the original is kept."""
    (folder / "a.html").write_text("<!doctype html>" + "<div>" * 200_000 + "x")
    done = brought(folder, "Een titel;1953;1;a.html")
    assert why(done) == [""]


def test_items_are_found_at_their_paragraph(world, folder, index_home, client):
    bring_in(listing(lists.made(folder, 6).path), actor=HOUSE)
    followers.catch_up()
    hit = finding.find("punt4", chosen={}).hits[0]
    address, _hash, anchor = hit.url.partition("#")
    assert f'id="{anchor}"' in client.get(address).content.decode()
    assert dict(finding.find("raad beveelt", chosen={}).facets["theme"])["pensioen"] == 1
    assert finding.find("raad beveelt", chosen={"theme": "pensioen"}).total == 1


def test_the_original_comes_back_as_it_was(world, folder, client):
    (folder / "a b.txt").write_bytes(b"Een tekst\r\n\xe9")
    brought(folder, "Een titel;1953;1;a b.txt")
    answer = client.get(reverse("record:original", args=[Item.objects.get().public_id]))
    assert b"".join(answer.streaming_content) == b"Een tekst\r\n\xe9"
    assert "attachment" in answer["Content-Disposition"] and answer["X-Content-Type-Options"] == "nosniff"


def test_nobody_else_brings_anything_in(world):
    for actor in (world.secretary, world.chair, world.administrator, world.coordinator("fnv"), world.anybody):
        with pytest.raises(Refused):
            actions.begin_import(actor=actor, name="x", digest="0" * 64, rows=1)


def test_the_report_tells_every_row_in_words(world, folder):
    done = bring_in(listing(lists.made(folder, 150).path), actor=HOUSE)
    page = client_of(world.secretariat).get(reverse("record:import_report", args=[done.public_id])).content.decode()
    assert "is geen soort publicatie" in page and "ligt buiten de map van de lijst" in page
    assert page.count('scope="row"') == done.report.exclude(code="").count()


def test_the_command_tells_what_it_did(world, folder, capsys):
    made = lists.made(folder, 30)
    call_command("archive", "import", str(made.path))
    said = capsys.readouterr()
    assert "27 taken, 3 not taken, of 30" in said.out
    assert "30 of 30" in said.err
    if not reading.can_recognise():
        assert "Tesseract with Dutch is not installed" in said.err


def test_pages_ask_a_fixed_number_of_questions(world, folder, index_home):
    def grow():
        at = Item.objects.count()
        (folder / f"{at}.txt").write_text(f"Tekst {at}.\n\nEn nog iets.")
        brought(folder, f"Titel {at};1953;{at + 1};{at}.txt")

    found = counts(client_of(world.anybody), reverse("record:items"), grow)
    assert len(set(found)) == 1, found
    client = client_of(world.secretariat)
    first = queries_of(client, reverse("record:imports"))
    grow()
    assert queries_of(client, reverse("record:imports")) == first
