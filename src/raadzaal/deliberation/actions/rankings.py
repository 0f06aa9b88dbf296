"""What an organisation would have of the variants: part of its draft reply, kept outside the journal until it is sent."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from raadzaal.accounts.actor import Actor
from raadzaal.deliberation.actions.drafts import DRAFTERS, open_draft
from raadzaal.deliberation.actions.rounds import locked
from raadzaal.deliberation.models import Condition, Fork, Ranking, Reply
from raadzaal.deliberation.queries.variants import in_round, rankings
from raadzaal.journal import clock
from raadzaal.procedure.engine import held
from raadzaal.procedure.refusals import Refused

MOST_CONDITIONS = 10


@transaction.atomic
def save_ranking(
    reply: Reply,
    fork: Fork,
    order: Sequence[str],
    conditions: Sequence[Condition] = (),
    *,
    actor: Actor,
    seen: str | None = None,
) -> Ranking | None:
    """The variants in the order in which the organisation would have them, and its *conditions*: rows not kept yet.

    Both replace what was there; nothing filled in takes it away. *seen* as with positions. Raises Refused: ``decided`` when the
    committee chose a variant meanwhile, which also goes for a round that was closed for it.
    """
    held(DRAFTERS, reply.role_scopes(), actor)
    running = locked(reply.invitation.round_id)
    check_undecided(fork, hold=True)
    reply = open_draft(reply, actor)
    _check(in_round(running), fork, order, conditions)
    ranking = rankings(reply).get(fork.pk)
    if seen is not None and seen != version(ranking) and not _same(ranking, order, conditions):
        raise Refused(
            _("%(name)s of your organisation changed this order meanwhile. Look at it before you save yours."),
            code="changed_meanwhile",
            name=ranking.author_name if ranking else _("A colleague"),
        )
    return _write(reply, fork, ranking, order, conditions, actor)


def version(ranking: Ranking | None) -> str:
    return ranking.changed_at.isoformat() if ranking else ""


def check_undecided(fork: Fork, *, hold: bool = False) -> None:
    """Raises Refused where the committee chose a variant meanwhile. With *hold* a choice waits until this is kept."""
    known = Fork.objects.select_for_update(no_key=True) if hold else Fork.objects
    fork = known.get(pk=fork.pk)
    if fork.decided_at:
        raise Refused(
            _(
                "On %(day)s the committee chose variant %(letter)s of this paragraph. "
                "Your order was not kept; it stands here still."
            ),
            code="decided",
            field="order",
            day=date_format(fork.decided_at, "j F Y"),
            letter=fork.chosen,
        )


def _check(offered: dict, fork: Fork, order: Sequence[str], conditions: Sequence[Condition]) -> None:
    letters = {each.fork.pk: set(each.letters) for each in offered.values()}
    if fork.pk not in letters:
        raise Refused(
            _("This paragraph has no variants in the draft of this round."), code="not_in_draft", field="order"
        )
    if len(set(order)) < len(order) or set(order) - letters[fork.pk]:
        raise Refused(_("Give each variant a place of its own."), code="bad_order", field="order")
    if len(conditions) > MOST_CONDITIONS:
        message = _("There is room for %(most)s conditions on one paragraph.")
        raise Refused(message, code="too_many", field="conditions", most=MOST_CONDITIONS)
    for each in conditions:
        _check_condition(letters, fork, each)
    if len({_key(each) for each in conditions}) < len(conditions):
        raise Refused(_("The same condition stands there twice."), code="twice", field="conditions")


def _check_condition(letters: dict[int, set[str]], fork: Fork, each: Condition) -> None:
    if each.letter not in letters[fork.pk] or each.needs_letter not in letters.get(each.needs_id, ()):
        raise Refused(
            _("A condition names a variant here and a variant elsewhere."), code="half_condition", field="conditions"
        )
    if each.needs_id == fork.pk:
        raise Refused(_("A condition is about another paragraph."), code="own_paragraph", field="conditions")
    if each.otherwise not in Condition.Otherwise.values:
        raise Refused(_("Say what you find of it otherwise."), code="no_otherwise", field="conditions")


def _key(each: Condition) -> tuple:
    return each.letter, each.needs_id, each.needs_letter


def _same(ranking: Ranking | None, order: Sequence[str], conditions: Sequence[Condition]) -> bool:
    there = [(*_key(each), each.otherwise) for each in ranking.conditions.all()] if ranking else []
    return (ranking.order if ranking else []) == list(order) and sorted(there) == sorted(
        (*_key(each), each.otherwise) for each in conditions
    )


def _write(
    reply: Reply,
    fork: Fork,
    ranking: Ranking | None,
    order: Sequence[str],
    conditions: Sequence[Condition],
    actor: Actor,
) -> Ranking | None:
    if _same(ranking, order, conditions):
        return ranking
    if ranking and not (order or conditions):
        ranking.delete()
        return None
    ranking = ranking or Ranking(reply=reply, fork=fork)
    ranking.order, ranking.author_name, ranking.changed_at = list(order), actor.name, clock.now()
    ranking.save()
    ranking.conditions.all().delete()
    for each in conditions:
        each.ranking = ranking
        each.save()
    return ranking
