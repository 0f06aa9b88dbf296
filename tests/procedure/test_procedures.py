"""What holds for every procedure that is declared."""

import pytest
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from raadzaal.correspondence import drafting
from raadzaal.council import glossary, profile
from raadzaal.procedure import roles
from raadzaal.procedure.basis import Basis
from raadzaal.procedure.vocabulary import Procedure, Step

PROCEDURES = list(Procedure.registry.values())
STEPS = [step for procedure in PROCEDURES for step in procedure.steps()]


def _moves(procedure) -> set[tuple[str, str]]:
    return {(source, step.target) for step in procedure.steps() for source in step.sources if step.target}


def _reached(start: set[str], moves: set[tuple[str, str]]) -> set[str]:
    found = set(start)
    while more := {target for source, target in moves if source in found} - found:
        found |= more
    return found


def test_there_are_procedures():
    assert [procedure.key for procedure in PROCEDURES] == ["advice"]
    assert {step.name for step in STEPS} >= {"file", "adopt", "answer"}


@pytest.mark.parametrize("procedure", PROCEDURES)
def test_every_stage_can_be_reached(procedure):
    assert _reached(set(procedure.begins), _moves(procedure)) == set(procedure.stages.values)


@pytest.mark.parametrize("procedure", PROCEDURES)
def test_it_begins_by_steps_that_need_no_stage(procedure):
    assert {step.target for step in procedure.steps() if not step.sources} == set(procedure.begins)


@pytest.mark.parametrize("procedure", PROCEDURES)
def test_only_the_ends_are_dead_ends(procedure):
    for stage in procedure.stages.values:
        leads_on = {target for source, target in _moves(procedure) if source == stage} - {stage}
        assert bool(leads_on) != (stage in procedure.ends), stage
        assert _reached({stage}, _moves(procedure)) & procedure.ends, stage


@pytest.mark.parametrize("procedure", PROCEDURES)
def test_the_line_runs_from_a_beginning_to_an_end(procedure):
    assert procedure.line[0] in procedure.begins
    assert procedure.line[-1] in procedure.ends
    assert set(procedure.stages.values) - set(procedure.line) <= procedure.ends


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.kind)
def test_a_step_is_whole(step: Step):
    assert callable(step.action)
    assert step.action.step is step
    assert str(step.label) and str(step.done)
    assert isinstance(step.basis, Basis)
    assert set(step.sources) | ({step.target} if step.target else set()) <= set(step.procedure.stages.values)
    assert step.by and all(roles.ALL[role.key] is role for role in step.by)


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.kind)
def test_its_terms_are_terms_of_the_procedure(step: Step):
    assert {step.starts} - {None} <= set(step.procedure.terms)
    assert set(step.stops) <= {rule.name for rule in step.procedure.terms}


@pytest.mark.parametrize("council", profile.names())
def test_every_council_says_whether_it_knows_an_optional_step(council):
    known = {option.key for option in profile.load(council).options}
    assert {step.optional for step in STEPS if step.optional} <= known


LETTERS = sorted({template for step in STEPS for template in step.letter})


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("letter", LETTERS)
def test_every_letter_has_words_in_both_languages(letter, language):
    room = drafting.templates()[letter]
    try:
        words = get_template(f"{room}/letters/{letter}.{language}.txt").template.source
    except TemplateDoesNotExist:
        pytest.fail(f"{letter} has no words in {language}")
    assert len(words.strip().splitlines()) > 2


def test_no_letter_is_registered_that_no_step_drafts():
    assert set(drafting.templates()) == set(LETTERS)


@pytest.mark.parametrize("procedure", PROCEDURES)
def test_stages_and_steps_stand_in_the_glossary(procedure):
    assert {term.key for term in glossary.in_section("stage")} == set(procedure.stages.values)
    assert {term.key for term in glossary.in_section("step")} == {step.name for step in procedure.steps()}


def test_so_do_roles():
    assert set(roles.ALL) <= {term.key for term in glossary.in_section("role")}


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.kind)
def test_everything_a_reader_sees_is_in_dutch(step: Step):
    from django.utils import translation

    with translation.override("en"):
        english = [str(step.label), str(step.done), *(str(role.label) for role in step.by)]
    with translation.override("nl"):
        dutch = [str(step.label), str(step.done), *(str(role.label) for role in step.by)]
    assert all(before != after for before, after in zip(english, dutch, strict=True)), english
