"""The organisations consult their own ranks; the committee answers what they say.

Crown members are heard in their own consultation, which is no part of the round: of what the content has them say, only
the changes of the text are played.
"""

from collections.abc import Iterator
from datetime import date

from raadzaal.advice import actions
from raadzaal.deliberation import actions as rounds
from raadzaal.deliberation.models import Invitation, Position
from raadzaal.demo import cast, play_room
from raadzaal.demo import content as told_of
from raadzaal.demo.play_text import write
from raadzaal.demo.schedule import Event, next_working_day
from raadzaal.demo.show import Played, before_closing


def events(played: Played) -> Iterator[Event]:
    running = played.told.round
    if not running:
        return
    yield played.event(running.opens, 11, lambda: _consult(played))
    yield played.event(running.opens, 12, lambda: _call(played), mails=True)
    for reply in _replies(played):
        yield played.event(reply.date, 13, lambda reply=reply: _write_reply(played, reply))
        if reply.state != "draft":
            yield played.event(reply.date, 16, lambda reply=reply: _submit(played, reply))
    yield from play_room.events(played)
    if (closes := _closes(played)) <= played.show.today:
        yield played.event(closes, 8, lambda: _close(played))
    for later, (reply, position) in enumerate(_remarks(played)):
        answer = position.disposition
        yield played.event(answer.date, 9, lambda r=reply, p=position: _dispose(played, r, p), later=later)
    for later, reply in enumerate(reply for reply in _replies(played) if reply.general_disposition):
        day = reply.general_disposition.date
        yield played.event(day, 10, lambda reply=reply: _dispose_general(played, reply), later=later)


def _organisations(played: Played) -> list[str]:
    return [party for party in played.told.round.asked if not party.startswith("seat-")]


def _replies(played: Played) -> list[told_of.Reply]:
    asked = set(_organisations(played))
    return [reply for reply in played.told.round.replies if reply.by in asked]


def _remarks(played: Played) -> Iterator[tuple[told_of.Reply, told_of.Position]]:
    for reply in played.told.round.replies:
        for position in reply.positions:
            if position.disposition:
                yield reply, position


def _closes(played: Played) -> date:
    """The first working day after the last day and the last reply."""
    running, calendar = played.told.round, played.show.calendar
    last = [calendar.day(reply.date) for reply in _replies(played) if reply.state != "draft"]
    return next_working_day(max([calendar.day(running.deadline), *last]))


def _consult(played: Played) -> None:
    actions.consult(
        played.advice,
        actor=played.secretary,
        organisations=[cast.organisation(key) for key in _organisations(played)],
        deadline=played.show.calendar.day(played.told.round.deadline),
    )


def _call(played: Played) -> None:
    played.send_letter("call_for_reactions", lambda body: before_closing(body, played.told.round.question))


def _invitation(played: Played, party: str) -> Invitation:
    return Invitation.objects.get(round=played.advice.rounds.last(), organisation__key=party)


def _write_reply(played: Played, told: told_of.Reply) -> None:
    """The policy officer looks, and writes down what the organisation finds."""
    officer, invitation = cast.policy_officer(told.by), _invitation(played, told.by)
    rounds.mark_opened(invitation, actor=officer)
    reply = rounds.start_reply(invitation, actor=officer)
    rounds.save_general(reply, told.general, actor=officer)
    for each in told.positions:
        node = played.nodes[each.paragraph]
        rounds.save_position(reply, node, each.stance, each.reason, each.proposal, actor=officer)


def _submit(played: Played, told: told_of.Reply) -> None:
    invitation = _invitation(played, told.by)
    if told.state == "late":
        rounds.allow_late(
            invitation.round,
            actor=played.secretary,
            invitation=invitation,
            reason="De organisatie heeft gebeld: de reactie komt deze week.",
        )
    rounds.submit_reply(_invitation(played, told.by).reply, actor=cast.coordinator(told.by), mandate=told.mandate)


def _close(played: Played) -> None:
    actions.close_round(played.advice, actor=played.secretary)


def _dispose_general(played: Played, reply: told_of.Reply) -> None:
    answer = reply.general_disposition
    position = Position.objects.get(reply__invitation=_invitation(played, reply.by), node=None)
    actions.dispose(
        played.advice, actor=played.secretary, position=position, outcome=answer.outcome, reason=answer.reason
    )


def _dispose(played: Played, reply: told_of.Reply, told: told_of.Position) -> None:
    answer, revision = told.disposition, None
    if answer.text:
        edit = told_of.Edit(date=answer.date, paragraph=told.paragraph, text=answer.text, why=answer.reason)
        revision = write(played, edit)
    if reply in _replies(played):
        invitation = _invitation(played, reply.by)
        position = Position.objects.get(reply__invitation=invitation, node=played.nodes[told.paragraph])
        actions.dispose(
            played.advice,
            actor=played.secretary,
            position=position,
            outcome=answer.outcome,
            reason=answer.reason,
            worked_in=revision,
        )
