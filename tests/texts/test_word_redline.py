"""Two versions of a text in one Word file: accepting its changes gives the new one, rejecting them the old one."""

import datetime

import pytest

from raadzaal.files.inspection import inspect_word
from raadzaal.files.zips import Archive
from raadzaal.texts.blocks import Block
from raadzaal.texts.document import Document, MarginNote, Node, numbered
from raadzaal.texts.word import tracked
from raadzaal.texts.word.identity import same
from raadzaal.texts.word.tracked_reader import read_returning
from raadzaal.texts.word_redline import render_redline, render_redline_for_reply
from raadzaal.texts.word_reply import frame_of
from raadzaal.texts.word_returned import read_returned
from tests.texts.test_word_reply import IDENTITY, SENTENCES, lines_of

AT = datetime.datetime(2026, 3, 9, 10, 30, tzinfo=datetime.UTC)
OLD = [
    ("h", Block("heading", 1, "Inleiding")),
    ("a", Block("paragraph", 0, SENTENCES[0])),
    ("b", Block("paragraph", 0, f"**{SENTENCES[1]}**[^1]", notes=(("1", "CPB, maart."),))),
    ("c", Block("paragraph", 0, SENTENCES[2])),
    ("d", Block("list_item", 1, SENTENCES[3])),
    ("t", Block("table", 0, "| a | b |\n| --- | --- |\n| 1 | 2 |")),
]
NEW = [
    ("h", Block("heading", 1, "Een nieuwe inleiding")),
    ("a", Block("paragraph", 0, SENTENCES[0].replace("werk", "arbeid"))),
    ("b", Block("paragraph", 0, f"**{SENTENCES[1]}** Ook *nu*.[^1]", notes=(("1", "CPB, maart."),))),
    ("d", Block("list_item", 1, SENTENCES[3])),
    ("e", Block("paragraph", 0, "[Nieuw](https://example.org/) hierbij.")),
    ("t", Block("table", 0, "| a | b |\n| --- | --- |\n| 1 | 3 |")),
]


def document(blocks) -> Document:
    return Document(title="Werk", on=datetime.date(2026, 3, 2), nodes=numbered(blocks), council_name="SER")


@pytest.fixture
def read(tmp_path):
    def reading(raw: bytes) -> tracked.Returning:
        path = tmp_path / "verschil.docx"
        path.write_bytes(raw)
        assert inspect_word(path).ok
        with Archive(path) as archive:
            return read_returning(archive, ())

    return reading


def words(read, which) -> list[str]:
    found = [same(tracked.plain(which(each.bits))) for each in read.paragraphs if each.cell is None]
    return [each for each in found if each][2:]


def plain(blocks) -> list[str]:
    return [
        same(each.notation.replace("*", "").replace("[^1]", "").replace("[Nieuw](https://example.org/)", "Nieuw"))
        for _key, each in blocks
        if each.kind != "table"
    ]


def redline(**more) -> bytes:
    return render_redline(document(OLD), document(NEW), author="Secretaris", at=AT, **more)


def test_accepted_it_is_the_new_text_and_rejected_the_old(read):
    found = read(redline())
    assert words(found, tracked.final) == plain(NEW)
    assert words(found, tracked.original) == plain(OLD)


def test_every_change_bears_the_name_and_the_moment(read):
    found = read(redline())
    assert set(found.hands) == {tracked.Hand("Secretaris", "2026-03-09T10:30:00Z")}
    marks = {same(tracked.plain(each.bits)): each.mark for each in found.paragraphs}
    assert marks[SENTENCES[2]] == "del"
    assert marks["Nieuw hierbij."] == "ins"


def test_remarks_stand_in_the_margin_of_their_words(read):
    found = read(redline(margin={"a": [MarginNote("FNV", AT, "Te vaag")]}))
    by_words = {comment.words: comment for comment in found.comments.values()}
    assert by_words["Te vaag"].author == "FNV"
    assert by_words["Te vaag"].on.startswith("De raad adviseert")
    assert {each.words for each in found.comments.values()} == {"Te vaag", "Deze tabel is veranderd."}


def test_the_same_text_has_no_changes(read):
    found = read(render_redline(document(OLD), document(OLD), author="x", at=AT))
    assert found.changes == 0
    assert found.comments == {}


def test_a_moved_paragraph_says_so(read):
    moved = [OLD[0], OLD[2], OLD[3], OLD[1], *OLD[4:]]
    found = read(render_redline(document(OLD), document(moved), author="x", at=AT))
    assert [each.words for each in found.comments.values()] == ["Deze alinea stond ergens anders."]


def test_sent_out_with_its_changes_it_still_comes_back_unchanged(tmp_path):
    old, new = document(OLD), document(NEW)
    raw = render_redline_for_reply(old, new, author="Secretaris", at=AT, identity=IDENTITY)
    path = tmp_path / "terug.docx"
    path.write_bytes(raw)
    found = read_returned(path, lines_of(new), expected=IDENTITY, frame=frame_of(new))
    assert found.changes == ()
    assert found.unplaced == ()


def test_an_ordinary_node_has_nothing_in_its_margin():
    assert Node("a", OLD[0][1], numbered(OLD)[0].address).margin == ()
