"""What the council does with a draft advice. How votes are counted is tried in tests/meetings."""

import pytest

from raadzaal.advice import actions
from raadzaal.meetings import actions as meetings
from raadzaal.texts.models import Milestone
from tests.advice.refusing import refused
from tests.dossier import Sitting, at_stage


@pytest.fixture
def green(world):
    return at_stage(world, "processing").frozen("green")


@pytest.fixture
def tabled(world, green):
    """On the agenda of a meeting that is in session."""
    sitting = Sitting.called(world)
    green.tabled(sitting)
    sitting.begin()
    green.sitting = sitting
    return green


def test_a_draft_advice_goes_to_the_council(world, green):
    sitting = Sitting.called(world)
    green.tabled(sitting)
    assert green.stage == "tabled"
    assert green.advice.work.milestones.last().key == Milestone.Key.TABLED
    assert sitting.meeting.items.get().case_id == green.pk


def test_not_without_a_meeting(green):
    with refused("missing", "meeting"):
        actions.table(green.advice, actor=green.secretary, meeting=None)


def test_not_to_the_meeting_of_a_committee(world, green):
    sitting = Sitting.called(world, body="sea")
    with refused("other_body", "meeting"):
        green.tabled(sitting)


def test_not_to_a_meeting_that_is_over(world, green):
    sitting = Sitting.called(world).begin()
    sitting.end()
    with refused("meeting_over", "meeting"):
        green.tabled(sitting)


def test_not_without_a_green_draft(world):
    dossier, sitting = at_stage(world, "processing"), Sitting.called(world)
    with refused("no_green_draft"):
        dossier.tabled(sitting)


def test_not_with_one_that_was_changed_since(world, green):
    sitting = Sitting.called(world)
    green.edited(1, "Nog even anders.")
    with refused("green_draft_outdated"):
        green.tabled(sitting)
    green.frozen("green").tabled(sitting)


def test_what_was_changed_and_changed_back_is_the_same_text(world, green):
    green.edited(1, "Nog even anders.")
    green.edited(1, "Veel werkenden zorgen voor een ander.")
    assert green.tabled(Sitting.called(world)).stage == "tabled"


def test_the_council_adopts(tabled):
    decision = tabled.adopted()
    assert (tabled.stage, decision.result) == ("adopted", "adopted")
    publication = tabled.advice.publication
    assert publication.milestone.key == Milestone.Key.ADOPTED
    assert publication.milestone.digest == tabled.advice.work.milestones.get(key=Milestone.Key.TABLED).digest
    assert "26/01" in tabled.letter("advice_offered").subject


def test_only_in_an_open_meeting(world, green):
    green.tabled(Sitting.called(world))
    with refused("not_open"):
        green.adopted()


def test_by_one_of_two_methods(tabled):
    with refused("unknown", "method"):
        actions.adopt(tabled.advice, actor=tabled.world.chair, method="acclamation")
    with refused("missing", "method"):
        actions.adopt(tabled.advice, actor=tabled.world.chair, method="")


def test_a_roll_call_has_votes(tabled):
    with refused("no_votes", "votes"):
        tabled.adopted({})


def test_of_members_who_are_there(world, tabled):
    votes = tabled.sitting.votes()
    seat = world.seat(5)
    meetings.sign_out(tabled.sitting.meeting, seat=seat, actor=world.secretariat)
    with refused("not_present", "votes"):
        tabled.adopted(votes)


def test_the_council_refers_back(world, tabled):
    actions.refer_back(tabled.advice, actor=world.chair, reason="Onvolledig.")
    assert tabled.stage == "processing"
    with refused("wrong_stage"):
        tabled.adopted()


def test_and_says_why(world, tabled):
    with refused("missing", "reason"):
        actions.refer_back(tabled.advice, actor=world.chair, reason="")


def test_a_council_that_does_not_refer_back(world, tabled, monkeypatch):
    from raadzaal.procedure import engine

    monkeypatch.setattr(engine, "_switch", [lambda step: step.optional != "refer_back"])
    with refused("not_in_profile"):
        actions.refer_back(tabled.advice, actor=world.chair, reason="Onvolledig.")


def test_a_differing_view_in_the_text(world, green):
    dissent = actions.dissent(
        green.advice, actor=green.secretary, text="Anders.", seats=[world.seat(1)], form="in_text", node=green.node(1)
    )
    assert dissent.node == green.node(1)


@pytest.mark.parametrize("missing", ["text", "seats", "form"])
def test_a_differing_view_lacks_nothing(world, green, missing):
    evidence = {"text": "Anders.", "seats": [world.seat(1)], "form": "in_text", "node": green.node(1)}
    with refused("missing", missing):
        actions.dissent(green.advice, actor=green.secretary, **evidence | {missing: [] if missing == "seats" else ""})


def test_a_view_in_the_text_has_a_place_there(world, green):
    with refused("no_paragraph", "node"):
        actions.dissent(green.advice, actor=green.secretary, text="Anders.", seats=[world.seat(1)], form="in_text")


def test_a_place_in_this_text(world, green):
    other = at_stage(world, "processing")
    with refused("foreign", "node"):
        actions.dissent(
            green.advice,
            actor=green.secretary,
            text="Anders.",
            seats=[world.seat(1)],
            form="in_text",
            node=other.node(1),
        )


def test_no_minority_note_before_the_meeting(world, green):
    with refused("not_defended", "seats"):
        actions.dissent(
            green.advice, actor=green.secretary, text="Anders.", seats=[world.seat(1)], form="minority_note"
        )


def test_no_view_is_added_to_a_published_advice(world):
    dossier = at_stage(world, "adopted").published()
    with refused("published"):
        actions.dissent(
            dossier.advice,
            actor=dossier.secretary,
            text="Anders.",
            seats=[world.seat(1)],
            form="in_text",
            node=dossier.node(1),
        )
