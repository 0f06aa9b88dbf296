"""What is said of the draft as a whole gets an answer like every other remark, and nothing goes to the council before that."""

import io

import docx
import pytest
from django.urls import reverse

from raadzaal.advice import actions
from raadzaal.deliberation import actions as rounds
from raadzaal.deliberation.models import EarlierDisposition, Position, Reply
from raadzaal.deliberation.queries import open_remarks
from tests.advice.refusing import refused
from tests.counting import client_of, queries_of
from tests.dossier import PARTNERS, Dossier, Sitting

WHOLE, WHY = "Kanarie: het geheel mist samenhang.", "De inleiding legt nu het verband."


def round_with(world, general: dict[str, str]) -> Dossier:
    made = Dossier.requested(world).accepted().written().frozen("white").consulted()
    for key in PARTNERS:
        who = world.coordinator(key)
        reply = rounds.start_reply(made.invitation(key), actor=who)
        rounds.save_general(reply, general.get(key, ""), actor=who)
        rounds.save_position(reply, made.node(1), "support", actor=who)
        rounds.submit_reply(Reply.objects.get(pk=reply.pk), actor=who)
    return made


@pytest.fixture
def dossier(world):
    return round_with(world, {"fnv": WHOLE}).round_closed()


def answer(dossier, outcome="noted", reason=WHY, **more):
    remark = Position.objects.get(node=None)
    return actions.dispose(
        dossier.advice, actor=dossier.secretary, position=remark, outcome=outcome, reason=reason, **more
    )


def page(who, name: str, *parts) -> str:
    found = client_of(who).get(reverse(name, args=parts))
    assert found.status_code == 200
    return found.content.decode()


def test_nothing_is_tabled_while_it_has_no_answer(dossier, world):
    dossier.frozen("green")
    sitting = Sitting.called(world)
    with refused("remarks_open"):
        dossier.tabled(sitting)
    lacking = page(dossier.secretary, "advice:act", dossier.advice.public_id, "table")
    assert "FNV in het algemeen" in lacking
    answer(dossier)
    dossier.tabled(sitting)
    assert dossier.stage == "tabled"


def test_it_is_answered_on_its_page_and_another_answer_keeps_the_earlier_one(dossier):
    remark, client = Position.objects.get(node=None), client_of(dossier.secretary)
    where = reverse("advice:dispose", args=[dossier.advice.public_id, remark.public_id])
    assert WHOLE in client.get(where).content.decode()
    assert client.post(where, {"outcome": "noted", "reason": "", "seen": "0"}).status_code == 422
    assert client.post(where, {"outcome": "noted", "reason": WHY, "seen": "0"}).status_code == 302
    again = {"outcome": "partly", "reason": "Toch deels.", "seen": "1", "because": "Na overleg."}
    assert client.post(where, again).status_code == 302
    assert EarlierDisposition.objects.get().reason == WHY
    ledger = page(dossier.secretary, "deliberation:reactions", dossier.advice.rounds.get().public_id)
    assert WHOLE in ledger and "Toch deels." in ledger and where in ledger


def test_its_words_are_taken_over_nowhere(dossier):
    remark = Position.objects.get(node=None)
    where = reverse("advice:take_over", args=[dossier.advice.public_id, remark.public_id])
    assert client_of(dossier.secretary).get(where).status_code == 404


def test_the_organisation_reads_its_answer_and_nobody_elses(dossier, world):
    answer(dossier)
    running = dossier.advice.rounds.get().public_id
    own = page(world.coordinator("fnv"), "deliberation:outcome", running)
    assert WHOLE in own and WHY in own and "Uw punt heeft een antwoord." in own
    other = page(world.coordinator("cnv"), "deliberation:outcome", running)
    assert WHOLE not in other and WHY not in other
    taken = client_of(world.coordinator("fnv")).get(reverse("deliberation:outcome_word", args=[running])).content
    words = " ".join(each.text for each in docx.Document(io.BytesIO(taken)).paragraphs)
    assert WHOLE in words and WHY in words


def test_a_reply_taken_back_and_sent_again_has_one(world):
    made = round_with(world, {"fnv": WHOLE})
    reply, who = Reply.objects.get(invitation__organisation__key="fnv"), world.coordinator("fnv")
    rounds.withdraw_reply(reply, actor=who, reason="Nog eens kijken.")
    assert not Position.objects.filter(node=None).exists()
    rounds.save_general(Reply.objects.get(pk=reply.pk), "Bij nader inzien goed.", actor=who)
    rounds.submit_reply(Reply.objects.get(pk=reply.pk), actor=who)
    assert [each.reason for each in open_remarks(made.advice)] == ["Bij nader inzien goed."]


def test_the_ledger_takes_as_many_queries_for_one_as_for_four(world):
    counted = []
    for general in ({"fnv": WHOLE}, dict.fromkeys(PARTNERS, WHOLE)):
        made = round_with(world, general).round_closed()
        where = reverse("deliberation:reactions", args=[made.advice.rounds.get().public_id])
        counted.append(queries_of(client_of(made.secretary), where))
    assert len(set(counted)) == 1, counted
