"""Whatever people do to a text, in whatever order: nothing is lost, doubled or rewritten."""

from datetime import date

from django.db.models import Count
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from raadzaal.journal import clock
from raadzaal.journal.acts import act
from raadzaal.procedure.refusals import Refused
from raadzaal.texts import actions, queries
from raadzaal.texts.actions import structure
from raadzaal.texts.blocks import Block, Kind, to_data
from raadzaal.texts.finding import Sought, hits
from raadzaal.texts.models import Alteration, ImportPreview, Node, Revision, Work
from tests.texts.writing import ANNA, BRAM, paragraph

WORDS = st.sampled_from(["Een.", "Twee **vet**.", "Drie\nregels.", "<b>vier</b>", "Vijf woorden staan in deze zin."])
PLACE = st.integers(0, 60)


class TextMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        with act():
            self.work: Work = actions.begin("d00000000001")
            for words in ("Slot.", "Midden. En meer.", "Begin."):
                actions.add(self.work, after=None, block=paragraph(words), actor=ANNA)
        self.first = queries.current(self.work)
        self.began = Alteration.objects.latest("pk").pk
        self.said: dict[tuple[int, int], tuple] = {}
        self.digests: dict[int, str] = {}
        self.frozen: dict[int, list] = {}

    def _node(self, at: int) -> Node | None:
        nodes = list(Node.objects.filter(work=self.work).select_related("work").order_by("pk"))
        return nodes[at % len(nodes)] if nodes else None

    def _do(self, action, *args, **more):
        """A refusal undoes the whole act, as in the house."""
        try:
            with act():
                return action(*args, **more)
        except Refused:
            return None

    @rule(words=WORDS, at=PLACE, front=st.booleans(), kind=st.sampled_from([Kind.PARAGRAPH, Kind.HEADING, Kind.BOX]))
    def add(self, words, at, front, kind):
        after = None if front else self._node(at)
        assert self._do(actions.add, self.work, after=after, block=Block(kind, 1, words), actor=ANNA)

    @rule(words=WORDS, at=PLACE, behind=st.integers(0, 3))
    def edit(self, words, at, behind):
        if node := self._node(at):
            present = queries.latest(node)
            base = max(present.number - behind, 1)
            done = self._do(actions.edit, node, notation=words, base=base, actor=BRAM)
            stands = queries.latest(node)
            assert done == stands if done else stands == present

    @rule(at=PLACE, to=PLACE, front=st.booleans())
    def move(self, at, to, front):
        if node := self._node(at):
            self._do(actions.move, node, after=None if front else self._node(to), actor=ANNA)

    @rule(at=PLACE)
    def remove(self, at):
        if node := self._node(at):
            self._do(actions.remove, node, base=queries.latest(node).number, actor=ANNA, reason="weg")
            assert node.public_id not in [line.node_id for line in queries.current(self.work)]

    @rule(at=PLACE, number=st.integers(1, 6))
    def restore(self, at, number):
        if node := self._node(at):
            done = self._do(actions.restore, node, number, actor=ANNA)
            if done:
                assert done.block == node.revisions.get(number=number).block

    @rule(words=st.lists(WORDS, min_size=1, max_size=6))
    def take(self, words):
        preview = ImportPreview.objects.create(
            work=self.work,
            file="0" * 64,
            file_name="x.docx",
            made_by="x",
            made_at=clock.now(),
            blocks=[to_data(paragraph(each)) for each in words],
        )
        taken = self._do(actions.take_import, preview, corrections={}, actor=ANNA)
        assert [line.block.notation for line in queries.current(self.work)] == words
        assert taken.added + taken.edited + taken.moved + taken.kept == len(words)

    @rule(at=PLACE, cut=st.sampled_from(["Voor.", "Voor **de**[^a] helft."]))
    def split(self, at, cut):
        if node := self._node(at):
            present = queries.latest(node)
            notes = tuple(("a", "Noot.") for _each in range("[^a]" in cut))
            parts = [(cut, notes), ("Na.", ()), ("Slot.", ())]
            done = self._do(actions.split, node, parts=parts, base=present.number, actor=BRAM)
            if done:
                ids = [line.node_id for line in queries.current(self.work)]
                at = ids.index(node.public_id)
                assert len(ids) >= at + 3

    @rule(at=PLACE)
    def merge(self, at):
        lines = queries.current(self.work)
        if len(lines) > 1:
            at %= len(lines) - 1
            one, other = lines[at : at + 2]
            node = queries.node_of(self.work, one.node_id)
            done = self._do(
                actions.merge, node, base=one.revision, following_base=other.revision, actor=ANNA, reason="samen"
            )
            if done:
                assert (
                    done.notation.startswith(one.block.notation) and len(queries.current(self.work)) == len(lines) - 1
                )

    @rule(at=PLACE, to=PLACE, front=st.booleans())
    def move_section(self, at, to, front):
        if node := self._node(at):
            within = [each.node.public_id for each in queries.section_of(self.work, node)]
            self._do(actions.move_section, node, after=None if front else self._node(to), actor=BRAM)
            ids = [line.node_id for line in queries.current(self.work)]
            if within:
                start = ids.index(within[0])
                assert ids[start : start + len(within)] == within

    @rule(at=PLACE, to=PLACE)
    def refer(self, at, to):
        """A reference that is typed by number is kept by identity."""
        lines = [line for line in queries.current(self.work) if not line.block.is_heading]
        if lines and (node := self._node(at)):
            line = lines[to % len(lines)]
            done = self._do(
                actions.edit, node, notation=f"Zie [@{line.number}].", base=queries.latest(node).number, actor=ANNA
            )
            if done:
                assert done.notation == f"Zie [§](@{line.node_id})."

    @rule(sought=st.sampled_from(["een", "e", "woorden"]), by=st.sampled_from(["twee", "*", ""]))
    def replace_words(self, sought, by):
        sought = Sought(sought)
        found = {line.node_id: line for line in queries.current(self.work)}
        raw = {each.node.public_id: each for each in Revision.objects.filter(work=self.work, superseded_at=None)}
        ticked = {
            node_id: (line.revision, [hit.key for hit in hits(raw[node_id].block, sought)])
            for node_id, line in found.items()
        }
        ticked = {node_id: told for node_id, told in ticked.items() if told[1]}
        self._do(actions.replace_words, self.work, sought=sought, replacement=by, ticked=ticked, actor=BRAM)

    @rule(at=st.integers(0, 5))
    def go_back(self, at):
        if kept := queries.milestones(self.work):
            milestone = kept[at % len(kept)]
            self._do(actions.go_back, milestone, actor=ANNA, reason="terug")
            said = [(line.node_id, line.block, line.label) for line in queries.frozen(milestone)]
            assert [(line.node_id, line.block, line.label) for line in queries.current(self.work)] == said

    @rule(who=st.sampled_from([ANNA, BRAM]))
    def undo(self, who):
        if (last := queries.last_done(self.work, who.key)) and last.pk > self.began:
            before = self._told()
            assert self._do(actions.undo, last, actor=who) or self._told() == before

    @rule(who=st.sampled_from([ANNA, BRAM]))
    def undo_and_redo(self, who):
        if (last := queries.last_done(self.work, who.key)) and last.pk > self.began:
            before = self._told()
            if self._do(actions.undo, last, actor=who):
                assert queries.last_undone(self.work, who.key) == last
                assert self._do(actions.redo, last, actor=who)
                assert self._told() == before

    def _told(self):
        return [(line.node_id, line.block, line.label) for line in queries.current(self.work)]

    def teardown(self):
        """Everything that stands is taken back, the last first, each by who did it: there is the first text again."""
        done = Alteration.objects.filter(work=self.work, of=None, undone=False, pk__gt=self.began)
        latest = {each: max([each.pk, *each.turns.values_list("pk", flat=True)]) for each in done}
        for each in sorted(latest, key=latest.get, reverse=True):
            who = next(who for who in (ANNA, BRAM) if who.key == each.author)
            with act():
                actions.undo(each, actor=who)
        assert self._told() == [(line.node_id, line.block, line.label) for line in self.first]

    @rule()
    def lay_anew(self):
        with act():
            structure.lay_anew(self.work)

    @rule()
    def freeze(self):
        milestone = self._do(actions.freeze, self.work, "white", actor=ANNA, on=date(2026, 1, 5))
        assert bool(milestone) == bool(queries.current(self.work))
        if milestone:
            self.digests[milestone.pk] = milestone.digest
            self.frozen[milestone.pk] = queries.frozen(milestone)

    @invariant()
    def every_node_says_one_thing_now(self):
        nodes = Node.objects.filter(work=self.work).count()
        standing = Revision.objects.filter(work=self.work, superseded_at=None)
        assert standing.values("node").annotate(count=Count("pk")).filter(count=1).count() == nodes

    @invariant()
    def nobody_stands_in_the_same_place(self):
        places = list(Revision.objects.filter(work=self.work, superseded_at=None).values_list("position", flat=True))
        assert len(places) == len(set(places))
        ids = [line.node_id for line in queries.current(self.work)]
        assert len(ids) == len(set(ids))

    @invariant()
    def what_was_said_stays_said(self):
        now = {
            (revision.node_id, revision.number): (revision.block, revision.author, revision.removed)
            for revision in Revision.objects.filter(work=self.work)
        }
        assert self.said.items() <= now.items()
        self.said = now

    @invariant()
    def numbers_of_revisions_have_no_holes(self):
        for node in Node.objects.filter(work=self.work).prefetch_related("revisions"):
            assert sorted(each.number for each in node.revisions.all()) == list(range(1, len(node.revisions.all()) + 1))

    @invariant()
    def milestones_stay_as_they_were(self):
        for milestone in queries.milestones(self.work):
            assert milestone.digest == self.digests[milestone.pk]
            assert queries.is_intact(milestone)
            assert queries.frozen(milestone) == self.frozen[milestone.pk]


class TestAnySequence(TestCase):
    def test_any_sequence(self):
        run_state_machine_as_test(
            TextMachine, settings=settings(max_examples=25, stateful_step_count=25, deadline=None)
        )
