"""The draft goes out in Word, is worked on there, and comes back as reactions to its paragraphs."""

import datetime
import shutil

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from raadzaal.files.inspection import inspect_word
from raadzaal.texts.blocks import Block
from raadzaal.texts.document import Document, View, numbered
from raadzaal.texts.lines import Line
from raadzaal.texts.word.identity import Identity, mark_of
from raadzaal.texts.word_import import WordUnreadable
from raadzaal.texts.word_reply import frame_of, render_for_reply
from raadzaal.texts.word_returned import Hand, read_returned
from tests.files.corpus import docx as packed
from tests.texts.test_printed_forms import BLOCKS
from tests.texts.word_editing import AT, AUTHOR, WordFile, edited, through_libreoffice

IDENTITY = Identity(work="w1", milestone="m1", round="r1", organisation="fnv")
SENTENCES = [
    "De raad adviseert het kabinet om werk en inkomen beter te verdelen over regio en sector.",
    "Scholing is een recht dat iedereen met een eigen budget moet kunnen gebruiken.",
    "Werkgevers investeren jaarlijks in de duurzame inzetbaarheid van hun medewerkers.",
    "Een eerlijk loon begint bij een minimum waarvan mensen kunnen leven.",
    "De uitvoering ligt bij gemeenten, die daarvoor voldoende middelen krijgen.",
    "Over vijf jaar wordt de regeling door een onafhankelijke commissie geëvalueerd.",
]


def document(*blocks: Block, **more) -> Document:
    nodes = numbered((f"node{at}", block) for at, block in enumerate(blocks))
    return Document(
        title="Werk zonder grenzen",
        on=datetime.date(2026, 3, 2),
        nodes=nodes,
        council_name="SER",
        status_label="Ontwerpadvies",
        **more,
    )


def text(*sentences: str) -> Document:
    return document(Block("heading", 1, "Inleiding"), *(Block("paragraph", 0, each) for each in sentences or SENTENCES))


def lines_of(text: Document) -> list[Line]:
    now = datetime.datetime(2026, 3, 2, tzinfo=datetime.UTC)
    return [
        Line(at, node.node_id, node.block, node.address.number, node.address.label, 1, "x", now)
        for at, node in enumerate(text.nodes)
    ]


@pytest.fixture
def returned(tmp_path):
    def read(raw: bytes, of: Document, **more):
        path = tmp_path / "terug.docx"
        path.write_bytes(raw)
        verdict = inspect_word(path)
        assert verdict.ok, verdict
        return read_returned(path, lines_of(of), **{"expected": IDENTITY, "frame": frame_of(of)} | more)

    return read


def out(of: Document, identity: Identity = IDENTITY) -> bytes:
    return render_for_reply(of, identity=identity)


def told(found) -> dict[str, tuple[str, str]]:
    return {change.node_id: (change.kind, change.proposed) for change in found.changes}


def codes(found) -> set[str]:
    return {each.code for each in found.warnings}


def assert_untouched(found) -> None:
    assert found.changes == ()
    assert found.comments == ()
    assert found.unplaced == ()
    assert codes(found) == set()


def test_what_goes_out_shows_numbers_tracks_changes_and_is_the_same_each_time():
    raw = out(text())
    file = WordFile(raw)
    assert b"<w:trackRevisions/>" in file.parts["word/settings.xml"]
    assert [
        mark for mark in (mark_of("node0"), mark_of("node6")) if mark.encode() not in file.parts["word/document.xml"]
    ] == []
    assert "".join(file.paragraph("node1").itertext()).startswith("1\u2002De raad")
    assert raw == out(text())


def test_every_kind_of_block_comes_back_as_it_went(returned):
    of = document(
        *BLOCKS, front=[("Aanvrager", "Minister")], dissents={"node9": [View("Niet *eens*.", "werknemers: FNV")]}
    )
    assert_untouched(returned(out(of), of))


