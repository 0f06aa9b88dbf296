"""What the tests of the journal write in it."""

from raadzaal.journal.acts import Fact, act, record
from raadzaal.journal.models import Entry, Head


def fact(number: int = 0, **more) -> Fact:
    given = {"kind": "test.done", "subject": f"test:{number}", "actor": "somebody0001", "role": "secretariat"}
    return Fact(**{**given, **more})


def append(*numbers: int) -> None:
    with act():
        for number in numbers:
            record(fact(number))


def subjects() -> list[str]:
    return list(Entry.objects.order_by("seq").values_list("subject", flat=True))


def empty() -> None:
    """Within a test's own transaction."""
    from django.db import connection

    from raadzaal.journal import triggers
    from raadzaal.journal.models import Cursor, Words

    triggers.remove(connection)
    for model in (Words, Entry, Cursor):
        model.objects.all().delete()
    triggers.install(connection)
    Head.objects.update_or_create(pk=1, defaults={"seq": 0, "hash": bytes(32)})
