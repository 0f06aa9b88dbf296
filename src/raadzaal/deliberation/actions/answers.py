"""What is done with a remark, and the views that stay apart. Called by the steps of the task that consulted."""

from collections.abc import Collection, Iterable
from datetime import date

from django.utils.translation import gettext_lazy as _

from raadzaal.accounts.actor import Actor
from raadzaal.council.models import Seat
from raadzaal.deliberation import rules
from raadzaal.deliberation.models import Disposition, Dissent, EarlierDisposition, Position
from raadzaal.journal import acts, clock
from raadzaal.procedure.models import Case
from raadzaal.procedure.refusals import Refused
from raadzaal.texts.models import MilestoneLine, Node, Revision

LONGEST_BECAUSE = 2000


class AnsweredMeanwhile(Refused):
    """Somebody answered the remark since the page was opened: ``standing`` is that answer, ``mine`` what was typed now."""

    code = "answered_meanwhile"
    message = _("%(author)s answered this remark while you were writing. Compare the two answers.")

    def __init__(self, *, mine: tuple[str, str], standing: Disposition) -> None:
        super().__init__(self.message, code=self.code, field="reason", author=standing.author_name)
        self.mine, self.standing = mine, standing


def dispose(
    case: Case,
    position: Position,
    outcome: str,
    reason: str,
    *,
    revision: int | None = None,
    seen: int = 0,
    because: str = "",
    actor: Actor,
) -> tuple[Disposition, bool]:
    """Answer a remark, or change the answer while the remarks are being worked in; and whether that changed anything.

    *seen* is the number of the answer that stood there when the secretary began, 0 for none. *revision* is the paragraph's
    revision in which the remark was worked in, else the one that stands. Another answer needs its own reason, *because*; the
    earlier one is kept. Raises Refused; AnsweredMeanwhile, with both answers, when somebody else was first.
    """
    acts.require()
    locked = Position.objects.select_for_update(of=("self",), no_key=True)
    position = locked.select_related("reply__invitation__round").get(pk=position.pk)
    if position.reply.invitation.round.case_id != case.pk:
        raise Refused(_("This remark belongs to another dossier."), code="foreign", field="position")
    _check_answer(position, outcome, reason)
    standing = Disposition.objects.filter(position=position).first()
    if standing and (standing.outcome, standing.reason) == (outcome, reason.strip()) and revision is None:
        return standing, False
    if standing and standing.number != seen:
        raise AnsweredMeanwhile(mine=(outcome, reason), standing=standing)
    if standing:
        _keep(standing, because)
    answer = standing or Disposition(position=position, number=0, before=_as_it_was_sent(position))
    answer.number += 1
    answer.outcome, answer.reason = outcome, reason.strip()
    answer.revision = revision or _as_it_stands(position.node)
    answer.author_name, answer.at = actor.name, clock.now()
    answer.save()
    return answer, True


def _keep(standing: Disposition, because: str) -> None:
    because = because.strip()
    if not because:
        raise Refused(_("Say why the answer is changed."), code="no_because", field="because")
    if len(because) > LONGEST_BECAUSE:
        message = _("The reason has more than %(most)s characters.")
        raise Refused(message, code="too_long", field="because", most=LONGEST_BECAUSE)
    kept = ("number", "outcome", "reason", "revision", "author_name", "at")
    EarlierDisposition.objects.create(
        disposition=standing, because=because, **{name: getattr(standing, name) for name in kept}
    )


def _as_it_was_sent(position: Position) -> int | None:
    """The number of the paragraph's revision that the organisation spoke of."""
    sent = MilestoneLine.objects.filter(milestone=position.reply.invitation.round.milestone_id, node=position.node_id)
    return sent.values_list("revision__number", flat=True).first()


def _as_it_stands(node: Node | None) -> int | None:
    if node is None:
        return None
    return Revision.objects.filter(node=node, superseded_at=None).values_list("number", flat=True).first()


def _check_answer(position: Position, outcome: str, reason: str) -> None:
    if position.reply.submitted_at is None:
        raise Refused(_("This remark has not been sent to the committee."), code="not_submitted")
    if not rules.needs_answer(stance=position.stance, reason=position.reason, proposed=position.proposed):
        raise Refused(_("There is nothing in this position to answer."), code="nothing_to_answer")
    if outcome not in Disposition.Outcome.values:
        raise Refused(_("Choose what was done with the remark."), code="unknown_outcome", field="outcome")
    if not reason.strip():
        raise Refused(_("Say why: the organisation gets to read it."), code="no_reason", field="reason")


def record_dissent(
    case: Case,
    text: str,
    seats: Iterable[Seat],
    form: str,
    node: Node | None = None,
    on: date | None = None,
    *,
    present: Collection[int] = (),
) -> Dissent:
    """A view that is not everybody's (art. 45 Wet op de SER). Raises Refused.

    A minority note is open only to members who defended that view in the meeting that dealt with the advice:
    *present* are the seats (primary keys) that were taken there.
    """
    acts.require()
    seats = list({seat.pk: seat for seat in seats}.values())
    _check_dissent(text, seats, form, node, set(present))
    dissent = Dissent.objects.create(case_id=case.pk, node=node, form=form, text=text.strip(), on=on or clock.today())
    dissent.seats.set(seats)
    return dissent


def _check_dissent(text: str, seats: list[Seat], form: str, node: Node | None, defended: set[int]) -> None:
    if form not in Dissent.Form.values:
        raise Refused(_("Choose how the view is recorded."), code="unknown_form", field="form")
    if not text.strip():
        raise Refused(_("Write down the view."), code="no_text", field="text")
    if not seats:
        raise Refused(_("Name the members who hold this view."), code="no_seats", field="seats")
    if form == Dissent.Form.IN_TEXT and node is None:
        raise Refused(_("Name the paragraph from which these members differ."), code="no_paragraph", field="node")
    if form == Dissent.Form.MINORITY_NOTE and {seat.pk for seat in seats} - defended:
        raise Refused(
            _("Only members who defended this view in the meeting may add a minority note (art. 45 Wet op de SER)."),
            code="not_defended",
            field="seats",
        )
