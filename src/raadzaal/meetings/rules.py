"""Quorum, validity, majority and tie, counted in whole numbers; each result tells how it was reached."""

from dataclasses import dataclass
from enum import StrEnum

from raadzaal.meetings.dissent import council_from, dissent_wording
from raadzaal.meetings.rule_book import DUTCH_RULES, Base, CountError, Rules, TieEffect
from raadzaal.meetings.wording import Explained
from raadzaal.procedure.explanation import Step

__all__ = [
    "DUTCH_RULES",
    "CountError",
    "Outcome",
    "QuorumResult",
    "Result",
    "Rules",
    "Validity",
    "council_from",
    "dissent_wording",
    "outcome",
    "quorum",
    "validity",
    "without_vote",
]


class Result(StrEnum):
    ADOPTED = "adopted"
    REJECTED = "rejected"
    TIED_DEFERRED = "tied_deferred"
    TIED_FAILED = "tied_failed"
    TIED_LOT = "tied_lot"
    INVALID = "invalid"


TIE_RESULTS = {
    TieEffect.FAIL: Result.TIED_FAILED,
    TieEffect.LOT: Result.TIED_LOT,
    TieEffect.DEFER: Result.TIED_DEFERRED,
}


@dataclass(frozen=True)
class QuorumResult(Explained):
    met: bool
    needed: int
    explanation: tuple[Step, ...]


@dataclass(frozen=True)
class Validity(Explained):
    valid: bool
    needed: int
    explanation: tuple[Step, ...]


@dataclass(frozen=True)
class Outcome(Explained):
    """`needed` is the number of votes in favour that the majority asks for."""

    result: Result
    needed: int
    explanation: tuple[Step, ...]


def quorum(sitting, present, *, call=1, rules=DUTCH_RULES, total=None):
    """May the meeting be held? Vacant seats do not count unless the rules say all seats. Call 3 is the third call."""
    _whole(sitting=sitting, present=present, call=call)
    _check(present <= sitting, "more-present-than-sitting")
    _check(call >= 1, "call-below-one")
    threshold, citation = rules.quorum_at(call), rules.citations.quorum
    base = _base(rules.quorum_base, sitting=sitting, total=total)
    needed = max(threshold.needed(base), 1)
    if not present:
        return QuorumResult(False, needed, (Step("quorum_nobody"),))
    if threshold.asks_nothing:
        return QuorumResult(True, needed, (Step("quorum_any_number", {"call": call, "citation": citation}),))
    params = {"present": present, "base": base, "needed": needed, "threshold": threshold.plain, "citation": citation}
    met = present >= needed
    steps = Step(f"quorum_of_{rules.quorum_base}", params), Step("quorum_met" if met else "quorum_missed")
    return QuorumResult(met, needed, steps)


def validity(sitting, obliged_to_abstain, took_part, revote=False, rules=DUTCH_RULES, *, call=1, total=None):
    """Did enough members take part (art. 25 Wet op de SER)?

    A revote, and a vote in a meeting that is held with any number, is valid whatever the turnout.
    """
    _whole(sitting=sitting, obliged_to_abstain=obliged_to_abstain, took_part=took_part)
    _check(obliged_to_abstain <= sitting, "more-abstaining-than-sitting")
    _check(took_part <= sitting - obliged_to_abstain, "more-votes-than-voters")
    cited = rules.citations
    steps = ()
    if obliged_to_abstain:
        steps = (Step("must_abstain", {"count": obliged_to_abstain, "citation": cited.abstaining}),)
    if revote and rules.revote_always_valid:
        return Validity(True, 0, (*steps, Step("valid_revote", {"citation": cited.revote})))
    if rules.any_number(call) or rules.turnout.asks_nothing:
        return Validity(True, 0, (*steps, Step("valid_any_number", {"citation": cited.any_number})))
    base = _base(rules.turnout_base, sitting=sitting, total=total)
    eligible = base - obliged_to_abstain if rules.minus_abstaining else base
    needed = rules.turnout.needed(eligible)
    counted = {"took_part": took_part, "eligible": eligible, "needed": needed}
    step = Step(
        "valid" if took_part >= needed else "void",
        counted | {"threshold": rules.turnout.plain, "citation": cited.turnout},
    )
    return Validity(took_part >= needed, needed, (*steps, step))


