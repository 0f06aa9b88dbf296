"""After a test that really commits, the tables are emptied: the one moment at which the journal may be."""

import pytest
from django.db import connection
from django.test import TransactionTestCase

from raadzaal.journal import triggers
from raadzaal.journal.models import Head


@pytest.fixture(autouse=True, scope="session")
def journals_can_be_emptied():
    empty = TransactionTestCase._fixture_teardown

    def emptied(self) -> None:
        triggers.remove(connection)
        empty(self)
        triggers.install(connection)
        Head.objects.get_or_create(pk=1)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", emptied)
        yield
