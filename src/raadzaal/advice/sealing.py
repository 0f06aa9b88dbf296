"""For the worker: every published advice is sealed, and again when more is told of it."""

import logging
import time

from raadzaal.accounts.actor import HOUSE
from raadzaal.advice.actions.sealing import seal
from raadzaal.advice.renditions import all_rendered, outdated, unsealed
from raadzaal.publications.models import Publication

log = logging.getLogger(__name__)
AGAIN_AFTER = 600
_failed: dict[int, float] = {}
"""When a form of a publication could not be made; it is tried again later, and keeps no others from their turn."""


def seal_new() -> int:
    """What was published since; one small question where nothing was. Returns how many were sealed."""
    return sum(_sealed(each) for each in unsealed())


def seal_changed() -> int:
    """Looks through everything that is published."""
    return sum(_sealed(each) for each in outdated())


def _sealed(publication: Publication) -> bool:
    if time.monotonic() - _failed.get(publication.pk, -AGAIN_AFTER) < AGAIN_AFTER:
        return False
    try:
        fingerprint, rendered = all_rendered(publication)
    except Exception:
        _failed[publication.pk] = time.monotonic()
        log.exception("a form of publication %s could not be made", publication)
        return False
    seal(publication, actor=HOUSE, fingerprint=fingerprint, rendered=rendered)
    return True
