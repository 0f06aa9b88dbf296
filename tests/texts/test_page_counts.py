"""Every page that lists what was done to a text, or in it, asks the database as often for one row as for thirty."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from raadzaal.accounts.models import User
from raadzaal.journal import clock
from raadzaal.journal.acts import act
from raadzaal.texts import actions, queries
from raadzaal.texts.models import AtWork, Suggestion
from raadzaal.texts.queries import current
from tests.texts.mounted import Addresses
from tests.texts.writing import ANNA, edit, new_text, node_at, paragraph, user

pytestmark = [pytest.mark.urls("tests.texts.mounted"), pytest.mark.django_db]
SIZES = (1, 3, 30)


@pytest.fixture
def anna(client, db):
    client.force_login(user("anna"))
    return client


def text_of(size: int):
    return new_text(*[paragraph(f"Alinea {at} over werk.") for at in range(size)])


def edited(size: int):
    work = text_of(size)
    for at in range(size):
        edit(node_at(work, at), f"Alinea {at} over arbeid.", 1)
    return work


def edited_often(size: int):
    work = text_of(1)
    for at in range(size):
        edit(node_at(work, 0), f"Alinea over werk, keer {at}.", at + 1)
    return work


def suggested(size: int):
    work = text_of(size)
    for line in current(work):
        node = queries.node_of(work, line.node_id)
        made = {"kind": Suggestion.Kind.EDITED, "typed": "Anders.", "base": line.revision, "author_name": "C. de Wit"}
        Suggestion.objects.create(work=work, node=node, file_name="tekst.docx", **made)
    return work


def at_work(size: int):
    work, bram = text_of(size), User.objects.filter(email="bram@raad.example").first() or user("bram")
    for at in range(size):
        AtWork.objects.create(node=node_at(work, at), user=bram, name="Bram", seen_at=clock.now())
    return work


def taken_out(size: int):
    work = text_of(size + 1)
    for _each in range(size):
        with act():
            actions.remove(node_at(work, 0), base=1, actor=ANNA, reason="Dubbel.")
    return work


@pytest.mark.parametrize(
    ("made", "address", "shown"),
    [
        (edited, lambda places, work: places.alterations(), "gewijzigd"),
        (edited_often, lambda places, work: places.history(current(work)[0].node_id), "keer"),
        (suggested, lambda places, work: places.suggestions(), "C. de Wit"),
        (suggested, lambda places, work: places.text(), "voorstel"),
        (text_of, lambda places, work: places.replace() + "?sought=werk&by=arbeid", "werk"),
        (text_of, lambda places, work: places.style(), ""),
        (at_work, lambda places, work: places.text(), "Bram "),
        (taken_out, lambda places, work: places.text(), "geschrapt"),
        (text_of, lambda places, work: places.edit(current(work)[0].node_id), ""),
        (text_of, lambda places, work: places.move(current(work)[0].node_id), ""),
    ],
    ids=[
        "alterations",
        "history",
        "suggestions",
        "suggested",
        "replace",
        "style",
        "at-work",
        "taken-out",
        "edit",
        "move",
    ],
)
def test_a_list_takes_as_many_queries_for_thirty_rows_as_for_one(anna, made, address, shown):
    counted = {}
    for size in SIZES:
        work = made(size)
        where = address(Addresses(work), work)
        anna.get(where)
        with CaptureQueriesContext(connection) as found:
            answer = anna.get(where)
        assert answer.status_code == 200
        assert shown in answer.content.decode()
        counted[size] = len(found)
    assert len(set(counted.values())) == 1, counted
