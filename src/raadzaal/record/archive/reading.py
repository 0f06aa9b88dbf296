"""The text in a file: by programs that read it under limits of time and memory, never by this process itself."""

import os
import re
import shutil
import subprocess
import tempfile
from functools import lru_cache
from pathlib import Path

from raadzaal.files import limited, sniffing
from raadzaal.record.archive.rows import decoded
from raadzaal.record.models import Item
from raadzaal.texts.word.pandoc import PandocFailed, pandoc

SECONDS, MEMORY = 60, 1024**3
LARGEST = 100 * 1024 * 1024
LONGEST_TEXT = 8 * 1024 * 1024
LONGEST_PARAGRAPH = 20_000
MOST_PARAGRAPHS = 20_000
MOST_SCANNED = 300
"""Pages that are recognised of one scan."""
HTML, TEXT = "text/html", "text/plain"
FROM = {sniffing.DOCX: "docx", sniffing.ODT: "odt", sniffing.RTF: "rtf", HTML: "html"}
KINDS = frozenset({sniffing.PDF, TEXT, sniffing.OLD_WORD, *FROM})
_HTML = re.compile(rb"\s*(?:<!doctype html|<html|<head|<body|<\?xml[^>]*\?>\s*<(?:!doctype )?html)", re.IGNORECASE)
_WORDLIKE = re.compile(
    r"[^\W\d_]{2,}(?:[-'’][^\W\d_]+)*[.,;:!?)\"”’]*|\(?\d[\d.,/%-]*\)?[.,;:]*|[^\W\d_][.)]?", re.UNICODE
)
_SENTENCE_END = re.compile(r"[.:?!][\"”’)]?\s*$")
GOOD_FROM = 0.75


def kind_of(path: Path) -> str:
    """The media type by what stands in it; empty for what cannot be a publication."""
    sniffed = sniffing.sniff(path)
    if sniffed in KINDS:
        return sniffed
    with path.open("rb") as stream:
        head = stream.read(4096)
    if sniffed == sniffing.UNKNOWN and _HTML.match(head.removeprefix(b"\xef\xbb\xbf")):
        return HTML
    text, _encoding = decoded(head)
    return TEXT if sniffed == sniffing.UNKNOWN and not re.search(r"[\x00-\x08\x0e-\x1f]", text) else ""


def read(path: Path, media_type: str) -> tuple[list[str], str]:
    """Paragraphs, and how well they could be read. What cannot be read at all gives none: the original is kept all the same."""
    text, recognised = _text(path, media_type)
    paragraphs = _paragraphs(text)
    if not paragraphs:
        return [], Item.Quality.NONE
    if recognised:
        return paragraphs, Item.Quality.RECOGNISED
    return paragraphs, Item.Quality.GOOD if wordlike(" ".join(paragraphs[:400])) >= GOOD_FROM else Item.Quality.POOR


def _text(path: Path, media_type: str) -> tuple[str, bool]:
    if media_type == TEXT:
        return decoded(path.read_bytes()[:LONGEST_TEXT])[0], False
    if media_type == sniffing.PDF:
        return _pdf(path)
    if media_type in FROM:
        try:
            made = pandoc("--sandbox", "-f", FROM[media_type], "-t", "plain", "--wrap=none", content=path.read_bytes())
        except PandocFailed:
            return "", False
        return made[:LONGEST_TEXT].decode("utf-8", "replace"), False
    return "", False


def _pdf(path: Path) -> tuple[str, bool]:
    """Its text; of a scan what is recognised in it, where the program for that is there."""
    text = _run("pdftotext", "-enc", "UTF-8", "-l", "3000", str(path), "-")
    if len("".join(text.split())) >= 80 or not can_recognise():
        return _apart(text), False
    return _apart(_recognised(path) or text), True


def _apart(text: str) -> str:
    """A PDF knows lines only: a sentence that ends well before the margin ends a paragraph."""
    lines = text.split("\n")
    lengths = sorted(len(line) for line in lines if line.strip())
    width = lengths[len(lengths) * 9 // 10] if lengths else 0
    return "\n".join(f"{line}\n" if _SENTENCE_END.search(line) and len(line) < width * 0.8 else line for line in lines)


def _recognised(path: Path) -> str:
    with tempfile.TemporaryDirectory() as folder:
        _run(
            "pdftoppm", "-r", "200", "-gray", "-l", str(MOST_SCANNED), str(path), f"{folder}/page", seconds=SECONDS * 5
        )
        pages = sorted(Path(folder).glob("page*.pgm"))
        return "\n\n".join(_run("tesseract", str(page), "-", "-l", "nld") for page in pages)


@lru_cache(maxsize=1)
def can_recognise() -> bool:
    """Whether Tesseract with Dutch, and what makes pictures of pages for it, are installed."""
    if not (shutil.which("tesseract") and shutil.which("pdftoppm")):
        return False
    told = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False, timeout=20)
    return "nld" in told.stdout.split()


def can_read_pdf() -> bool:
    return shutil.which("pdftotext") is not None


def _run(program: str, *arguments: str, seconds: int = SECONDS) -> str:
    """What it writes; empty where it is not there, fails, or wants more than it may have."""
    where = shutil.which(program)
    if where is None:
        return ""
    command = limited.command(seconds, MEMORY, where, *arguments)
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=seconds * 2, check=False, env=os.environ | {"OMP_THREAD_LIMIT": "1"}
        )
    except subprocess.TimeoutExpired:
        return ""
    return done.stdout[:LONGEST_TEXT].decode("utf-8", "replace") if done.returncode == 0 else ""


def _paragraphs(text: str) -> list[str]:
    """By blank lines and page breaks; words that were broken off at the end of a line are made whole."""
    text = re.sub(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u200b\ufeff]", "", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = re.sub(r"(?<=[^\W\d_])-\n(?=[^\W\d_])", "", text)
    found = (" ".join(each.split()) for each in re.split(r"\n\s*\n|\f", text))
    return [each[:LONGEST_PARAGRAPH] for each in found if any(map(str.isalnum, each))][:MOST_PARAGRAPHS]


def wordlike(text: str) -> float:
    """Which share of what stands between spaces looks like a word, a number or a letter."""
    words = text.split()
    return sum(_WORDLIKE.fullmatch(word.lstrip("(\"'“‘")) is not None for word in words) / len(words) if words else 0.0
