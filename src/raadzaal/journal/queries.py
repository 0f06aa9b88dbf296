import json

from django.db import connection

from raadzaal.journal import clock
from raadzaal.journal.models import Audience, Entry

# In SQL of its own: every page of every visitor asks it, and this way costs a third. Cursors only move forward.
STATE = "SELECT seq, hash, (SELECT SUM(c.seq) FROM journal_cursor c) FROM journal_head WHERE id = 1"


def facts(entry: Entry) -> dict:
    return json.loads(bytes(entry.body))["facts"]


def words(entry: Entry) -> dict[str, str]:
    """The words beside an entry that have not been erased. Uses what was prefetched."""
    return {word.field: word.value for word in entry.words.all() if word.value is not None}


def of_dossier(dossier: str, audiences: set[str], scopes: set[str]):
    """Entries of one dossier for a reader of these audiences; what is one organisation's only where it is in *scopes*."""
    entries = Entry.objects.filter(dossier=dossier).prefetch_related("words")
    open_to_all = entries.filter(audience__in=audiences - {Audience.ORGANISATION})
    own = entries.filter(audience=Audience.ORGANISATION, scope__in=scopes)
    return (open_to_all | own).distinct().order_by("seq")


def state() -> tuple:
    """What every page is made of: it changes with each act, with each step of a follower, and each minute."""
    with connection.cursor() as cursor:
        cursor.execute(STATE)
        seq, end, followed = cursor.fetchone()
    return seq, bytes(end), followed, clock.now().replace(second=0, microsecond=0)
