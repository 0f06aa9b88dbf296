"""The committee writes: a first text from Word, edits, versions that are frozen."""

from collections.abc import Iterator

from raadzaal.advice import actions
from raadzaal.council.models import Organisation
from raadzaal.demo import cast
from raadzaal.demo.content import Dissent, Edit
from raadzaal.demo.schedule import Event
from raadzaal.demo.show import Played
from raadzaal.texts.imports import read_upload
from raadzaal.texts.models import Node
from raadzaal.texts.queries import current


def events(played: Played) -> Iterator[Event]:
    told = played.told
    if not told.text:
        return
    yield played.event(_first_text(played), 9, lambda: _bring_in(played))
    for edit in told.edits:
        yield played.event(edit.date, 9, lambda edit=edit: write(played, edit), later=3)
    for milestone in told.milestones:
        yield played.event(milestone.date, 10, lambda: _summarise(played))
        yield played.event(milestone.date, 10, lambda kind=milestone.kind: _freeze(played, kind), later=20)
    for dissent in told.dissents:
        if dissent.form == "in_text":
            yield played.event(dissent.date, 11, lambda dissent=dissent: record(played, dissent))


def _first_text(played: Played) -> int:
    """Two thirds of the way from the beginning to whatever needs a text."""
    told = played.told
    begin = (told.intake or told.intention).date
    needing = [edit.date for edit in told.edits] + [milestone.date for milestone in told.milestones]
    until = min([*needing, told.withdrawal.date if told.withdrawal else 0])
    return begin + max((until - begin) * 2 // 3, 1)


def _bring_in(played: Played) -> None:
    advice, manuscript = played.advice, played.manuscript
    uploaded = manuscript.file(played.told.key, played.show.today)
    preview = read_upload(uploaded, advice.work, actor=played.secretary)
    actions.bring_in(advice, actor=played.secretary, preview=preview, reason="Eerste tekst van de commissie")
    ids = [line.node_id for line in current(advice.work)]
    nodes = Node.objects.in_bulk(ids, field_name="public_id")
    played.nodes = {label: nodes[ids[at]] for label, at in manuscript.places.items()}
    for told in played.told.text.recommendations:
        _recommend(played, told)


def _recommend(played: Played, told) -> None:
    actions.recommend(
        played.advice,
        actor=played.secretary,
        node=played.nodes[told.id],
        addressee=_name(told.addressee),
        objective=told.objective,
        argument=told.argument,
    )


def _name(addressee: str) -> str:
    """Those who may ask for advice by their name; others are told in words already."""
    known = Organisation.objects.filter(key=addressee).first()
    return str(known) if known else addressee


def write(played: Played, edit: Edit) -> int:
    """Give a paragraph its new words; returns the number of the revision."""
    node = played.nodes[edit.paragraph]
    revision = actions.edit(
        played.advice,
        actor=played.secretary,
        node=node,
        notation=played.manuscript.renumbered(edit.text),
        base=node.revisions.get(superseded_at=None).number,
        reason=edit.why,
    )
    return revision.number


def _summarise(played: Played) -> None:
    summary = played.told.summary
    actions.summarise(played.advice, actor=played.secretary, summary=summary.nl, summary_en=summary.en)


def _freeze(played: Played, milestone: str) -> None:
    actions.freeze(played.advice, actor=played.secretary, milestone=milestone)


def record(played: Played, dissent: Dissent) -> None:
    actions.dissent(
        played.advice,
        actor=played.secretary,
        text=dissent.text,
        seats=[cast.seat(number) for number in dissent.seats],
        form=dissent.form,
        node=played.nodes[dissent.paragraph],
    )
