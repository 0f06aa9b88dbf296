"""The show year while it is played: which invented advice became which dossier, and which meetings there are."""

from dataclasses import dataclass, field
from datetime import date

from raadzaal.accounts.actor import Actor
from raadzaal.advice.models import Advice, Response
from raadzaal.correspondence.actions import letters
from raadzaal.correspondence.models import Letter
from raadzaal.demo import cast, content
from raadzaal.demo.schedule import Calendar
from raadzaal.demo.word import Manuscript
from raadzaal.texts.models import Node


@dataclass
class Show:
    """``whole``: all of the year is played.

    ``meetings`` and ``responses`` hold primary keys and public ids, by the day and the key that the content gives them.
    """

    today: date
    dossiers: dict[str, "Played"] = field(default_factory=dict)
    meetings: dict[int, int] = field(default_factory=dict)
    responses: dict[str, Response] = field(default_factory=dict)
    whole: bool = False

    @property
    def calendar(self) -> Calendar:
        return Calendar(self.today)


class Played:
    """One invented advice on its way. ``minute`` keeps what happens in several dossiers at one hour apart."""

    def __init__(self, show: Show, told: content.Advice, minute: int = 0) -> None:
        self.show, self.told, self.minute = show, told, minute
        self.pk: int | None = None
        self.nodes: dict[str, Node] = {}
        self.manuscript = Manuscript(told.text) if told.text else None

    def event(self, day: int | date, hour: int, act, *, later: int = 0, mails: bool = False):
        return self.show.calendar.event(day, hour, self.minute + later, act, mails=mails)

    @property
    def advice(self) -> Advice:
        """As it stands now."""
        return Advice.objects.get(pk=self.pk)

    @property
    def secretary(self) -> Actor:
        return cast.secretary_of(self.told.committee)

    def send_letter(self, template: str, rewrite=None) -> None:
        """Look the draft over, change it where *rewrite* makes another body of its body, and send it."""
        letter = Letter.objects.filter(case=self.pk, template=template, state=Letter.State.DRAFT).first()
        if rewrite is not None:
            self.rewrite(letter, rewrite(letter.body))
        letters.send(letter, actor=cast.secretariat())

    def rewrite(self, letter: Letter, body: str) -> None:
        letters.rewrite(letter, actor=cast.secretariat(), subject=letter.subject, body=body, revision=letter.revision)


CLOSING = "Met vriendelijke groet"


def before_closing(body: str, *paragraphs: str) -> str:
    """The letter with more to say before it ends."""
    head, mark, tail = body.partition(CLOSING)
    return "\n\n".join([head.rstrip(), *paragraphs, mark + tail])
