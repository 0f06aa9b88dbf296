from raadzaal.texts.blocks import Block, from_data, to_data
from raadzaal.texts.outline import Address, number, number_notes


def text(*blocks):
    return [(f"n{at}", block) for at, block in enumerate(blocks, start=1)]


def heading(level):
    return Block("heading", level, "Titel")


def plain(kind="paragraph", level=0):
    return Block(kind, level, "woorden")


def numbers(*blocks):
    return [address.number for address in number(text(*blocks)).values()]


def test_headings_count_by_chapter():
    assert numbers(heading(1), heading(2), heading(2), heading(1), heading(2)) == ["1", "1.1", "1.2", "2", "2.1"]


def test_a_skipped_level_leaves_no_zero():
    assert numbers(heading(1), heading(3), heading(3), heading(2)) == ["1", "1.1", "1.2", "1.3"]


def test_paragraphs_run_on_over_chapters():
    assert numbers(heading(1), plain(), plain("list_item", 1), heading(1), plain("quote")) == ["1", "1", "2", "2", "3"]


def test_recommendations_tables_and_figures_have_counters_of_their_own():
    addresses = number(text(plain(), plain("recommendation"), plain("table"), plain("recommendation")))
    assert list(addresses.values()) == [
        Address("1", "1"),
        Address("2", "R1"),
        Address("3", "Tabel 1"),
        Address("4", "R2"),
    ]


def test_labels_follow_the_language_of_the_text():
    assert number(text(plain("table")), language="en")["n1"].label == "Table 1"


def test_annexes_have_letters_and_their_chapters_too():
    annex = Block("annex_heading", 0, "Adviesaanvraag")
    addresses = list(number(text(heading(1), annex, heading(2), annex)).values())
    assert [address.number for address in addresses] == ["1", "A", "A.1", "B"]
    assert addresses[1].label == "Bijlage A"


def test_notes_count_through_the_whole_text():
    one = Block("paragraph", 0, "a[^x]b[^y]", notes=(("x", "eerste"), ("y", "tweede")))
    two = Block("paragraph", 0, "c[^x]", notes=(("x", "derde"),))
    assert number_notes(text(one, two)) == {("n1", "x"): 1, ("n1", "y"): 2, ("n2", "x"): 3}


def test_a_block_survives_storage():
    block = Block("list_item", 2, "punt[^1]", ordered=True, language="en", notes=(("1", "noot"),))
    assert from_data(to_data(block)) == block
