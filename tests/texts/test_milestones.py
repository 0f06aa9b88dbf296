from datetime import date

import pytest

from raadzaal.journal.acts import act
from raadzaal.procedure.refusals import Refused
from raadzaal.texts import actions, queries
from raadzaal.texts.blocks import Block, Kind
from raadzaal.texts.lines import notes_of
from raadzaal.texts.models import Milestone, Revision
from raadzaal.texts.redline import ChangeKind
from tests.texts.writing import ANNA, add, edit, heading, new_text, node_at, paragraph, words

TABLE = Block(Kind.TABLE, 0, ": Banen\n| Sector | Aantal |\n| --- | --- |\n| Zorg | 1 |")


@pytest.fixture
def work(db):
    return new_text(
        heading("Inleiding"),
        paragraph("Een.[^a]", notes=(("a", "Eerste noot."),)),
        TABLE,
        Block(Kind.RECOMMENDATION, 0, "Doe **dit**."),
        heading("Slot", 2),
        paragraph("Twee.[^a]", notes=(("a", "Tweede *noot*."),)),
    )


def freeze(work, key="white"):
    with act():
        return actions.freeze(work, key, actor=ANNA, on=date(2026, 3, 12))


def test_a_milestone_keeps_text_numbers_and_html(work):
    milestone = freeze(work)
    lines = queries.frozen(milestone)
    assert [(line.number, line.label) for line in lines] == [
        ("1", "1"),
        ("1", "1"),
        ("2", "Tabel 1"),
        ("3", "R1"),
        ("1.1", "1.1"),
        ("4", "4"),
    ]
    assert "<strong>dit</strong>" in lines[3].html
    assert "<td>Zorg</td>" in lines[2].html
    assert f'href="#{lines[5].node_id}-note-a"' in lines[5].html
    assert (milestone.number, milestone.frozen_on, milestone.author) == (1, date(2026, 3, 12), ANNA.key)


def test_footnotes_are_numbered_through_the_text(work):
    lines = queries.frozen(freeze(work))
    assert ">1</a>" in lines[1].html
    assert ">2</a>" in lines[5].html
    notes = notes_of(lines)
    assert [(note.number, note.html) for note in notes] == [(1, "Eerste noot."), (2, "Tweede <em>noot</em>.")]
    assert f'id="{notes[1].back}"' in lines[5].html
    assert f'href="#{notes[1].anchor}"' in lines[5].html


def test_what_is_written_afterwards_leaves_a_milestone_as_it_was(work):
    milestone = freeze(work)
    before = queries.frozen(milestone)
    edit(node_at(work, 1), "Heel anders.", 1, notes=())
    add(work, "Nieuw vooraan.")
    with act():
        actions.remove(node_at(work, 4), base=1, actor=ANNA, reason="weg")
    assert queries.frozen(milestone) == before
    assert queries.is_intact(milestone)
    assert not queries.is_current(work, milestone)


def test_the_digest_tells_of_a_change_behind_the_scenes(work):
    milestone = freeze(work)
    revision = milestone.lines.get(order=2).revision
    Revision.objects.filter(pk=revision.pk).update(notation="Vervalst.")
    assert not queries.is_intact(milestone)


def test_the_same_text_has_the_same_digest_and_its_own_milestone(work):
    first, second = freeze(work), freeze(work, "green")
    assert first.digest == second.digest
    assert [(each.number, each.key) for each in queries.milestones(work)] == [(1, "white"), (2, "green")]
    assert queries.is_current(work, second)


def test_numbers_freeze_too(work):
    milestone = freeze(work)
    add(work, "Ervoor.", after=node_at(work, 0))
    assert queries.frozen(milestone)[1].number == "1"
    assert queries.current(work)[2].number == "2"


def test_an_empty_text_is_no_version(db):
    with pytest.raises(Refused) as caught:
        freeze(new_text())
    assert caught.value.code == "empty_text"
    assert not Milestone.objects.exists()


def test_an_unknown_kind_of_milestone_is_a_mistake_in_the_code(work):
    with pytest.raises(ValueError, match="purple"):
        freeze(work, "purple")


def test_any_two_versions_can_be_compared(work):
    white = freeze(work)
    edit(node_at(work, 1), "Een en een half.[^a]", 1)
    green = freeze(work, "green")
    add(work, "Na groen.", after=node_at(work, 1))

    def kinds(old, new):
        return [change.kind for change in queries.compare(old, new) if change.kind != ChangeKind.SAME]

    assert kinds(white, green) == [ChangeKind.EDITED]
    assert kinds(green, work) == [ChangeKind.ADDED]
    assert kinds(work, white) == [ChangeKind.EDITED, ChangeKind.REMOVED]
    assert kinds(white, white) == []


def test_a_removed_paragraph_is_not_frozen(work):
    with act():
        actions.remove(node_at(work, 1), base=1, actor=ANNA, reason="")
    assert [line.block.notation for line in queries.frozen(freeze(work))] == words(work)


def test_pictures_of_a_draft_are_not_shown_with_the_milestone(work):
    old, new = "a" * 64, "b" * 64
    with act():
        actions.add(work, after=None, block=Block(Kind.FIGURE, 0, "Oud", asset=old), actor=ANNA)
    milestone = freeze(work)
    with act():
        actions.add(work, after=None, block=Block(Kind.FIGURE, 0, "Nieuw", asset=new), actor=ANNA)
    assert queries.shows(work, old)
    assert queries.shows(work, new)
    assert queries.shows(milestone, old)
    assert not queries.shows(milestone, new)
