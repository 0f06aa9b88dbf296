from contextlib import contextmanager

import pytest

from raadzaal.procedure.refusals import Refused


@contextmanager
def refusal(code: str, field: str | None = None):
    """What is inside is refused, with this code, and where given beside this field."""
    with pytest.raises(Refused) as caught:
        yield
    assert caught.value.code == code
    assert field is None or caught.value.field == field
