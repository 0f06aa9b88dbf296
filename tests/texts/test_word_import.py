"""What comes out of Word: every kind of block, every habit of writers, and a remark on all that could not be taken."""

import shutil
import subprocess
import time

import pytest
from django.utils.translation import override

from raadzaal.files.inspection import inspect_word
from raadzaal.texts.blocks import Block
from raadzaal.texts.word import remarks as remark_texts
from raadzaal.texts.word.headings import typed_number
from raadzaal.texts.word.pandoc import PandocFailed, pandoc
from raadzaal.texts.word_import import MESSAGES, WordUnreadable, read_word
from tests.files.corpus import CASES, paragraph
from tests.texts import word_documents as word


@pytest.fixture
def read(tmp_path):
    """Reads what was built, after the inspection that every upload goes through."""

    def _read(path):
        assert inspect_word(path).ok, inspect_word(path)
        return read_word(path, media_dir=tmp_path / "media")

    return _read


def told(imported):
    return [(str(block.kind), block.level, block.notation) for block in imported.blocks]


def codes(imported):
    return [remark.code for remark in imported.warnings]


def test_a_document_with_styles(tmp_path, read):
    imported = read(word.save(tmp_path, word.styled))
    assert imported.title == "Werk zonder grenzen"
    assert told(imported) == [
        ("heading", 1, "Inleiding"),
        ("paragraph", 0, "De raad kijkt vooruit."),
        ("heading", 2, "Aanleiding"),
        ("list_item", 1, "eerste punt"),
        ("list_item", 2, "dieper punt"),
        ("list_item", 1, "ten eerste"),
        ("quote", 0, "Meten is weten."),
    ]
    assert [block.ordered for block in imported.blocks[3:6]] == [False, False, True]
    assert codes(imported) == ["title"]
    assert imported.hints[0].style == "heading 1"


def test_headings_and_lists_made_by_hand(tmp_path, read):
    imported = read(word.save(tmp_path, word.styles_ignored))
    assert told(imported) == [
        ("heading", 1, "Inleiding"),
        ("paragraph", 0, "De raad kijkt vooruit. Dat doet hij vaker."),
        ("heading", 2, "Aanleiding"),
        ("list_item", 1, "eerste punt"),
        ("list_item", 1, "tweede punt"),
        ("list_item", 1, "ten eerste"),
        ("heading", 1, "Conclusie"),
        ("heading", 3, "Vervolg van het werk"),
        ("paragraph", 0, "**Deze hele zin is vet omdat de schrijver haar belangrijk vond.**"),
        ("heading", 1, "Groot maar niet vet"),
    ]
    assert codes(imported).count("manual_heading") == 5
    assert codes(imported).count("number_stripped") == 3
    assert codes(imported).count("manual_list") == 3
    guessed = [hint.guessed_level for hint in imported.hints]
    assert guessed[0] == 1
    assert guessed[1] is None


def test_typed_numbers_leave_headings(tmp_path, read):
    imported = read(word.save(tmp_path, word.typed_numbers))
    assert [(str(block.kind), block.notation) for block in imported.blocks] == [
        ("heading", "Inleiding"),
        ("heading", "Aanleiding"),
        ("heading", "Vervolg"),
        ("heading", "Analyse"),
        ("heading", "2024 was een goed jaar"),
        ("annex_heading", "Adviesaanvraag"),
        ("heading", "Slot"),
    ]
    assert codes(imported) == ["number_stripped"] * 6


@pytest.mark.parametrize("title", ["2024 was een goed jaar", "Ik zie het", "A", "1", "100 dagen later", "Vorm en maat"])
def test_titles_without_a_number(title):
    assert typed_number(title) is None


def test_a_pasted_table_keeps_its_words(tmp_path, read):
    imported = read(word.save(tmp_path, word.pasted_table))
    assert imported.blocks[0].notation == (
        "| Sector | 2024 | 2025 |\n| --- | --- | --- |\n"
        "| Zorg \\| welzijn | regel een\\nregel twee | hoog |\n|  | 2 \\* 3 |  |"
    )
    assert codes(imported) == ["merged_cells"]


def test_pictures(tmp_path, read):
    imported = read(word.save(tmp_path, word.pictures))
    figures = [block for block in imported.blocks if block.kind == "figure"]
    assert [figure.alt for figure in figures][0] == "Een grijs vlak"
    assert len(figures) == 4
    assert all(imported.assets[figure.asset].is_file() for figure in figures)
    assert sorted(set(codes(imported))) == [
        "alt_generated",
        "alt_missing",
        "picture_converted",
        "picture_dropped",
        "picture_in_text",
    ]


