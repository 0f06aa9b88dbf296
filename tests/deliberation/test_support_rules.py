import re
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from raadzaal.deliberation import models
from raadzaal.deliberation.open_points import Held, separates
from raadzaal.deliberation.stances import Stance
from raadzaal.deliberation.support_rules import (
    State,
    SupportRules,
    Verdict,
    Voice,
    Weighing,
    cell,
    support,
    to_be_confirmed,
    together,
)
from raadzaal.texts.blocks import Block

RULES = SupportRules()
SIGNS = {"+": "support", "~": "reservation", "-": "objection", "0": "no_view"}
# The council of docs/support.md.
VOICES = {
    "fnv": Voice("fnv", "workers", 7), "cnv": Voice("cnv", "workers", 3), "vcp": Voice("vcp", "workers", 1),
    "vno": Voice("vno", "employers", 7), "mkb": Voice("mkb", "employers", 3), "lto": Voice("lto", "employers", 1),
    "crown": Voice("crown", "crown", 11), "youth": Voice("youth", "workers", 0, voting=False),
}  # fmt: skip


def stand(sign: str):
    """+ ~ - 0, with a ? after it to be confirmed; . not answered, blank not asked."""
    if sign in (" ", "."):
        return cell(asked=sign == ".")
    return cell(asked=True, stance=SIGNS[sign[0]], words_changed=sign.endswith("?"))


EVERYBODY = ("fnv", "cnv", "vcp", "vno", "mkb", "lto", "crown")


def stands(cells: dict[str, str], rules=RULES):
    """Who is not named was not asked."""
    return support([(VOICES[key], stand(sign)) for key, sign in cells.items()], rules)


def of(row: str, rules=RULES):
    """One sign for each of everybody, in order."""
    return stands(dict(zip(EVERYBODY, row, strict=True)), rules)


def test_the_scale_is_the_one_of_the_round():
    assert [*Stance] == [*models.Stance.values]
    assert set(Stance) < set(State)


@pytest.mark.parametrize(
    ("row", "verdict"),
    [
        ("+++++++", Verdict.UNANIMOUS),
        ("+++++~+", Verdict.UNANIMOUS),
        ("++0+++0", Verdict.UNANIMOUS),
        ("+++++-+", Verdict.BROAD),
        ("++~+--+", Verdict.BROAD),
        ("+++~~~~", Verdict.UNANIMOUS),
        ("+++~~-~", Verdict.DIVIDED),
        ("~~~-+++", Verdict.CONTESTED),
        ("+++----", Verdict.CONTESTED),
        ("000000-", Verdict.CONTESTED),
        ("0000000", Verdict.NONE),
        ("       ", Verdict.NONE),
        (".......", Verdict.OPEN),
        ("++++++.", Verdict.OPEN),
        ("---....", Verdict.CONTESTED),
        ("+++++-.", Verdict.OPEN),
        ("++.++-+", Verdict.BROAD),
    ],
)
def test_verdicts(row, verdict):
    assert of(row).verdict == verdict


def test_shares_are_exact():
    found = of("+-~~+0+")
    assert found.groups["workers"].share(RULES) == Fraction(15, 22)
    assert found.groups["employers"].share(RULES) == Fraction(13, 20)
    assert found.total.share(RULES) == Fraction(25, 32)
    assert found.total.opposed(RULES) == Fraction(3, 32)