NASTY = st.text(alphabet=st.sampled_from("ab De. ,;*^~[]\\|é€\u00a0\n1)"), max_size=40).map(str.strip)
WORDS = st.lists(
    st.sampled_from(" ".join(SENTENCES).split() + ["**vet**", "*schuin*", "CO~2~", "m^2^", "[x](https://a.nl)"]),
    min_size=1,
    max_size=25,
).map(" ".join)
NOTATION = st.one_of(WORDS, NASTY)


def blocks():
    kinds = st.sampled_from(["paragraph", "quote", "recommendation", "box"])
    simple = st.builds(lambda kind, words: Block(kind, 0, words), kinds, NOTATION)
    titles = st.builds(lambda level, words: Block("heading", level, words), st.integers(1, 3), WORDS)
    items = st.builds(
        lambda level, words, ordered: Block("list_item", level, words, ordered=ordered),
        st.integers(1, 3),
        NOTATION,
        st.booleans(),
    )
    noted = st.builds(
        lambda words, note: Block("paragraph", 0, f"{words}[^n] en verder", notes=(("n", note),)), WORDS, WORDS
    )
    loose = st.builds(lambda words, note: Block("paragraph", 0, words, notes=(("los", note),)), WORDS, WORDS)
    tables = st.builds(
        lambda cells, words: Block(
            "table", 0, f": {words}\n| {cells[0]} | {cells[1]} |\n| --- | --- |\n| {cells[2]} | x |"
        ),
        st.lists(WORDS, min_size=3, max_size=3),
        WORDS,
    )
    return st.lists(st.one_of(simple, simple, titles, items, noted, loose, tables), min_size=1, max_size=9)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(blocks())
def test_unedited_means_unchanged(returned, some):
    of = document(*some)
    found = returned(out(of), of)
    assert found.changes == ()
    assert found.unplaced == ()
    assert codes(found) == set()


# Edits: each lands on its own paragraph. `node3` is the third sentence.

NEW = "Deze zin is nieuw en stond niet in het ontwerp van de raad."
NODE, WAS = "node3", SENTENCES[2]

EDITS = {
    "tracked addition": ([lambda f: f.type(NODE, " Altijd.", tracked=True)], {NODE: ("edited", WAS + " Altijd.")}),
    "untracked addition": ([lambda f: f.type(NODE, " Altijd.")], {NODE: ("edited", WAS + " Altijd.")}),
    "tracked deletion": ([lambda f: f.strike(NODE)], {NODE: ("deleted", "")}),
    "untracked deletion": ([lambda f: f.remove(NODE)], {NODE: ("deleted", "")}),
    "rewritten": ([lambda f: f.replace_all(NODE, NEW)], {NODE: ("edited", NEW)}),
    "new paragraph": ([lambda f: f.add_after(NODE, NEW)], {NODE: ("added", NEW)}),
    "moved": ([lambda f: f.move(NODE, "node5")], {NODE: ("", "")}),
    "split": (
        [lambda f: f.split(NODE)],
        {NODE: ("split", "Werkgevers investeren jaarlijks in de duurzame\n\ninzetbaarheid van hun medewerkers.")},
    ),
    "merged": (
        [lambda f: f.merge(NODE, "node4")],
        {NODE: ("merged", f"{WAS} {SENTENCES[3]}"), "node4": ("deleted", "")},
    ),
    "moved and edited": (
        [lambda f: f.move(NODE, "node5"), lambda f: f.type(NODE, " Altijd.")],
        {NODE: ("edited", WAS + " Altijd.")},
    ),
}


