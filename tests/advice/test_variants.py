"""A paragraph with variants: offered, asked about, chosen."""

import pytest

from raadzaal.advice import actions
from raadzaal.deliberation.models import Fork, Variant
from raadzaal.deliberation.queries.variants import gone_forks, in_round, now, open_forks
from raadzaal.journal.models import Audience, Entry
from raadzaal.journal.queries import facts
from raadzaal.texts.queries import current
from tests.advice.refusing import refused
from tests.dossier import Sitting, at_stage

SHORTER, LONGER = "Dat gaat even goed.", "Dat gaat lang goed, en dan opeens niet meer."


@pytest.fixture
def dossier(world):
    return at_stage(world, "drafting")


@pytest.fixture
def processing(world):
    """Two variants of one paragraph went through a round."""
    dossier = at_stage(world, "drafting")
    offered(dossier, SHORTER)
    offered(dossier, LONGER)
    dossier.frozen("white").consulted()
    return dossier.all_support().round_closed()


def offered(dossier, words: str, index: int = 2, **more) -> Variant:
    return actions.offer_variants(
        dossier.advice, actor=dossier.secretary, node=dossier.node(index), notation=words, **more
    )


def chosen(dossier, letter: str, index: int = 2, reason: str = "Breder gedragen."):
    choices = {dossier.node(index).public_id: letter}
    return actions.choose_variant(dossier.advice, actor=dossier.secretary, choices=choices, reason=reason)


def words_of(dossier, index: int = 2) -> str:
    return current(dossier.advice.work)[index].block.notation


def test_the_words_that_stand_are_variant_a_and_the_others_follow(dossier):
    assert [offered(dossier, words).letter for words in (SHORTER, LONGER)] == ["B", "C"]
    (place,) = now(dossier.advice)
    assert [(way.letter, way.block.notation) for way in place.ways] == [
        ("A", "Dat gaat lang goed."),
        ("B", SHORTER),
        ("C", LONGER),
    ]
    assert words_of(dossier) == "Dat gaat lang goed."


def test_who_edits_the_paragraph_edits_variant_a(dossier):
    offered(dossier, SHORTER)
    dossier.edited(2, "Dat ging lang goed.")
    assert now(dossier.advice)[0].ways[0].block.notation == "Dat ging lang goed."


def test_offering_makes_no_page_of_others_stale_and_is_not_public(dossier):
    before = dossier.advice.revision
    offered(dossier, SHORTER)
    entry = Entry.objects.get(kind="advice.offer_variants")
    assert (dossier.advice.revision, entry.audience) == (before, Audience.DOSSIER)
    assert facts(entry)["variant"] == "B"


def test_a_variant_may_have_footnotes(dossier):
    variant = offered(dossier, "Dat gaat goed.[^1]", notes=(("1", "CBS, 2026."),))
    assert variant.notes == [["1", "CBS, 2026."]]


def test_its_words_can_be_bettered_until_organisations_are_asked(world, dossier):
    offered(dossier, SHORTER)
    offered(dossier, LONGER, letter="B")
    assert Variant.objects.get().notation == LONGER
    dossier.frozen("white").consulted().all_support().round_closed()
    with refused("asked", "letter"):
        offered(dossier, SHORTER, letter="B")
    assert offered(dossier, SHORTER).letter == "C"


@pytest.mark.parametrize(
    ("words", "more", "code", "field"),
    [
        ("", {}, "missing", "notation"),
        ("   ", {}, "empty", "notation"),
        ("Dat gaat lang goed.", {}, "same_words", "notation"),
        (SHORTER, {}, "same_words", "notation"),
        (LONGER, {"letter": "Q"}, "unknown_variant", "letter"),
        (LONGER, {"index": 0}, "no_variants_of", "node"),
        ("x" * 40_000, {}, "too_long", "notation"),
    ],
)
def test_no_variant(dossier, words, more, code, field):
    offered(dossier, SHORTER)
    with refused(code, field):
        offered(dossier, words, **more)
    assert Variant.objects.count() == 1


def test_eight_ways_are_enough(dossier):
    for at in range(7):
        offered(dossier, f"Dat gaat {at} jaar goed.")
    with refused("too_many", "notation"):
        offered(dossier, LONGER)


def test_not_of_a_paragraph_of_another_dossier_or_one_that_was_taken_out(world, dossier):
    other, node = at_stage(world, "drafting"), dossier.node(2)
    with refused("foreign", "node"):
        actions.offer_variants(other.advice, actor=other.secretary, node=node, notation=SHORTER)
    actions.restructure(dossier.advice, actor=dossier.secretary, change="remove", node=node, base=1)
    with refused("removed", "node"):
        actions.offer_variants(dossier.advice, actor=dossier.secretary, node=node, notation=SHORTER)