def test_the_example_in_the_docs_is_what_is_counted():
    """The table of voices is read from the page and counted; the fractions it tells must come out."""
    page = (Path(__file__).parents[2] / "docs/support.md").read_text()
    rows = re.findall(r"^\| [^|]+ \| (workers|employers|crown) \| (\d+) \| ([a-z ]+) \|$", page, re.MULTILINE)
    cells = [
        (Voice(str(at), group, int(weight)), cell(asked=True, stance=stance.replace(" ", "_")))
        for at, (group, weight, stance) in enumerate(rows)
    ]
    found = support(cells, RULES)
    told = dict(re.findall(r"^- (\w+): .*share = (?:.* = )?([\d/]+); opposed", page, re.MULTILINE))
    assert len(rows) == 7
    assert {group: Fraction(share) for group, share in told.items()} == {
        **{group: tally.share(RULES) for group, tally in found.groups.items()},
        "all": found.total.share(RULES),
    }
    assert found.verdict == Verdict.BROAD
    waiting = [(voice, each if voice.group != "crown" else cell(asked=True)) for voice, each in cells]
    assert support(waiting, RULES).verdict == Verdict.OPEN


def test_rules_of_the_profile_decide():
    row = "++~+--+"
    assert of(row, SupportRules(weighing=Weighing.ONE_EACH)).verdict == Verdict.CONTESTED
    assert of(row, SupportRules(broad_total=Fraction(9, 10))).verdict == Verdict.DIVIDED
    assert of("+++++~+", SupportRules(unanimous_with_reservations=False)).verdict == Verdict.BROAD
    assert of("++++++0").total.share(RULES) == 1
    assert of("++++++0").total.share(SupportRules(no_view_counts=True)) == Fraction(2, 3)


def test_rules_are_read_from_a_profile():
    assert SupportRules.of({"weighing": "one_each", "broad_total": "2/3"}) == SupportRules(
        weighing=Weighing.ONE_EACH, broad_total=Fraction(2, 3)
    )
    for wrong in (
        {"broad_total": "0"},
        {"contested_group": "5/4"},
        {"weighing": "acres"},
        {"acres": 3},
        {"reservation": -1},
    ):
        with pytest.raises(ValueError):
            SupportRules.of(wrong)


def test_who_does_not_vote_counts_in_no_majority():
    assert stands({"fnv": "+", "youth": "-"}) == stands({"fnv": "+"})
    assert stands({"youth": "-"}).verdict == Verdict.NONE


@pytest.mark.parametrize(
    ("sign", "counts_as"),
    [
        ("+", "support"),
        ("+?", None),
        ("~?", None),
        ("0?", None),
        ("-?", "objection"),
        (".", None),
    ],
)
def test_changed_words_take_support_away_but_no_objection(sign, counts_as):
    assert stand(sign).counts_as == counts_as
    if sign.endswith("?"):
        assert (stand(sign).state, stand(sign).stance) == (State.TO_BE_CONFIRMED, SIGNS[sign[0]])


def test_provisional_until_the_ranks_confirm():
    assert cell(asked=True, stance="support").provisional
    assert not cell(asked=True, stance="support", confirmed=True).provisional
    assert not cell(asked=True).provisional
    assert cell(asked=True, stance="support", confirmed=True, words_changed=True).provisional


def test_support_is_confirmed_anew_when_the_words_say_something_else():
    block = Block("paragraph", 0, "De werkgever moet scholing bieden.")
    assert not to_be_confirmed(block, Block("paragraph", 0, "De werkgever moet **scholing** bieden"))
    assert to_be_confirmed(block, Block("paragraph", 0, "De werkgever kan scholing bieden."))
    assert to_be_confirmed(block, None)
    assert to_be_confirmed(None, block)


ROWS = st.text(alphabet="+~-0. ", min_size=7, max_size=7)


@given(ROWS)
def test_whatever_is_still_open_the_verdict_lies_in_between(row):
    rank = [Verdict.CONTESTED, Verdict.DIVIDED, Verdict.BROAD, Verdict.UNANIMOUS]
    found = of(row).judgement
    if Verdict.NONE in (found.at_worst, found.at_best):
        assert found.at_worst == found.at_best
        return
    for filling in product("+~-0", repeat=min(row.count("."), 3)):
        filled = row
        for sign in filling:
            filled = filled.replace(".", sign, 1)
        then = of(filled.replace(".", "+")).verdict
        if then != Verdict.NONE:
            assert rank.index(found.at_worst) <= rank.index(then) <= rank.index(found.at_best)


