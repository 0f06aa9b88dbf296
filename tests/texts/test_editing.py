import subprocess
import sys
import textwrap
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction

from raadzaal.journal import clock
from raadzaal.journal.acts import NoAct, act
from raadzaal.procedure.refusals import Refused
from raadzaal.texts import actions, queries
from raadzaal.texts.actions import structure
from raadzaal.texts.blocks import Block, Kind
from raadzaal.texts.conflicts import Conflict
from raadzaal.texts.models import EditDraft, Node, Revision
from raadzaal.texts.redline import DELETED, INSERTED
from tests.texts.writing import ANNA, BRAM, add, edit, heading, new_text, node_at, paragraph, user, words


@pytest.fixture
def work(db):
    return new_text(heading("Inleiding"), paragraph("Een."), paragraph("Twee."), paragraph("Drie."))


def do(action, *args, **more):
    with act():
        return action(*args, **more)


@pytest.mark.parametrize("name", ["begin", "add", "edit", "move", "remove", "restore", "freeze", "take_import"])
def test_nothing_is_written_outside_an_act(name):
    needed = {
        "begin": {"dossier_id": "d"},
        "add": {"work": None, "after": None, "block": None, "actor": ANNA},
        "edit": {"node": None, "notation": "", "base": 1, "actor": ANNA},
        "move": {"node": None, "after": None, "actor": ANNA},
        "remove": {"node": None, "base": 1, "actor": ANNA, "reason": ""},
        "restore": {"node": None, "number": 1, "actor": ANNA},
        "freeze": {"work": None, "key": "white", "actor": ANNA, "on": clock.today()},
        "take_import": {"preview": None, "corrections": {}, "actor": ANNA},
    }
    with pytest.raises(NoAct):
        getattr(actions, name)(**needed[name])


def test_an_edit_keeps_the_node_and_adds_a_revision(work):
    node = node_at(work, 1)
    revision = edit(node, "Eén, maar dan beter.", 1, reason="taal", actor=BRAM)
    assert (revision.number, revision.author, revision.author_name, revision.reason) == (2, BRAM.key, BRAM.name, "taal")
    assert node_at(work, 1) == node
    assert words(work)[1] == "Eén, maar dan beter."
    assert [each.number for each in queries.history(node)] == [2, 1]


def test_the_same_text_is_no_revision(work):
    node = node_at(work, 1)
    assert edit(node, "  Een.\r\n", 1).number == 1
    assert node.revisions.count() == 1


def test_whoever_comes_second_sees_both_texts(work):
    node = node_at(work, 1)
    edit(node, "Een volgens Bram.", 1, actor=BRAM)
    with pytest.raises(Conflict) as caught:
        edit(node, "Een volgens Anna.", 1)
    conflict = caught.value
    assert conflict.code == "conflict"
    assert conflict.latest.number == 2
    assert (conflict.latest.block.notation, conflict.mine.notation) == ("Een volgens Bram.", "Een volgens Anna.")
    assert conflict.base.notation == "Een."
    assert [(span.op, span.text) for span in conflict.spans if span.op != "same"] == [
        (DELETED, "Bram"),
        (INSERTED, "Anna"),
    ]
    assert BRAM.name in str(conflict)
    assert words(work)[1] == "Een volgens Bram."


def test_a_clean_merge_is_not_made_behind_anybodys_back(work):
    node = add(work, "Het begin van de zin en het einde van de zin.")
    edit(node, "Het NIEUWE begin van de zin en het einde van de zin.", 1, actor=BRAM)
    with pytest.raises(Conflict):
        edit(node, "Het begin van de zin en het NIEUWE einde van de zin.", 1)


def test_two_who_write_the_same_agree(work):
    node = node_at(work, 1)
    edit(node, "Hetzelfde.", 1, actor=BRAM)
    assert edit(node, "Hetzelfde.", 1).number == 2


def test_taking_note_of_the_other_text_makes_the_edit_possible(work):
    node = node_at(work, 1)
    edit(node, "Van Bram.", 1, actor=BRAM)
    assert edit(node, "Van ons beiden.", 2).number == 3


