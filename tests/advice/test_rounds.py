"""The round with the organisations, and what is done with what they say."""

from datetime import timedelta

import pytest

from raadzaal.advice import actions
from raadzaal.deliberation import actions as rounds
from raadzaal.deliberation.models import Disposition
from raadzaal.journal.models import Audience, Entry
from raadzaal.journal.queries import facts
from raadzaal.texts.models import Milestone
from tests.advice.refusing import refused
from tests.dossier import PARTNERS, Sitting, at_stage


@pytest.fixture
def white(world):
    return at_stage(world, "drafting").frozen("white")


@pytest.fixture
def dossier(world):
    return at_stage(world, "consulting")


def test_a_round_is_opened_on_a_frozen_text(white):
    white.consulted()
    opened = white.advice.rounds.get()
    assert (white.stage, opened.milestone.key) == ("consulting", Milestone.Key.SENT)
    assert opened.invitations.count() == len(PARTNERS)
    entry = Entry.objects.get(kind="advice.consult")
    assert entry.audience == Audience.PUBLIC
    assert facts(entry)["digest"] == opened.milestone.digest


def test_the_letter_goes_to_everybody_who_is_asked(white):
    white.consulted()
    assert white.letter("call_for_reactions").addressees.count() == len(PARTNERS)


def test_not_before_the_white_draft(world):
    dossier = at_stage(world, "drafting")
    with refused("no_white_draft"):
        dossier.consulted()


def test_somebody_is_asked(white):
    with refused("missing", "organisations"):
        white.consulted(organisations=())


def test_and_has_until_a_day(world, white):
    with refused("missing", "deadline"):
        actions.consult(white.advice, actor=white.secretary, organisations=[world.organisation("fnv")], deadline=None)


@pytest.mark.parametrize(
    ("days", "code"), [(0, "deadline_too_early"), (-3, "deadline_too_early"), (500, "deadline_too_late")]
)
def test_that_is_neither_past_nor_years_away(white, days, code):
    with refused(code, "deadline"):
        white.consulted(days=days)


def test_a_second_round_may_follow_the_first(dossier):
    dossier.all_support().round_closed().consulted(("fnv",))
    assert dossier.advice.rounds.count() == 2
    assert dossier.stage == "consulting"


def test_one_organisation_gets_more_time(world, dossier):
    until = world.today + timedelta(days=35)
    fnv = world.organisation("fnv")
    actions.extend_reply(dossier.advice, actor=dossier.secretary, organisation=fnv, until=until, reason="Congres")
    invitation = dossier.invitation("fnv")
    assert (invitation.last_day, invitation.extension_reason) == (until, "Congres")
    with refused("extended_enough", "organisation"):
        actions.extend_reply(
            dossier.advice,
            actor=dossier.secretary,
            organisation=fnv,
            until=until + timedelta(days=7),
            reason="Nog eens",
        )


def test_not_one_that_was_not_asked(world, dossier):
    with refused("not_asked", "organisation"):
        actions.extend_reply(
            dossier.advice,
            actor=dossier.secretary,
            organisation=world.organisation("vcp"),
            until=world.today + timedelta(days=35),
            reason="Vakantie",
        )


def test_more_time_is_more(world, dossier):
    with refused("deadline_too_early", "until"):
        actions.extend_reply(
            dossier.advice,
            actor=dossier.secretary,
            organisation=world.organisation("fnv"),
            until=world.today + timedelta(days=28),
            reason="Vakantie",
        )


def test_the_round_closes_when_all_have_replied(dossier):
    assert dossier.all_support().round_closed().stage == "processing"


def test_or_when_the_last_day_is_over(world, dossier):
    world.days_later(28)
    with refused("round_runs"):
        dossier.round_closed()
    world.days_later(1)
    assert dossier.round_closed().stage == "processing"