@pytest.mark.parametrize("name", EDITS)
@pytest.mark.parametrize("stripped", [False, True], ids=["with bookmarks", "without bookmarks"])
def test_an_edit_lands_on_its_paragraph(name, stripped, returned):
    edits, wanted = EDITS[name]
    of = text()
    found = returned(edited(out(of), *edits, *[WordFile.strip_bookmarks] * stripped), of)
    if stripped and name in ("untracked deletion", "new paragraph"):
        # What nobody marked as changed is not taken for a proposal when the file has lost its identity.
        assert found.changes == ()
        assert [each.words for each in found.unplaced] == [NEW] * (name == "new paragraph")
        return
    assert told(found) == wanted
    assert found.unplaced == ()


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed here")
class TestThroughLibreOffice:
    def test_what_nobody_touched_is_unchanged(self, returned, tmp_path):
        of = document(*BLOCKS[:-5], Block("paragraph", 0, "Slot."))
        found = returned(through_libreoffice(out(of), tmp_path), of)
        assert_untouched(found)
        assert (found.identity.work, found.identity.round) == ("w1", "r1")

    def test_every_edit_lands_where_it_was_made(self, returned, tmp_path):
        of = text(*SENTENCES, "En een slotzin die er niets aan toevoegt.")
        raw = edited(
            out(of),
            lambda f: f.type("node1", " Altijd.", tracked=True),
            lambda f: f.comment("node1", "Wie betaalt?"),
            lambda f: f.strike("node2"),
            lambda f: f.split("node3"),
            lambda f: f.merge("node4", "node5"),
            lambda f: f.move("node6", "node1"),
            lambda f: f.add_after("node7", NEW),
        )
        found = returned(through_libreoffice(raw, tmp_path), of)
        assert told(found) == {
            "node1": ("edited", SENTENCES[0] + " Altijd."),
            "node2": ("deleted", ""),
            "node3": EDITS["split"][1]["node3"],
            "node4": ("merged", f"{SENTENCES[3]} {SENTENCES[4]}"),
            "node5": ("deleted", ""),
            "node6": ("", ""),
            "node7": ("added", NEW),
        }
        assert found.changes[0].hands == (Hand(AUTHOR, AT),)
        assert [(each.node_id, each.words) for each in found.comments] == [("node1", "Wie betaalt?")]
        assert found.unplaced == ()
        assert codes(found) == set()


def test_changes_bear_who_made_them_and_when(returned):
    of = text()
    found = returned(
        edited(
            out(of),
            lambda f: f.type(NODE, " Altijd.", tracked=True, author="C. de Wit"),
            lambda f: f.type(NODE, " Overal.", tracked=True),
            lambda f: f.strike("node5"),
        ),
        of,
    )
    edit, deletion = found.changes
    assert set(edit.hands) == {Hand("C. de Wit", AT), Hand(AUTHOR, AT)}
    assert deletion.hands == (Hand(AUTHOR, AT),)


def test_a_paragraph_that_stands_elsewhere_says_where(returned):
    of = text()
    found = returned(edited(out(of), lambda f: f.move("node2", "node5")), of)
    [change] = found.changes
    assert (change.node_id, change.moved, change.after, change.kind) == ("node2", True, "node5", "")


def test_a_comment_bears_its_author_and_the_words_it_is_about(returned):
    of = text()
    found = returned(edited(out(of), lambda f: f.comment(NODE, "Wie betaalt dit?")), of)
    [comment] = found.comments
    assert (comment.node_id, comment.author, comment.at, comment.words, comment.on) == (
        NODE,
        AUTHOR,
        AT,
        "Wie betaalt dit?",
        WAS,
    )


def test_a_comment_on_words_that_went_is_for_placing_by_hand(returned):
    of = text()
    found = returned(edited(out(of), lambda f: f.comment(NODE, "Weg ermee"), lambda f: f.strike(NODE)), of)
    assert told(found) == {NODE: ("deleted", "")}
    [loose] = found.unplaced
    assert (loose.why, loose.author) == ("comment", AUTHOR)
    assert "Weg ermee" in loose.words


def test_a_table_comes_back_with_its_changed_cell(returned):
    table = ": Loon\n| Sector | Loon |\n| --- | --- |\n| Zorg | 10 |"
    of = document(Block("paragraph", 0, SENTENCES[0]), Block("table", 0, table), Block("paragraph", 0, SENTENCES[1]))

    def change_cell(file):
        next(run for run in file.holding("10").iter() if run.text == "10").text = "12"

    assert told(returned(edited(out(of), change_cell), of)) == {"node1": ("edited", table.replace("10", "12"))}