@given(ROWS)
def test_groups_add_up_to_all(row):
    found = of(row)
    asked = sum(VOICES[key].seats for key, sign in zip(EVERYBODY, row, strict=True) if sign != " ")
    total = found.total
    assert total.support + total.reservation + total.objection + total.no_view + total.open == asked


@pytest.mark.parametrize(
    ("rows", "verdict"),
    [
        (["+++++++"] * 3, Verdict.UNANIMOUS),
        (["+++++++", "0000000"], Verdict.UNANIMOUS),
        (["+++++++"] * 3 + ["---++++"], Verdict.CONTESTED),
        (["+++++++"] * 4 + ["---++++"], Verdict.BROAD),
        (["+++++++", "+++++-+", "+++~~-~"], Verdict.DIVIDED),
        (["+++++++", "......."], Verdict.OPEN),
        (["+++++++"] * 9 + ["......."], Verdict.OPEN),
        (["+++++++"] * 8 + ["+++++-+", "......."], Verdict.BROAD),
        ([], Verdict.NONE),
    ],
)
def test_chapters_and_advices(rows, verdict):
    assert together([of(row) for row in rows], RULES).verdict == verdict


def test_a_chapter_adds_up_its_paragraphs():
    chapter = together([stands({"fnv": "+", "vno": "-"}), stands({"fnv": "~", "vno": "+"})], RULES)
    assert chapter.total.share(RULES) == Fraction(35, 56)
    assert chapter.groups["workers"].share(RULES) == Fraction(21, 28)
    assert sum(chapter.paragraphs.values()) == 2


def held(voice: str, paragraph: str, sign: str, asks: str = "") -> Held:
    return Held(VOICES[voice], paragraph, stand(sign), asks)


def told(points):
    return [(str(point.kind), point.voices, point.paragraphs, point.asks) for point in points]


def test_what_separates_us_is_told_once():
    points = separates(
        [
            held("fnv", "1", "+"),
            held("cnv", "2", "-", "Schrap deze alinea."),
            held("vno", "3", "-", "Eerst evalueren"),
            held("fnv", "3", "-", "eerst evalueren."),
            held("vno", "5", "-", "Eerst evalueren"),
            held("lto", "4", "-", "Schrap deze alinea"),
            held("mkb", "4", "~", "liever korter"),
            held("youth", "4", "-", "helemaal niet"),
        ],
        RULES,
    )
    assert told(points) == [
        ("objection", ("vno", "fnv"), ("3", "5"), "Eerst evalueren"),
        ("objection", ("cnv",), ("2",), "Schrap deze alinea."),
        ("objection", ("lto",), ("4",), "Schrap deze alinea"),
    ]
    assert [point.weight for point in points] == [14, 3, 1]


def test_what_waits_is_one_point_for_each_voice():
    points = separates(
        [
            held("lto", "1", "."),
            held("lto", "2", "."),
            held("fnv", "1", "+?"),
            held("vno", "1", "-?", "anders"),
            held("mkb", "1", "0"),
            held("cnv", "1", " "),
        ],
        RULES,
    )
    assert told(points) == [
        ("objection", ("vno",), ("1",), "anders"),
        ("to_be_confirmed", ("fnv",), ("1",), ""),
        ("not_answered", ("lto",), ("1", "2"), ""),
    ]


def test_reservations_separate_where_the_rules_say_so():
    positions = [held("fnv", "1", "~", "korter")]
    assert separates(positions, RULES) == []
    assert told(separates(positions, SupportRules(unanimous_with_reservations=False))) == [
        ("reservation", ("fnv",), ("1",), "korter")
    ]


def test_nothing_separates_a_unanimous_text():
    assert separates([held(key, "1", "+") for key in ("fnv", "vno", "crown")], RULES) == []