def test_the_variants_go_with_the_text_into_the_round(processing):
    running = processing.advice.rounds.get()
    assert in_round(running)[processing.node(2).pk].letters == ("A", "B", "C")
    assert len(facts(Entry.objects.get(kind="advice.consult"))["variants"]) == 64
    offered(processing, "Nu nog iets anders.")
    assert in_round(running)[processing.node(2).pk].letters == ("A", "B", "C")


def test_the_chosen_words_become_the_paragraph_and_the_others_are_kept(processing):
    chosen(processing, "C")
    fork = Fork.objects.get()
    assert words_of(processing) == LONGER
    assert (fork.chosen, fork.reason, fork.decided_by, fork.before, fork.revision) == (
        "C", "Breder gedragen.", processing.secretary.name, 1, 2,
    )  # fmt: skip
    assert list(fork.variants.values_list("letter", "notation")) == [("B", SHORTER), ("C", LONGER)]
    entry = Entry.objects.get(kind="advice.choose_variant")
    assert facts(entry)["choices"] == [{"node": processing.node(2).public_id, "variant": "C", "revision": 2}]
    assert not open_forks(processing.advice).exists()


def test_to_choose_a_leaves_the_text_as_it_is(processing):
    chosen(processing, "A")
    assert (words_of(processing), Fork.objects.get().chosen) == ("Dat gaat lang goed.", "A")
    assert processing.node(2).revisions.count() == 1


def test_afterwards_the_paragraph_may_be_opened_again(processing):
    chosen(processing, "B")
    assert offered(processing, LONGER).letter == "B"
    assert Fork.objects.count() == 2


@pytest.mark.parametrize(
    ("letter", "more", "code", "field"),
    [
        ("B", {"reason": ""}, "missing", "reason"),
        ("B", {"reason": "   "}, "no_reason", "reason"),
        ("B", {"reason": "x" * 5001}, "too_long", "reason"),
        ("D", {}, "unknown_variant", "choices"),
        ("", {}, "unknown_variant", "choices"),
        ("B", {"index": 1}, "decided", "choices"),
    ],
)
def test_no_choice(processing, letter, more, code, field):
    with refused(code, field):
        chosen(processing, letter, **more)
    assert words_of(processing) == "Dat gaat lang goed."


def test_something_is_chosen(processing):
    with refused("nothing_chosen", "choices"):
        actions.choose_variant(processing.advice, actor=processing.secretary, choices={}, reason="Zomaar")


def test_nobody_chooses_twice(processing):
    chosen(processing, "B")
    with refused("decided", "choices"):
        chosen(processing, "C")


def test_a_package_is_chosen_whole_or_not_at_all(processing):
    offered(processing, "Steun pools.", 4)
    choices = {processing.node(2).public_id: "B", processing.node(4).public_id: "D"}
    with refused("unknown_variant", "choices"):
        actions.choose_variant(processing.advice, actor=processing.secretary, choices=choices, reason="Pakket")
    assert words_of(processing) == "Dat gaat lang goed."
    choices[processing.node(4).public_id] = "B"
    actions.choose_variant(processing.advice, actor=processing.secretary, choices=choices, reason="Pakket")
    assert (words_of(processing), words_of(processing, 4)) == (SHORTER, "Steun pools.")
    assert Entry.objects.filter(kind="advice.choose_variant").count() == 1


def test_not_from_a_page_that_is_stale(processing):
    seen = processing.advice.revision
    processing.frozen("green")
    with refused("stale"):
        actions.choose_variant(
            processing.advice,
            actor=processing.secretary,
            choices={processing.node(2).public_id: "B"},
            reason="Pakket",
            revision=seen,
        )


def test_nothing_is_tabled_while_a_paragraph_is_open(world, processing):
    sitting = Sitting.called(world)
    processing.frozen("green")
    with refused("variants_open") as caught:
        processing.tabled(sitting)
    assert str(caught.value) == "Van 1 alinea is nog geen variant gekozen."
    chosen(processing, "A")
    assert processing.tabled(sitting).stage == "tabled"


def test_nor_adopted_by_the_committee_itself(world):
    dossier = at_stage(world, "requested").accepted(ground="own").written()
    offered(dossier, SHORTER)
    dossier.frozen("white").consulted().all_support().round_closed().frozen("green")
    with refused("variants_open"):
        dossier.concluded()


def test_a_choice_after_the_green_draft_asks_for_another_green_draft(world, processing):
    sitting = Sitting.called(world)
    processing.frozen("green")
    chosen(processing, "B")
    with refused("green_draft_outdated"):
        processing.tabled(sitting)


def test_a_paragraph_that_is_taken_out_waits_for_nobody_and_its_variants_are_kept(world, processing):
    node = processing.node(2)
    actions.restructure(processing.advice, actor=processing.secretary, change="remove", node=node, base=1)
    assert not open_forks(processing.advice).exists()
    assert list(gone_forks(processing.advice)) == [Fork.objects.get()]
    processing.frozen("green").tabled(Sitting.called(world))
    assert Variant.objects.count() == 2