def test_who_got_more_time_keeps_it(world, dossier):
    fnv, until = world.organisation("fnv"), world.today + timedelta(days=35)
    actions.extend_reply(dossier.advice, actor=dossier.secretary, organisation=fnv, until=until, reason="Congres")
    world.days_later(35)
    with refused("round_runs") as caught:
        dossier.round_closed()
    assert "FNV" in str(caught.value)
    assert "CNV" not in str(caught.value)
    world.days_later(1)
    dossier.round_closed()


def test_after_that_nobody_replies(world, dossier):
    dossier.all_support(PARTNERS[:-1])
    coordinator = world.coordinator("cnv")
    reply = rounds.start_reply(dossier.invitation("cnv"), actor=coordinator)
    rounds.save_position(reply, dossier.node(1), "support", actor=coordinator)
    world.days_later(29)
    dossier.round_closed()
    with refused("round_closed"):
        rounds.submit_reply(reply, actor=coordinator)


def test_late_is_taken_when_the_secretary_allows_it(world, dossier):
    world.days_later(30)
    with refused("too_late"):
        dossier.replied("fnv", p1=("support", ""))
    rounds.allow_late(
        dossier.advice.rounds.last(),
        actor=dossier.secretary,
        invitation=dossier.invitation("fnv"),
        reason="De ledenraad kwam later bijeen.",
    )
    dossier.replied("fnv", p1=("support", ""))
    assert dossier.invitation("fnv").reply.late


def test_a_draft_is_not_submitted_by_a_policy_officer(world, dossier):
    officer = world.policy_officer("fnv")
    reply = rounds.start_reply(dossier.invitation("fnv"), actor=officer)
    rounds.save_position(reply, dossier.node(1), "objection", "Te weinig", actor=officer)
    with refused("not_allowed"):
        rounds.submit_reply(reply, actor=officer)


@pytest.fixture
def remarked(dossier):
    """One remark, of the FNV, on the first recommendation."""
    dossier.replied("fnv", p3=("objection", "De vergoeding ontbreekt."))
    return dossier.all_support(("vno_ncw", "mkb_nederland", "cnv")).round_closed()


@pytest.mark.parametrize("outcome", Disposition.Outcome.values)
def test_a_remark_is_answered(remarked, outcome):
    remarked.disposed("fnv", outcome)
    answer = Disposition.objects.get()
    assert (answer.outcome, answer.author_name) == (outcome, remarked.secretary.name)


def test_with_the_revision_that_was_made_for_it(remarked):
    number = remarked.edited(3, "Voeg het verlof samen en vergoed het.")
    remarked.disposed("fnv", "taken_over", worked_in=number)
    assert Disposition.objects.get().revision == 2


@pytest.mark.parametrize("missing", ["position", "outcome", "reason"])
def test_not_without(remarked, missing):
    evidence = {"position": remarked.remark("fnv"), "outcome": "not", "reason": "Te duur"} | {missing: None}
    with refused("missing", missing):
        actions.dispose(remarked.advice, actor=remarked.secretary, **evidence)


def test_no_answer_of_ones_own_making(remarked):
    with refused("unknown_outcome", "outcome"):
        remarked.disposed("fnv", "ignored")


def test_not_a_remark_of_another_dossier(world, remarked):
    other = at_stage(world, "processing")
    with refused("foreign", "position"):
        actions.dispose(
            other.advice,
            actor=other.secretary,
            position=remarked.remark("fnv"),
            outcome="not",
            reason="Hoort hier niet",
        )


def test_there_is_something_to_answer(remarked):
    support = remarked.invitation("cnv").reply.positions.first()
    with refused("nothing_to_answer"):
        actions.dispose(remarked.advice, actor=remarked.secretary, position=support, outcome="noted", reason="Dank")


def test_the_green_draft_waits_for_the_last_answer(world, remarked):
    sitting = Sitting.called(world)
    remarked.frozen("green")
    with refused("remarks_open") as caught:
        remarked.tabled(sitting)
    assert str(caught.value) == "1 opmerking heeft nog geen antwoord."