def test_a_move_meanwhile_is_no_conflict(work):
    node = node_at(work, 1)
    do(actions.move, node, after=node_at(work, 3), actor=BRAM)
    assert edit(node, "Een, verhuisd.", 1).number == 3
    assert words(work) == ["Inleiding", "Twee.", "Drie.", "Een, verhuisd."]


def test_who_only_edits_words_does_not_undo_another_kind(work):
    node = node_at(work, 1)
    edit(node, "Een.", 1, kind=Kind.RECOMMENDATION, actor=BRAM)
    revision = edit(node, "Een!", 1, kind=Kind.PARAGRAPH)
    assert (revision.kind, revision.notation) == ("recommendation", "Een!")


def test_two_different_kinds_are_a_conflict(work):
    node = node_at(work, 1)
    edit(node, "Een.", 1, kind=Kind.RECOMMENDATION, actor=BRAM)
    with pytest.raises(Conflict):
        edit(node, "Een.", 1, kind=Kind.BOX)


def test_an_edit_of_what_was_taken_out_is_a_conflict_without_their_text(work):
    node = node_at(work, 1)
    do(actions.remove, node, base=1, actor=BRAM, reason="dubbel")
    with pytest.raises(Conflict) as caught:
        edit(node, "Toch.", 1)
    assert caught.value.latest.block is None
    assert caught.value.mine.notation == "Toch."


def test_a_base_that_never_was_is_a_conflict(work):
    with pytest.raises(Conflict):
        edit(node_at(work, 1), "Anders.", 99)


@pytest.mark.parametrize(
    ("notation", "code"),
    [("", "empty"), (" \x00\u202e ", "empty"), ("x" * 20_001, "too_long"), ("y" * 10_000_000, "too_long")],
)
def test_what_cannot_be_kept_is_refused_beside_the_field(work, notation, code):
    with pytest.raises(Refused) as caught:
        edit(node_at(work, 1), notation, 1)
    assert (caught.value.code, caught.value.field) == (code, "notation")
    assert words(work)[1] == "Een."


def test_signs_that_nobody_sees_are_not_kept(work):
    revision = edit(node_at(work, 1), "be\u202edrog\x00 en \ufeffmeer <script>alert(1)</script>", 1)
    assert revision.notation == "bedrog en meer <script>alert(1)</script>"


def test_a_note_needs_its_reference(work):
    node = node_at(work, 1)
    with pytest.raises(Refused) as caught:
        edit(node, "Zonder verwijzing.", 1, notes=(("1", "Bron."),))
    assert caught.value.code == "note_without_reference"
    assert edit(node, "Met.[^b][^a]", 1, notes=(("a", "A."), ("b", "B."))).notes == [["b", "B."], ["a", "A."]]


@pytest.mark.parametrize("kind", [Kind.FIGURE, "script"])
def test_words_become_no_picture(work, kind):
    with pytest.raises(Refused) as caught:
        edit(node_at(work, 1), "Een.", 1, kind=kind)
    assert caught.value.field == "kind"


def test_a_paragraph_becomes_a_heading(work):
    revision = edit(node_at(work, 1), "Een.", 1, kind=Kind.HEADING, level=2)
    assert (revision.kind, revision.level) == ("heading", 2)


def test_adding_in_front_between_and_behind(work):
    add(work, "Vooraf.")
    add(work, "Tussen.", after=node_at(work, 2))
    add(work, "Slot.", after=node_at(work, 5))
    assert words(work) == ["Vooraf.", "Inleiding", "Een.", "Tussen.", "Twee.", "Drie.", "Slot."]


def test_many_paragraphs_in_one_place_run_out_of_room_unseen(work):
    first = node_at(work, 0)
    numbers = {line.node_id: line.revision for line in queries.current(work)}
    for at in range(50):
        add(work, f"{at}", after=first)
    assert words(work) == ["Inleiding", *[str(at) for at in range(49, -1, -1)], "Een.", "Twee.", "Drie."]
    assert numbers.items() <= {line.node_id: line.revision for line in queries.current(work)}.items()


