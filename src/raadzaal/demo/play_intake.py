"""How an invented advice begins, and how some end before they are written."""

from collections.abc import Iterator

from raadzaal.advice import actions
from raadzaal.council import profile
from raadzaal.demo import cast
from raadzaal.demo.schedule import Event
from raadzaal.demo.show import Played


def events(played: Played) -> Iterator[Event]:
    told = played.told
    if told.request:
        yield played.event(told.request.date, 8, lambda: _file(played))
        yield played.event(told.request.date, 12, lambda: played.send_letter("request_received"), mails=True)
    if told.intention:
        yield played.event(told.intention.date, 9, lambda: _initiate(played))
        yield played.event(told.intention.date, 12, lambda: played.send_letter("intention"), mails=True)
    if told.intake and told.request:
        yield from _decided(played)
    if told.withdrawal:
        yield played.event(told.withdrawal.date, 15, lambda: _withdraw(played))


def _decided(played: Played) -> Iterator[Event]:
    accepted = played.told.intake.decision == "accept"
    template = "request_accepted" if accepted else "request_declined"
    yield played.event(played.told.intake.date, 9, lambda: (_accept if accepted else _decline)(played))
    yield played.event(played.told.intake.date, 12, lambda: played.send_letter(template), mails=True)


def _file(played: Played) -> None:
    told, asked = played.told, played.told.request
    played.pk = actions.file(
        actor=cast.office(told.requesters[0]),
        title=told.title.nl,
        title_en=told.title.en,
        kind=told.kind,
        requesters=[cast.organisation(key) for key in told.requesters],
        letter=f"Kenmerk: {asked.reference}\n\n{asked.letter}",
        questions=asked.questions,
        addressee=str(profile.active().requester(told.addressees[0]).addressee),
        deadline=None if asked.deadline is None else played.show.calendar.day(asked.deadline),
    ).pk


def _initiate(played: Played) -> None:
    told = played.told
    played.pk = actions.initiate(
        actor=cast.executive(),
        title=told.title.nl,
        title_en=told.title.en,
        kind=told.kind,
        committee=cast.body(told.committee),
        ground=told.ground,
        main_lines=told.main_lines,
        scope=told.intention.letter,
    ).pk


def _accept(played: Played) -> None:
    told = played.told
    actions.accept(
        played.advice,
        actor=cast.executive(),
        committee=cast.body(told.committee),
        ground=told.ground,
        in_part=told.intake.scope == "part",
        scope=told.intake.scope_text,
    )


def _decline(played: Played) -> None:
    actions.decline(played.advice, actor=cast.executive(), reason=played.told.intake.reasons)


def _withdraw(played: Played) -> None:
    withdrawal = played.told.withdrawal
    actions.withdraw(played.advice, actor=cast.office(withdrawal.by), reason=withdrawal.reasons)
