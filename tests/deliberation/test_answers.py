import pytest

from raadzaal.advice.models import Advice
from raadzaal.council.models import Seat
from raadzaal.deliberation import actions, queries
from raadzaal.journal import acts
from raadzaal.texts.models import Node
from tests.deliberation.makers import TODAY, noon, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def remark(asked):
    return asked.submit("fnv", (0, "objection", "Te duur"), (1, "support")).positions.get(node=asked.nodes[0])


def dispose(asked, position, outcome="taken_over", reason="De prijs is gehalveerd", **more):
    with acts.act():
        who = asked.of_committee("secretary")
        answer, _changed = actions.dispose(asked.case, position, outcome, reason, actor=who, **more)
        return answer


def test_a_remark_is_answered_and_may_be_answered_otherwise_while_it_is_worked_in(asked, remark):
    assert dispose(asked, remark, revision=4).revision == 4
    assert dispose(asked, remark, "not", "Toch niet", seen=1, because="Anders besproken").outcome == "not"
    remark.refresh_from_db()
    assert remark.disposition.reason == "Toch niet"
    assert remark.disposition.author_name == "secretary"
    assert [(each.number, each.outcome, each.reason, each.because) for each in remark.disposition.earlier.all()] == [
        (1, "taken_over", "De prijs is gehalveerd", "Anders besproken")
    ]


def test_another_answer_says_why_it_is_changed(asked, remark):
    dispose(asked, remark)
    with refused("no_because"):
        dispose(asked, remark, "not", "Toch niet", seen=1)
    with refused("too_long"):
        dispose(asked, remark, "not", "Toch niet", seen=1, because="x" * 2001)


def test_who_did_not_see_the_answer_of_a_colleague_is_told_and_nothing_is_lost(asked, remark):
    dispose(asked, remark)
    with refused("answered_meanwhile") as conflict:
        dispose(asked, remark, "not", "Toch niet")
    assert conflict.value.mine == ("not", "Toch niet")
    assert conflict.value.standing.reason == "De prijs is gehalveerd"
    assert not conflict.value.standing.earlier.exists()


def test_the_same_answer_twice_is_one_answer(asked, remark):
    dispose(asked, remark)
    assert dispose(asked, remark).number == 1


def test_an_answer_tells_between_which_words_the_change_lies(asked, remark):
    answer = dispose(asked, remark)
    assert (answer.before, answer.revision) == (1, 1)


@pytest.mark.parametrize(
    ("outcome", "reason", "code"),
    [("taken_over", "  ", "no_reason"), ("forgotten", "omdat", "unknown_outcome")],
)
def test_an_answer_is_one_of_four_and_gives_its_reason(asked, remark, outcome, reason, code):
    with refused(code):
        dispose(asked, remark, outcome, reason)


def test_only_what_was_sent_and_asks_for_something_is_answered(asked, remark):
    with refused("nothing_to_answer"):
        dispose(asked, remark.reply.positions.get(node=asked.nodes[1]))
    draft = asked.draft("cnv", (0, "objection", "Te traag"))
    with refused("not_submitted"):
        dispose(asked, draft.positions.get())


def test_a_remark_of_another_dossier_is_not_answered_here(asked, remark):
    other = Advice.objects.create(
        procedure="advice", profile_version="2024-04-01", stage="processing", title="Anders", opened_on=TODAY
    )
    with refused("foreign"), acts.act():
        actions.dispose(other, remark, "not", "omdat", actor=asked.of_committee("secretary"))


def test_open_remarks_are_those_that_ask_for_an_answer_and_have_none(asked):
    asked.submit("fnv", (0, "objection", "Te duur"), (1, "support"), (2, "no_view", "", "Andere woorden"))
    asked.submit("cnv", (0, "reservation", "Te traag"), (1, "support", "Juist dit moet blijven"))
    asked.draft("vno", (0, "objection", "Nog niet verstuurd"))
    assert queries.open_remarks(asked.case).count() == 4
    for position in queries.open_remarks(asked.round):
        dispose(asked, position, "noted", "Gezien")
    assert not queries.open_remarks(asked.case).exists()
    assert queries.remarks(asked.case).count() == 4


def test_an_organisation_reads_what_became_of_its_points(asked, remark):
    dispose(asked, remark)
    told = queries.outcome(remark.reply)
    assert [(each.line.label, hasattr(each.position, "disposition")) for each in told] == [("1", True), ("2", False)]


@pytest.fixture
def seats(asked):
    return [
        Seat.objects.create(body=asked.committee, number=n, group="workers", valid_from=TODAY, recorded_at=noon(TODAY))
        for n in (1, 2, 3)
    ]


def dissent(asked, seats, form="minority_note", text="Wij zien dit anders", node=None, **more):
    with acts.act():
        return actions.record_dissent(asked.case, text, seats, form, node, on=TODAY, **more)


def test_a_minority_note_is_for_members_who_defended_it_in_the_meeting(asked, seats):
    present = {seats[0].pk, seats[1].pk}
    note = dissent(asked, seats[:2], present=present)
    assert set(note.seats.all()) == set(seats[:2])
    with refused("not_defended"):
        dissent(asked, seats, present=present)
    with refused("not_defended"):
        dissent(asked, seats[:1])


def test_a_view_in_the_text_stands_at_a_paragraph(asked, seats):
    assert dissent(asked, seats, "in_text", node=asked.nodes[0]).node == asked.nodes[0]
    with refused("no_paragraph"):
        dissent(asked, seats, "in_text")
    assert Node.objects.count() == 7


@pytest.mark.parametrize(
    ("changed", "code"), [({"form": "poem"}, "unknown_form"), ({"text": " "}, "no_text"), ({"seats": []}, "no_seats")]
)
def test_a_differing_view_has_words_holders_and_a_form(asked, seats, changed, code):
    with refused(code):
        dissent(asked, **({"seats": seats, "form": "in_text", "node": asked.nodes[0]} | changed))
