"""A text in any writing of the world becomes a PDF; what no font has is told by its code."""

import datetime
import os
import signal
import subprocess
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from raadzaal.texts.blocks import Block
from raadzaal.texts.document import Document, numbered
from raadzaal.texts.notation import escape
from raadzaal.texts.pdf import render_pdf
from raadzaal.texts.typesetting import CannotTypeset
from raadzaal.texts.undrawn import draw_all


def paper(words: str, title: str = "Toets") -> Document:
    return Document(
        title=title, nodes=numbered([("a1", Block("paragraph", 0, escape(words)))]), on=datetime.date(2026, 3, 2)
    )


def read(pdf: bytes) -> str:
    return subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()


@pytest.mark.parametrize(
    "words, told",
    [
        ("de Griek α en ≠ en ①", ["α", "≠", "①"]),
        ("breed ＜script＞ staat er", ["<script>"]),
        ("het teken 中 van het midden", ["[U+4E2D]"]),
        ("blij 😀 en droef 😢", ["[U+1F600]", "[U+1F622]"]),
        ("eigen gebruik \ue000 hier", ["[U+E000]"]),
        ("alles door elkaar 中 😀 あ カ ก 𐎀 한 é", ["[U+4E2D]", "[U+3042]", "[U+D55C]", "é"]),
    ],
)
def test_what_cannot_be_drawn_is_told(words, told):
    found = read(render_pdf(paper(words)))
    assert [each for each in told if each not in found] == []


def test_it_is_told_in_a_title_too():
    assert "[U+4E2D]" in read(render_pdf(paper("gewoon", title="Over 中")))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40))
def test_any_words_become_a_pdf(words):
    assert render_pdf(paper(f"x {words}")).startswith(b"%PDF")


def test_other_trouble_is_not_hidden():
    def draw(_data):
        raise CannotTypeset("the disk is full")

    with pytest.raises(CannotTypeset, match="disk"):
        draw_all({"a": "b"}, draw)


def test_an_address_stays_as_it_is():
    seen = []

    def draw(data):
        seen.append(data)
        if "中" in data["words"]:
            raise CannotTypeset('the text `"中"` could not be displayed')
        return b""

    draw_all({"words": "中", "url": "https://example.org/中"}, draw)
    assert seen[-1] == {"words": "[U+4E2D]", "url": "https://example.org/中"}


def test_a_process_that_was_forked_after_a_pdf_was_made_makes_one_too():
    assert render_pdf(paper("eerst hier"))
    child = os.fork()
    if child == 0:
        os._exit(0 if render_pdf(paper("dan daar")).startswith(b"%PDF") else 1)
    for _tenth in range(600):
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            break
        time.sleep(0.1)
    else:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        pytest.fail("no PDF within a minute")
    assert status == 0
