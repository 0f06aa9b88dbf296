import re
from datetime import date

import pytest

from raadzaal.journal.acts import act
from raadzaal.texts import actions, queries
from raadzaal.texts.blocks import Block, Kind
from raadzaal.texts.models import EditDraft
from tests.texts.mounted import Addresses
from tests.texts.writing import ANNA, BRAM, edit, heading, new_text, node_at, paragraph, user, words

pytestmark = [pytest.mark.urls("tests.texts.mounted"), pytest.mark.django_db]

EVIL = "<script>alert(1)</script> \u202eomgekeerd\u202c [klik](javascript:alert(1)) \"' onmouseover="


@pytest.fixture
def work(db):
    return new_text(
        heading("Inleiding"),
        paragraph("Een.[^a]", notes=(("a", "Een noot."),)),
        Block(Kind.LIST_ITEM, 1, "eerst", ordered=True),
        Block(Kind.LIST_ITEM, 1, "dan", ordered=True),
        Block(Kind.RECOMMENDATION, 0, "Doe het."),
    )


@pytest.fixture
def places(work):
    return Addresses(work)


@pytest.fixture
def anna(client, db):
    client.force_login(user("anna"))
    return client


def posted(line_or_node, **changes):
    revision = queries.latest(line_or_node)
    return {"notation": revision.notation, "shape": "paragraph", "base": revision.number, "reason": ""} | changes


def page(response) -> str:
    return response.content.decode()


def test_the_text_shows_numbers_notes_lists_and_its_tools(anna, places, work):
    html = page(anna.get(places.text()))
    node = node_at(work, 1)
    assert f'id="p-{node.public_id}"' in html
    assert places.edit(node.public_id) in html
    assert '<ol class="item level-1" start="2"><li>dan</li></ol>' in html
    assert "R1" in html
    assert "Een noot." in html
    assert "style=" not in html
    assert "<script>" not in re.sub(r"<script[^>]* src=[^>]*>", "", html)


@pytest.mark.parametrize("size", [1, 30, 200])
def test_the_page_takes_the_same_number_of_queries(anna, size, django_assert_max_num_queries):
    places = Addresses(new_text(*[paragraph(f"Alinea {at}.") for at in range(size)]))
    with django_assert_max_num_queries(14):
        assert anna.get(places.text()).status_code == 200


def test_an_empty_text_says_how_to_begin(anna):
    html = page(anna.get(Addresses(new_text()).text()))
    assert "Er is nog geen tekst" in html


def test_a_paragraph_is_edited_and_saved(anna, places, work):
    node = node_at(work, 4)
    opened = anna.get(places.edit(node.public_id))
    assert "Doe het." in page(opened)
    saved = anna.post(places.edit(node.public_id), posted(node, notation="Doe het nu.", shape="recommendation"))
    assert saved.status_code == 302
    assert saved["Location"] == f"{places.text()}#p-{node.public_id}"
    assert words(work)[4] == "Doe het nu."
    assert queries.latest(node).author_name == "Anna"


def test_footnotes_are_typed_below_the_text(anna, places, work):
    node = node_at(work, 1)
    assert "[^a]: Een noot." in page(anna.get(places.edit(node.public_id)))
    text = "Een.[^a] Twee.[^b]\r\n\r\n[^a]: Een noot.\r\n[^b]: Nog een."
    anna.post(places.edit(node.public_id), posted(node, notation=text))
    assert queries.latest(node).notes == [["a", "Een noot."], ["b", "Nog een."]]
    assert words(work)[1] == "Een.[^a] Twee.[^b]"


def test_how_it_will_read_saves_nothing(anna, places, work):
    node = node_at(work, 4)
    shown = anna.post(places.edit(node.public_id), posted(node, notation="**Vet**", do="preview"))
    assert "<strong>Vet</strong>" in page(shown)
    assert words(work)[4] == "Doe het."


