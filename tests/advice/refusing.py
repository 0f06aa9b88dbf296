from contextlib import contextmanager

import pytest

from raadzaal.advice.models import Advice
from raadzaal.journal.models import Entry
from raadzaal.procedure.refusals import Refused


@contextmanager
def refused(code: str, field: str = ""):
    """What is inside is refused, with this code and beside this field; no dossier has moved and nothing was told."""
    before = _state()
    with pytest.raises(Refused) as caught:
        yield caught
    assert (caught.value.code, caught.value.field) == (code, field)
    assert str(caught.value)
    assert _state() == before


def _state():
    return Entry.objects.count(), list(Advice.objects.order_by("pk").values_list("pk", "stage", "revision"))
