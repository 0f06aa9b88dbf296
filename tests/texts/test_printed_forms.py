"""The text on paper: an accessible PDF, and a Word file that comes back as the same text."""

import datetime
import hashlib
import io
import zipfile
from collections import Counter
from dataclasses import replace

import docx
import pikepdf
import pytest
from lxml import etree
from PIL import Image

from raadzaal.files.inspection import inspect_word
from raadzaal.texts.blocks import Block
from raadzaal.texts.document import Alternative, Document, View, numbered, pictures_without_words
from raadzaal.texts.pdf import render_pdf
from raadzaal.texts.word_export import bookmark, render_word
from raadzaal.texts.word_import import read_word
from tests.texts.word_documents import picture

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BLOCKS = [
    Block("heading", 1, "Inleiding[^1]", notes=(("1", "Bij de kop."),)),
    Block(
        "paragraph",
        0,
        "De **raad** *adviseert*[^2] over CO~2~, zie [hier](https://example.org/a?b=1).",
        notes=(("2", "Zie **bron**."),),
    ),
    Block("list_item", 1, "ten eerste", ordered=True),
    Block("list_item", 2, "een punt"),
    Block("list_item", 3, "een punt van een punt"),
    Block("list_item", 1, "ten tweede", ordered=True),
    Block("list_item", 1, "los punt"),
    Block("heading", 2, "Overwegingen"),
    Block("quote", 0, "Meten is weten."),
    Block("recommendation", 0, "Verhoog het loon.\nNu."),
    Block("box", 0, "Een kader."),
    Block(
        "table",
        0,
        ': Loon[^3]\n| Sector | Loon |\n| --- | --- |\n| Zorg | 1\\n2 |\n| #eval("1") $x$ | *3* |',
        notes=(("3", "Bron: CPB."),),
    ),
    Block("table", 0, "| a | b |\n| c | d |"),
    Block("annex_heading", 0, "Adviesaanvraag"),
    Block("heading", 2, "Brief"),
    Block("paragraph", 0, "# geen kop, #let x = 1, *klaar*."),
]


@pytest.fixture
def advice(tmp_path):
    content = picture(size=(300, 200)).getvalue()
    asset = hashlib.sha256(content).hexdigest()
    (tmp_path / asset).write_bytes(content)
    blocks = [*BLOCKS, Block("figure", 0, "Lonen", alt="Een grijs vlak", asset=asset)]
    return Document(
        title="Loon & <Brood>",
        on=datetime.date(2026, 3, 12),
        subtitle="Over lonen",
        number="26/03",
        date_text="12 maart 2026",
        council_name="Sociaal-Economische Raad",
        status_label="Ontwerpadvies",
        nodes=numbered((f"node{at}", block) for at, block in enumerate(blocks)),
        front=[("Aanvrager", "Minister")],
        assets={asset: tmp_path / asset},
        dissents={
            "node9": [View("De leden van *MKB-Nederland* delen dit niet.", "ondernemers: MKB-Nederland")],
            "node3": [View("Niet mee eens.")],
        },
        views=[View("Een lid: anders.", "kroonleden: A. Naam", "Minderheidsnota")],
    )


def tags(element, found=None):
    found = [] if found is None else found
    if isinstance(element, pikepdf.Array):
        for each in element:
            tags(each, found)
    elif isinstance(element, pikepdf.Dictionary) and "/S" in element:
        found.append(element)
        if "/K" in element:
            tags(element.K, found)
    return found


def structure(raw):
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        root = pdf.Root
        elements = tags(root.StructTreeRoot.K)
        return {
            "names": Counter(str(each.S) for each in elements),
            "alts": [str(each.Alt) for each in elements if str(each.S) == "/Figure"],
            "marked": bool(root.MarkInfo.Marked),
            "lang": str(root.Lang),
            "title": str(pdf.docinfo["/Title"]),
            "conforms": str(pdf.open_metadata().get("pdfuaid:part")),
            "pages": len(pdf.pages),
            "languages": {str(each.Lang) for each in elements if "/Lang" in each},
        }


