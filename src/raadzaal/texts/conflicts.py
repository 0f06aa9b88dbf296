"""Two people wrote in the same paragraph. Nothing is mixed by itself: both texts are shown, and one of them decides."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from raadzaal.procedure.refusals import Refused
from raadzaal.texts.blocks import Block
from raadzaal.texts.redline import Span, block_spans


@dataclass(frozen=True)
class Latest:
    """The paragraph as it stands now; ``block`` None when it was taken out."""

    number: int
    block: Block | None
    author: str
    at: object
    reason: str = ""


class Conflict(Refused):
    """``mine`` is what the editor wanted (None: to take it out), ``base`` the text they began from, if it is known."""

    code = "conflict"
    message = _("%(author)s changed this paragraph while you were writing. Compare the two texts.")
    gone = _("%(author)s took this paragraph out while you were writing.")

    def __init__(self, *, mine: Block | None, latest: Latest, base: Block | None) -> None:
        super().__init__(
            self.message if latest.block else self.gone, code=self.code, field="notation", author=latest.author
        )
        self.mine, self.latest, self.base = mine, latest, base

    @property
    def spans(self) -> tuple[Span, ...]:
        """From their text to mine."""
        return block_spans(self.latest.block, self.mine)
