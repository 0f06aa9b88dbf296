"""What a vote takes before it is held, and what may still come of it while it is: from the same rules that decide it."""

from collections.abc import Iterator
from dataclasses import dataclass

from raadzaal.meetings.rule_book import Base, Rules, TieEffect, VoteForm
from raadzaal.meetings.rules import CountError, Result, outcome
from raadzaal.procedure.explanation import Step


@dataclass(frozen=True)
class Setting:
    """Everything a vote depends on but the votes."""

    rules: Rules
    kind: str
    sitting: int
    present: int
    total: int
    call: int = 1
    revote: bool = False
    second_tie: bool = False
    form: VoteForm | None = None

    @property
    def voted_by(self) -> VoteForm:
        """The form in which it is held, or the one that is laid down."""
        return VoteForm(self.form or self.rules.kind(self.kind).form)


@dataclass(frozen=True)
class Outlook:
    """``possible`` are the results that can still come about; ``more_for``: with how many more
    votes in favour it is adopted when all others vote against; None where none suffice."""

    possible: frozenset[Result]
    more_for: int | None

    @property
    def certain(self) -> Result | None:
        return next(iter(self.possible)) if len(self.possible) == 1 else None


def outlook(setting: Setting, for_: int, against: int, blank: int, abstaining: int) -> Outlook:
    """Every way in which those present who have not voted yet may still do so, or not."""
    left = max(setting.present - for_ - against - blank - abstaining, 0)
    possible = {
        result
        for more in range(left + 1)
        for other in range(left + 1 - more)
        for empty in {0, left - more - other}
        if (result := _result(setting, for_ + more, against + other, blank + empty, abstaining)) is not None
    }
    return Outlook(frozenset(possible), _more_for(setting, for_, against, blank, abstaining, left))


def _more_for(setting, for_, against, blank, abstaining, left) -> int | None:
    """The fewest votes in favour with which it is adopted even when everybody else still to come votes against."""
    for more in range(left + 1):
        if _result(setting, for_ + more, against + left - more, blank, abstaining) == Result.ADOPTED:
            return more
    return None


def _result(setting: Setting, for_: int, against: int, blank: int, abstaining: int) -> Result | None:
    """None where the chair's own vote would tip equal votes, and it is not known which way."""
    try:
        return outcome(
            for_,
            against,
            blank,
            kind=setting.kind,
            sitting=setting.sitting,
            present=setting.present,
            obliged_to_abstain=abstaining,
            revote=setting.revote,
            second_tie=setting.second_tie,
            call=setting.call,
            total=setting.total,
            rules=setting.rules,
        ).result
    except CountError:
        return None


FORMS = {
    VoteForm.ROLL_CALL: "form_roll_call",
    VoteForm.SECRET_BALLOT: "form_secret_ballot",
    VoteForm.SHOW_OF_HANDS: "form_show_of_hands",
}
TIES = {
    TieEffect.FAIL: "if_tied_fail",
    TieEffect.LOT: "if_tied_lot",
    TieEffect.DEFER: "if_tied_defer",
    TieEffect.CASTING_VOTE: "if_tied_casting_vote",
}


def beforehand(setting: Setting) -> list[Step]:
    """How it is voted on, what makes it valid, what it takes, and what equal votes would do."""
    rules, kind = setting.rules, setting.rules.kind(setting.kind)
    cited = rules.citations
    steps = list(_form(setting))
    if kind.only_on_request:
        steps.append(Step("only_on_request", {"citation": cited.no_vote_asked}))
    steps.append(_turnout(setting))
    steps.append(_majority(setting))
    if not rules.blanks_are_cast and kind.majority_base is Base.CAST:
        steps.append(Step("blanks_not_cast", {"citation": cited.majority}))
    steps.append(_tie(setting))
    return steps


def _form(setting: Setting) -> Iterator[Step]:
    if setting.voted_by is not VoteForm.ELECTRONIC:
        yield Step(FORMS[setting.voted_by], {"citation": setting.rules.citations.no_vote_asked})
        return
    said = setting.rules.on_screen
    yield Step("form_electronic", {"citation": said.citation})
    yield Step("may_change" if said.may_change else "may_not_change", {"citation": said.citation})
    yield Step("shown_while_held" if said.shown_while_held else "shown_at_close", {"citation": said.citation})


def _turnout(setting: Setting) -> Step:
    rules = setting.rules
    if setting.revote and rules.revote_always_valid:
        return Step("valid_revote", {"citation": rules.citations.revote})
    if rules.any_number(setting.call) or rules.turnout.asks_nothing:
        return Step("valid_any_number", {"citation": rules.citations.any_number})
    base = setting.total if rules.turnout_base is Base.TOTAL else setting.sitting
    counted = {"eligible": base, "needed": rules.turnout.needed(base)}
    return Step("turnout_needed", counted | {"threshold": rules.turnout.plain, "citation": rules.citations.turnout})


def _majority(setting: Setting) -> Step:
    kind = setting.rules.kind(setting.kind)
    base = {Base.SITTING: setting.sitting, Base.TOTAL: setting.total}.get(kind.majority_base, setting.present)
    counted = {"base": base, "needed": kind.majority.needed(base), "threshold": kind.majority.plain}
    return Step(f"takes_of_{kind.majority_base}", counted | {"citation": setting.rules.citations.majority})


def _tie(setting: Setting) -> Step:
    kind, cited = setting.rules.kind(setting.kind), setting.rules.citations
    if setting.second_tie:
        return Step(TIES[kind.tie.second], {"citation": cited.tie})
    if setting.present == setting.sitting:
        return Step(TIES[kind.tie.full_attendance], {"citation": cited.tie_full})
    return Step(TIES[kind.tie.first], {"citation": cited.tie})


def so_far(found: Outlook, to_come: int) -> list[Step]:
    """What may still come of a vote that is being held, in words."""
    if found.certain:
        return [Step(f"certain_{found.certain.value}")]
    steps = [Step("still_to_vote", {"to_come": to_come})]
    if found.more_for is not None and Result.ADOPTED in found.possible:
        steps.append(Step("more_for", {"more": found.more_for}))
    if Result.INVALID in found.possible:
        steps.append(Step("may_be_void"))
    return steps