def test_two_people_at_once_see_both_texts(anna, places, work):
    node = node_at(work, 4)
    typed = posted(node, notation="Doe het niet.", shape="recommendation")
    edit(node, "Doe het wel.", 1, actor=BRAM)
    answer = anna.post(places.edit(node.public_id), typed)
    html = page(answer)
    assert answer.status_code == 409
    assert "Doe het niet." in html
    assert BRAM.name in html
    assert "<del>" in html
    assert "<ins>" in html
    assert 'name="base" value="2"' in html
    assert words(work)[4] == "Doe het wel."
    assert EditDraft.objects.get().notation == "Doe het niet."
    assert "Doe het niet." in page(anna.get(places.edit(node.public_id)))  # the way back to the choice
    anna.post(places.edit(node.public_id), typed | {"base": 2, "notation": "Doe het misschien."})
    assert words(work)[4] == "Doe het misschien."
    assert not EditDraft.objects.exists()


def test_theirs_can_be_kept(anna, places, work):
    node = node_at(work, 4)
    actions.save_draft(node, user("x"), notation="Van X", base=1)
    anna.post(places.autosave(node.public_id), {"notation": "Van mij", "base": 1})
    anna.post(places.edit(node.public_id), {"do": "theirs"})
    assert [draft.notation for draft in EditDraft.objects.all()] == ["Van X"]
    assert words(work)[4] == "Doe het."


def test_what_was_taken_out_meanwhile_can_be_put_back(anna, places, work):
    node = node_at(work, 4)
    typed = posted(node, notation="Doe het later.", shape="recommendation")
    with act():
        actions.remove(node, base=1, actor=BRAM, reason="dubbel")
    html = page(anna.post(places.edit(node.public_id), typed))
    assert places.restore(node.public_id) in html
    anna.post(places.restore(node.public_id), {"number": 1})
    assert words(work)[4] == "Doe het."
    assert EditDraft.objects.get().notation == "Doe het later."


@pytest.mark.parametrize("typed", ["x" * 200_000, "é" * 1_000_000, "y" * 5_900_000])
def test_far_too_much_is_refused_beside_the_field_and_stays_typed(anna, places, work, typed):
    node = node_at(work, 4)
    answer = anna.post(places.edit(node.public_id), posted(node, notation=typed))
    html = page(answer)
    assert answer.status_code == 422
    assert 'id="id_notation_error"' in html
    assert typed in html
    assert words(work)[4] == "Doe het."


def test_ten_megabytes_pasted_are_answered_in_the_page(anna, places, work):
    node, typed = node_at(work, 4), "z" * 10_000_000
    answer = anna.post(places.edit(node.public_id), posted(node, notation=typed))
    assert (answer.status_code, typed in page(answer)) == (422, True)


def test_nothing_typed_becomes_a_tag(anna, places, work):
    node = node_at(work, 4)
    anna.post(places.edit(node.public_id), posted(node, notation=EVIL + "\x00\x08", reason=EVIL))
    edit(node_at(work, 1), EVIL, 1, notes=(), actor=BRAM)
    for url in (places.text(), places.edit(node.public_id), places.history(node.public_id), places.compare()):
        html = page(anna.get(url))
        assert "<script>alert" not in html
        assert "javascript:" not in re.sub(r"\[klik\]\(javascript:", "", html)
        assert "\u202e" not in html
    assert "\x00" not in words(work)[4]


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"notation": " "}, "notation"), ({"shape": "figure"}, "shape"), ({"notation": "x\n\n[^9]: los"}, "notation")],
)
def test_a_refusal_stands_beside_its_field(anna, places, work, changes, field):
    node = node_at(work, 4)
    answer = anna.post(places.edit(node.public_id), posted(node, **changes))
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in page(answer)


def test_autosave_keeps_and_tells_of_a_conflict(anna, places, work):
    node = node_at(work, 4)
    url = places.autosave(node.public_id)
    assert anna.post(url, {"notation": "Half", "base": 1}).status_code == 200
    assert "Half" in page(anna.get(places.edit(node.public_id)))
    assert "nog niet opgeslagen" in page(anna.get(places.text()))
    edit(node, "Intussen.", 1, actor=BRAM)
    answer = anna.post(url, {"notation": "Half af", "base": 1})
    assert (answer.status_code, answer["Location"]) == (409, places.edit(node.public_id))
    html = page(anna.get(places.edit(node.public_id)))
    assert "Half af" in html
    assert "Intussen." in html