def test_a_changed_footnote_is_a_change_to_its_paragraph(returned):
    of = document(
        Block("paragraph", 0, SENTENCES[0]),
        Block("paragraph", 0, "Zie de raming.[^cpb] Verder.", notes=(("cpb", "CPB, maart."),)),
    )

    def change_note(file):
        file.parts["word/footnotes.xml"] = file.parts["word/footnotes.xml"].replace(b"maart", b"september")

    assert told(returned(edited(out(of), change_note), of)) == {
        "node1": ("edited", "Zie de raming.[^cpb] Verder.\n\n[^cpb]: CPB, september.")
    }


def test_a_changed_title_and_a_line_in_the_head_are_told(returned):
    of = text()

    def retitle(file):
        file.holding("Werk zonder grenzen").findall(".//{*}t")[0].text = "Werk met grenzen"

    found = returned(edited(out(of), retitle), of)
    assert [(each.why, each.words) for each in found.unplaced] == [("frame", "Werk met grenzen")]


def test_numbers_that_became_words_are_not_taken_for_words(returned):
    of = text()

    def unstyle(file):
        for style in list(file.root.iter("{*}rStyle")):
            style.getparent().remove(style)

    assert returned(edited(out(of), unstyle), of).changes == ()
    assert returned(edited(out(of), unstyle, WordFile.strip_bookmarks), of).changes == ()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sets(st.integers(1, 6), min_size=1, max_size=4), st.booleans(), st.booleans())
def test_only_what_was_edited_comes_back_as_edited(returned, which, tracked, stripped):
    of = text()
    edits = [lambda f, at=at: f.type(f"node{at}", " Aangevuld.", tracked=tracked) for at in which]
    found = returned(edited(out(of), *edits, *[WordFile.strip_identity] * stripped), of)
    assert told(found) == {f"node{at}": ("edited", f"{SENTENCES[at - 1]} Aangevuld.") for at in which}
    assert codes(found) == ({"no_identity"} if stripped else set())


# Files that are not what they should be.

OTHERS = {
    "another dossier": (Identity("w2", "m9", "r9", "fnv"), {"other_dossier"}),
    "another round": (Identity("w1", "m1", "r0", "fnv"), {"other_round"}),
    "an older version": (Identity("w1", "m0", "r0", "fnv"), {"older_version"}),
    "another organisation": (Identity("w1", "m1", "r1", "cnv"), {"other_organisation"}),
}


@pytest.mark.parametrize("name", OTHERS)
def test_a_file_of_something_else_says_so(name, returned):
    identity, wanted = OTHERS[name]
    assert codes(returned(out(text(), identity), text())) == wanted
    assert all(each.message for each in returned(out(text(), identity), text()).warnings)


def test_what_the_draft_changed_since_is_no_change_of_the_organisation(returned):
    older = text(*SENTENCES[:2], "De oude derde zin die later is vervangen door iets anders.", *SENTENCES[3:])
    raw = edited(out(older, Identity("w1", "m0", "r0", "fnv")), lambda f: f.type("node5", " Meer."))
    found = returned(raw, text())
    assert told(found) == {"node5": ("edited", SENTENCES[4] + " Meer.")}
    touched = returned(edited(raw, lambda f: f.type("node3", " Toch.")), text())
    [stale] = [change for change in touched.changes if change.node_id == "node3"]
    assert stale.stale


def test_a_translation_lands_on_the_paragraphs_it_translates_and_is_told(returned):
    of = text()
    english = [
        "The council advises the government to spread work.",
        "Learning is a right with its own budget.",
        "Employers pay each year for lasting employability.",
        "Fair pay begins with a minimum that sustains life.",
        "Towns carry it out, with enough means.",
        "In five years an independent committee evaluates it.",
    ]
    edits = [
        lambda f, at=at, words=words: f.replace_all(f"node{at}", words) for at, words in enumerate(english, start=1)
    ]
    found = returned(edited(out(of), *edits), of)
    assert told(found) == {f"node{at}": ("edited", words) for at, words in enumerate(english, start=1)}
    assert "rewritten" in codes(found)


