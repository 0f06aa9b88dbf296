"""Lawful erasure of words beside the chain (art. 17 AVG); the chain keeps their commitment and stays whole."""

from raadzaal.journal import clock
from raadzaal.journal.acts import Fact, act, record
from raadzaal.journal.models import Audience, Words

KIND = "journal.erase"


class ErasedAlready(ValueError):
    """These words are gone; who erased them, and when, is told by the entry that did."""


def erase(entry: int, field: str, *, actor: str, role: str, ground: str) -> None:
    """Erase one field's words, and the salt without which they cannot be guessed from their commitment either.

    That it was done, by whom and on what ground is an entry of its own. Raises Words.DoesNotExist, ErasedAlready.
    """
    with act():
        words = Words.objects.select_for_update(no_key=True).get(entry_id=entry, field=field)
        if words.erased_at:
            raise ErasedAlready(f"{entry}.{field}")
        erased_at = clock.now()
        Words.objects.filter(pk=words.pk).update(value=None, salt=b"", erased_at=erased_at)
        record(
            Fact(
                kind=KIND,
                subject=f"entry:{entry}",
                actor=actor,
                role=role,
                audience=Audience.SECRETARIAT,
                facts={"entry": entry, "field": field, "ground": ground, "erased_at": erased_at},
            )
        )
