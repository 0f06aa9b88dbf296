"""What organisations would have of variants: drafts, refusals, the seal, and who sees them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from raadzaal.advice import actions
from raadzaal.deliberation import actions as rounds
from raadzaal.deliberation import queries
from raadzaal.deliberation.actions.rankings import version
from raadzaal.deliberation.models import Condition, Fork, Ranking
from raadzaal.deliberation.queries.packages import question
from raadzaal.deliberation.queries.variants import contradicting, in_round, rankings
from raadzaal.journal.models import Entry
from raadzaal.journal.queries import facts
from tests.deliberation.makers import refused
from tests.dossier import PARTNERS, at_stage

WORDS = {2: ("Dat gaat even goed.", "Dat gaat zelden goed."), 4: ("Steun landelijke vervangpools.",)}


@pytest.fixture
def dossier(world):
    """In a round: the second paragraph has A, B and C, the second recommendation A and B."""
    dossier = at_stage(world, "drafting")
    for index, variants in WORDS.items():
        for words in variants:
            actions.offer_variants(dossier.advice, actor=dossier.secretary, node=dossier.node(index), notation=words)
    return dossier.frozen("white").consulted()


def fork(dossier, index: int) -> Fork:
    return Fork.objects.get(node=dossier.node(index))


def only_if(dossier, letter: str, index: int, needs: str, otherwise: str = "objection") -> Condition:
    return Condition(letter=letter, needs=fork(dossier, index), needs_letter=needs, otherwise=otherwise)


def reply_of(dossier, key: str):
    return rounds.start_reply(dossier.invitation(key), actor=dossier.world.coordinator(key))


def ranks(dossier, key: str, index: int, order: str, *conditions, **more):
    who = dossier.world.coordinator(key)
    return rounds.save_ranking(reply_of(dossier, key), fork(dossier, index), list(order), conditions, actor=who, **more)


def kept(dossier, key: str) -> dict[int, tuple]:
    found = rankings(reply_of(dossier, key)).values()
    return {
        each.fork_id: ("".join(each.order), [str(c.letter + c.needs_letter) for c in each.conditions.all()])
        for each in found
    }


def test_an_order_and_conditions_are_kept_and_replaced_outside_the_journal(dossier):
    told = Entry.objects.count()
    ranks(dossier, "fnv", 2, "BA", only_if(dossier, "B", 4, "A"))
    ranks(dossier, "fnv", 2, "CB", only_if(dossier, "C", 4, "B"), only_if(dossier, "B", 4, "A", "reservation"))
    assert kept(dossier, "fnv") == {fork(dossier, 2).pk: ("CB", ["CB", "BA"])}
    assert Entry.objects.count() == told


def test_nothing_filled_in_takes_it_away(dossier):
    ranks(dossier, "fnv", 2, "BA", only_if(dossier, "B", 4, "A"))
    assert ranks(dossier, "fnv", 2, "") is None
    assert not Ranking.objects.exists() and not Condition.objects.exists()


@pytest.mark.parametrize(("order", "code"), [("BB", "bad_order"), ("D", "bad_order"), ("AX", "bad_order")])
def test_each_variant_has_a_place_of_its_own(dossier, order, code):
    with refused(code):
        ranks(dossier, "fnv", 2, order)


@pytest.mark.parametrize(
    ("letter", "index", "needs", "otherwise", "code"),
    [
        ("D", 4, "A", "objection", "half_condition"),
        ("B", 4, "C", "objection", "half_condition"),
        ("", 4, "A", "objection", "half_condition"),
        ("B", 2, "A", "objection", "own_paragraph"),
        ("B", 4, "A", "support", "no_otherwise"),
        ("B", 4, "A", "", "no_otherwise"),
    ],
)
def test_a_condition_is_about_something_else_and_says_what_follows(dossier, letter, index, needs, otherwise, code):
    with refused(code):
        ranks(dossier, "fnv", 2, "B", only_if(dossier, letter, index, needs, otherwise))
    assert not Ranking.objects.exists()


def test_the_same_condition_stands_there_once(dossier):
    with refused("twice"):
        ranks(dossier, "fnv", 2, "B", only_if(dossier, "B", 4, "A"), only_if(dossier, "B", 4, "A", "reservation"))


def test_ten_conditions_are_enough(dossier):
    with refused("too_many"):
        ranks(dossier, "fnv", 2, "B", *[only_if(dossier, "B", 4, "A") for _each in range(11)])


def test_only_of_what_was_asked(world, dossier):
    other = at_stage(world, "drafting")
    actions.offer_variants(other.advice, actor=other.secretary, node=other.node(2), notation="Anders.")
    with refused("not_in_draft"):
        rounds.save_ranking(reply_of(dossier, "fnv"), fork(other, 2), ["A"], actor=world.coordinator("fnv"))
    with refused("half_condition"):
        foreign = Condition(letter="B", needs=fork(other, 2), needs_letter="A", otherwise="objection")
        ranks(dossier, "fnv", 2, "B", foreign)


def test_a_colleague_who_was_first_is_not_overwritten(dossier):
    ranks(dossier, "fnv", 2, "BA", seen="")
    with refused("changed_meanwhile"):
        ranks(dossier, "fnv", 2, "AB", seen="")
    seen = version(Ranking.objects.get())
    assert ranks(dossier, "fnv", 2, "AB", seen=seen).order == ["A", "B"]


def test_others_do_not_rank_for_an_organisation(world, dossier):
    for who in (world.coordinator("cnv"), dossier.secretary, world.secretariat, world.anybody):
        with refused("not_allowed"):
            rounds.save_ranking(reply_of(dossier, "fnv"), fork(dossier, 2), ["B"], actor=who)


def test_the_seal_covers_them_and_afterwards_they_stand(dossier):
    ranks(dossier, "fnv", 2, "BA", only_if(dossier, "B", 4, "A"))
    dossier.replied("fnv")
    reply = dossier.invitation("fnv").reply
    assert facts(Entry.objects.get(kind="deliberation.submit_reply"))["digest"] == reply.digest
    with refused("submitted"):
        ranks(dossier, "fnv", 2, "AB")
    ranks(dossier, "cnv", 2, "BA", only_if(dossier, "B", 4, "B"))
    dossier.replied("cnv")
    assert dossier.invitation("cnv").reply.digest != reply.digest


def test_an_order_alone_is_a_reply(dossier):
    with refused("empty_reply"):
        dossier.replied("fnv")
    ranks(dossier, "fnv", 4, "B")
    dossier.replied("fnv")


def test_a_variant_chosen_while_somebody_ranks_it_is_told(world, dossier):
    reply = reply_of(dossier, "cnv")
    dossier.all_support(PARTNERS[:-1])
    world.days_later(29)
    dossier.round_closed()
    with refused("round_closed"):
        rounds.save_ranking(reply, fork(dossier, 2), ["B"], actor=world.coordinator("cnv"))
    choices = {dossier.node(2).public_id: "C"}
    actions.choose_variant(dossier.advice, actor=dossier.secretary, choices=choices, reason="Breder gedragen")
    with refused("decided") as caught:
        rounds.save_ranking(reply, fork(dossier, 2), ["B"], actor=world.coordinator("cnv"))
    assert "variant C" in str(caught.value)


def test_conditions_that_contradict_each_other_are_named(dossier):
    ranks(dossier, "fnv", 2, "BA", only_if(dossier, "B", 4, "A"), only_if(dossier, "B", 4, "B"))
    ranks(dossier, "cnv", 2, "BA", only_if(dossier, "B", 4, "A"))
    running = dossier.advice.rounds.get()
    (found,) = contradicting(running, rankings(reply_of(dossier, "fnv")))
    assert (found.choice.variant, len(found.conditions)) == ("B", 2)
    assert contradicting(running, rankings(reply_of(dossier, "cnv"))) == []


# -- what the finder is asked ------------------------------------------------------------------------------------------


def test_only_what_was_submitted_is_counted(dossier):
    ranks(dossier, "fnv", 2, "BA", only_if(dossier, "B", 4, "A"))
    assert not question(dossier.advice).problem.stances
    dossier.replied("fnv", p4=("objection", "Nee"))
    problem = question(dossier.advice).problem
    fnv, two, four = dossier.world.organisation("fnv").public_id, dossier.node(2).public_id, dossier.node(4).public_id
    told = {(choice.paragraph, choice.variant): str(stance) for (party, choice), stance in problem.stances.items()}
    assert told == {
        (two, "A"): "reservation", (two, "B"): "support", (two, "C"): "no_view",
        (four, "A"): "objection", (four, "B"): "no_view",
    }  # fmt: skip
    (condition,) = problem.conditions
    assert (condition.party, condition.choice, condition.otherwise) == (fnv, (two, "B"), "objection")
    assert list(problem.paragraphs) == [two, four]


def test_a_condition_on_what_was_decided_otherwise_is_broken_for_good(dossier):
    ranks(dossier, "fnv", 2, "BA", only_if(dossier, "B", 4, "A"))
    dossier.replied("fnv").all_support(PARTNERS[:2]).replied("cnv", p1=("support", "")).round_closed()
    choices = {dossier.node(4).public_id: "B"}
    actions.choose_variant(dossier.advice, actor=dossier.secretary, choices=choices, reason="Pakket")
    problem = question(dossier.advice).problem
    fnv = dossier.world.organisation("fnv").public_id
    told = {choice.variant: str(stance) for (party, choice), stance in problem.stances.items() if party == fnv}
    assert told == {"A": "reservation", "B": "objection", "C": "no_view"}
    assert problem.conditions == ()


def test_a_second_round_that_is_silent_leaves_what_was_said(dossier):
    for key in PARTNERS:
        ranks(dossier, key, 2, "BA")
        dossier.replied(key)
    dossier.round_closed().consulted(("fnv",))
    ranks(dossier, "fnv", 4, "B")
    dossier.replied("fnv")
    problem = question(dossier.advice).problem
    fnv = dossier.world.organisation("fnv").public_id
    assert problem.rankings[fnv, dossier.node(2).public_id] == ("B", "A")
    assert problem.rankings[fnv, dossier.node(4).public_id] == ("B",)


def test_what_was_said_of_a_paragraph_that_was_taken_out_is_kept(dossier):
    for key in PARTNERS:
        ranks(dossier, key, 2, "BA")
        dossier.replied(key, p2=("objection", "Nee"))
    dossier.round_closed()
    node = dossier.node(2)
    actions.restructure(dossier.advice, actor=dossier.secretary, change="remove", node=node, base=1)
    assert node.public_id not in question(dossier.advice).problem.paragraphs
    assert Ranking.objects.filter(fork__node=node).count() == len(PARTNERS)
    assert "".join(in_round(dossier.advice.rounds.get())[node.pk].letters) == "ABC"
    row = next(
        row for row in queries.table(dossier.advice.rounds.get(), dossier.secretary) if row.line.node_id == node.pk
    )
    assert len(row.cells) == len(PARTNERS)


def count(work) -> int:
    with CaptureQueriesContext(connection) as seen:
        work()
    return len(seen)


def test_the_question_takes_as_many_queries_for_many_answers_as_for_one(dossier):
    ranks(dossier, "fnv", 2, "BA", only_if(dossier, "B", 4, "A"))
    dossier.replied("fnv")
    few = count(lambda: question(dossier.advice)), count(lambda: in_round(dossier.advice.rounds.get()))
    for key in PARTNERS[:2]:
        ranks(dossier, key, 2, "CBA", only_if(dossier, "B", 4, "A"), only_if(dossier, "C", 4, "B"))
        ranks(dossier, key, 4, "BA", only_if(dossier, "B", 2, "A"))
        dossier.replied(key, p2=("support", ""), p4=("objection", "Nee"))
    assert (count(lambda: question(dossier.advice)), count(lambda: in_round(dossier.advice.rounds.get()))) == few
