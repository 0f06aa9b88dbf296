"""The meeting rules of a profile as the plain data that the counting of votes is built from."""

from typing import Any

from raadzaal.council.profile.conduct import Dissent, MeetingRules, Threshold, TieRule
from raadzaal.council.profile.profile import Profile

KINDS = ("matter", "person", "ordinance")
CASTING = "casting_vote"


class RuleNotHonoured(Exception):  # noqa: N818 -- it says what is the matter
    """A rule that a profile can state but the counting of votes cannot follow: refused rather than ignored."""

    def __init__(self, place: str) -> None:
        self.place = place
        super().__init__(f"the counting of votes cannot follow $.meetings.{place}")


def voting_rules(profile: Profile) -> dict[str, Any]:
    """Raises RuleNotHonoured."""
    rules = profile.meetings
    seats = len(profile.council.seats)
    return {
        **_quorum(rules, seats),
        "participation": _participation(rules),
        "kinds": {kind: _kind(rules, kind) for kind in KINDS},
        "blanks_are_cast": rules.blanks.count_as_cast,
        "tie_otherwise": _effect(_same(rules, "first_tie")),
        "casting_vote": _same(rules, CASTING) is not None,
        "citations": _citations(rules),
        **_dissent(profile.dissent, seats),
    }


def _quorum(rules: MeetingRules, seats: int) -> dict[str, Any]:
    first, base = rules.quorum.calls[0], rules.quorum.base
    if first.number is not None and base != "total":
        raise RuleNotHonoured("quorum.base")
    return {
        "quorum": _threshold(first, seats),
        "quorum_base": base,
        "any_number_from_call": _call_with_any_number(rules.quorum.calls),
    }


def _call_with_any_number(calls: tuple[Threshold, ...]) -> int | None:
    for number, call in enumerate(calls, start=1):
        if call.comparison == "any":
            return number
        if call != calls[0]:
            raise RuleNotHonoured(f"quorum.calls[{number - 1}]")
    return None


def _participation(rules: MeetingRules) -> dict[str, str]:
    turnout = rules.turnout
    if turnout.threshold.comparison == "any":
        return {"comparison": "at_least", "fraction": "0"}
    if turnout.threshold.number is not None or turnout.base != "sitting" or not turnout.minus_abstaining:
        raise RuleNotHonoured("turnout")
    return _threshold(turnout.threshold, 1)


def _kind(rules: MeetingRules, kind: str) -> dict[str, Any]:
    majority, form, tie = rules.majority(kind), rules.vote_form(kind), rules.tie(kind)
    if majority.base != "votes_cast" or majority.threshold.fraction is None:
        raise RuleNotHonoured("majorities")
    if tie.second_tie != tie.full_attendance:
        raise RuleNotHonoured("ties")
    return {
        "majority": _threshold(majority.threshold, 1),
        "form": form.form,
        "blanks_take_part": kind in rules.blanks.take_part_for,
        "tie_when_full": _effect(tie.full_attendance),
        "adopted_unasked": form.only_on_request,
    }


def _threshold(threshold: Threshold, seats: int) -> dict[str, str]:
    fraction = f"{threshold.number}/{seats}" if threshold.fraction is None else str(threshold.fraction)
    return {"comparison": threshold.comparison, "fraction": fraction}


def _effect(outcome: str) -> str:
    """Where the chair decides but does not vote, the proposal fails."""
    return "fail" if outcome == CASTING else outcome


def _same(rules: MeetingRules, name: str) -> Any:
    values = {getattr(tie, name) for tie in rules.ties}
    if len(values) > 1:
        raise RuleNotHonoured(f"ties: {name}")
    return values.pop()


def _citations(rules: MeetingRules) -> dict[str, str]:
    tie: TieRule = rules.tie("matter")
    turnout = rules.turnout.basis.citation
    return {
        "quorum": rules.quorum.basis.citation,
        "abstaining": rules.abstention.basis.citation,
        "no_vote_asked": rules.vote_form("matter").basis.citation,
        "validity": turnout,
        "revote": turnout,
        "any_number": turnout,
        "majority": rules.majority("matter").basis.citation,
        "tie_full": tie.basis.citation,
        "tie_deferred": tie.basis.citation,
        CASTING: tie.basis.citation,
    }


def _dissent(dissent: Dissent, seats: int) -> dict[str, int]:
    _one, few, _part, whole = dissent.wordings
    return {"some_members_at_most": few.at_most or few.at_least, "council_margin": seats - whole.at_least}
