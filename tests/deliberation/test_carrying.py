"""Joining and splitting paragraphs: what was said of them goes along, waits to be confirmed, and is lost nowhere. Tables by hand."""

import pytest
from django.urls import reverse

from raadzaal.advice import actions as advices
from raadzaal.deliberation import actions
from raadzaal.deliberation.carrying import carried, lost
from raadzaal.deliberation.models import Reply
from raadzaal.deliberation.presenting_map import SIGNS
from raadzaal.deliberation.queries.map import growth, support_map
from raadzaal.deliberation.queries.sources import gather
from raadzaal.deliberation.said import Said, last_said
from raadzaal.procedure.refusals import Refused
from raadzaal.texts.models import Alteration
from raadzaal.texts.passages import Passage, Passages, taken_in
from tests.counting import client_of, queries_of
from tests.deliberation.test_said import BEGINNING
from tests.dossier import Dossier

WHO = ("vno_ncw", "mkb_nederland", "fnv", "cnv")
# s support, r reservation, o objection, n no view, c to be confirmed, w no answer yet; paragraphs 1 to 4, in the order of WHO.
SENT = {1: "swsr", 2: "owss", 3: "wwww", 4: "wwww"}
JOINED = {1: "cwcc", 2: "wwww", 3: "wwww"}
CONFIRMED = {1: "cwsc", 2: "wwww", 3: "wwww"}
SPLIT = {1: "cwcc", 2: "cwcc", 3: "owss", 4: "wwww", 5: "wwww"}


@pytest.fixture
def sent(world):
    made = Dossier.requested(world).accepted().written().frozen("white").consulted(WHO, days=28)
    made.replied("vno_ncw", p1=("support", ""), p2=("objection", "Dat gaat niet goed."))
    made.replied("fnv", p1=("support", ""), p2=("support", ""))
    made.replied("cnv", p1=("reservation", "Ook vrijwilligers."), p2=("support", ""))
    world.days_later(29)
    return made.round_closed()


def joined(dossier):
    bases = [dossier.node(at).revisions.get(superseded_at=None).number for at in (1, 2)]
    given = {"node": dossier.node(1), "base": bases[0], "following_base": bases[1]}
    advices.restructure(dossier.advice, actor=dossier.secretary, change="merge", **given)
    return dossier


def divided(dossier):
    node = dossier.node(1)
    parts = [("Veel werkenden zorgen.", ()), ("Zij doen dat voor een ander.", ())]
    base = node.revisions.get(superseded_at=None).number
    advices.restructure(dossier.advice, actor=dossier.secretary, change="split", node=node, parts=parts, base=base)
    return dossier


def turned(dossier, change: str):
    alteration = Alteration.objects.filter(work=dossier.advice.work, of=None).last()
    advices.revise(dossier.advice, actor=dossier.secretary, change=change, alteration=alteration)
    return dossier


def map_of(dossier, at=None):
    return support_map(dossier.advice, dossier.advice.work, at, gather(dossier.advice, Reply.objects.all()))


def table(dossier, at=None) -> dict[int, str]:
    found = map_of(dossier, at)
    order = {column.organisation.key: place for place, column in enumerate(found.columns)}
    return {
        place: "".join(SIGNS[row.held[order[key]].state] for key in WHO)
        for place, row in enumerate(found.rows, start=1)
    }


def last(dossier):
    return dossier.advice.work.milestones.last()


def held(dossier, place: int, key: str):
    found = map_of(dossier)
    at = next(at for at, column in enumerate(found.columns) if column.organisation.key == key)
    return found.rows[place - 1].held[at]


def test_what_was_said_of_both_waits_at_the_paragraph_that_took_the_other_in(sent):
    assert table(sent) == SENT
    assert table(joined(sent)) == JOINED
    assert map_of(sent).gone == ()
    assert held(sent, 1, "vno_ncw").cell.counts_as == "objection"
    assert held(sent, 1, "fnv").cell.counts_as is None
    assert {each.stance for each in held(sent, 1, "cnv").carried} == {"support"}
    assert table(sent, sent.advice.work.milestones.get(key="sent")) == SENT


def test_taking_the_joining_back_and_doing_it_again_goes_along(sent):
    assert table(turned(joined(sent), "undo")) == SENT
    assert table(turned(sent, "redo")) == JOINED


def test_a_paragraph_taken_out_after_the_joining_was_taken_back_is_gone_and_joined_nowhere(sent):
    turned(joined(sent), "undo")
    node = sent.node(2)
    base = node.revisions.get(superseded_at=None).number
    advices.restructure(sent.advice, actor=sent.secretary, change="remove", node=node, base=base, reason="Dubbel.")
    assert table(sent)[1] == SENT[1]
    assert len(map_of(sent).gone) == 3


def test_an_organisation_confirms_once_for_all_that_came_along(sent, world):
    joined(sent).frozen("green")
    assert table(sent, last(sent)) == JOINED
    reply = Reply.objects.get(invitation__organisation__key="fnv")
    actions.confirm(reply, actor=world.coordinator("fnv"), node=sent.node(1), stance="support")
    assert table(sent) == CONFIRMED
    assert held(sent, 1, "fnv").carried == ()
    with pytest.raises(Refused):
        actions.confirm(reply, actor=world.coordinator("fnv"), node=sent.node(1))


def test_both_halves_of_a_split_paragraph_wait(sent):
    assert table(divided(sent)) == SPLIT
    assert table(turned(sent, "undo")) == SENT
    assert table(turned(sent, "redo")) == SPLIT


