"""Lawful erasure of words beside the chain (art. 17 AVG); the chain keeps their commitment and stays whole."""

from raadzaal.journal import clock
from raadzaal.journal.acts import Fact, act, record
from raadzaal.journal.models import Audience, Words


def erase(entry: int, field: str, *, actor: str, role: str, ground: str) -> None:
    """Erase one field's words; that it was done, by whom and on what ground is an entry of its own."""
    with act():
        words = Words.objects.select_for_update().get(entry_id=entry, field=field)
        Words.objects.filter(pk=words.pk).update(value=None, salt=b"", erased_at=clock.now())
        record(
            Fact(
                kind="journal.erase",
                subject=f"entry:{entry}",
                actor=actor,
                role=role,
                audience=Audience.SECRETARIAT,
                facts={"entry": entry, "field": field, "ground": ground},
            )
        )
