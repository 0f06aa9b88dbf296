"""What happened with the points of one organisation: the same for the page, the Word file and the PDF."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import formats, translation
from django.utils.translation import gettext as _

from raadzaal.council import profile
from raadzaal.deliberation import queries
from raadzaal.deliberation.changes import ChangeView, change, joined_to
from raadzaal.deliberation.models import Disposition, Invitation, Position, Reply
from raadzaal.deliberation.presenting import LineView, PlaceView, place_view
from raadzaal.deliberation.queries.replies import Place
from raadzaal.journal import clock
from raadzaal.texts.blocks import Block, Kind
from raadzaal.texts.document import Document, numbered
from raadzaal.texts.footnotes import join
from raadzaal.texts.models import Milestone, MilestoneLine
from raadzaal.texts.notation import escape, to_plain


@dataclass(frozen=True)
class Point:
    """A position with its answer. ``change`` leads to the last frozen text: the one under way is the committee's own."""

    place: PlaceView
    change: ChangeView | None
    before: str
    after: str

    @property
    def line(self) -> LineView:
        return self.place.line

    @property
    def answer(self) -> Disposition | None:
        return self.place.answer


@dataclass(frozen=True)
class Outcome:
    """``text`` is the frozen text in which the changed words stand, None as long as there is none after the round.

    ``general`` is what was said of the draft as a whole, with its answer.
    """

    invitation: Invitation
    points: tuple[Point, ...]
    text: Milestone | None
    answered: int
    total: int
    general: Position | None = None

    @property
    def general_answer(self) -> Disposition | None:
        return getattr(self.general, "disposition", None)


def outcome_of(reply: Reply) -> Outcome:
    """Of a reply that was sent, in a round that was closed. A fixed number of questions to the database."""
    invitation = reply.invitation
    sent = invitation.round.milestone
    text = sent.work.milestones.filter(number__gt=sent.number).order_by("number").last()
    found = MilestoneLine.objects.filter(milestone=text).select_related("revision") if text else ()
    standing = {line.node_id: line for line in found}
    places = queries.outcome(reply)
    gone = any(place.line.node_id not in standing for place in places)
    joined = joined_to(sent.work, text) if text and gone else {}
    points = tuple(_point(place, standing, text, joined) for place in places)
    asking = queries.remarks(invitation.round).filter(reply=reply).count()
    general = reply.positions.filter(node=None).select_related("disposition").first()
    answered = [*(point.answer for point in points), getattr(general, "disposition", None)]
    return Outcome(invitation, points, text, sum(each is not None for each in answered), asking, general)


def _point(place: Place, standing: dict[int, MilestoneLine], text: Milestone | None, joined: dict[int, str]) -> Point:
    line = standing.get(place.line.node_id)
    where = "" if line else joined.get(place.line.node_id, "")
    changed = change(place.line, line.revision if line else None, where) if text and place.position else None
    return Point(place_view(place, ""), changed, _words(place.line), _words(line) if line else "")


def _words(line: MilestoneLine) -> str:
    return to_plain(join(line.revision.notation, line.revision.block.notes))


def document_of(outcome: Outcome, on: date | None = None) -> Document:
    """For Word and PDF, in the language of the reader."""
    on = on or clock.today()
    case = outcome.invitation.round.case
    blocks = [(f"b{at}", block) for at, block in enumerate(_blocks(outcome))]
    language = (translation.get_language() or "nl")[:2]
    return Document(
        title=_("What happened with your points"),
        subtitle=case.local_title,
        on=on,
        nodes=numbered(blocks, language),
        date_text=formats.date_format(on, "j F Y"),
        council_name=str(profile.active().name),
        language=language,
        front=[
            (_("Organisation"), str(outcome.invitation.organisation)),
            (_("Points with an answer"), _count(outcome)),
        ],
    )


def _count(outcome: Outcome) -> str:
    return _("%(answered)s of %(total)s") % {"answered": outcome.answered, "total": outcome.total}


def _blocks(outcome: Outcome) -> Iterator[Block]:
    if outcome.general:
        yield Block(Kind.HEADING, 1, escape(_("General remarks")))
        yield _said(_("Your reason"), outcome.general.reason)
        yield from _answered(outcome.general_answer)
    if not outcome.points and not outcome.general:
        yield _said(_("Your reply held no points."))
    for point in outcome.points:
        yield Block(
            Kind.HEADING, 1, escape(_("Paragraph %(number)s") % {"number": point.line.label or point.line.number})
        )
        yield _said(_("Your stance"), point.place.stance_label)
        if point.place.reason:
            yield _said(_("Your reason"), point.place.reason)
        if point.place.proposed:
            yield _said(_("Proposed text"))
            yield Block(Kind.QUOTE, 0, escape(point.place.proposed))
        yield from _answered(point.answer)
        yield from _change(point)


def _answered(answer: Disposition | None) -> Iterator[Block]:
    if answer:
        yield _said(str(answer.get_outcome_display()).capitalize(), answer.reason)


def _change(point: Point) -> Iterator[Block]:
    if point.change is None or not point.answer:
        return
    if not point.change.changed:
        yield _said(_("The words have not changed."))
        return
    yield _said(_("The words as they were sent"))
    yield Block(Kind.QUOTE, 0, escape(point.before))
    if point.change.joined:
        yield _said(_("This paragraph was joined with %(place)s.") % {"place": point.change.joined})
        return
    if point.change.gone:
        yield _said(_("This paragraph was taken out of the text."))
        return
    yield _said(_("The words as they stand now"))
    yield Block(Kind.QUOTE, 0, escape(point.after))


def _said(label: str, words: str = "") -> Block:
    return Block(Kind.PARAGRAPH, 0, f"**{escape(label)}**" + (f": {escape(words)}" if words else ""))