def test_the_growth_tells_of_each_text_what_held_then(sent):
    before = [
        verdict for _at, verdict in growth(sent.advice, sent.advice.work, gather(sent.advice, Reply.objects.all()))
    ]
    joined(sent).frozen("green")
    sources = gather(sent.advice, Reply.objects.all())
    grown = growth(sent.advice, sent.advice.work, sources)
    assert [verdict for _at, verdict in grown[:-1]] == before
    assert grown[-1][1] == map_of(sent, last(sent)).whole


# -- the pages ---------------------------------------------------------------------------------------------------------


def page(client, name: str, *parts) -> str:
    return client.get(reverse(name, args=parts)).content.decode()


def test_the_pages_tell_where_it_went_and_keep_its_history(sent, world):
    gone = sent.node(2).public_id
    joined(sent)
    secretary, key = client_of(sent.secretary), sent.advice.public_id
    row = page(secretary, "advice:support_paragraph", key, sent.node(1).public_id)
    assert "Dat gaat niet goed." in row and "gezegd van alinea 2" in row and "Ook vrijwilligers." in row
    assert "Deze alinea is samengevoegd met alinea 1." in page(
        secretary, "deliberation:reactions", sent.advice.rounds.last().public_id
    )
    answer = page(secretary, "advice:dispose", key, sent.remark("vno_ncw").public_id)
    assert "Deze alinea is samengevoegd met alinea 1." in answer
    sent.frozen("green")
    own = page(client_of(world.coordinator("fnv")), "advice:support", key)
    assert "te bevestigen" in own and gone not in own


def test_who_joins_paragraphs_is_told_whose_words_go_along(sent):
    client, node = client_of(sent.secretary), sent.node(1)
    numbers = [sent.node(at).revisions.get(superseded_at=None).number for at in (1, 2)]
    where = reverse("advice:merge", args=[sent.advice.public_id, node.public_id])
    answer = client.post(where, {"base": numbers[0], "following": numbers[1]}, follow=True)
    words = answer.content.decode()
    assert "gaat mee met de woorden en moet nog bevestigd worden" in words
    assert "FNV" in words and "MKB-Nederland" not in words.partition("moet nog bevestigd worden")[2][:200]


def test_the_remark_on_a_joined_paragraph_still_wants_its_answer(sent):
    joined(sent)
    assert sent.remark("vno_ncw").reason == "Dat gaat niet goed."


def test_the_map_takes_as_many_queries_with_joined_paragraphs_as_without(sent):
    client, where = client_of(sent.secretary), reverse("advice:support", args=[sent.advice.public_id])
    sent.edited(1, "Bijna iedereen zorgt voor een ander.")
    before = queries_of(client, where)
    assert queries_of(client_of(joined(sent).secretary), where) == before


# -- the rule by itself ------------------------------------------------------------------------------------------------


def said(node: int, stance: str, version: int = 1, minute: int = 0, party: int = 10) -> Said:
    return Said(party, node, version, stance, BEGINNING.replace(minute=minute))


TEXTS = {1: {1: 11, 2: 12, 3: 13}, 2: {1: 21, 3: 13}}
JOIN = Passage(2, 1, 21)


@pytest.mark.parametrize(
    ("rows", "passing", "expected"),
    [
        ([], [JOIN], {}),
        ([said(2, "support")], [JOIN], {(1, 10): ["support"]}),
        ([said(2, "support"), said(1, "objection")], [JOIN], {(1, 10): ["support"]}),
        ([said(2, "support"), said(1, "objection", 2)], [JOIN], {}),
        ([said(2, "support", minute=1), said(1, "objection", 2, 2, party=20)], [JOIN], {(1, 10): ["support"]}),
        ([said(2, "support")], [JOIN, Passage(1, 3, 31)], {(1, 10): ["support"], (3, 10): ["support"]}),
        ([said(2, "support"), said(1, "objection", 2)], [JOIN, Passage(1, 3, 31)], {(3, 10): ["objection"]}),
        ([said(1, "objection")], [Passage(1, 4, 21, split=True)], {(4, 10): ["objection"]}),
        ([said(1, "objection", 2)], [Passage(1, 4, 21, split=True)], {}),
        ([said(1, "objection")], [Passage(1, 4, 21, split=True), Passage(4, 1, 31)], {(4, 10): ["objection"]}),
    ],
    ids=[
        "nobody",
        "one",
        "both",
        "answered",
        "another-party",
        "twice",
        "twice-answered",
        "split",
        "said-after-the-split",
        "taken-back",
    ],
)
def test_what_goes_along(rows, passing, expected):
    found = carried(last_said(rows), TEXTS, passing)
    assert {where: [each.stance for each in told] for where, told in found.items()} == expected


def test_only_what_stands_nowhere_is_lost():
    spoken = last_said([said(2, "support"), said(3, "objection")])
    assert lost(spoken, {1: 21}, [JOIN]) == (spoken[3, 10],)
    assert lost(spoken, {}, [JOIN, Passage(1, 2, 31)]) == tuple(spoken.values())


def test_a_ring_of_joinings_ends():
    gone = {1: ((BEGINNING, Passage(1, 2, 2)),), 2: ((BEGINNING, Passage(2, 1, 4)),)}
    assert Passages((), gone).leading_to({3}) == [Passage(1, 2, 2), Passage(2, 1, 4)]


def test_where_words_went_is_told_through_every_joining(sent):
    first, second = sent.node(1), sent.node(2)
    joined(sent)
    nodes = {each.node_id: each.pk for each in sent.advice.work.revisions.filter(superseded_at=None, removed=False)}
    assert taken_in(sent.advice.work, nodes) == {second.pk: first.pk}
