"""The printed forms of a long advice, beside the bare programs that set them."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pypandoc
import typst

from bench import text
from bench.figures import Figure, in_turn
from raadzaal.texts.blocks import Block
from raadzaal.texts.document import Document, numbered
from raadzaal.texts.pdf import render_pdf
from raadzaal.texts.word_export import render_word

WORDS = 30_000
WORDS_PER_PARAGRAPH = 100
ROUNDS = 3


def figures(_world) -> Iterator[Figure]:
    """Other words in every round: the typesetter remembers paragraphs that it has set before."""
    texts = [_blocks(seed) for seed in range(ROUNDS)]
    documents = [_document(blocks) for blocks in texts]
    plain = ["\n\n".join(block.notation for block in blocks) for blocks in texts]
    with TemporaryDirectory(prefix="raadzaal-bench-") as name:
        folder = Path(name)
        empty, bare = in_turn(ROUNDS, lambda: _typst(folder, "."), taking(plain, lambda words: _typst(folder, words)))
        pdf, word = in_turn(ROUNDS, taking(documents, render_pdf), taking(documents, render_word))
        (pandoc,) = in_turn(ROUNDS, taking(plain, lambda words: _pandoc(folder, words)))
        office = _by_office(folder, documents) if shutil.which("soffice") else None
    size = f"{WORDS:,} words"
    yield Figure(f"PDF/UA of {size}", pdf.median, "s", "typst, one full stop", empty.median)
    yield Figure(f"PDF/UA of {size}", pdf.median, "s", "typst, same words unformatted", bare.median)
    if office:
        yield Figure(f"PDF/UA of {size}", pdf.median, "s", "LibreOffice, the same advice in Word", office.median)
    yield Figure(f"Word of {size}", word.median, "s", "pandoc, same words unformatted", pandoc.median)


def _by_office(folder: Path, documents: list[Document]):
    """The same content set by LibreOffice, from our Word file, tagged for accessibility too."""
    files = []
    for at, document in enumerate(documents):
        files.append(folder / f"advice-{at}.docx")
        files[-1].write_bytes(render_word(document))
    (office,) = in_turn(ROUNDS, taking(files, lambda file: _office(folder, file)))
    return office


def _office(folder: Path, file: Path) -> None:
    profile = f"-env:UserInstallation=file://{folder / 'office'}"
    asked = 'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"}}'
    command = ["soffice", profile, "--headless", "--convert-to", asked, "--outdir", str(folder), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)


def taking(things: list, take: Callable[[object], object]) -> Callable[[], object]:
    """Takes the next of *things* every time it is called."""
    coming = iter(things)
    return lambda: take(next(coming))


def _blocks(seed: int) -> list[Block]:
    return text.blocks(WORDS // WORDS_PER_PARAGRAPH * 12 // 11, WORDS_PER_PARAGRAPH, seed=seed)


def _document(blocks: list[Block]) -> Document:
    return Document(
        title="Zorgen naast het werk",
        on=date(2026, 9, 1),
        number="Advies 26/01",
        date_text="1 september 2026",
        council_name="Sociaal-Economische Raad",
        nodes=numbered((f"n{at}", block) for at, block in enumerate(blocks)),
    )


def _typst(folder: Path, words: str) -> None:
    source = folder / "plain.typ"
    source.write_text(f'#set document(title: "Tekst")\n#set text(lang: "nl")\n{words}')
    typst.compile(str(source), format="pdf", pdf_standards=["ua-1", "a-2a"])


def _pandoc(folder: Path, words: str) -> None:
    command = [pypandoc.get_pandoc_path(), "--from=markdown", "--to=docx", f"--output={folder / 'plain.docx'}"]
    subprocess.run(command, input=words.encode(), check=True)
