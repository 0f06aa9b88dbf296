"""The text while the committee works on it."""

import pytest

from raadzaal.advice import actions
from raadzaal.demo.content import load
from raadzaal.demo.word import Manuscript
from raadzaal.journal.models import Audience, Entry
from raadzaal.texts.blocks import Block, Kind
from raadzaal.texts.conflicts import Conflict
from raadzaal.texts.imports import read_upload
from raadzaal.texts.queries import current
from tests.advice.refusing import refused
from tests.dossier import Dossier, at_stage


@pytest.fixture
def dossier(world):
    return at_stage(world, "drafting")


@pytest.fixture
def other(world):
    """Another dossier of the same committee, with a text of its own."""
    return at_stage(world, "drafting")


def _preview(world, dossier):
    told = next(each for each in load() if each.key == "nachtwerk-en-gezondheid")
    upload = Manuscript(told.text).file("concept", world.today)
    return read_upload(upload, dossier.advice.work, actor=dossier.secretary)


def test_a_draft_comes_in_from_word(world, dossier):
    report = actions.bring_in(
        dossier.advice, actor=dossier.secretary, preview=_preview(world, dossier), reason="Eerste tekst"
    )
    assert (report.added, report.removed) == (6, 4)
    assert len(current(dossier.advice.work)) == 7
    assert dossier.advice.revision == 2


def test_not_one_that_was_read_for_another_dossier(world, dossier, other):
    preview = _preview(world, other)
    with refused("foreign", "preview"):
        actions.bring_in(dossier.advice, actor=dossier.secretary, preview=preview)


def test_a_file_becomes_the_text_once(world, dossier):
    preview = _preview(world, dossier)
    actions.bring_in(dossier.advice, actor=dossier.secretary, preview=preview)
    with refused("taken"):
        actions.bring_in(dossier.advice, actor=dossier.secretary, preview=preview)


def test_a_paragraph_is_edited(dossier):
    assert dossier.edited(1, "Veel werkenden zorgen voor een naaste.", why="Juister") == 2
    assert current(dossier.advice.work)[1].block.notation == "Veel werkenden zorgen voor een naaste."


def test_editing_makes_no_page_of_others_stale_and_is_not_public(dossier):
    before = dossier.advice.revision
    dossier.edited(1, "Anders.")
    assert dossier.advice.revision == before
    assert Entry.objects.filter(kind="advice.edit").get().audience == Audience.DOSSIER


def test_who_edits_over_another_is_shown_both_texts(dossier):
    node = dossier.node(1)
    dossier.edited(1, "De eerste was er eerder.")
    with pytest.raises(Conflict) as conflict:
        actions.edit(dossier.advice, actor=dossier.secretary, node=node, notation="De tweede.", base=1)
    assert conflict.value.latest.block.notation == "De eerste was er eerder."
    assert Entry.objects.filter(kind="advice.edit").count() == 1


def test_not_a_paragraph_of_another_dossier(dossier, other):
    with refused("foreign", "node"):
        actions.edit(dossier.advice, actor=dossier.secretary, node=other.node(1), notation="Anders.", base=1)


def test_a_paragraph_is_not_left_empty(dossier):
    with refused("empty", "notation"):
        actions.edit(dossier.advice, actor=dossier.secretary, node=dossier.node(1), notation="  ", base=1)


@pytest.mark.parametrize(("change", "count"), [("add", 6), ("remove", 4), ("move", 5)])
def test_the_structure_changes(dossier, change, count):
    evidence = {
        "add": {"after": dossier.node(1), "block": Block(Kind.PARAGRAPH, 0, "Nieuw.")},
        "remove": {"node": dossier.node(2), "base": 1, "reason": "Dubbel"},
        "move": {"node": dossier.node(2), "after": None},
    }[change]
    actions.restructure(dossier.advice, actor=dossier.secretary, change=change, **evidence)
    assert len(current(dossier.advice.work)) == count


