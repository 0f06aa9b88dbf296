"""Every word of the procedure stands in the glossary, and the page in the documentation is the glossary's."""

from pathlib import Path

import pytest
from django.utils.translation import override

from raadzaal.advice.models import Ground, Status
from raadzaal.advice.procedure import AdviceProcedure, Stage
from raadzaal.council import glossary, profile
from raadzaal.deliberation.models import Disposition, Dissent, Stance
from raadzaal.procedure import roles

PAGE = Path(__file__).parents[2] / "docs" / "glossary.md"

USED = {
    "stage": list(Stage.values),
    "step": [step.name for step in AdviceProcedure.steps()],
    "role": list(roles.ALL),
    "stance": list(Stance.values),
    "disposition": list(Disposition.Outcome.values),
    "status": list(Status.values),
    "ground": list(Ground.values),
    "form_of_dissent": list(Dissent.Form.values),
}


@pytest.mark.parametrize("section", USED)
def test_every_word_in_use_stands_in_the_glossary(section):
    assert USED[section]
    assert set(USED[section]) - {term.key for term in glossary.in_section(section)} == set()


@pytest.mark.parametrize("section", sorted(set(USED) - {"role"}))
def test_the_glossary_explains_no_word_that_is_gone(section):
    assert {term.key for term in glossary.in_section(section)} - set(USED[section]) == set()


def test_the_stances_of_the_profile_are_those_of_the_glossary():
    stances = [(stance.key, stance.meaning) for stance in profile.load("ser").rounds.stances]
    assert stances == [(term.key, term.meaning) for term in glossary.in_section("stance")]


def test_a_term_is_found_by_key_with_its_meaning_in_both_languages():
    term = glossary.lookup("sent", "stage")
    assert term is glossary.lookup("stage.sent") is glossary.terms()["stage.sent"]
    assert term.dutch == "verzonden"
    with override("en"):
        assert str(term.meaning) == "The advice has been sent to those who asked for it."


def test_an_unknown_word_is_not_found():
    with pytest.raises(KeyError):
        glossary.lookup("polder")


@pytest.mark.parametrize("term", glossary.terms().values(), ids=lambda term: term.id)
def test_a_meaning_is_one_sentence_with_a_source(term):
    for language in ("nl", "en"):
        meaning = term.meaning.in_language(language)
        assert meaning.endswith(".")
        assert ". " not in meaning
    assert term.source
    assert term.section in glossary.SECTIONS


def test_the_page_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == glossary.render_markdown()