def test_moving_to_front_and_back_and_nowhere(work):
    last = node_at(work, 3)
    do(actions.move, last, after=None, actor=ANNA)
    assert words(work) == ["Drie.", "Inleiding", "Een.", "Twee."]
    assert do(actions.move, last, after=None, actor=ANNA).number == 2
    assert do(actions.move, last, after=last, actor=ANNA).number == 2
    do(actions.move, last, after=node_at(work, 3), actor=ANNA)
    assert words(work) == ["Inleiding", "Een.", "Twee.", "Drie."]


def test_a_paragraph_of_another_text_is_no_place(work):
    other = new_text(paragraph("Elders."))
    with pytest.raises(Refused) as caught:
        add(work, "Waar?", after=node_at(other, 0))
    assert caught.value.code == "elsewhere"
    with pytest.raises(Refused):
        do(actions.move, node_at(work, 1), after=node_at(other, 0), actor=ANNA)


def test_taking_out_and_putting_back_in_its_old_place(work):
    node = node_at(work, 1)
    do(actions.remove, node, base=1, actor=ANNA, reason="overbodig")
    assert words(work) == ["Inleiding", "Twee.", "Drie."]
    add(work, "Nieuw.", after=node_at(work, 0))
    assert [gone.node for gone in queries.removed(work)] == [node]
    do(actions.restore, node, 1, actor=ANNA)
    assert sorted(words(work)) == sorted(["Inleiding", "Nieuw.", "Een.", "Twee.", "Drie."])
    assert words(work)[-2:] == ["Twee.", "Drie."]


def test_taking_out_twice_is_once(work):
    node = node_at(work, 1)
    do(actions.remove, node, base=1, actor=ANNA, reason="")
    with pytest.raises(Refused):
        do(actions.remove, node, base=1, actor=ANNA, reason="")
    assert node.revisions.count() == 2


def test_nobody_takes_out_words_they_did_not_see(work):
    node = node_at(work, 1)
    edit(node, "Een, met iets nieuws.", 1, actor=BRAM)
    with pytest.raises(Conflict):
        do(actions.remove, node, base=1, actor=ANNA, reason="dubbel")


def test_what_was_taken_out_is_not_moved(work):
    node = node_at(work, 1)
    do(actions.remove, node, base=1, actor=ANNA, reason="")
    with pytest.raises(Refused) as caught:
        do(actions.move, node, after=None, actor=ANNA)
    assert caught.value.code == "removed"


def test_an_earlier_text_comes_back_as_a_new_revision(work):
    node = node_at(work, 1)
    edit(node, "Tweede.", 1)
    assert do(actions.restore, node, 1, actor=ANNA).number == 3
    assert words(work)[1] == "Een."
    assert do(actions.restore, node, 1, actor=ANNA).number == 3


@pytest.mark.parametrize("number", [0, 2, 9])
def test_there_must_be_something_to_put_back(work, number):
    node = node_at(work, 1)
    do(actions.remove, node, base=1, actor=ANNA, reason="")
    with pytest.raises(Refused) as caught:
        do(actions.restore, node, number, actor=ANNA)
    assert caught.value.code == "nothing_to_restore"


def test_a_draft_is_kept_for_its_editor_alone(work):
    anna, bram, node = user(), user("bram"), node_at(work, 1)
    actions.save_draft(node, anna, notation="Half", base=1)
    actions.save_draft(node, anna, notation="Half af\x00", base=1)
    assert queries.draft_of(node, anna).notation == "Half af"
    assert queries.draft_of(node, bram) is None
    actions.drop_draft(node, anna)
    assert not EditDraft.objects.exists()


def test_a_draft_has_a_limit(work):
    with pytest.raises(Refused):
        actions.save_draft(node_at(work, 1), user(), notation="x" * 10_000_000, base=1)


