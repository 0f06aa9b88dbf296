"""A Word file of two hundred pages is looked at, kept and read into a preview, beside pandoc that only reads it."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pypandoc
from django.core.files.uploadedfile import SimpleUploadedFile

from bench.figures import Figure, in_turn
from raadzaal.files.sniffing import DOCX
from raadzaal.texts.imports import read_upload
from tests.dossier import Dossier
from tests.texts.word_documents import save, two_hundred_pages

ROUNDS = 3


def figures(world) -> Iterator[Figure]:
    dossier = Dossier.requested(world).accepted()
    with TemporaryDirectory(prefix="raadzaal-bench-") as folder:
        path = save(Path(folder), two_hundred_pages)
        words = path.read_bytes()

        def imported():
            upload = SimpleUploadedFile(path.name, words, content_type=DOCX)
            read_upload(upload, dossier.advice.work, actor=dossier.secretary)

        ours, plain = in_turn(ROUNDS, imported, lambda: pandoc_reads(path))
    yield Figure("import of 200 pages", ours.median, "s", "pandoc, same file", plain.median)


def pandoc_reads(path: Path) -> None:
    command = [pypandoc.get_pandoc_path(), "--from=docx+styles", "--to=json", f"--output={path}.json", str(path)]
    subprocess.run(command, check=True)
