"""Whatever is said, edited, frozen and confirmed, in whatever order: the map is what one gets by going over it all by hand."""

from datetime import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from raadzaal.deliberation.said import Said, held, last_said, reworded
from raadzaal.journal.clock import LEGAL_ZONE

NODES, PARTIES = (1, 2, 3), (10, 20, 30)
STANCES = ("support", "reservation", "objection", "no_view")
SAME_WORDS = 100  # revisions that differ by this much say the same: a typo

events = st.lists(
    st.one_of(
        st.tuples(st.just("edit"), st.sampled_from(NODES)),
        st.tuples(st.just("typo"), st.sampled_from(NODES)),
        st.tuples(st.just("freeze"), st.none()),
        st.tuples(
            st.just("reply"),
            st.tuples(
                st.sampled_from(PARTIES), st.dictionaries(st.sampled_from(NODES), st.sampled_from(STANCES), max_size=3)
            ),
        ),
        st.tuples(
            st.just("confirm"), st.tuples(st.sampled_from(PARTIES), st.sampled_from(NODES), st.sampled_from(STANCES))
        ),
    ),
    max_size=40,
)


class Council:
    """Lives through the events and keeps, apart from the rows, what each party holds: the oracle."""

    def __init__(self) -> None:
        self.now = dict.fromkeys(NODES, 0)
        self.texts: dict[int, dict[int, int]] = {1: dict(self.now)}
        self.asked: dict[int, set[int]] = {party: set() for party in PARTIES}
        self.rows: list[Said] = []
        self.holds: dict[tuple[int, int], tuple[str, int]] = {}

    def live(self, happened) -> "Council":
        for at, (kind, what) in enumerate(happened):
            getattr(self, kind)(what, at)
        return self

    def edit(self, node, at):
        self.now[node] = (self.now[node] % SAME_WORDS) + 1

    def typo(self, node, at):
        self.now[node] += SAME_WORDS

    def freeze(self, _what, at):
        self.texts[max(self.texts) + 1] = dict(self.now)

    def reply(self, what, at):
        party, positions = what
        self.asked[party].add(max(self.texts))
        for node, stance in positions.items():
            self._say(party, node, stance, at)

    def confirm(self, what, at):
        party, node, stance = what
        if (node, party) in self.holds:
            self._say(party, node, stance, at)

    def _say(self, party, node, stance, at):
        version = max(self.texts)
        moment = BEGINNING.replace(minute=at)
        self.rows.append(Said(party, node, version, stance, moment))
        self.holds[node, party] = (stance, self.texts[version][node])


BEGINNING = datetime(2026, 9, 1, 10, tzinfo=LEGAL_ZONE)


def changed(before: int, after: int) -> bool:
    return before % SAME_WORDS != after % SAME_WORDS


def told(council: Council) -> dict[tuple[int, int], str]:
    last = last_said(council.rows)
    asked_pairs = set(reworded(council.now, last, council.texts))

    def judged(before: int, after: int) -> bool:
        assert (before, after) in asked_pairs
        return changed(before, after)

    table = held(council.now, council.asked, last, council.texts, judged)
    return {(node, each.party): str(each.state) for node, cells in table.items() for each in cells}


def by_hand(council: Council) -> dict[tuple[int, int], str]:
    found = {}
    for node in NODES:
        for party in PARTIES:
            stance, revision = council.holds.get((node, party), ("", None))
            if stance and changed(revision, council.now[node]):
                found[node, party] = "to_be_confirmed"
            elif stance:
                found[node, party] = stance
            else:
                found[node, party] = "not_answered" if council.asked[party] else "not_asked"
    return found


@given(events)
@settings(max_examples=300)
def test_the_map_is_what_one_gets_by_living_through_it(happened):
    council = Council().live(happened)
    assert told(council) == by_hand(council)


@given(events, st.integers(0, 40))
@settings(max_examples=200)
def test_an_earlier_text_is_told_as_it_was_then(happened, upto):
    """What comes later, and is said of later texts, changes nothing of what an earlier text was."""
    frozen_last = [*happened[:upto], ("freeze", None)]
    then = Council().live(frozen_last)
    version, rows = max(then.texts), then.rows
    # From here on a new text is begun, so that nothing more is said of the old one.
    later = Council().live([*frozen_last, ("freeze", None), *happened[upto:]])
    assert last_said(later.rows, version) == last_said(rows)
    assert later.texts[version] == then.texts[version]


@given(events, st.randoms())
@settings(max_examples=100)
def test_the_order_of_the_rows_does_not_matter(happened, dice):
    council = Council().live(happened)
    before = told(council)
    dice.shuffle(council.rows)
    assert told(council) == before
