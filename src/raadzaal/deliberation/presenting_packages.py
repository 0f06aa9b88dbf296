"""What the package finder found, in plain words for the few who may read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from raadzaal.council.presenting import group_label
from raadzaal.deliberation.packages import Bound, Gap, Give, Level, Objection, Obstacle, Package, Result
from raadzaal.deliberation.presenting_variants import condition_words, contradiction_words
from raadzaal.deliberation.queries.packages import Question
from raadzaal.deliberation.support_rules import State
from raadzaal.deliberation.support_words import STATE_WORDS
from raadzaal.texts.notation import to_plain

EXCERPT = 110
LEVELS = {
    Level.UNANIMOUS: gettext_lazy("whether a package exists to which nobody objects"),
    Level.LEAST: gettext_lazy("the support of the group that supports it least"),
    Level.TOTAL: gettext_lazy("the support of all together"),
    Level.OBJECTIONS: gettext_lazy("the number of objections"),
    Level.DEPARTURES: gettext_lazy("the number of paragraphs that change"),
}
COUNTED = (Level.OBJECTIONS, Level.DEPARTURES)


@dataclass(frozen=True)
class ChoiceView:
    """``key`` is what the form sends."""

    key: str
    label: str
    letter: str
    words: str
    stays: bool


@dataclass(frozen=True)
class PackageView:
    number: int
    unanimous: bool
    choices: tuple[ChoiceView, ...]
    total: str
    shares: tuple[tuple[str, str], ...]
    gives: tuple[str, ...]
    gains: tuple[str, ...]
    bounds: tuple[str, ...]
    objections: tuple[str, ...]


@dataclass(frozen=True)
class FoundView:
    """``gap`` says what may be lacking, "" where it is proven that nothing is."""

    packages: tuple[PackageView, ...]
    gap: str
    obstacle: PackageView | None
    obstacle_words: str
    contradictions: tuple[tuple[str, tuple[str, ...]], ...]


def found_view(result: Result, question: Question, labels: Mapping[str, str]) -> FoundView:
    """*labels* say how the open paragraphs are called, by public id."""
    tell = _Teller(question, labels)
    return FoundView(
        packages=tuple(tell.package(each, at) for at, each in enumerate(result.packages, start=1)),
        gap=_gap(result.gap) if result.gap else "",
        obstacle=tell.package(result.obstacle.package, 0) if result.obstacle else None,
        obstacle_words=_obstacle(result.obstacle) if result.obstacle else "",
        contradictions=tell.contradictions(result),
    )


def share(part: Fraction) -> str:
    """An exact fraction with what it is about in hundredths: "19/20 (95%)"."""
    return f"{part.numerator}/{part.denominator} ({float(part) * 100:.0f}%)"


def _gap(gap: Gap) -> str:
    words = _("The time was up while looking for %(level)s: found %(found)s, possible at most %(possible)s.")
    if gap.level in COUNTED:
        words = _("The time was up while looking for %(level)s: found %(found)s, possible at least %(possible)s.")
    if gap.level == Level.UNANIMOUS:
        words = _("The time was up while looking for %(level)s.")
    told = str if gap.level in COUNTED else share
    return words % {"level": LEVELS[gap.level], "found": told(gap.found), "possible": told(gap.possible)}


def _obstacle(obstacle: Obstacle) -> str:
    count = len(obstacle.objections)
    if obstacle.proven:
        words = ngettext(
            "There is no package to which nobody objects. With one objection less there would be:",
            "There is no package to which nobody objects. With these %(count)s objections less there would be, and with fewer not:",
            count,
        )
        return words % {"count": count}
    words = _(
        "There is no package to which nobody objects. With these %(count)s objections less there would be; "
        "at least %(least)s are in the way."
    )
    return words % {"count": count, "least": obstacle.at_least}


class _Teller:
    def __init__(self, question: Question, labels: Mapping[str, str]) -> None:
        self.labels = dict(labels)
        self.names = {each.voice.key: str(each.organisation) for each in question.columns}
        self.words = {
            (place.fork.node.public_id, way.letter): to_plain(way.block.notation)
            for place in question.paragraphs
            for way in place.ways
        }

    def package(self, package: Package, number: int) -> PackageView:
        return PackageView(
            number=number,
            unanimous=package.score.unanimous,
            choices=tuple(self._choice(node, letter) for node, letter in package.choices.items()),
            total=share(package.score.total),
            shares=tuple((str(group_label(group)), share(part)) for group, part in package.shares.items()),
            gives=tuple(self._give(each) for each in package.gives),
            gains=tuple(self._gain(each) for each in package.gains),
            bounds=tuple(self._bound(each) for each in package.conditions),
            objections=tuple(self._objection(each) for each in package.objections),
        )

    def contradictions(self, result: Result) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return tuple(
            (
                self.names[each.party],
                tuple(words for told in contradiction_words(self.labels, [each]).values() for words in told),
            )
            for each in result.contradictions
        )

    def _choice(self, node: str, letter: str) -> ChoiceView:
        words = Truncator(self.words[node, letter]).chars(EXCERPT)
        return ChoiceView(f"{node}:{letter}", self.labels[node], letter, words, stays=letter == "A")

    def _give(self, give: Give) -> str:
        words = _("%(who)s gives on %(label)s: wanted %(wanted)s, gets %(gets)s and finds of it: %(stance)s")
        return words % {
            "who": self.names[give.party],
            "label": self.labels[give.paragraph],
            "wanted": "/".join(give.wanted),
            "gets": give.gets,
            "stance": STATE_WORDS[State(give.stance)],
        }

    def _gain(self, gain) -> str:
        words = _("%(who)s gets its first choice on %(label)s (%(gets)s), where %(others)s gives")
        others = ", ".join(self.names[party] for party in gain.others_give)
        return words % {
            "who": self.names[gain.party],
            "label": self.labels[gain.paragraph],
            "gets": gain.gets,
            "others": others,
        }

    def _bound(self, bound: Bound) -> str:
        condition = bound.condition
        (need, *_rest) = condition.needs
        asked = condition_words(
            self.labels, condition.choice.paragraph, condition.choice.variant, need.paragraph,
            "/".join(sorted(need.variants)), condition.otherwise,
        )  # fmt: skip
        words = _("%(who)s: %(condition)s – met") if bound.met else _("%(who)s: %(condition)s – broken")
        return words % {"who": self.names[condition.party], "condition": asked}

    def _objection(self, objection: Objection) -> str:
        words = _("%(who)s objects to %(label)s")
        return words % {"who": self.names[objection.party], "label": self.labels[objection.paragraph]}
