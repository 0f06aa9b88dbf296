"""What happens inside an organisation during a round: who is let in, what they say, and the time that is asked for."""

from collections.abc import Iterator

from raadzaal.deliberation import actions as rounds
from raadzaal.deliberation.models import Invitation, TimeRequest
from raadzaal.demo import cast
from raadzaal.demo import content_rooms as told_of
from raadzaal.demo.schedule import Event
from raadzaal.demo.show import Played


def events(played: Played) -> Iterator[Event]:
    running = played.told.round
    for room in running.rooms:
        yield played.event(room.opens, 10, lambda room=room: _open(played, room))
        for later, said in enumerate(room.said):
            yield played.event(said.date, 14, lambda room=room, said=said: _say(played, room, said), later=later)
    for asked in running.more_time:
        yield played.event(asked.date, 10, lambda asked=asked: _ask(played, asked))
        if asked.answered is not None:
            yield played.event(asked.answered, 9, lambda asked=asked: _grant(played, asked))


def _invitation(played: Played, party: str) -> Invitation:
    return Invitation.objects.get(round=played.advice.rounds.last(), organisation__key=party)


def _open(played: Played, room: told_of.Room) -> None:
    """The coordinator makes the groups and lets in whoever will say something and does not write the reply already."""
    invitation, coordinator = _invitation(played, room.by), cast.coordinator(room.by)
    groups = {
        each.name: rounds.open_group(invitation, each.name, played.show.calendar.day(each.until), actor=coordinator)
        for each in room.groups
    }
    writers = {cast.policy_officer(room.by).key, coordinator.key}
    for said in room.said:
        who = cast.person(said.who)
        if who.public_id not in writers:
            rounds.let_in(invitation, actor=coordinator, people=[who], group=groups.get(said.group))


def _say(played: Played, room: told_of.Room, said: told_of.Inside) -> None:
    who, node = cast.inside(said.who), played.nodes[said.paragraph]
    rounds.save_remark(_invitation(played, room.by), node, said.stance, said.remark, said.proposal, actor=who)


def _ask(played: Played, asked: told_of.MoreTime) -> None:
    until = played.show.calendar.day(asked.until)
    rounds.ask_time(_invitation(played, asked.by), actor=cast.coordinator(asked.by), until=until, reason=asked.reason)


def _grant(played: Played, asked: told_of.MoreTime) -> None:
    invitation = _invitation(played, asked.by)
    request = TimeRequest.objects.get(invitation=invitation, answer="")
    rounds.answer_time(
        invitation.round, actor=played.secretary, request=request, granted=True, until=None, reason="Akkoord."
    )