def test_a_half_translated_file_without_identity_loses_nothing(returned):
    of = text()
    first = lambda f: f.replace_all("node2", "Nothing alike 1")  # noqa: E731 -- as the edits above
    raw = edited(out(of), first, lambda f: f.replace_all("node4", "Quite odd 2"), WordFile.strip_identity)
    found = returned(raw, of)
    assert told(found) == {"node2": ("edited", "Nothing alike 1"), "node4": ("edited", "Quite odd 2")}
    assert codes(found) == {"no_identity"}
    more = returned(edited(out(of), first, lambda f: f.add_after("node2", "Quite odd 2"), WordFile.strip_identity), of)
    assert more.changes == ()
    assert [(each.words, each.near) for each in more.unplaced] == [
        ("Nothing alike 1", "node1"),
        ("Quite odd 2", "node1"),
    ]
    assert codes(more) == {"no_identity", "missing"}


def test_another_text_altogether_is_told_and_all_its_words_are_there(returned):
    raw = packed(
        "".join(f"<w:p><w:r><w:t>Een heel ander stuk over vissen, deel {at}</w:t></w:r></w:p>" for at in range(9))
    )
    found = returned(raw, text())
    assert {"no_identity", "unlike", "missing"} <= codes(found)
    assert len(found.unplaced) == 9
    assert found.changes == ()


def test_three_thousand_changes_by_fourteen_people_come_together_by_paragraph(returned):
    of = text()

    def all_at_it(file):
        for at in range(3_000):
            file.type(f"node{at % 6 + 1}", f" zz{at}", tracked=True, author=f"Schrijver {at % 14}")

    found = returned(edited(out(of), all_at_it), of)
    assert set(told(found)) == {f"node{at}" for at in range(1, 7)}
    [many] = found.warnings
    assert (many.code, many.params) == ("many_changes", {"count": 3_000, "authors": 14})
    assert sum(change.proposed.count(" zz") for change in found.changes) == 3_000


HOSTILE = {
    "no words": ("<w:p/>", "no_text"),
    "far too many paragraphs": ("<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 40_001, "too_many_blocks"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_cannot_be_read_says_why(name, returned):
    body, code = HOSTILE[name]
    with pytest.raises(WordUnreadable) as refusal:
        returned(packed(body), text())
    assert refusal.value.code == code
    assert refusal.value.message


@pytest.mark.parametrize(
    "body",
    [
        "<w:ins>" * 3_000 + "<w:p><w:r><w:t>diep</w:t></w:r></w:p>" + "</w:ins>" * 3_000,
        f'<w:p><w:bookmarkStart w:id="1" w:name="{mark_of("node1")}"/><w:r><w:t>nooit gesloten</w:t></w:r></w:p>'
        + "<w:p><w:r><w:t>en verder</w:t></w:r></w:p>" * 500,
        "<w:tbl><w:tr><w:tc>" * 60 + "<w:p><w:r><w:t>tabel in tabel</w:t></w:r></w:p>" + "</w:tc></w:tr></w:tbl>" * 60,
        '<w:p><w:commentRangeStart w:id="1"/><w:r><w:commentReference w:id="77"/><w:t>opmerking die er niet is</w:t></w:r></w:p>',
        "<w:p><w:del><w:ins><w:r><w:t>weg</w:t></w:r></w:ins></w:del><w:r><w:t>blijft</w:t></w:r></w:p>",
    ],
)
def test_odd_documents_are_read_to_the_end(body, returned):
    found = returned(packed(body), text())
    assert found.unplaced or found.changes


def test_python_docx_reads_what_goes_out_and_what_it_saves_comes_back(returned, tmp_path):
    of = text()
    path = tmp_path / "uit.docx"
    path.write_bytes(out(of))
    word = docx.Document(str(path))
    next(each for each in word.paragraphs if WAS in each.text).add_run(" Erbij.")
    word.save(str(path))
    assert told(returned(path.read_bytes(), of)) == {NODE: ("edited", WAS + " Erbij.")}
