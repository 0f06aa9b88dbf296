from datetime import date

import pytest

from raadzaal.journal.acts import act
from raadzaal.texts import actions, queries
from tests.texts.writing import ANNA, edit, heading, new_text, node_at, paragraph


def text_of(size: int):
    return new_text(*[heading("Hoofdstuk") if at % 10 == 0 else paragraph(f"Alinea {at}.") for at in range(size)])


@pytest.mark.parametrize("size", [1, 3, 30, 400])
def test_the_number_of_queries_does_not_grow_with_the_text(db, size, django_assert_num_queries):
    work = text_of(size)
    with act():
        milestone = actions.freeze(work, "white", actor=ANNA, on=date(2026, 1, 5))
    with django_assert_num_queries(1):
        assert len(queries.current(work)) == size
    with django_assert_num_queries(1):
        assert len(queries.frozen(milestone)) == size
    with django_assert_num_queries(2):
        assert len(queries.compare(milestone, work)) == size
    with django_assert_num_queries(1):
        assert queries.is_intact(milestone)


@pytest.mark.parametrize("size", [1, 3, 30, 400])
def test_freezing_takes_few_queries(db, size, django_assert_max_num_queries):
    work = text_of(size)
    with django_assert_max_num_queries(12), act():
        actions.freeze(work, "white", actor=ANNA, on=date(2026, 1, 5))


def test_a_line_tells_who_wrote_it_when_and_which_revision(db):
    work = text_of(3)
    revision = edit(node_at(work, 1), "Anders.", 1)
    line = queries.current(work)[1]
    assert (line.revision, line.author, line.made_at) == (2, ANNA.name, revision.made_at)
    assert (line.number, line.label) == ("1", "1")


def test_a_node_is_found_in_its_own_text_only(db):
    work, other = text_of(2), text_of(2)
    public_id = queries.current(work)[0].node_id
    assert queries.node_of(work, public_id).public_id == public_id
    assert queries.node_of(other, public_id) is None