def test_tracked_changes_are_accepted_and_counted(tmp_path, read):
    imported = read(word.raw(tmp_path, word.TRACKED, word__comments=word.COMMENTS))
    assert told(imported) == [("paragraph", 0, "De raad adviseert wel te verhogen.")]
    counts = {remark.code: remark.params["count"] for remark in imported.warnings}
    assert counts == {"tracked_changes": 2, "comments": 1}


def test_words_that_cannot_be_taken_are_told(tmp_path, read):
    imported = read(word.raw(tmp_path, word.TEXT_BOX))
    found = " ".join(block.notation for block in imported.blocks)
    missing = [remark.params["words"] for remark in imported.warnings if remark.code == "text_missing"]
    assert "Gewone tekst." in found
    assert "zwevend" in found or "zwevend" in " ".join(missing)


def test_marks_links_and_notes(tmp_path, read):
    def build(document):
        line = document.add_paragraph("De ")
        line.add_run("raad").bold = True
        line.add_run(" * telt").italic = True
        under = line.add_run(" onderstreept")
        under.underline = True
        line.add_run(" weg").font.strike = True
        line.add_run("2").font.superscript = True

    imported = read(word.save(tmp_path, build))
    assert told(imported) == [("paragraph", 0, "De **raad** *\\* telt* onderstreept weg^2^")]
    assert codes(imported) == ["underline", "strikeout"]


def test_hidden_text_is_told(tmp_path, read):
    imported = read(word.raw(tmp_path, paragraph("zichtbaar") + paragraph("geheim plan", run="<w:vanish/>")))
    assert [(remark.code, remark.params) for remark in imported.warnings] == [("hidden_text", {"words": "geheim plan"})]


def test_soft_hyphens_are_no_part_of_a_word(tmp_path, read):
    body = "<w:p><w:r><w:t>werk</w:t><w:softHyphen/><w:t>geverij e</w:t><w:noBreakHyphen/><w:t>mail</w:t></w:r></w:p>"
    imported = read(word.raw(tmp_path, body))
    assert imported.blocks[0].notation == "werkgeverij e\u2011mail"
    assert imported.warnings == ()


def test_what_is_nested_without_end_is_refused(tmp_path, read):
    body = paragraph("diep")
    for _ in range(300):
        body = f"<w:tbl><w:tr><w:tc>{body}</w:tc></w:tr></w:tbl>"
    with pytest.raises(WordUnreadable):
        read(word.raw(tmp_path, body))


def test_a_table_of_one_cell_is_a_box(tmp_path, read):
    def build(document):
        document.add_paragraph("Vooraf")
        document.add_table(1, 1).cell(0, 0).text = "Een kader"

    assert told(read(word.save(tmp_path, build)))[1] == ("box", 0, "Een kader")


def test_a_recommendation_by_its_style(tmp_path, read):
    def build(document):
        document.styles.add_style("Aanbeveling", 1)
        document.add_paragraph("Verhoog het loon.", style="Aanbeveling")

    assert told(read(word.save(tmp_path, build))) == [("recommendation", 0, "Verhoog het loon.")]


def test_a_table_of_contents_is_left_out(tmp_path, read):
    def build(document):
        document.styles.add_style("toc 1", 1)
        document.add_paragraph("Inleiding\t3", style="toc 1")
        document.add_paragraph("Tekst van het advies.")

    imported = read(word.save(tmp_path, build))
    assert told(imported) == [("paragraph", 0, "Tekst van het advies.")]
    assert codes(imported) == ["contents"]


def test_headers_and_footers_are_told(tmp_path, read):
    def build(document):
        document.sections[0].header.paragraphs[0].text = "VERTROUWELIJK"
        document.add_paragraph("Tekst.")

    assert codes(read(word.save(tmp_path, build))) == ["headers_footers"]


def test_an_endless_paragraph_is_split(tmp_path, read):
    imported = read(word.raw(tmp_path, paragraph("woord " * 8_000)))
    assert len(imported.blocks) == 3
    assert max(len(block.notation) for block in imported.blocks) <= 20_000
    assert codes(imported) == ["split_long", "split_long"]


def test_signs_that_hide_do_not_come_along(tmp_path, read):
    assert told(read(word.raw(tmp_path, paragraph("de \u202eraad\u202c telt")))) == [("paragraph", 0, "de raad telt")]


def test_markup_in_word_is_only_words(tmp_path, read):
    imported = read(word.raw(tmp_path, paragraph("&lt;script&gt;alert(1)&lt;/script&gt; [a](https://b.nl) **c**")))
    assert imported.blocks[0].notation == "<script>alert(1)</script> \\[a\\](https://b.nl) \\*\\*c\\*\\*"


