"""What becomes of an act when another, at the very same moment, wants what it wants."""

from collections.abc import Callable
from typing import NoReturn, TypeVar

from django.db import IntegrityError, OperationalError

from raadzaal.journal import acts
from raadzaal.procedure.refusals import Busy

Result = TypeVar("Result")
DEADLOCK, NOT_SERIALIZABLE = "40P01", "40001"


def one_act(take: Callable[[], Result]) -> Result:
    """*take* as one act. What was undone because of somebody else's act is tried once more, and then sees what they did.

    Inside another act there is no second try: that one is undone as a whole. Raises Busy when the database stays occupied.
    """
    try:
        return _acted(take)
    except (OperationalError, IntegrityError) as trouble:
        if acts.running():
            raise
        if not _undone_by_others(trouble):
            _say_when_busy(trouble)
    try:
        return _acted(take)
    except OperationalError as trouble:
        _say_when_busy(trouble)


def _acted(take: Callable[[], Result]) -> Result:
    with acts.act():
        return take()


def _undone_by_others(trouble: Exception) -> bool:
    """A deadlock, or a row that came in between looking and writing."""
    return isinstance(trouble, IntegrityError) or _state(trouble) in (DEADLOCK, NOT_SERIALIZABLE)


def _say_when_busy(trouble: OperationalError) -> NoReturn:
    if _undone_by_others(trouble) or "locked" in str(trouble):
        raise Busy() from trouble
    raise trouble


def _state(trouble: Exception) -> str | None:
    """PostgreSQL's code for what happened."""
    return getattr(trouble.__cause__, "sqlstate", None)
