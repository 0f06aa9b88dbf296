"""Drafts of letters. A step names a template; the room of that step tells to whom the letter goes and what it says of the case."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.text import Truncator

from raadzaal.accounts.actor import Actor
from raadzaal.correspondence.models import Addressee, Letter
from raadzaal.council.models import Organisation
from raadzaal.journal import clock
from raadzaal.journal.acts import require
from raadzaal.procedure.models import Case


@dataclass(frozen=True)
class Plan:
    """To whom, with a copy to whom, and the words a template needs."""

    to: tuple[Organisation, ...]
    copies: tuple[Organisation, ...] = ()
    context: dict = field(default_factory=dict)
    language: str = "nl"
    public: bool = False


Planner = Callable[[Case, date], Plan]
LONGEST_SUBJECT = Letter._meta.get_field("subject").max_length
_planners: dict[str, tuple[str, Planner]] = {}


def register(template: str, *, room: str, planner: Planner) -> None:
    """``<room>/letters/<template>.<language>.txt`` holds the words: the subject on the first line, the text after an empty one."""
    _planners[template] = (room, planner)


def templates() -> dict[str, str]:
    return {template: room for template, (room, _) in _planners.items()}


def draft(case: Case, template: str, actor: Actor, on: date) -> Letter:
    """A letter that waits for a person to read, change and send it."""
    require()
    room, planner = _planners[template]
    plan = planner(case, on)
    subject, body = words(room, template, plan, {"case": case, "on": on, "secretary": actor.name})
    letter = Letter.objects.create(
        case=case,
        template=template,
        language=plan.language,
        subject=subject,
        body=body,
        public=plan.public,
        drafted_at=clock.now(),
    )
    Addressee.objects.bulk_create(
        [_addressee(letter, each, copy=False) for each in plan.to]
        + [_addressee(letter, each, copy=True) for each in plan.copies]
    )
    return letter


def words(room: str, template: str, plan: Plan, context: dict) -> tuple[str, str]:
    """Subject and text. A subject with a long title in it is cut at its end, as much as a subject can hold."""
    with translation.override(plan.language):
        text = render_to_string(f"{room}/letters/{template}.{plan.language}.txt", {**plan.context, **context})
    subject, _, body = text.strip().partition("\n")
    return Truncator(subject.strip()).chars(LONGEST_SUBJECT), body.strip()


def _addressee(letter: Letter, organisation: Organisation, *, copy: bool) -> Addressee:
    return Addressee(
        letter=letter, organisation=organisation, name=str(organisation), email=organisation.email, copy=copy
    )