def test_two_hundred_pages(tmp_path, read):
    path = word.save(tmp_path, word.two_hundred_pages)
    started = time.monotonic()
    imported = read(path)
    assert time.monotonic() - started < 30
    kinds = [str(block.kind) for block in imported.blocks]
    assert (kinds.count("heading"), kinds.count("paragraph"), kinds.count("list_item")) == (220, 1_200, 600)
    assert set(codes(imported)) == {"number_stripped"}


def test_an_empty_document_is_refused(tmp_path, read):
    with pytest.raises(WordUnreadable) as refusal:
        read(word.raw(tmp_path, "<w:p/>"))
    assert refusal.value.code == "no_text"
    assert "tekst" in refusal.value.message


@pytest.mark.parametrize("name", ["bad-xml", "cut-off", "flipped-bit", "lying-sizes"])
def test_a_damaged_document_is_refused_even_uninspected(name, tmp_path):
    path = tmp_path / "advies.docx"
    path.write_bytes(next(case for case in CASES if case.name == name).build())
    try:
        imported = read_word(path, media_dir=tmp_path)
    except WordUnreadable as refusal:
        assert refusal.code == "unreadable"
    else:
        assert name == "lying-sizes"
        assert imported.assets == {}


def test_pandoc_runs_within_its_memory(monkeypatch):
    monkeypatch.setattr("raadzaal.texts.word.pandoc.MEMORY", 250 * 1024**2)
    with pytest.raises(PandocFailed) as failure:
        pandoc("--from=markdown", "--to=json", content=b"*tekst* [a](b) " * 300_000)
    assert failure.value.code == "too_large"


def test_pandoc_runs_within_its_time(monkeypatch):
    monkeypatch.setattr("raadzaal.texts.word.pandoc.SECONDS", 1)
    with pytest.raises(PandocFailed) as failure:
        pandoc("--from=markdown", "--to=json", content=b"*tekst* [a](b) " * 300_000)
    assert failure.value.code == "took_too_long"


def test_pandoc_in_its_sandbox_reads_no_other_file(tmp_path):
    (tmp_path / "geheim.txt").write_text("geheim")
    with pytest.raises(PandocFailed):
        pandoc(
            "--from=rst",
            "--to=json",
            "--sandbox",
            "--fail-if-warnings",
            folder=tmp_path,
            content=f".. include:: {tmp_path}/geheim.txt".encode(),
        )


def test_remarks_say_where(tmp_path, read):
    imported = read(word.save(tmp_path, word.typed_numbers))
    remark = imported.warnings[0]
    assert (remark.block, remark.excerpt) == (0, "Inleiding")
    assert "Hoofdstuk 1" in remark.message
    assert remark.as_data() == {
        "code": "number_stripped",
        "params": {"number": "Hoofdstuk 1:"},
        "block": 0,
        "excerpt": "Inleiding",
    }


def test_every_remark_speaks_dutch():
    for text in [*remark_texts.MESSAGES.values(), *MESSAGES.values()]:
        with override("en"):
            english = str(text)
        with override("nl"):
            assert str(text) != english


def test_blocks_do_not_exceed_their_levels(tmp_path, read):
    def build(document):
        document.add_heading("Diep", 9)
        for level in ("", " 2", " 3"):
            document.add_paragraph("punt", style=f"List Bullet{level}")

    imported = read(word.save(tmp_path, build))
    assert [block.level for block in imported.blocks] == [6, 1, 2, 3]
    assert "heading_too_deep" in codes(imported)


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_a_document_from_libreoffice(tmp_path, read):
    (tmp_path / "advies.html").write_text(word.LIBREOFFICE_HTML, encoding="utf-8")
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--writer",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(tmp_path),
            str(tmp_path / "advies.html"),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    imported = read(tmp_path / "advies.docx")
    assert told(imported)[:2] == [
        ("heading", 1, "Inleiding"),
        ("paragraph", 0, "De raad **adviseert** en *wikt*, zie [hier](https://example.org/)."),
    ]
    items = [(block.notation, block.level, block.ordered) for block in imported.blocks if block.kind == "list_item"]
    assert items == [("een", 1, False), ("twee", 1, False), ("dieper", 2, False), ("eerst", 1, True), ("dan", 1, True)]
    assert any(block.kind == "table" and "Zorg" in block.notation for block in imported.blocks)
    assert Block("paragraph", 0, "H2O en m2") in imported.blocks
    assert [(remark.code, remark.params) for remark in imported.warnings] == [("raised", {"count": 2})]