def test_what_was_taken_out_can_be_put_back(dossier):
    node = dossier.node(2)
    actions.restructure(dossier.advice, actor=dossier.secretary, change="remove", node=node, base=1)
    actions.restructure(dossier.advice, actor=dossier.secretary, change="restore", node=node, number=1)
    assert [line.node_id for line in current(dossier.advice.work)][2] == node.public_id


def test_only_these_changes_exist(dossier):
    with refused("unknown", "change"):
        actions.restructure(dossier.advice, actor=dossier.secretary, change="shuffle", node=dossier.node(2))


def test_the_structure_is_changed_within_one_dossier(dossier, other):
    with refused("foreign", "node"):
        actions.restructure(
            dossier.advice, actor=dossier.secretary, change="move", node=dossier.node(2), after=other.node(1)
        )


def test_a_recommendation_says_for_whom_it_is(dossier):
    row = dossier.advice.recommendations.first()
    actions.recommend(
        dossier.advice,
        actor=dossier.secretary,
        node=row.node,
        addressee="sociale partners",
        objective="sustainable_growth",
        argument="Het werkt.",
    )
    row.refresh_from_db()
    assert (row.addressee, row.objective) == ("sociale partners", "sustainable_growth")
    assert dossier.advice.recommendations.count() == 2


@pytest.mark.parametrize("missing", ["node", "addressee", "objective", "argument"])
def test_and_what_it_rests_on(dossier, missing):
    evidence = {
        "node": dossier.node(3),
        "addressee": "cabinet",
        "objective": "sustainable_growth",
        "argument": "Het werkt.",
    }
    with refused("missing", missing):
        actions.recommend(dossier.advice, actor=dossier.secretary, **evidence | {missing: None})


def test_an_objective_is_one_of_the_councils(dossier):
    with refused("unknown", "objective"):
        actions.recommend(
            dossier.advice,
            actor=dossier.secretary,
            node=dossier.node(3),
            addressee="cabinet",
            objective="glory",
            argument="Ja.",
        )


def test_not_of_another_dossier(dossier, other):
    with refused("foreign", "node"):
        actions.recommend(
            dossier.advice,
            actor=dossier.secretary,
            node=other.node(3),
            addressee="cabinet",
            objective="sustainable_growth",
            argument="Ja.",
        )


def test_a_summary_in_two_languages(dossier):
    actions.summarise(dossier.advice, actor=dossier.secretary, summary="Kort.", summary_en="Short.")
    assert (dossier.advice.summary, dossier.advice.summary_en) == ("Kort.", "Short.")
    with refused("missing", "summary"):
        actions.summarise(dossier.advice, actor=dossier.secretary, summary="")


def test_a_frozen_version_stays_as_it_was(dossier):
    dossier.frozen("white")
    dossier.edited(1, "Na het vastzetten.")
    milestone = dossier.advice.work.milestones.get()
    assert milestone.lines.all()[1].revision.notation == "Veel werkenden zorgen voor een ander."


def test_the_green_draft_comes_after_the_round(dossier):
    with refused("too_early", "milestone"):
        dossier.frozen("green")


@pytest.mark.parametrize("milestone", ["adopted", "tabled", "sent", "pink"])
def test_other_versions_are_frozen_by_the_steps_that_need_them(world, milestone):
    dossier = at_stage(world, "processing")
    with refused("too_early", "milestone"):
        dossier.frozen(milestone)


def test_nothing_is_frozen_before_there_is_a_text(world):
    dossier = Dossier.requested(world).accepted()
    with refused("no_text"):
        dossier.frozen("white")


def test_a_step_from_a_stale_page_is_refused(dossier):
    seen = dossier.advice.revision
    dossier.frozen("white")
    with refused("stale"):
        actions.freeze(dossier.advice, actor=dossier.secretary, milestone="white", revision=seen)
    actions.freeze(dossier.advice, actor=dossier.secretary, milestone="white", revision=dossier.advice.revision)
