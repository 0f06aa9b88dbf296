"""The list of what may be written without an act is true, and is kept to."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection

import raadzaal
from raadzaal.council.models import Person
from raadzaal.deliberation.models import Invitation
from raadzaal.journal import exemptions
from raadzaal.journal.acts import act
from raadzaal.texts.models import EditDraft
from tests.guard import WrittenOutsideAnAct

ADR = Path(__file__).parents[2] / "docs/adr/0003-exemptions.md"
MADE_WITHOUT_A_MODEL = {"cache", "django_migrations"}


def in_the_product(code: str, **names):
    """Run *code* as if it stood in a module of the product."""
    place = Path(raadzaal.__file__).parent / "council" / "somewhere.py"
    exec(compile(code, str(place), "exec"), names)


def test_the_page_and_the_list_name_the_same_tables():
    named = re.findall(r"^\| `(\w+)` \|", ADR.read_text(), re.MULTILINE)
    assert sorted(named) == sorted(exemptions.ALL)


def test_every_exempt_table_is_there():
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    assert set(exemptions.ALL) - MADE_WITHOUT_A_MODEL <= tables
    assert settings.CACHES["default"].get("LOCATION", "cache") == "cache"


def test_what_is_exempt_has_a_reason_and_columns_that_are_there():
    models = {model._meta.db_table: model for model in apps.get_models()}
    for exemption in exemptions.ALL.values():
        assert exemption.reason
        for column in exemption.columns or ():
            assert column in {field.column for field in models[exemption.table]._meta.fields}


def test_no_part_of_the_chain_is_exempt():
    assert not {"journal_entry", "journal_words"} & set(exemptions.ALL)


WRITINGS = {
    "a new row": "Person.objects.create(key='a', name='A', sort_name='A')",
    "many rows": "Person.objects.bulk_create([Person(key='b', name='B', sort_name='B')])",
    "a change": "Person.objects.update(name='X')",
    "a removal": "Person.objects.all().delete()",
    "by hand": "connection.cursor().execute('UPDATE council_person SET name = NULL WHERE 1 = 0')",
}


@pytest.mark.parametrize("writing", WRITINGS.values(), ids=WRITINGS)
def test_the_guard_stops_the_product_outside_an_act(db, only_acts_write, writing):
    Person.objects.create(key="there", name="There", sort_name="There")  # a test may
    with pytest.raises(WrittenOutsideAnAct):
        in_the_product(writing, Person=Person, connection=connection)
    assert only_acts_write.seen.pop().startswith("council_person, by /council/somewhere.py")
    assert not only_acts_write.seen


def test_the_guard_lets_acts_and_exempt_tables_be(db):
    with act():
        in_the_product(WRITINGS["a new row"], Person=Person)
    in_the_product("EditDraft.objects.all().delete()", EditDraft=EditDraft)
    in_the_product("Invitation.objects.filter(pk=1).update(opened_at=None)", Invitation=Invitation)


@pytest.mark.parametrize(
    "sql",
    [
        'UPDATE "deliberation_invitation" SET "opened_at" = %s, "extensions" = %s WHERE "id" = 1',
        'DELETE FROM "deliberation_invitation" WHERE "id" = 1',
        'UPDATE "deliberation_reply" SET "submitted_at" = %s',
        'INSERT OR IGNORE INTO "advice_advice" ("title") VALUES (%s)',
        'UPDATE "journal_head" SET "seq" = 1 WHERE "id" = 1',
        "TRUNCATE journal_entry",
    ],
)
def test_an_exemption_goes_no_further_than_it_says(sql):
    assert exemptions.unlawful(sql)


@pytest.mark.parametrize(
    "sql", ["SELECT 1", 'UPDATE "deliberation_reply" SET "general" = %s WHERE "submitted_at" = %s', "SAVEPOINT x"]
)
def test_what_is_allowed_passes(sql):
    assert not exemptions.unlawful(sql)
