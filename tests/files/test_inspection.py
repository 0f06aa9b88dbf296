"""Uploads get the verdict they deserve, quickly and in little memory."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from raadzaal.files import sniffing
from raadzaal.files.inspection import LARGEST_UPLOAD, MESSAGES, Verdict, inspect_image, inspect_word
from raadzaal.files.sniffing import sniff
from raadzaal.files.zips import Archive, BadArchive
from tests.files.corpus import CASES, IMAGES, docx, png

BY_NAME = {case.name: case for case in CASES}


def write(folder: Path, content: bytes) -> Path:
    path = folder / "advies.docx"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_word_verdicts(case, tmp_path):
    path = write(tmp_path, case.build())
    started = time.process_time()
    verdict = inspect_word(path)
    assert verdict.code == case.code
    assert verdict.ok is (case.code == "")
    assert time.process_time() - started < 2


@pytest.mark.parametrize("case", IMAGES, ids=lambda case: case.name)
def test_image_verdicts(case, tmp_path):
    assert inspect_image(write(tmp_path, case.build())).code == case.code


def test_the_corpus_is_as_large_as_promised():
    assert len(CASES) + len(IMAGES) >= 80


def test_every_refusal_has_a_case_and_dutch_words():
    assert {case.code for case in CASES + IMAGES} | {"too_large"} == set(MESSAGES) | {""}
    params = {"part": "deel", "target": "elders", "megabytes": 51, "limit": 50, "megapixels": 30}
    for code in MESSAGES:
        with override("en"):
            english = Verdict(code, params).message
        with override("nl"):
            assert Verdict(code, params).message != english


def test_a_file_too_large_is_not_even_opened(tmp_path):
    path = tmp_path / "groot.docx"
    with path.open("wb") as stream:
        stream.truncate(300 * 1024**2)
    path.chmod(0)
    verdict = inspect_word(path)
    assert verdict == Verdict("too_large", {"megabytes": 300, "limit": LARGEST_UPLOAD // 1024**2})


MEASURE = """
import resource, sys
from pathlib import Path
from raadzaal.files.inspection import inspect_word
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
inspect_word(Path(sys.argv[1]))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.parametrize("name", ["bomb-of-zeroes", "flood-of-text", "billion-laughs", "overlapping-entries"])
def test_hostile_files_stay_within_memory(name, tmp_path):
    path = write(tmp_path, BY_NAME[name].build())
    measured = subprocess.run([sys.executable, "-c", MEASURE, str(path)], capture_output=True, text=True, check=True)
    assert int(measured.stdout) < 256 * 1024


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (docx(), sniffing.DOCX),
        (BY_NAME["macro-type"].build(), sniffing.DOCM),
        (BY_NAME["odt"].build(), sniffing.ODT),
        (b"%PDF-1.7", "application/pdf"),
        (png(), "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"GIF89a", "image/gif"),
        (b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- x --><svg width="1">', "image/svg+xml"),
        (b"", "application/octet-stream"),
        (b"<html><p>svg", "application/octet-stream"),
    ],
)
def test_sniffing(content, media_type, tmp_path):
    assert sniff(write(tmp_path, content)) == media_type


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_a_spoilt_file_never_breaks_the_inspection(data):
    raw = bytearray(docx(extra={"word/media/image1.png": png()}))
    for _ in range(data.draw(st.integers(1, 6))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    with tempfile.TemporaryDirectory() as folder:
        assert inspect_word(write(Path(folder), bytes(raw))).code in {"", *MESSAGES}


def test_an_archive_gives_no_more_than_it_declares(tmp_path):
    with Archive(write(tmp_path, BY_NAME["lying-sizes"].build())) as archive, pytest.raises(BadArchive) as refusal:
        archive.read("word/media/image1.png")
    assert refusal.value.code == "zip_bomb"
