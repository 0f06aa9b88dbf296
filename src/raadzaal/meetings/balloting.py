"""Counting unsigned ballots between persons: majority, the round after, equal votes and the lot (arts. 24-27 Wet op de SER).

The Act lays down the majority and what equal votes lead to. That the round after is between the two with most votes, and all
who have as many as the second, and that ballots are not opened when there are more or fewer of them than voters, are customs
and no law; they are told as such.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from raadzaal.meetings.rule_book import CountError, Rules, TieEffect
from raadzaal.meetings.rules import validity
from raadzaal.procedure.explanation import Step

PERSON = "person"


class Outcome(StrEnum):
    ELECTED = "elected"
    RUNOFF = "runoff"
    LOT = "lot"
    DEFERRED = "deferred"
    NOBODY = "nobody"
    VOID = "void"
    MISMATCH = "mismatch"


TIE_CODES = {TieEffect.LOT: "if_tied_lot", TieEffect.DEFER: "if_tied_defer"}


@dataclass(frozen=True)
class Counted:
    """``between``: who is chosen, who goes on, or between whom the lot is drawn."""

    outcome: Outcome
    between: tuple[str, ...]
    explanation: tuple[Step, ...]


def count(
    counts: Sequence[tuple[str, int]],
    blank: int,
    invalid: int,
    *,
    sitting: int,
    present: int,
    rules: Rules,
    abstaining: int = 0,
    runoff: bool = False,
    second_tie: bool = False,
    revote: bool = False,
    call: int = 1,
    total: int | None = None,
) -> Counted:
    """*runoff*: this round came after another. A ballot that names nobody clearly counts as a blank one.

    *abstaining*: members present who may not vote, being personally concerned (art. 23 Wet op de SER).
    """
    cast = sum(number for _name, number in counts)
    _check(counts, blank, invalid, cast, present - abstaining, sitting - abstaining)
    turnout = validity(sitting, abstaining, cast + blank + invalid, revote, rules, call=call, total=total)
    kind = rules.kind(PERSON)
    needed = kind.majority.needed(cast)
    cited = rules.citations
    steps = [
        *turnout.explanation,
        Step("ballots", {"cast": cast, "blank": blank + invalid, "citation": cited.majority}),
        Step("majority_of_votes_cast", {
            "threshold": kind.majority.plain, "base": cast, "needed": needed, "citation": cited.majority}),
    ]  # fmt: skip
    if not turnout.valid:
        return Counted(Outcome.VOID, (), turnout.explanation)
    if cast == 0:
        return Counted(Outcome.NOBODY, (), (*steps, Step("none_cast")))
    ranked = sorted(counts, key=lambda pair: -pair[1])
    if ranked[0][1] >= needed:
        return Counted(Outcome.ELECTED, (ranked[0][0],), (*steps, Step("elected", {"name": ranked[0][0]})))
    return _undecided(ranked, steps, rules, full=present == sitting, runoff=runoff, second_tie=second_tie)


def agree(handed_in: int, *, present: int, abstaining: int) -> tuple[bool, tuple[Step, ...]]:
    """Whether as many ballots were handed in as there are voters; if not they stay closed and the round is held again.

    By custom of assemblies; the Act says nothing of it. Raises CountError for numbers that no meeting can have.
    """
    if any(type(number) is not int or number < 0 for number in (handed_in, present, abstaining)):
        raise CountError("not-a-count")
    if abstaining > present:
        raise CountError("more-abstaining-than-present")
    voters = present - abstaining
    told = {"handed_in": handed_in, "voters": voters}
    if handed_in == voters:
        return True, (Step("handed_in", told),)
    return False, (Step("handed_in_otherwise", told),)


def not_opened(handed_in: int, *, present: int, abstaining: int) -> Counted:
    """The round that is held again because the number of ballots was wrong."""
    return Counted(Outcome.MISMATCH, (), agree(handed_in, present=present, abstaining=abstaining)[1])


def beforehand(
    candidates: int, *, sitting: int, present: int, rules: Rules, second_tie: bool = False, paper: bool = True
) -> tuple[Step, ...]:
    """What a round takes, before it is held: the form, the number of ballots, the majority, and what equal votes lead to."""
    kind, cited = rules.kind(PERSON), rules.citations
    tie = kind.tie.second if second_tie else kind.tie.full_attendance if present == sitting else kind.tie.first
    cite = cited.tie_full if present == sitting and not second_tie else cited.tie
    form = Step("form_secret_ballot", {"citation": cited.no_vote_asked})
    opening = (form, Step("ballots_must_agree", {"voters": present})) if paper else (form,)
    needed = kind.majority.needed(present)
    return (
        *opening,
        Step("takes_of_ballots", {
            "threshold": kind.majority.plain, "present": present, "needed": needed, "citation": cited.majority}),
        *([Step("if_nobody")] if candidates > 2 else ()),
        Step("tie_second" if second_tie else "tie_full" if present == sitting else "tie_not_full"),
        Step(TIE_CODES.get(tie, "if_tied_nobody"), {"citation": cite}),
    )  # fmt: skip


def _undecided(ranked, steps, rules: Rules, *, full: bool, runoff: bool, second_tie: bool) -> Counted:
    if len(ranked) == 1:
        return Counted(Outcome.NOBODY, (), (*steps, Step("nobody_elected")))
    going_on = tuple(name for name, number in ranked if number >= ranked[1][1])
    if len(going_on) < len(ranked) or not (runoff or len(ranked) == 2):
        return Counted(Outcome.RUNOFF, going_on, (*steps, Step("runoff", {"names": ", ".join(going_on)})))
    if len({number for _name, number in ranked}) > 1:
        return Counted(Outcome.NOBODY, (), (*steps, Step("nobody_elected")))
    return _tied(going_on, steps, rules, full=full, second_tie=second_tie)


def _tied(names, steps, rules: Rules, *, full: bool, second_tie: bool) -> Counted:
    tie, cited = rules.kind(PERSON).tie, rules.citations
    effect = tie.second if second_tie else tie.full_attendance if full else tie.first
    seen = Step("tie_second") if second_tie else Step("tie_full") if full else Step("tie_not_full")
    citation = cited.tie_full if full and not second_tie else cited.tie
    outcome = {TieEffect.LOT: Outcome.LOT, TieEffect.DEFER: Outcome.DEFERRED}.get(effect, Outcome.NOBODY)
    code = {Outcome.LOT: "tied_lot", Outcome.DEFERRED: "tied_deferred"}.get(outcome, "nobody_elected")
    between = names if outcome is Outcome.LOT else ()
    return Counted(outcome, between, (*steps, Step("tie"), seen, Step(code, {"citation": citation})))


def _check(counts, blank, invalid, cast, present, sitting) -> None:
    if any(type(number) is not int or number < 0 for number in (blank, invalid, *(number for _name, number in counts))):
        raise CountError("not-a-count")
    if not counts or len({name for name, _number in counts}) != len(counts):
        raise CountError("no-candidates")
    if present > sitting:
        raise CountError("more-present-than-sitting")
    if cast + blank + invalid > present:
        raise CountError("more-votes-than-present")
