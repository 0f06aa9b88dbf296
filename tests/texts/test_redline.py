import re

from hypothesis import given
from hypothesis import strategies as st

from raadzaal.texts.blocks import Block
from raadzaal.texts.notation import to_plain
from raadzaal.texts.redline import compare, redline_html, word_diff


def paragraph(words):
    return Block("paragraph", 0, words)


def text(**nodes):
    return [(node_id, paragraph(words)) for node_id, words in nodes.items()]


def what(changes):
    return [(change.node_id, str(change.kind)) for change in changes]


def test_words_that_changed_stand_out():
    spans = word_diff("De raad adviseert het loon te verhogen.", "De raad adviseert het loon niet te verlagen.")
    assert [(span.op, span.text) for span in spans] == [
        ("same", "De raad adviseert het loon "),
        ("ins", "niet "),
        ("same", "te "),
        ("del", "verhogen"),
        ("ins", "verlagen"),
        ("same", "."),
    ]


def test_no_crumbs_of_space_between_two_changes():
    spans = word_diff("een twee drie", "vier vijf zes")
    assert [(span.op, span.text) for span in spans] == [("del", "een twee drie"), ("ins", "vier vijf zes")]


def test_emphasis_alone_is_a_change_too():
    assert [span.op for span in word_diff("de raad", "de **raad**")] == ["same", "del", "ins"]


@given(st.text(alphabet="ab c,*\n", max_size=40), st.text(alphabet="ab c,*\n", max_size=40))
def test_both_texts_can_be_read_back_from_the_redline(old, new):
    spans = word_diff(old, new)
    assert "".join(span.text for span in spans if span.op != "ins") == to_plain(old)
    assert "".join(span.text for span in spans if span.op != "del") == to_plain(new)


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_redline_holds_no_foreign_tags(old, new):
    html = redline_html(word_diff(old, new))
    rest = re.sub(r'</?(?:ins|del|span|strong|em|sup|sub|br|a)(?: (?:class|href|rel)="[^"<>]*")*>', "", html)
    assert "<" not in rest


def test_a_redline_can_be_heard():
    html = redline_html(word_diff("oud woord", "nieuw woord"))
    assert html.count('class="visually-hidden"') == 4
    assert "<del>" in html
    assert "<ins>" in html


def test_paragraphs_are_followed_by_their_address():
    changes = compare(text(a="een", b="twee", c="drie"), text(a="een", c="drie en meer", d="vier"))
    assert what(changes) == [("a", "same"), ("b", "removed"), ("c", "edited"), ("d", "added")]


def test_only_what_moved_is_called_moved():
    changes = compare(text(a="1", b="2", c="3", d="4"), text(d="4", a="1", b="2", c="3"))
    assert what(changes) == [("d", "moved"), ("a", "same"), ("b", "same"), ("c", "same")]


def test_what_moved_may_be_edited_as_well():
    change = compare(text(a="een", b="twee", c="drie"), text(b="twee", c="drie", a="een nieuw"))[-1]
    assert change.kind == "moved"
    assert [span.op for span in change.spans] == ["same", "ins"]


def test_what_was_removed_from_the_start_stands_at_the_start():
    assert what(compare(text(a="1", b="2"), text(b="2"))) == [("a", "removed"), ("b", "same")]


def test_a_footnote_counts():
    old = [("a", Block("paragraph", 0, "loon[^1]", notes=(("1", "bron A"),)))]
    new = [("a", Block("paragraph", 0, "loon[^1]", notes=(("1", "bron B"),)))]
    change = compare(old, new)[0]
    assert change.kind == "edited"
    assert [(span.op, span.text) for span in change.spans][1:] == [("del", "A"), ("ins", "B")]


IDS = st.lists(st.sampled_from("abcdefgh"), unique=True)


@given(IDS, IDS)
def test_every_node_is_told_exactly_once(old, new):
    changes = compare([(i, paragraph(i)) for i in old], [(i, paragraph(i)) for i in new])
    assert sorted(change.node_id for change in changes) == sorted(set(old) | set(new))
    assert [change.node_id for change in changes if change.kind != "removed"] == new


def test_a_whole_advice_compares_quickly():
    old = [(f"n{at}", paragraph(f"Alinea {at} over werk en inkomen in Nederland. " * 20)) for at in range(400)]
    new = [
        (node, paragraph(block.notation.replace("werk", "arbeid")) if at % 3 else block)
        for at, (node, block) in enumerate(old)
    ]
    kinds = {change.kind for change in compare(old, new)}
    assert kinds == {"same", "edited"}