def outcome(
    for_,
    against,
    blank,
    *,
    kind,
    sitting,
    present,
    obliged_to_abstain=0,
    revote=False,
    second_tie=False,
    call=1,
    chair_vote=None,
    total=None,
    rules=DUTCH_RULES,
):
    """What the vote decides: void, a tie and its effect, or the majority (arts. 25-27 Wet op de SER).

    `second_tie`: the votes were equally divided in the meeting before as well. `chair_vote` is "for" or "against",
    and only asked for where the rules give the chair a casting vote.
    """
    _check_votes(for_, against, blank, present=present, sitting=sitting)
    kind_rule = rules.kind(kind)
    took_part = for_ + against + (blank if kind_rule.blanks_take_part else 0)
    turnout = validity(sitting, obliged_to_abstain, took_part, revote, rules, call=call, total=total)
    cast = for_ + against + (blank if rules.blanks_are_cast else 0)
    base = _base(kind_rule.majority_base, sitting=sitting, present=present, total=total, cast=cast)
    needed = kind_rule.majority.needed(base)
    steps = (*turnout.explanation, *_cast_steps(for_, against, blank, rules))
    if not turnout.valid:
        return Outcome(Result.INVALID, needed, steps)
    if for_ == against == 0:
        return Outcome(Result.REJECTED, needed, (*steps, Step("none_cast")))
    if for_ == against:
        full = present == sitting
        result, tie = _tie(kind_rule, rules, full=full, second_tie=second_tie, chair_vote=chair_vote)
        return Outcome(result, needed, (*steps, *tie))
    result = Result.ADOPTED if for_ >= needed else Result.REJECTED
    counted = {"threshold": kind_rule.majority.plain, "base": base, "needed": needed}
    majority = Step(f"majority_of_{kind_rule.majority_base}", counted | {"citation": rules.citations.majority})
    return Outcome(result, needed, (*steps, majority, Step(result.value)))


def without_vote(kind, rules=DUTCH_RULES):
    """No member asks for a vote: the proposal counts as adopted; never so for persons (art. 24(2) Wet op de SER)."""
    _check(rules.kind(kind).only_on_request, "vote-required")
    return Outcome(Result.ADOPTED, 0, (Step("no_vote_asked", {"citation": rules.citations.no_vote_asked}),))


def _cast_steps(for_, against, blank, rules):
    yield Step("cast", {"in_favour": for_, "against": against, "blank": blank})
    if blank:
        code = "blanks_cast" if rules.blanks_are_cast else "blanks_not_cast"
        yield Step(code, {"citation": rules.citations.majority})


def _tie(kind_rule, rules, *, full, second_tie, chair_vote):
    """A second tie is treated as one with everybody present, whoever is there (art. 27(2) Wet op de SER)."""
    if second_tie:
        effect, seen = kind_rule.tie.second, [Step("tie_second")]
    elif full:
        effect, seen = kind_rule.tie.full_attendance, [Step("tie"), Step("tie_full")]
    else:
        effect, seen = kind_rule.tie.first, [Step("tie"), Step("tie_not_full")]
    citation = rules.citations.tie_full if full and not second_tie else rules.citations.tie
    if effect is TieEffect.CASTING_VOTE:
        return _casting_vote(kind_rule, seen, citation, chair_vote)
    result = TIE_RESULTS[effect]
    return result, [*seen, Step(result.value, {"citation": citation})]


def _casting_vote(kind_rule, seen, citation, chair_vote):
    """The chair can tip equal votes into a majority, but not into a qualified one."""
    if kind_rule.majority.is_qualified:
        return Result.REJECTED, [*seen, Step("tie_short_of_qualified", {"citation": citation}), Step("rejected")]
    _check(chair_vote in ("for", "against"), "chair-vote-needed")
    result = Result.ADOPTED if chair_vote == "for" else Result.REJECTED
    return result, [*seen, Step("casting_vote", {"citation": citation}), Step(result.value)]


def _base(base, *, sitting, total=None, present=None, cast=None):
    if base is Base.TOTAL:
        _check(total is not None and total >= sitting, "total-seats-needed")
    return {Base.SITTING: sitting, Base.TOTAL: total, Base.PRESENT: present, Base.CAST: cast}[base]


def _check_votes(for_, against, blank, *, present, sitting):
    _whole(for_=for_, against=against, blank=blank, present=present, sitting=sitting)
    _check(present <= sitting, "more-present-than-sitting")
    _check(for_ + against + blank <= present, "more-votes-than-present")


def _check(holds, code):
    if not holds:
        raise CountError(code)


def _whole(**counts):
    for name, count in counts.items():
        if type(count) is not int or count < 0:
            raise CountError("not-a-count", name=name, given=repr(count))
