"""What a search shows: the words as they stand, around what was asked for."""

from django.urls import reverse

from raadzaal.advice import actions
from raadzaal.journal import followers
from raadzaal.workspace.presenting_hits import by_dossier, piece
from raadzaal.workspace.search import find
from tests.dossier import Dossier, Sitting


def told(text: str, *words: str) -> str:
    return "".join(f"[{part}]" if asked_for else part for part, asked_for in piece(text, words))


def test_capitals_and_accents_stay_as_they_were_written():
    assert told("Één Café op de hoek", "cafe", "een") == "[Één] [Café] op de hoek"


def test_a_long_text_is_cut_at_whole_words_around_the_first_that_was_asked_for():
    shown = told("woord " * 60 + "verlof " + "daarna " * 60, "verlof")
    assert shown.startswith("… woord") and shown.endswith("daarna …")
    assert "[verlof]" in shown and len(shown) < 260


def test_a_sign_that_folds_to_two_letters_does_not_shift_what_is_marked():
    assert told("Straße en verlof", "verlof") == "Straße en [verlof]"


def test_without_a_match_the_beginning_is_shown():
    assert told("Een brief", "dossier") == "Een brief"


def test_hits_stand_under_their_dossier_with_the_word_marked(world):
    dossier = Dossier.requested(world).accepted().written()
    dossier.edited(1, "Mantelzorg is WERK.")
    followers.catch_up()
    rows = list(find(world.secretary, "mantelzorg werk"))
    ((advice, (hit,)),) = by_dossier(rows, {dossier.advice.public_id: dossier.advice}, "mantelzorg werk")
    assert advice == dossier.advice
    assert [words for words, asked_for in hit.parts if asked_for] == ["Mantelzorg", "WERK"]
    assert hit.url.endswith(f"#p-{dossier.node(1).public_id}")


def test_a_title_that_matches_is_the_dossier_itself_and_no_hit(world):
    dossier = Dossier.requested(world)
    followers.catch_up()
    rows = [row for row in find(world.secretary_general, dossier.advice.title.split()[0]) if row.kind == "dossier"]
    assert by_dossier(rows, {dossier.advice.public_id: dossier.advice}, "x") == [(dossier.advice, [])]


def test_a_dissenting_view_is_found_and_leads_to_where_it_stands(world):
    dossier = Dossier.requested(world).accepted().to_processing()
    told = {"text": "Dit schaadt zelfstandigen.", "seats": [world.seat(1)], "form": "in_text", "node": dossier.node(2)}
    actions.dissent(dossier.advice, actor=dossier.secretary, **told)
    followers.catch_up()
    rows = [row for row in find(world.secretary, "zelfstandigen") if row.kind == "dissent"]
    ((_advice, (hit,)),) = by_dossier(rows, {dossier.advice.public_id: dossier.advice}, "zelfstandigen")
    assert [words for words, asked_for in hit.parts if asked_for] == ["zelfstandigen"]
    assert hit.url == reverse("advice:dossier", args=[dossier.advice.public_id])
    sitting = Sitting.called(world, in_days=40)
    dossier.frozen("green").tabled(sitting)
    sitting.begin()
    dossier.adopted()
    dossier.sent().published()
    advice, published = dossier.advice, dossier.advice.publication
    ((_advice, (hit,)),) = by_dossier(rows, {advice.public_id: advice}, "zelfstandigen")
    assert hit.url == reverse("advice:advice", args=[published.year, published.serial])