def test_the_database_itself_allows_one_current_revision(work):
    current = queries.latest(node_at(work, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        Revision.objects.create(
            node=current.node,
            work=work,
            number=9,
            position=1,
            kind="paragraph",
            author="x",
            author_name="x",
            made_at=clock.now(),
        )


def test_a_figure_keeps_its_picture_and_gets_words(work):
    figure = Block(Kind.FIGURE, 0, "Bijschrift", asset="a" * 64)
    with act():
        node = actions.add(work, after=None, block=figure, actor=ANNA).node
    revision = edit(node, "", 1, alt="Een lijn die stijgt")
    assert (revision.asset, revision.alt, revision.notation) == ("a" * 64, "Een lijn die stijgt", "")


def _together(tasks):
    ready = threading.Barrier(len(tasks))

    def run(task):
        try:
            ready.wait()
            return task()
        except Conflict as conflict:
            return conflict
        finally:
            connection.close()

    with ThreadPoolExecutor(len(tasks)) as pool:
        return list(pool.map(run, tasks))


needs_threads = pytest.mark.skipif(connection.vendor == "sqlite", reason="threads cannot share SQLite's memory")


@needs_threads
@pytest.mark.django_db(transaction=True)
def test_of_two_edits_at_once_one_wins_and_the_other_is_told():
    work = new_text(paragraph("Begin."))
    for number in range(1, 6):
        node = node_at(work, 0)
        tasks = [lambda who=who, base=number, node=node: edit(node, f"{who} {base}", base) for who in "ABC"]
        results = _together(tasks)
        assert sum(isinstance(result, Revision) for result in results) == 1
        assert sum(isinstance(result, Conflict) for result in results) == 2
        assert node.revisions.count() == number + 1


@needs_threads
@pytest.mark.django_db(transaction=True)
def test_people_in_different_paragraphs_do_not_disturb_each_other():
    work = new_text(*[paragraph(f"Begin {at}.") for at in range(4)])
    nodes = [node_at(work, at) for at in range(4)]

    def write(node):
        for base in range(1, 6):
            edit(node, f"Versie {base}", base)
        add(work, "Erbij.", after=node)

    assert not any(_together([lambda node=node: write(node) for node in nodes]))
    assert words(work) == ["Versie 5", "Erbij."] * 4


RACER = """
    import sys
    import django
    django.setup()
    from raadzaal.journal.acts import act
    from raadzaal.texts import actions
    from raadzaal.texts.conflicts import Conflict
    from raadzaal.texts.models import Node
    from tests.texts.writing import edit
    name, won, told = sys.argv[1], 0, 0
    node = Node.objects.get()
    print("ready", flush=True)
    sys.stdin.readline()
    base = 1
    for turn in range(30):
        try:
            base = edit(node, f"{name} {turn}", base).number
            won += 1
        except Conflict as conflict:
            base = conflict.latest.number
            told += 1
    print(won, told, flush=True)
"""

BEGIN = """
    import django
    django.setup()
    from django.core.management import call_command
    call_command("migrate", verbosity=0)
    from tests.texts.writing import new_text, paragraph
    new_text(paragraph("Begin."))
"""

COUNT = """
    import django
    django.setup()
    from raadzaal.texts.models import Revision
    print(Revision.objects.count(), Revision.objects.filter(superseded_at=None).count())
"""


def test_two_processes_on_one_sqlite_file_have_one_winner_each_time(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/race.sqlite3")
    monkeypatch.setenv("RAADZAAL_HOME", str(tmp_path))

    def start(script, *arguments):
        command = [sys.executable, "-c", textwrap.dedent(script), *arguments]
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    assert start(BEGIN).wait() == 0
    racers = [start(RACER, "Anna"), start(RACER, "Bram")]
    for racer in racers:
        assert racer.stdout.readline() == "ready\n"
    for racer in racers:
        racer.stdin.write("go\n")
        racer.stdin.flush()
    results = [[int(part) for part in racer.communicate()[0].split()] for racer in racers]
    wins = sum(won for won, _told in results)
    assert all(won + told == 30 for won, told in results)
    assert start(COUNT).communicate()[0].split() == [str(wins + 1), "1"]


def test_laying_anew_keeps_the_order(work):
    before = words(work)
    with act():
        structure.lay_anew(work)
    assert words(work) == before
    assert Node.objects.filter(work=work).count() == 4
