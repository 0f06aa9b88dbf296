"""Two paragraphs that may go either way, three organisations with conditions, and the package that carries most."""

from fractions import Fraction

from raadzaal.advice import actions
from raadzaal.deliberation import actions as rounds
from raadzaal.deliberation.models import Condition, Fork
from raadzaal.deliberation.packages import find
from raadzaal.deliberation.queries.packages import question
from raadzaal.texts.queries import current, frozen
from tests.dossier import Dossier, Sitting

ASKED = ("vno_ncw", "fnv", "cnv")
POOLS, LEAVE = 4, 2


def test_from_two_open_paragraphs_to_the_package_that_everybody_can_live_with(world):
    # Given a draft in which two paragraphs are still open
    dossier = Dossier.requested(world).accepted().written()
    for index, words in ((LEAVE, "Dat gaat zelden lang goed."), (POOLS, "Steun één landelijke vervangpool.")):
        actions.offer_variants(dossier.advice, actor=dossier.secretary, node=dossier.node(index), notation=words)
    dossier.frozen("white").consulted(ASKED)

    # When three organisations say what they would have, and the FNV on what that depends
    only_with_pools_as_they_are = Condition(
        letter="B", needs=_fork(dossier, POOLS), needs_letter="A", otherwise="objection"
    )
    _ranks(dossier, "fnv", {LEAVE: "BA", POOLS: "AB"}, {LEAVE: [only_with_pools_as_they_are]})
    _ranks(dossier, "vno_ncw", {LEAVE: "BA", POOLS: "BA"})
    _ranks(dossier, "cnv", {LEAVE: "AB", POOLS: "AB"})
    dossier.round_closed()

    # Then the best package is the one that was computed by hand: support 1, reservation 1/2, seats as weights
    #                §2-A §4-A            §2-B §4-A            §2-A §4-B            §2-B §4-B
    # FNV (8)        1/2 + 1              1 + 1                1/2 + 1/2            0 + 1/2  (objection)
    # CNV (2)        1 + 1                1/2 + 1              1 + 1/2              1/2 + 1/2
    # VNO-NCW (7)    1/2 + 1/2            1 + 1/2              1/2 + 1              1 + 1
    # workers        16/20                19/20                11/20                -
    # employers      7/14                 10,5/14              10,5/14              -
    found = find(question(dossier.advice).problem)
    assert [_letters(dossier, package) for package in found.packages] == ["BA", "AB", "AA"]
    assert found.proven
    best = found.packages[0]
    weight = {party.key: party.weight for party in question(dossier.advice).problem.parties}
    assert [weight[world.organisation(key).public_id] for key in ("fnv", "cnv", "vno_ncw")] == [8, 2, 7]
    assert best.shares == {"workers": Fraction(19, 20), "employers": Fraction(3, 4)}
    assert (best.score.unanimous, best.score.total) == (True, Fraction(59, 68))
    assert {(each.party, each.paragraph) for each in best.gives} == {
        (world.organisation("cnv").public_id, dossier.node(LEAVE).public_id),
        (world.organisation("vno_ncw").public_id, dossier.node(POOLS).public_id),
    }
    assert [(bound.condition.choice.variant, bound.met) for bound in best.conditions] == [("B", True)]

    # And it is taken over in one act, worked into the text, and goes to the council
    actions.choose_variant(
        dossier.advice, actor=dossier.secretary, choices=best.choices, reason="Hierin kan ieder zich vinden."
    )
    assert current(dossier.advice.work)[LEAVE].block.notation == "Dat gaat zelden lang goed."
    dossier.frozen("green").tabled(Sitting.called(world))
    tabled = frozen(dossier.advice.work.milestones.last())
    assert [line.block.notation for line in (tabled[LEAVE], tabled[POOLS])] == [
        "Dat gaat zelden lang goed.",
        "Steun regionale vervangpools.",
    ]


def _fork(dossier, index: int) -> Fork:
    return Fork.objects.get(node=dossier.node(index))


def _ranks(dossier, key: str, orders: dict[int, str], conditions=None) -> None:
    who = dossier.world.coordinator(key)
    reply = rounds.start_reply(dossier.invitation(key), actor=who)
    for index, order in orders.items():
        given = (conditions or {}).get(index, ())
        rounds.save_ranking(reply, _fork(dossier, index), list(order), given, actor=who)
    dossier.replied(key)


def _letters(dossier, package) -> str:
    return "".join(package.choices[dossier.node(index).public_id] for index in (LEAVE, POOLS))
