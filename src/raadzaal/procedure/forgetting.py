"""What is kept only for a while, and then thrown away."""

from datetime import timedelta

from raadzaal.journal import clock
from raadzaal.procedure.models import SentForm

KEPT = timedelta(days=60)
"""Longer than a page with a form stays open; afterwards its key need not be known any more."""


def forget_sent_forms() -> int:
    """Keys of forms that were sent long ago. Returns how many went."""
    return SentForm.objects.filter(at__lt=clock.now() - KEPT).delete()[0]