def test_the_pdf_is_tagged_through_and_through(advice):
    found = structure(render_pdf(advice))
    assert found["marked"]
    assert (found["lang"], found["title"], found["conforms"]) == ("nl", "Loon & <Brood>", "1")
    assert found["alts"] == ["Een grijs vlak"]
    names = found["names"]
    assert names["/H1"] == 3  # contents, the chapter and the annex
    assert names["/H2"] == 2
    assert (names["/Table"], names["/TH"], names["/TD"]) == (2, 2, 8)
    assert names["/Note"] == 5  # of the text, and of two views whose they are
    assert names["/LI"] >= 5
    assert names["/BlockQuote"] == 1


def test_who_holds_another_view_stands_in_a_real_footnote_of_the_word_file(advice):
    with zipfile.ZipFile(io.BytesIO(render_word(advice))) as archive:
        notes, body = (etree.fromstring(archive.read(f"word/{part}.xml")) for part in ("footnotes", "document"))
    told = {each.get(f"{W}id"): "".join(each.itertext()).strip() for each in notes.iter(f"{W}footnote")}
    found = {
        "".join(paragraph.itertext()): [told[each.get(f"{W}id")] for each in paragraph.iter(f"{W}footnoteReference")]
        for paragraph in body.iter(f"{W}p")
    }
    assert found["Afwijkend standpunt: De leden van MKB-Nederland delen dit niet."] == ["ondernemers: MKB-Nederland"]
    assert found["Afwijkend standpunt: Niet mee eens."] == []
    assert found["Minderheidsnota: Een lid: anders."] == ["kroonleden: A. Naam"]


def test_words_that_are_not_chosen_yet_are_printed_and_are_no_part_of_the_text(advice, tmp_path):
    others = {
        "node1": [
            Alternative("B", Block("paragraph", 0, "De raad **zwijgt**[^2].", notes=(("2", "Ook zo."),))),
            Alternative("C", Block("paragraph", 0, "De raad $x$ #wacht.")),
        ],
        "node2": [Alternative("B", Block("list_item", 1, "ten laatste", ordered=True))],
        "node11": [
            Alternative(
                "B", Block("table", 0, ": Uur\n| Sector | Uur |\n| --- | --- |\n| Zorg | 3[^a] |", notes=(("a", "N."),))
            )
        ],
    }
    with_others = replace(advice, alternatives=others)
    found = structure(render_pdf(with_others))
    assert found["conforms"] == "1"
    assert found["names"]["/Note"] == structure(render_pdf(advice))["names"]["/Note"] + 2
    path = tmp_path / "varianten.docx"
    path.write_bytes(render_word(with_others))
    words = [each.text for each in docx.Document(str(path)).paragraphs]
    assert [each for each in words if each.startswith("Variant ")] == [
        "Variant B, nog niet gekozen: De raad zwijgt.",
        "Variant C, nog niet gekozen: De raad $x$ #wacht.",
        "Variant B, nog niet gekozen: ten laatste",
        "Variant B, nog niet gekozen: Uur\nSector | Uur\nZorg | 3",
    ]
    plain = tmp_path / "zonder.docx"
    plain.write_bytes(render_word(advice))
    read, without = (read_word(each, media_dir=tmp_path) for each in (path, plain))
    assert list(read.blocks) == list(without.blocks)
    assert [each for each in read.warnings if each.code != "list_start"] == list(without.warnings)


def test_the_same_text_makes_the_same_files(advice):
    assert render_pdf(advice) == render_pdf(advice)
    assert render_word(advice) == render_word(advice)


def test_another_language_is_marked(advice):
    english = Block("quote", 0, "Work is changing.", language="en")
    document = Document(title="T", on=advice.on, nodes=numbered([("a", english)]))
    found = structure(render_pdf(document))
    assert "en" in found["languages"]


