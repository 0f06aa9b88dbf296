"""The advice goes out; reminders, answers, and what becomes of each recommendation."""

from collections.abc import Iterator

from raadzaal.advice import actions
from raadzaal.correspondence.models import Letter
from raadzaal.demo import cast
from raadzaal.demo import content as told_of
from raadzaal.demo.schedule import Event
from raadzaal.demo.show import Played, Show, before_closing


def events(played: Played) -> Iterator[Event]:
    told = played.told
    if told.sending:
        yield played.event(told.sending.date, 14, lambda: _send(played), mails=True)
        yield played.event(told.sending.date, 15, lambda: _publish(played))
        if told.sending.receipt is not None:
            yield played.event(told.sending.receipt, 16, lambda: _receive(played))
    for reminder in told.reminders:
        yield played.event(reminder.date, 10, lambda reminder=reminder: _remind(played, reminder), mails=True)
    for later, step in enumerate(told.follow_up):
        yield played.event(step.date, 15, lambda step=step: _follow(played, step), later=later)


def letters(show: Show) -> Iterator[Event]:
    """Letters of the cabinet, each answering one advice or several."""
    for letter in told_of.load_answers():
        if set(letter.answers) & set(show.dossiers):
            yield show.calendar.event(letter.date, 14, 0, lambda letter=letter: _answer(show, letter))


def _send(played: Played) -> None:
    cover = Letter.objects.get(case=played.pk, template="advice_offered", state=Letter.State.DRAFT)
    played.rewrite(cover, before_closing(cover.body, *played.told.sending.cover))
    actions.send(played.advice, actor=cast.secretariat())


def _publish(played: Played) -> None:
    actions.publish(played.advice, actor=cast.communications())


def _receive(played: Played) -> None:
    """Confirmed by the office that asked; noted by the secretariat where nobody did."""
    asked = played.told.requesters
    actor = cast.office(asked[0]) if asked else cast.secretariat()
    received_on = played.show.calendar.day(played.told.sending.receipt)
    actions.receipt(played.advice, actor=actor, received_on=received_on)


def _remind(played: Played, reminder: told_of.Reminder) -> None:
    actions.remind(played.advice, actor=cast.secretariat())
    played.send_letter("reminder", lambda body: before_closing(body, reminder.text))


def _answer(show: Show, told: told_of.AnswerLetter) -> None:
    dossiers = [show.dossiers[key] for key in told.answers if key in show.dossiers]
    show.responses[told.key] = actions.register_response(
        actor=cast.secretariat(),
        sender=cast.organisation(told.sender),
        subject=told.title.nl,
        text="\n\n".join(passage.text for passage in told.passages),
        reference=told.reference,
        wholly=[each.advice for each in dossiers if _completes(each, told)],
        partly=[each.advice for each in dossiers if not _completes(each, told)],
    )


def _completes(played: Played, told: told_of.AnswerLetter) -> bool:
    """The last letter to an advice that stands as answered."""
    later = [each.date for each in told_of.load_answers() if played.told.key in each.answers]
    return played.told.stands == "answered" and told.date == max(later)


def _follow(played: Played, told: told_of.FollowUp) -> None:
    evidence, advice = told.evidence, played.advice
    actions.follow_up(
        advice,
        actor=cast.secretariat(),
        recommendation=advice.recommendations.get(node=_node(played, told.recommendation)),
        status=told.status,
        evidence=evidence.kind,
        source=evidence.source,
        passage=_passage(played, told),
        response=played.show.responses.get(evidence.letter),
    )


def _node(played: Played, recommendation: int):
    return played.nodes[played.told.text.recommendations[recommendation - 1].id]


def _passage(played: Played, told: told_of.FollowUp) -> str:
    wanted = told_of.Reaction(advice=played.told.key, recommendation=told.recommendation)
    letter = next((each for each in told_of.load_answers() if each.key == told.evidence.letter), None)
    return next((each.text for each in letter.passages if wanted in each.reacts_to), "") if letter else ""
