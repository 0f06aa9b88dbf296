"""The adopted advice on its way: sent, received, published."""

from datetime import timedelta

import pytest

from raadzaal.advice import actions
from raadzaal.correspondence.actions import letters
from raadzaal.journal.models import Entry
from raadzaal.journal.queries import facts
from tests.advice.refusing import refused
from tests.dossier import at_stage


@pytest.fixture
def adopted(world):
    return at_stage(world, "adopted")


@pytest.fixture
def sent(world):
    return at_stage(world, "sent")


def test_the_advice_is_sent_with_its_letter(world, adopted):
    adopted.sent()
    assert (adopted.stage, adopted.advice.sent_on) == ("sent", world.today)
    letter = adopted.letter("advice_offered")
    assert (letter.state, letter.sent_by) == ("sent", world.secretariat.name)
    assert facts(Entry.objects.get(kind="advice.send"))["letter"] == letter.public_id


def test_the_letter_goes_with_the_advice_and_not_before(world, adopted):
    with refused("goes_with_a_step"):
        letters.send(adopted.letter("advice_offered"), actor=world.secretariat)


def test_not_without_its_letter(world, adopted):
    letters.drop(adopted.letter("advice_offered"), actor=world.secretariat, reason="Vergissing")
    with refused("no_cover_letter"):
        adopted.sent()


def test_the_receipt_starts_the_term(world, sent):
    world.days_later(5)
    actions.receipt(sent.advice, actor=world.minister_szw, received_on=world.today - timedelta(days=2))
    assert sent.stage == "received"
    assert sent.advice.terms.get().since == world.today - timedelta(days=2)


def test_it_was_not_received_before_it_was_sent_nor_tomorrow(world, sent):
    world.days_later(5)
    for day in (world.today - timedelta(days=6), world.today + timedelta(days=1)):
        with refused("bad_date", "received_on"):
            actions.receipt(sent.advice, actor=world.minister_szw, received_on=day)
    with refused("missing", "received_on"):
        actions.receipt(sent.advice, actor=world.minister_szw, received_on=None)


@pytest.mark.parametrize("stage", ["adopted", "sent", "received"])
def test_it_is_published_once(world, stage):
    dossier = at_stage(world, stage)
    dossier.published()
    assert dossier.advice.publication.published_on == world.today
    assert dossier.stage == stage
    with refused("published"):
        dossier.published()


def test_what_is_published_has_the_summary(world, adopted):
    actions.summarise(adopted.advice, actor=world.secretariat, summary="Kort.", summary_en="Short.")
    adopted.published()
    publication = adopted.advice.publication
    assert (publication.summary, publication.summary_en) == ("Kort.", "Short.")