@pytest.mark.parametrize(
    "block",
    [
        Block("table", 0, ""),
        Block("table", 0, "| a | b |\n| --- | --- |"),
        Block("heading", 6, "Diep"),
        Block("paragraph", 0, ""),
        Block("paragraph", 0, "[^x] zonder noot"),
        Block("list_item", 5, "diep"),
        Block("paragraph", 0, "los", notes=(("a", "nergens genoemd"),)),
        Block("figure", 0, "weg", asset="0" * 64),
        Block("paragraph", 0, "a[^n] b[^n]", notes=(("n", ""),)),
        Block("paragraph", 0, "x" * 20_000),
        Block("table", 0, "| a |\n" * 400),
    ],
)
def test_odd_texts_still_print(block):
    document = Document(title="T", on=datetime.date(2026, 1, 1), nodes=numbered([("n", block)]))
    assert render_pdf(document).startswith(b"%PDF")
    assert render_word(document).startswith(b"PK")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda: Image.new("CMYK", (9, 9)),
        lambda: Image.new("I;16", (9, 9)),
        lambda: Image.new("P", (9, 9)),
        lambda: Image.new("LA", (9, 9)),
        lambda: Image.new("RGB", (30, 4_000)),
    ],
)
def test_pictures_of_every_kind_print(spoil, tmp_path):
    picture = spoil()
    path = tmp_path / "f"
    picture.save(path, "JPEG" if picture.mode == "CMYK" else "PNG")
    node = numbered([("a", Block("figure", 0, "Lonen", alt="Vlak", asset="f"))])
    raw = render_pdf(Document(title="T", on=datetime.date(2026, 1, 1), nodes=node, assets={"f": path}))
    assert structure(raw)["alts"] == ["Vlak"]


def test_a_cut_off_picture_leaves_its_caption(tmp_path):
    path = tmp_path / "f"
    path.write_bytes(picture(size=(300, 300)).getvalue()[:-40])
    node = numbered([("a", Block("figure", 0, "Lonen", alt="Vlak", asset="f"))])
    raw = render_pdf(Document(title="T", on=datetime.date(2026, 1, 1), nodes=node, assets={"f": path}))
    assert structure(raw)["alts"] == []


def test_a_picture_without_words_is_named(advice):
    bare = numbered([("a", Block("figure", 0, "Bijschrift", asset="0" * 64)), ("b", BLOCKS[1])])
    assert [node.node_id for node in pictures_without_words(bare)] == ["a"]
    assert pictures_without_words(advice.nodes) == []


def test_a_long_advice_prints_quickly():
    blocks = [
        (f"n{at}", Block("paragraph", 0, "De raad adviseert het kabinet om te handelen. " * 20)) for at in range(600)
    ]
    document = Document(title="Lang", on=datetime.date(2026, 1, 1), nodes=numbered(blocks))
    assert structure(render_pdf(document))["pages"] > 80


def test_word_out_and_in_is_the_same_text(advice, tmp_path):
    path = tmp_path / "uit.docx"
    path.write_bytes(render_word(advice))
    assert inspect_word(path).ok
    imported = read_word(path, media_dir=tmp_path / "media")
    assert (imported.title, imported.subtitle) == (advice.title, advice.subtitle)
    assert list(imported.blocks) == [node.block for node in advice.nodes]
    assert {remark.code for remark in imported.warnings} == {"title", "headers_footers", "table_no_header"}


def test_word_has_real_headings_notes_and_bookmarks(advice):
    raw = render_word(advice)
    document = docx.Document(io.BytesIO(raw))
    assert [each.style.name for each in document.paragraphs if each.style.name.startswith("Heading")] == [
        "Heading 1",
        "Heading 2",
        "Heading 1",
        "Heading 2",
    ]
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        body = archive.read("word/document.xml").decode()
        notes = archive.read("word/footnotes.xml").decode()
    assert "CPB" in notes
    for node in advice.nodes:
        assert f'w:name="{bookmark(node.node_id)}"' in body
    assert 'descr="Een grijs vlak"' in body
    assert document.tables[0].cell(0, 0).text == "Sector"
