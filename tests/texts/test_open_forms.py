"""The forms for machines: valid, and with the same identities and numbers as every other form."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from raadzaal.texts import akoma_ntoso
from raadzaal.texts.blocks import DEEPEST_HEADING, DEEPEST_LIST, Block, Kind
from raadzaal.texts.document import Document, View, numbered
from raadzaal.texts.open_forms import render_json, render_markdown
from raadzaal.texts.tables import Table, write_table

SCHEMA = Path(__file__).parents[3] / "shared/standards/akoma-ntoso-3.0/akomantoso30.xsd"
NAMING = akoma_ntoso.Naming(work="w0rk", version="v1", council="ser", number="2026/4")

words = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn", "Co")), min_size=1, max_size=60)
marked = st.one_of(
    words,
    words.map(lambda text: f"**{text}** en *{text}*"),
    st.just("H~2~O en m^2^, zie [de wet](https://www.example.org/wet)\nen verder"),
)
cells = st.lists(st.lists(words, min_size=2, max_size=2), min_size=2, max_size=4)
blocks = st.one_of(
    st.builds(lambda text, level: Block(Kind.HEADING, level, text), marked, st.integers(1, DEEPEST_HEADING)),
    st.builds(lambda text: Block(Kind.ANNEX_HEADING, 0, text), marked),
    st.builds(
        lambda text, kind: Block(kind, 0, text),
        marked,
        st.sampled_from([Kind.PARAGRAPH, Kind.QUOTE, Kind.BOX, Kind.RECOMMENDATION]),
    ),
    st.builds(
        lambda text, level, ordered: Block(Kind.LIST_ITEM, level, text, ordered=ordered),
        marked,
        st.integers(1, DEEPEST_LIST),
        st.booleans(),
    ),
    st.builds(lambda text, note: Block(Kind.PARAGRAPH, 0, f"{text}[^a]", notes=(("a", note),)), words, marked),
    st.builds(lambda rows: Block(Kind.TABLE, 0, write_table(Table(tuple(map(tuple, rows)), True, "Aantallen"))), cells),
    st.builds(lambda text, alt: Block(Kind.FIGURE, 0, text, alt=alt, asset="a" * 64), words, words),
)


def document(found: list[Block]) -> Document:
    nodes = numbered([(f"n{at}", block) for at, block in enumerate(found)])
    dissents = {nodes[0].node_id: [View("Een deel van de raad: *wil* meer.", "werknemers: FNV_1")]}
    return Document(
        title="Zorgen naast het werk",
        on=date(2026, 3, 12),
        nodes=nodes,
        number="Advies 26/04",
        council_name="Sociaal-Economische Raad",
        front=[("Gevraagd door", "minister van SZW")],
        dissents=dissents,
        views=[View("Een lid: anders.", "kroonleden: A. Naam", "Minderheidsnota")],
    )


@pytest.fixture(scope="module")
def schema():
    if not SCHEMA.exists():
        pytest.skip("the Akoma Ntoso schema is not beside the project")
    return etree.XMLSchema(etree.parse(str(SCHEMA)))


@settings(max_examples=60)
@given(found=st.lists(blocks, min_size=1, max_size=14))
def test_akoma_ntoso_is_valid_whatever_the_text(schema, found):
    source = akoma_ntoso.render(document(found), NAMING)
    assert schema.validate(etree.fromstring(source)), schema.error_log.last_error


@given(found=st.lists(blocks, min_size=1, max_size=14))
def test_every_form_bears_the_same_identities_and_numbers(found):
    text = document(found)
    expected = [(node.node_id, node.address.number) for node in text.nodes]
    assert list(akoma_ntoso.numbers(akoma_ntoso.render(text, NAMING))) == expected
    told = json.loads(render_json(text, work="w0rk", version="v1"))
    assert [(node["id"], node["number"]) for node in told["nodes"]] == expected


def test_json_tells_words_notes_and_dissent():
    text = document([Block(Kind.PARAGRAPH, 0, "**Eerst** dit[^a]", notes=(("a", "Bron."),))])
    (node,) = json.loads(render_json(text, work="w0rk", version="v1"))["nodes"]
    assert node["text"] == "Eerst dit"
    assert node["footnotes"] == [{"id": "a", "text": "Bron.", "notation": "Bron."}]
    assert node["dissents"] == ["Een deel van de raad: *wil* meer. (werknemers: FNV_1)"]


def test_markdown_reads_as_a_text():
    found = [
        Block(Kind.HEADING, 1, "Inleiding"),
        Block(Kind.PARAGRAPH, 0, "Dit is **zo**[^a].", notes=(("a", "Bron."),)),
        Block(Kind.LIST_ITEM, 1, "een punt"),
        Block(Kind.RECOMMENDATION, 0, "Doe dit."),
    ]
    told = render_markdown(document(found)).decode()
    assert told.startswith("# Zorgen naast het werk\n\n- Advies 26/04\n- Gevraagd door: minister van SZW")
    assert "## 1 Inleiding {#p-n0}" in told
    assert "[1] Dit is **zo**[^n1-a].\n\n[^n1-a]: Bron." in told
    assert "- [2] een punt" in told
    assert "**R1** [3] Doe dit." in told


def test_who_holds_another_view_is_a_footnote_numbered_with_the_others():
    found = [
        Block(Kind.PARAGRAPH, 0, "Een[^a].", notes=(("a", "Bron."),)),
        Block(Kind.PARAGRAPH, 0, "Twee[^a].", notes=(("a", "Nog een bron."),)),
    ]
    text = document(found)
    told = render_markdown(text).decode()
    assert "wil* meer.[^n0-dissent.1]\n\n[^n0-dissent.1]: werknemers: FNV_1" in told
    assert "> **Minderheidsnota:** Een lid: anders.[^views-dissent.1]" in told
    tree = etree.fromstring(akoma_ntoso.render(text, NAMING))
    notes = [(each.get("marker"), "".join(each.itertext()).strip()) for each in tree.iter("{*}authorialNote")]
    assert notes == [
        ("1", "Bron."),
        ("2", "werknemers: FNV_1"),
        ("3", "Nog een bron."),
        ("4", "kroonleden: A. Naam"),
    ]
