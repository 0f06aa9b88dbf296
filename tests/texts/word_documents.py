"""Word documents as people really make them, built by code."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from random import Random

import docx
from docx.document import Document
from docx.shared import Pt
from PIL import Image

from tests.files.corpus import HEAD, W, paragraph
from tests.files.corpus import docx as packed

WORDS = """de raad adviseert het kabinet om werk en inkomen beter te verdelen over regio sector en leeftijd zodat
iedereen mee kan doen met behoud van zekerheid scholing en een eerlijk loon""".split()  # noqa: SIM905 -- easier to read


def picture(kind: str = "PNG", size: tuple[int, int] = (30, 20)) -> io.BytesIO:
    stream = io.BytesIO()
    Image.new("RGB", size, "grey").save(stream, kind)
    stream.seek(0)
    return stream


def save(folder: Path, build: Callable[[Document], None], name: str = "advies.docx") -> Path:
    document = docx.Document()
    build(document)
    path = folder / name
    document.save(str(path))
    return path


def raw(folder: Path, body: str, **parts: str) -> Path:
    path = folder / "advies.docx"
    path.write_bytes(packed(body, extra={name.replace("__", "/") + ".xml": xml for name, xml in parts.items()}))
    return path


def bold(document: Document, words: str, size: int | None = None) -> None:
    run = document.add_paragraph().add_run(words)
    run.bold = True
    if size:
        run.font.size = Pt(size)


def sentence(chance: Random) -> str:
    return " ".join(chance.choices(WORDS, k=14)).capitalize() + "."


def styled(document: Document) -> None:
    document.add_heading("Werk zonder grenzen", 0)
    document.add_heading("Inleiding", 1)
    document.add_paragraph("De raad kijkt vooruit.")
    document.add_heading("Aanleiding", 2)
    document.add_paragraph("eerste punt", style="List Bullet")
    document.add_paragraph("dieper punt", style="List Bullet 2")
    document.add_paragraph("ten eerste", style="List Number")
    document.add_paragraph("Meten is weten.", style="Quote")


def styles_ignored(document: Document) -> None:
    """Headings made by hand: bold, larger letters, typed numbers; lists made of hyphens and letters."""
    bold(document, "1. Inleiding", 16)
    document.add_paragraph("De raad kijkt vooruit. Dat doet hij vaker.")
    bold(document, "1.1 Aanleiding", 13)
    document.add_paragraph("- eerste punt")
    document.add_paragraph("- tweede punt")
    document.add_paragraph("a) ten eerste")
    bold(document, "Conclusie")
    document.add_paragraph("1.2.3 Vervolg van het werk")
    bold(document, "Deze hele zin is vet omdat de schrijver haar belangrijk vond.")
    document.add_paragraph().add_run("Groot maar niet vet").font.size = Pt(20)


def typed_numbers(document: Document) -> None:
    for title, level in [
        ("Hoofdstuk 1: Inleiding", 1),
        ("1.2 Aanleiding", 2),
        ("II. Vervolg", 1),
        ("3 Analyse", 1),
        ("2024 was een goed jaar", 1),
        ("Bijlage 1: Adviesaanvraag", 1),
        ("§ 4 Slot", 2),
    ]:
        document.add_heading(title, level)


def pasted_table(document: Document) -> None:
    table = document.add_table(3, 3)
    for at, words in enumerate(("Sector", "2024", "2025")):
        table.cell(0, at).text = words
    table.cell(1, 0).merge(table.cell(2, 0)).text = "Zorg | welzijn"
    table.cell(1, 1).text = "regel een\nregel twee"
    table.cell(1, 2).merge(table.cell(2, 2)).text = "hoog"
    table.cell(2, 1).text = "2 * 3"


def pictures(document: Document) -> None:
    document.add_picture(picture())
    document.add_picture(picture("JPEG"))
    document.add_picture(picture("GIF"))
    document.add_picture(picture("TIFF"))
    line = document.add_paragraph("Zie het teken ")
    line.add_run().add_picture(picture(size=(5, 5)))
    line.add_run(" in de tekst.")
    for shape, words in zip(
        document.inline_shapes, ("Een grijs vlak", "Afbeelding met lijn. Automatisch gegenereerd"), strict=False
    ):
        shape._inline.docPr.set("descr", words)


def two_hundred_pages(document: Document) -> None:
    chance = Random(200)
    for chapter in range(20):
        document.add_heading(f"{chapter + 1} {sentence(chance)[:40].strip('.')}", 1)
        for _section in range(10):
            document.add_heading(sentence(chance)[:30].strip("."), 2)
            for _paragraph in range(6):
                document.add_paragraph(" ".join(sentence(chance) for _ in range(6)))
            for _item in range(3):
                document.add_paragraph(sentence(chance), style="List Bullet")


def changed(words: str, kind: str) -> str:
    tag = "delText" if kind == "del" else "t"
    return (
        f'<w:{kind} w:id="1" w:author="Redacteur" w:date="2026-01-01T00:00:00Z"><w:r>'
        f'<w:{tag} xml:space="preserve">{words}</w:{tag}></w:r></w:{kind}>'
    )


TRACKED = (
    '<w:p><w:r><w:t xml:space="preserve">De raad adviseert </w:t></w:r>'
    + changed("wel", "ins")
    + changed("niet", "del")
    + '<w:r><w:t xml:space="preserve"> te verhogen.</w:t></w:r></w:p>'
)

COMMENTS = f'{HEAD}<w:comments {W}><w:comment w:id="0" w:author="X">{paragraph("Is dit zo?")}</w:comment></w:comments>'

TEXT_BOX = (
    '<w:p><w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape><v:textbox><w:txbxContent>'
    + paragraph("Woorden in een zwevend vak")
    + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    + paragraph("Gewone tekst.")
)

LIBREOFFICE_HTML = """<html lang="nl"><head><title>Advies</title></head><body>
<h1>Inleiding</h1><p>De raad <b>adviseert</b> en <i>wikt</i>, zie <a href="https://example.org/">hier</a>.</p>
<h2>Punten</h2><ul><li>een</li><li>twee<ul><li>dieper</li></ul></li></ul><ol><li>eerst</li><li>dan</li></ol>
<table border="1">
<thead><tr><th>Sector</th><th>Loon</th></tr></thead>
<tbody><tr><td>Zorg</td><td>10</td></tr></tbody></table>
<p>H<sub>2</sub>O en m<sup>2</sup></p></body></html>"""