@pytest.mark.parametrize("base", ["", "-1", "²", "1" * 30, "x"])
def test_autosave_takes_no_nonsense(anna, places, work, base):
    assert anna.post(places.autosave(node_at(work, 4).public_id), {"notation": "x", "base": base}).status_code == 422


def test_a_paragraph_is_added(anna, places, work):
    after = node_at(work, 0).public_id
    assert anna.get(places.add(after)).status_code == 200
    form = {"notation": "Nieuw.", "shape": "heading-2", "base": 0}
    assert "Nieuw." in page(anna.post(places.add(after), form | {"do": "preview"}))
    assert anna.post(places.add(after), form).status_code == 302
    assert words(work)[1] == "Nieuw."
    assert anna.post(places.add(""), form | {"notation": ""}).status_code == 422


def test_a_paragraph_is_moved(anna, places, work):
    node = node_at(work, 4)
    anna.post(places.move(node.public_id), {"direction": "up"})
    assert words(work)[3:] == ["Doe het.", "dan"]
    anna.post(places.move(node.public_id), {"direction": "down"})
    anna.post(places.move(node.public_id), {"direction": "down"})
    assert words(work)[3:] == ["dan", "Doe het."]
    anna.post(places.move(node.public_id), {"after": "front"})
    assert words(work)[0] == "Doe het."
    anna.post(places.move(node.public_id), {"after": node_at(work, 1).public_id})
    assert words(work)[1] == "Doe het."


def test_taking_out_asks_why(anna, places, work):
    node = node_at(work, 4)
    url = places.remove(node.public_id)
    assert "Doe het." in page(anna.get(url))
    assert anna.post(url, {"reason": "", "base": 1}).status_code == 422
    assert anna.post(url, {"reason": "dubbel", "base": 1}).status_code == 302
    assert len(words(work)) == 4
    assert "dubbel" in page(anna.get(places.text()))
    assert anna.get(places.edit(node.public_id))["Location"] == places.history(node.public_id)


def test_taking_out_what_was_changed_meanwhile_shows_the_new_text(anna, places, work):
    node = node_at(work, 4)
    edit(node, "Iets belangrijks.", 1, actor=BRAM)
    answer = anna.post(places.remove(node.public_id), {"reason": "dubbel", "base": 1})
    assert answer.status_code == 409
    assert "Iets belangrijks." in page(answer)


def test_history_shows_who_changed_what_and_puts_it_back(anna, places, work):
    node = node_at(work, 4)
    edit(node, "Doe het morgen.", 1, actor=BRAM, reason="haast")
    html = page(anna.get(places.history(node.public_id)))
    assert "haast" in html
    assert "morgen" in html
    assert anna.post(places.restore(node.public_id), {"number": 1}).status_code == 302
    assert words(work)[4] == "Doe het."
    assert anna.post(places.restore(node.public_id), {"number": "x"}).status_code == 404


def test_two_versions_side_by_side(anna, places, work):
    with act():
        actions.freeze(work, "white", actor=ANNA, on=date(2026, 2, 3))
    edit(node_at(work, 4), "Doe het morgen.", 1)
    html = page(anna.get(places.compare("1", "current")))
    assert 'id="change-1"' in html
    assert "<ins>" in html
    assert 'id="change-1"' in page(anna.get(places.compare()))
    assert anna.get(places.compare("9", "current")).status_code == 404
    assert anna.get(places.compare("²", "x")).status_code == 404


def test_the_public_reading_view(client, work):
    with act():
        milestone = actions.freeze(work, "adopted", actor=ANNA, on=date(2026, 2, 3))
    html = page(client.get(f"/mounted/read/{milestone.public_id}/"))
    assert f'id="p-{node_at(work, 1).public_id}"' in html
    assert "FNV" in html
    assert "Bewerken" not in html


@pytest.mark.parametrize("name", ["edit", "history", "remove", "move", "restore", "autosave"])
def test_a_node_of_another_text_does_not_exist_here(anna, places, name):
    elsewhere = node_at(new_text(paragraph("Elders.")), 0).public_id
    assert anna.post(getattr(places, name)(elsewhere), {"base": 1, "number": 1, "notation": "x"}).status_code == 404
