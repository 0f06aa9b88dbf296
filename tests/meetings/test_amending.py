"""Proposals on a text: order, collisions, what falls, and what becomes of the text."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from raadzaal.accounts.actor import Actor, Capacity
from raadzaal.journal import acts
from raadzaal.journal.models import Entry
from raadzaal.meetings import actions, voting_order, word_edits
from raadzaal.meetings.models import Proposal
from raadzaal.meetings.queries.proposals import in_order
from raadzaal.meetings.voting_order import Motion
from raadzaal.procedure.refusals import NotInThisProfile
from raadzaal.texts import actions as texts
from raadzaal.texts.blocks import Block, Kind
from raadzaal.texts.queries import current
from tests.meetings.makers import BEFORE, DAY, SECRETARIAT, case, on_day, refused
from tests.meetings.test_pages import secretariat, signed_in
from tests.meetings.test_pages import work as address
from tests.meetings.test_voting import close, fill

__all__ = ["secretariat"]

WRITER = Actor("schrijver", "Schrijver", (Capacity("committee_secretary"),))
TEXT = ("De raad wil meer verlof voor ouders.", "De kosten zijn hoog.", "Kies voor eenvoud.")


@pytest.fixture
def text(chamber, db, monkeypatch):
    """An open meeting with a text of three paragraphs before it, in a council that knows amendments."""
    monkeypatch.setattr("raadzaal.meetings.actions.amending.known_here", lambda: True)
    monkeypatch.setattr("raadzaal.meetings.views.proposals.known_here", lambda: True)
    matter = case()
    with on_day(BEFORE), acts.act():
        work = texts.begin(matter.public_id)
        last = None
        for words in TEXT:
            last = texts.add(work, after=last, block=Block(Kind.PARAGRAPH, 0, words), actor=WRITER).node
    meeting = chamber.opened(*range(8))
    return meeting, chamber.item(meeting, matter), work


def propose(chamber, text, paragraph, change, notation="", number=0, **more):
    meeting, item, work = text
    node = work.nodes.order_by("pk")[paragraph]
    with on_day(DAY):
        return actions.propose(
            meeting, actor=SECRETARIAT, item=item, proposer=chamber.members[number], node=node, change=change,
            notation=notation, **more,
        )  # fmt: skip


def adopt(text, proposal):
    with on_day(DAY):
        return actions.adopt_proposal(text[0], actor=SECRETARIAT, proposal=Proposal.objects.get(pk=proposal.pk))


def words(text) -> list[str]:
    return [line.block.notation for line in current(text[2])]


def states(text) -> dict[int, str]:
    return dict(Proposal.objects.values_list("number", "state"))


def test_the_order_is_by_paragraph_and_what_reaches_furthest_first(chamber, text):
    propose(chamber, text, 1, "replace", "De kosten zijn erg hoog.")
    propose(chamber, text, 0, "replace", "De raad wil veel meer verlof voor ouders.")
    propose(chamber, text, 0, "split")
    propose(chamber, text, 0, "replace", "De raad vraagt aandacht voor alle ouders in dit land.")
    propose(chamber, text, 0, "remove")
    assert [row.proposal.number for row in in_order(text[1])] == [5, 4, 2, 3, 1]
    assert [row.next_up for row in in_order(text[1])] == [True, False, False, False, False]


def test_an_amendment_to_an_amendment_comes_before_it_and_changes_it(chamber, text):
    main = propose(chamber, text, 0, "replace", "De raad wil veel meer verlof voor ouders.")
    under = propose(chamber, text, 0, "replace", "De raad wil iets meer verlof voor ouders.", amends=main)
    with refused("not_its_turn"):
        adopt(text, main)
    adopt(text, under)
    adopt(text, main)
    assert words(text)[0] == "De raad wil iets meer verlof voor ouders."
    with refused("not_amendable"):
        propose(chamber, text, 0, "replace", "Anders.", amends=main)


def test_two_that_do_not_meet_are_both_carried_out(chamber, text):
    first = propose(chamber, text, 0, "replace", "De raad wil veel meer verlof voor ouders.")
    second = propose(chamber, text, 0, "replace", "De raad wil meer verlof voor alle ouders.")
    assert all(row.against == () for row in in_order(text[1]))
    adopt(text, first)
    adopt(text, second)
    assert words(text)[0] == "De raad wil veel meer verlof voor alle ouders."


def test_two_on_the_same_words_exclude_each_other(chamber, text):
    wide = propose(chamber, text, 0, "replace", "De raad wil geen enkel verlof voor wie ook.")
    narrow = propose(chamber, text, 0, "replace", "De raad wil minder verlof voor ouders.")
    below = propose(chamber, text, 0, "replace", "De raad wil nog minder verlof voor ouders.", amends=narrow)
    row = next(row for row in in_order(text[1]) if row.proposal == wide)
    assert row.against == (narrow,)
    assert row.fells == (narrow, below)
    adopt(text, wide)
    assert states(text) == {1: "adopted", 2: "fallen", 3: "fallen"}
    assert Proposal.objects.get(pk=below.pk).fell_with == wide


def test_a_paragraph_taken_out_fells_what_would_change_it_and_not_what_comes_behind_it(chamber, text):
    propose(chamber, text, 1, "replace", "De kosten zijn laag.")
    gone = propose(chamber, text, 1, "remove")
    propose(chamber, text, 1, "add", "Daarbij hoort een tijdpad.")
    adopt(text, gone)
    assert states(text) == {1: "fallen", 2: "adopted", 3: "open"}
    adopt(text, Proposal.objects.get(number=3))
    assert words(text) == [TEXT[0], "Daarbij hoort een tijdpad.", TEXT[2]]


def test_withdrawn_it_takes_along_what_amends_it(chamber, text):
    main = propose(chamber, text, 0, "replace", "De raad wil veel verlof.")
    propose(chamber, text, 0, "replace", "De raad wil heel veel verlof.", amends=main)
    with on_day(DAY):
        actions.withdraw_proposal(text[0], actor=SECRETARIAT, proposal=main)
    assert states(text) == {1: "withdrawn", 2: "fallen"}
    assert words(text) == list(TEXT)


@pytest.mark.parametrize(("against", "left"), [((0,), 3), (tuple(range(6)), 2)])
def test_a_paragraph_voted_on_by_itself_stays_or_goes(chamber, text, against, left):
    meeting, item, _work = text
    proposal = propose(chamber, text, 1, "split")
    with on_day(DAY):
        with refused("proposals_open"):
            actions.open_voting(meeting, actor=SECRETARIAT, item=item)
        voting = actions.open_voting(meeting, actor=SECRETARIAT, item=item, proposal=proposal)
    held = (meeting, voting)
    fill(chamber, held, {number: "against" if number in against else "for" for number in range(8)})
    assert close(held).state == ("adopted" if left == 3 else "rejected")
    assert len(words(text)) == left


def test_the_chair_may_put_it_elsewhere_but_says_why(chamber, text):
    propose(chamber, text, 0, "remove")
    small = propose(chamber, text, 0, "replace", "De raad wil veel meer verlof voor ouders.")
    with on_day(DAY):
        with refused("no_reason"):
            actions.rank_proposal(text[0], actor=SECRETARIAT, proposal=small, rank=1, reason="")
        actions.rank_proposal(text[0], actor=SECRETARIAT, proposal=small, rank=1, reason="Zo is afgesproken")
    assert in_order(text[1])[0].proposal == small


def test_nothing_is_proposed_that_changes_nothing_or_elsewhere(chamber, text):
    with refused("unchanged"):
        propose(chamber, text, 0, "replace", TEXT[0])
    with on_day(BEFORE), acts.act():
        other = texts.begin("01ARZ3NDEKTSV4RRFFQ69G5FAV")
        node = texts.add(other, after=None, block=Block(Kind.PARAGRAPH, 0, "Elders"), actor=WRITER).node
    with on_day(DAY), refused("foreign"):
        actions.propose(
            text[0], actor=SECRETARIAT, item=text[1], proposer=chamber.members[0], node=node, change="remove"
        )
    with on_day(DAY), refused("not_in_body"):
        actions.propose(
            text[0], actor=SECRETARIAT, item=text[1], proposer=chamber.substitutes[0],
            node=text[2].nodes.first(), change="remove",
        )  # fmt: skip


def test_a_council_that_knows_no_amendments_takes_none(chamber, text, monkeypatch):
    monkeypatch.undo()
    with pytest.raises(NotInThisProfile):
        propose(chamber, text, 0, "remove")


def test_a_member_proposes_on_the_page_and_sees_the_order(chamber, text):
    meeting, item, work = text
    member = signed_in("Bram Poel", "member", chamber.body)
    page = address(meeting, "punten", item.public_id, "voorstellen")
    node = work.nodes.order_by("pk")[0].public_id
    with on_day(DAY):
        assert TEXT[0] in member.get(f"{page}?alinea={node}").content.decode()
        given = {"node": node, "change": "replace", "notation": "De raad wil veel meer verlof voor ouders."}
        assert member.post(page, given | {"notation": TEXT[0]}).status_code == 422
        assert member.post(page, given).status_code == 302
        text_ = member.get(page).content.decode()
    assert "Voorstel 1" in text_
    assert "veel" in text_


def ranked(text, secretariat, proposal, **given):
    page = address(text[0], "punten", text[1].public_id, "voorstellen", str(proposal.number))
    with on_day(DAY):
        return secretariat.post(page, {"do": "rank"} | given)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"rank": "1", "reason": "x" * 501}, "x" * 501),
        ({"rank": "1", "reason": ""}, "Geef aan waarom de"),
        ({"rank": "0", "reason": "Zo is afgesproken"}, "Zo is afgesproken"),
        ({"rank": "1000", "reason": "Zo is afgesproken"}, "Zo is afgesproken"),
        ({"rank": "eerste", "reason": "Zo is afgesproken"}, 'value="eerste"'),
    ],
)
def test_another_place_is_refused_beside_its_field_and_nothing_typed_is_lost(chamber, text, secretariat, given, told):
    small = propose(chamber, text, 0, "replace", "De raad wil veel meer verlof voor ouders.")
    answer = ranked(text, secretariat, small, **given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert told in page
    assert f'id="rank-{small.number}-' in page and 'aria-invalid="true"' in page
    small.refresh_from_db()
    assert small.rank is None


def test_another_place_sent_twice_is_one_entry(chamber, text, secretariat):
    small = propose(chamber, text, 0, "replace", "De raad wil veel meer verlof voor ouders.")
    given = {"rank": "2", "reason": "x" * 500, "sent": "abcdefghijkm"}
    assert [ranked(text, secretariat, small, **given).status_code for _time in range(2)] == [302, 302]
    small.refresh_from_db()
    assert small.rank == 2
    assert Entry.objects.filter(kind="meetings.rank_proposal").count() == 1


# -- the rules by themselves, against slow and plain ones --------------------------------------------------------------

WORDS = st.lists(st.sampled_from(["a", "b", "c", " ", "."]), max_size=8).map("".join)


@given(WORDS, WORDS)
def test_edits_lead_from_the_one_to_the_other(base, mine):
    assert word_edits.merged(base, word_edits.edits(base, mine)) == mine


@given(WORDS, WORDS, WORDS)
def test_what_does_not_meet_gives_the_same_in_either_order(base, mine, theirs):
    one, other = word_edits.edits(base, mine), word_edits.edits(base, theirs)
    assert word_edits.meet(one, other) == word_edits.meet(other, one)
    if not word_edits.meet(one, other):
        assert word_edits.merged(base, one, other) == word_edits.merged(base, other, one)


@st.composite
def piles(draw):
    """A few proposals on a few paragraphs, some amending others."""
    made = []
    for key in range(1, draw(st.integers(1, 6)) + 1):
        amended = draw(st.sampled_from([None, *[each for each in made if each.change == "replace"]]))
        place = amended.place if amended else draw(st.integers(0, 2))
        change = "replace" if amended else draw(st.sampled_from(["replace", "remove", "add", "split"]))
        notation = draw(WORDS) if change in ("replace", "add") else ""
        base = amended.notation if amended else "" if change == "add" else "a b. c"
        made.append(Motion(key, place, change, base, notation, amended.key if amended else None, key))
    return made


@given(piles())
def test_every_proposal_has_one_place_behind_what_amends_it(motions):
    ordered = voting_order.order(motions)
    assert sorted(motion.key for motion in ordered) == sorted(motion.key for motion in motions)
    places = {motion.key: place for place, motion in enumerate(ordered)}
    for motion in motions:
        if motion.amends:
            assert places[motion.key] < places[motion.amends]
    tops = [motion for motion in ordered if motion.amends is None]
    for earlier, later in itertools.pairwise(tops):
        assert earlier.place <= later.place
        if earlier.place == later.place and earlier.change == later.change == "replace":
            assert earlier.reach >= later.reach


@given(piles())
def test_what_falls_is_what_collides_with_all_that_hangs_on_it(motions):
    by_key = {motion.key: motion for motion in motions}

    def hangs_on(motion, key):
        while motion.amends:
            if motion.amends == key:
                return True
            motion = by_key[motion.amends]
        return False

    for adopted in motions:
        struck = {each.key for each in motions if voting_order.collide(adopted, each)}
        plain = {each.key for each in motions if each.key in struck or any(hangs_on(each, key) for key in struck)}
        assert voting_order.falls_if_adopted(adopted, motions) == plain
        assert voting_order.falls_if_lost(adopted, motions) == {
            each.key for each in motions if hangs_on(each, adopted.key)
        }
