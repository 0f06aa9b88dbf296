"""How an advice was carried, for whoever reads it: what was decided, who holds another view, and where a group hesitated."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from raadzaal.advice.models import Advice
from raadzaal.council import profile
from raadzaal.deliberation.models import Dissent
from raadzaal.deliberation.support_words import GROUP_WORDS
from raadzaal.meetings.models import Decision
from raadzaal.meetings.queries import decisions_of

HESITATING = ("objection", "reservation")


@dataclass(frozen=True)
class OtherView:
    """Who holds it and how it was recorded; where it stands, "" where it is about the whole."""

    holders: str
    form: str
    node_id: str
    number: str


@dataclass(frozen=True)
class Hesitation:
    """What a group held at adoption of these paragraphs: their number and their address."""

    group: str
    sign: str
    word: str
    paragraphs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Carried:
    decisions: list[Decision]
    other_views: list[OtherView]
    hesitations: list[Hesitation]
    asked: bool


def carried(advice: Advice, text: Mapping[str, Any], support: Mapping[str, Any] | None) -> Carried:
    """``text`` is what is read, with its differing views; ``support`` what the profile opens of the support at adoption."""
    return Carried(
        list(decisions_of(advice)), list(_other_views(text)), _hesitations(support) if support else [], bool(support)
    )


def _other_views(text: Mapping[str, Any]):
    for row in text["rows"]:
        for view in row.dissents:
            yield OtherView(view.holders, view.label, row.line.node_id, row.line.number)
    for view in text["dissents"]:
        yield OtherView(view.holders, view.label, "", "")


def _hesitations(support: Mapping[str, Any]) -> list[Hesitation]:
    told = [((each["number"], each["id"]), each["groups"]) for each in support["paragraphs"]]
    return [
        Hesitation(str(group.label), sign, str(GROUP_WORDS[sign]), found)
        for sign in HESITATING
        for group in profile.active().council_groups
        if (found := tuple(place for place, groups in told if groups.get(group.key) == sign))
    ]


def with_other_views(advices: Sequence[Advice]) -> set[int]:
    """Of these advices the ones in which not all hold the same view. One query."""
    return set(Dissent.objects.filter(case__in=[each.pk for each in advices]).values_list("case_id", flat=True))
