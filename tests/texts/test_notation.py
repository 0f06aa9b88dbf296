"""The notation: any string is valid, no string is dangerous, none takes long."""

import gc
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from raadzaal.texts.notation import Piece, escape, parse, runs, safe_url, to_html, to_plain, write
from raadzaal.texts.tables import Table, parse_table, table_html, table_plain, write_table

SIGNS = st.text(alphabet="ab *^~[]()\\\n|<>&\"':/1.", max_size=60)
ANYTHING = st.one_of(st.text(max_size=80), SIGNS)
ALLOWED = re.compile(
    r'</?(?:strong|em|sup|sub)>|<br>|</a>|<sup class="noteref">'
    r'|<a href="(?:https?://|mailto:)[^"<>]*" rel="nofollow noopener">'
    r'|<a (?:id="[\w-]+" )?href="#[\w-]+" role="doc-noteref">'
)


@pytest.mark.parametrize(
    ("notation", "html"),
    [
        ("de **raad** adviseert", "de <strong>raad</strong> adviseert"),
        ("*a **b** c*", "<em>a <strong>b</strong> c</em>"),
        ("***beide***", "<strong><em>beide</em></strong>"),
        ("***b** i*", "<em><strong>b</strong> i</em>"),
        ("CO~2~ en m^2^", "CO<sub>2</sub> en m<sup>2</sup>"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        (r"\*geen\* nadruk", "*geen* nadruk"),
        ("een\ntwee", "een<br>twee"),
        ("**open", "**open"),
        (
            "[raad](https://example.org/a?b=1&c=2)",
            '<a href="https://example.org/a?b=1&amp;c=2" rel="nofollow noopener">raad</a>',
        ),
        ("[x](javascript:alert(1))", "[x](javascript:alert(1))"),
        ("[x](data:text/html,1)", "[x](data:text/html,1)"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        (
            "[a [b](https://b.nl) c](https://c.nl)",
            '[a <a href="https://b.nl" rel="nofollow noopener">b</a> c](https://c.nl)',
        ),
        ("onbekend[^9]", "onbekend[^9]"),
    ],
)
def test_notation_as_html(notation, html):
    assert to_html(notation) == html


def test_a_note_links_to_its_text_and_back_only_once():
    html = to_html("a[^1] b[^1]", notes={"1": 4}, prefix="p7-")
    assert html.count('id="p7-noteref-1"') == 1
    assert html.count('href="#p7-note-1"') == 2
    assert ">4</a>" in html


@given(ANYTHING)
def test_no_string_becomes_a_tag_of_its_own(notation):
    rest = ALLOWED.sub("", to_html(notation, notes={"1": 1}))
    assert "<" not in rest
    assert ">" not in rest


@given(ANYTHING)
def test_tags_are_well_nested(notation):
    stack = []
    for piece in parse(notation):
        if piece.op == "open":
            assert piece.value not in stack
            stack.append(piece.value)
        if piece.op == "close":
            assert stack.pop() == piece.value
    assert stack == []


@given(st.text(max_size=200))
def test_escaped_words_come_back_as_they_were(plain):
    assert to_plain(escape(plain)) == plain


MARKS = st.lists(st.sampled_from(["bold", "italic", "super", "sub", "link"]), unique=True, max_size=3)


@st.composite
def streams(draw):
    """Well-nested pieces such as a Word import makes them: each stretch under its own marks."""
    pieces = []
    for marks in draw(st.lists(MARKS, max_size=6)):
        url = "https://example.org/x_(y)"
        pieces += [Piece("open", mark, url if mark == "link" else "") for mark in marks]
        pieces.append(
            draw(
                st.one_of(
                    st.builds(Piece, st.just("text"), st.text(alphabet="ab *^~[]()\\", min_size=1, max_size=6)),
                    st.just(Piece("break")),
                    st.just(Piece("note", "1")),
                )
            )
        )
        pieces += [Piece("close", mark) for mark in reversed(marks)]
    return pieces


def letters(pieces):
    """Every sign with its marks; at spaces marks do not show, and an address is compared as it is sent."""
    return [(sign, () if sign.isspace() else _as_sent(run.marks)) for run in runs(pieces) for sign in run.value or "\n"]


def _as_sent(marks):
    return tuple((kind, url.replace("(", "%28").replace(")", "%29")) for kind, url in marks)


@given(streams())
def test_what_is_written_is_read_back_the_same(pieces):
    assert letters(parse(write(pieces))) == letters(pieces)


@given(ANYTHING)
def test_writing_settles_at_once(notation):
    once = write(parse(notation))
    assert write(parse(once)) == once


@pytest.mark.parametrize(
    "unit",
    [
        "*",
        "**a ",
        "***a",
        "*a***",
        "[",
        "](",
        "[x](",
        "[^",
        "^a~",
        "\\",
        "[a](http://b)",
        "\n",
        "a",
        "**a*b_[c^d~",
    ],
)
def test_time_grows_with_length_only(unit):
    assert _growth(lambda size: (unit * size)[:size]) < LINEAR


def test_brackets_left_open_before_many_links_cost_no_more():
    assert _growth(lambda size: "[" * (size // 2) + "[a](http://b)" * (size // 26)) < LINEAR


# Eight times the length takes about eight times as long; if time went with the square it would be sixty-four.
LINEAR = 24


def _growth(made) -> float:
    """How many times longer 48,000 signs take than 6,000, the best of five each, so that a busy machine does not count; nor
    does what other tests left to be swept up."""
    gc.collect()
    gc.disable()
    try:
        short, long = (min(_seconds(made(size)) for _try in range(5)) for size in (6_000, 48_000))
    finally:
        gc.enable()
    return long / short


def _seconds(source: str) -> float:
    started = time.process_time()
    to_html(source)
    return time.process_time() - started


@pytest.mark.parametrize(
    "url",
    [
        "javascript:1",
        "JaVaScRiPt:1",
        "http://",
        "//example.org",
        "https://a b",
        "ftp://a.nl",
        "data:,x",
        "mailto:nobody",
        'https://a"b',
        "https://a\u202eb",
        "vbscript:x",
        "",
    ],
)
def test_addresses_one_is_not_sent_to(url):
    assert safe_url(url) is None


def test_a_table_and_back():
    notation = ": Loon per sector\n| Sector | Loon |\n| --- | --- |\n| Zorg \\| welzijn | 1\\n2 |"
    table = parse_table(notation)
    assert table == Table((("Sector", "Loon"), ("Zorg | welzijn", "1\n2")), True, "Loon per sector")
    assert write_table(table) == notation


def test_a_table_tells_its_headings():
    html = table_html("| A | B |\n| --- | --- |\n| **1** |")
    assert html == (
        '<table><thead><tr><th scope="col">A</th><th scope="col">B</th></tr></thead>'
        "<tbody><tr><td><strong>1</strong></td><td></td></tr></tbody></table>"
    )


def test_a_table_without_line_of_dashes_has_no_headings():
    assert "<th" not in table_html("| A | B |\n| 1 | 2 |")


@given(ANYTHING)
def test_every_string_is_a_table(notation):
    html = re.sub(r'</?(?:table|thead|tbody|tr|td|caption)>|</?th(?: scope="col")?>', "", table_html(notation))
    assert "<" not in ALLOWED.sub("", html)


@given(st.lists(st.lists(st.text(alphabet="ab|\\\n* ", max_size=8), min_size=2, max_size=2), min_size=1, max_size=4))
def test_table_cells_keep_their_words(rows):
    written = write_table(Table(tuple(map(tuple, rows))))
    read = parse_table(written)
    expected = [[to_plain(cell.strip()) for cell in row] for row in rows]
    assert [[to_plain(cell) for cell in row] for row in read.rows] == expected
    assert write_table(read) == written


def test_one_long_row_among_many_does_not_fill_memory():
    table = parse_table("| x " * 10_000 + "\n" + "| y |\n" * 2_000)
    assert sum(map(len, table.rows)) < 20_000


def test_table_words():
    assert table_plain(": T\n| A | *B* |\n| --- | --- |\n| 1 | 2 |") == "T\nA | B\n1 | 2"
