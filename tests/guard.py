"""Acts are the only writers: what the product writes outside an act, in a table that is not exempt, fails the test.

Tests may write what they like themselves: the guard looks at who wrote, the product or the test.
"""

import sys
from pathlib import Path

import pytest
from django.db import connection

import raadzaal
from raadzaal.journal import acts, exemptions

PRODUCT = str(Path(raadzaal.__file__).parent)
TESTS = str(Path(__file__).parent)


class WrittenOutsideAnAct(AssertionError):
    pass


class Guard:
    def __init__(self) -> None:
        self.seen: list[str] = []

    def __call__(self, execute, sql, params, many, context):
        if not acts.running() and (table := exemptions.unlawful(sql)) and (writer := _writer()):
            self.seen.append(f"{table}, by {writer}")
            raise WrittenOutsideAnAct(self.seen[-1])
        return execute(sql, params, many, context)


def _writer() -> str:
    """The place in the product that wrote; empty when it was a test that did."""
    frame = sys._getframe(2)
    while frame and not frame.f_code.co_filename.startswith((PRODUCT, TESTS)):
        frame = frame.f_back
    if frame is None or not frame.f_code.co_filename.startswith(PRODUCT):
        return ""
    return f"{frame.f_code.co_filename.removeprefix(PRODUCT)}:{frame.f_lineno}"


@pytest.fixture(autouse=True)
def only_acts_write():
    guard = Guard()
    with connection.execute_wrapper(guard):
        yield guard
    assert not guard.seen
