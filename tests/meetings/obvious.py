"""The rules of voting once more, as slowly and plainly as they can be written: by lining people up and counting heads.

Shares no code with the product and knows nothing of fractions: a part of a whole is found by trying 0, 1, 2 … until it is enough.
"""

from dataclasses import dataclass, field


@dataclass
class Share:
    """``over``: the share itself is not enough. ``heads``: a fixed number instead of a share. Neither: nothing is asked."""

    over: bool = False
    parts: int = 0
    of: int = 1
    heads: int | None = None
    nothing: bool = False

    def enough(self, some: int, everybody: int) -> bool:
        if self.nothing:
            return True
        have, need = (some, self.heads) if self.heads is not None else (some * self.of, everybody * self.parts)
        return have > need if self.over else have >= need


HALF_AND_ONE_MORE = Share(over=True, parts=1, of=2)


@dataclass
class House:
    """What a council has laid down, for one kind of decision. The defaults are arts. 20-27 Wet op de SER, of a matter."""

    calls: list[Share] = field(default_factory=lambda: [HALF_AND_ONE_MORE, HALF_AND_ONE_MORE, Share(nothing=True)])
    quorum_of: str = "sitting"
    turnout: Share = field(default_factory=lambda: HALF_AND_ONE_MORE)
    turnout_of: str = "sitting"
    less_abstaining: bool = True
    second_time_always_counts: bool = True
    blanks_take_part: bool = False
    blanks_are_votes: bool = False
    majority: Share = field(default_factory=lambda: HALF_AND_ONE_MORE)
    majority_of: str = "votes_cast"
    all_there: str = "fail"
    first: str = "defer"
    second: str = "fail"

    def at_call(self, call: int) -> Share:
        asked = self.calls[0]
        for number, share in enumerate(self.calls, start=1):
            if number <= call:
                asked = share
        return asked


def people(count: int, doing: str) -> list[str]:
    return [doing for _ in range(count)]


def may_meet(house: House, *, sitting: int, present: int, total: int, call: int) -> bool:
    here = people(present, "here")
    everybody = people({"sitting": sitting, "total": total}[house.quorum_of], "counts")
    return len(here) > 0 and house.at_call(call).enough(len(here), len(everybody))


def enough_took_part(house: House, votes: list[str], *, sitting: int, total: int, call: int, again: bool) -> bool:
    if again and house.second_time_always_counts:
        return True
    if house.at_call(call).nothing:
        return True
    took_part = [vote for vote in votes if vote in ("for", "against") or (vote == "blank" and house.blanks_take_part)]
    could = people({"sitting": sitting, "total": total}[house.turnout_of], "could")
    if house.less_abstaining:
        for vote in votes:
            if vote == "abstains":
                could.pop()
    return house.turnout.enough(len(took_part), len(could))


def decided(
    house: House,
    votes: list[str],
    *,
    sitting: int,
    present: int,
    total: int,
    call: int = 1,
    again: bool = False,
    tied_before: bool = False,
    chair: str | None = None,
) -> str:
    """``votes``: one of for, against, blank, abstains for each who did so; who is not in it did nothing."""
    if not enough_took_part(house, votes, sitting=sitting, total=total, call=call, again=again):
        return "invalid"
    yes, no = votes.count("for"), votes.count("against")
    if yes == 0 and no == 0:
        return "rejected"
    if yes == no:
        return equal(house, everybody_there=present == sitting, tied_before=tied_before, chair=chair)
    cast = yes + no + (votes.count("blank") if house.blanks_are_votes else 0)
    whole = {"votes_cast": cast, "present": present, "sitting": sitting, "total": total}[house.majority_of]
    return "adopted" if house.majority.enough(yes, whole) else "rejected"


def equal(house: House, *, everybody_there: bool, tied_before: bool, chair: str | None) -> str:
    rule = house.second if tied_before else house.all_there if everybody_there else house.first
    if rule != "casting_vote":
        return {"fail": "tied_failed", "lot": "tied_lot", "defer": "tied_deferred"}[rule]
    if house.majority.heads is None and house.majority.parts * 2 > house.majority.of:
        return "rejected"
    return "adopted" if chair == "for" else "rejected"


def chosen(ballots: list[str], *, sitting: int, again: bool = False, call: int = 1) -> str | None:
    """Persons, arts. 24-26 Wet op de SER: "" is a blank ballot. The name with more than half of the others; "?" if none; None if void."""
    if not again and call < 3 and not len(ballots) * 2 > sitting:
        return None
    named = [ballot for ballot in ballots if ballot]
    for name in sorted(set(named)):
        others = [ballot for ballot in named if ballot != name]
        if len(named) - len(others) > len(others):
            return name
    return "?"


def round_between(
    candidates: list[str],
    ballots: list[str],
    *,
    voters: int,
    sitting: int,
    abstaining: int = 0,
    after_another: bool = False,
    tied_before: bool = False,
    again: bool = False,
) -> tuple[str, list[str]]:
    """One round as tellers hold it: the pile is counted, opened, laid out in heaps, and the heaps are compared.

    A ballot is a name, "" for a blank one or "?" for one that names nobody clearly.
    """
    if len(ballots) != voters:
        return "mismatch", []
    if not again and not len(ballots) * 2 > sitting - abstaining:
        return "void", []
    heaps = {name: [ballot for ballot in ballots if ballot == name] for name in candidates}
    named = sum(len(heap) for heap in heaps.values())
    if named == 0:
        return "nobody", []
    for name, heap in heaps.items():
        if len(heap) > named - len(heap):
            return "elected", [name]
    if len(candidates) == 1:
        return "nobody", []
    sizes = sorted((len(heap) for heap in heaps.values()), reverse=True)
    on = [name for name in candidates if len(heaps[name]) >= sizes[1]]
    if len(on) < len(candidates):
        return "runoff", on
    if sizes[0] != sizes[-1]:
        return ("nobody", []) if after_another else ("runoff", on)
    if len(candidates) > 2 and not after_another:
        return "runoff", on
    everybody_there = voters + abstaining == sitting
    return ("lot", on) if tied_before or everybody_there else ("deferred", [])
