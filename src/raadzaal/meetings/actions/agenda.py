"""What stands on an agenda, and members who want a vote on it."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from raadzaal.accounts.actor import Actor
from raadzaal.council.models import Person
from raadzaal.journal import acts
from raadzaal.meetings.actions.agenda_editing import last_order
from raadzaal.meetings.actions.attending import RECORDER_KEYS, SIGNERS
from raadzaal.meetings.actions.locking import audience, locked
from raadzaal.meetings.models import AgendaItem, Meeting
from raadzaal.meetings.queries import undecided_before
from raadzaal.meetings.queries.meetings import ENDED
from raadzaal.procedure.engine import Done, performs
from raadzaal.procedure.models import Case
from raadzaal.procedure.refusals import NotAllowed, Refused


def put_on_agenda(meeting: Meeting, case: Case, kind: str, *, on: date, revote: bool = False) -> AgendaItem:
    """At the end of the agenda; marked as a repeated vote when the one before decided nothing. Raises Refused."""
    acts.require()
    meeting = locked(meeting)
    if meeting.state in ENDED:
        raise Refused(_("This meeting is over. Choose another one."), code="meeting_over", field="meeting")
    if meeting.items.filter(case=case.pk).exists():
        raise Refused(_("This stands on the agenda of that meeting already."), code="on_agenda", field="meeting")
    return AgendaItem.objects.create(
        meeting=meeting,
        case_id=case.pk,
        kind=kind,
        order=last_order(meeting) + 1,
        revote=revote or bool(undecided_before(case)),
    )


@performs("meetings.ask_for_vote", by=SIGNERS)
def ask_for_vote(item: AgendaItem, *, actor: Actor, on: date, person: Person) -> Done:
    """A member asks for a roll call; from then on the item cannot be adopted without one (art. 24 Wet op de SER)."""
    meeting = locked(item.meeting)
    item = AgendaItem.objects.select_for_update(no_key=True).get(pk=item.pk)
    if person.public_id != actor.key and not actor.roles() & RECORDER_KEYS:
        raise NotAllowed(_("You ask for a vote for yourself only."), code="not_yours")
    if meeting.state != Meeting.State.OPEN:
        raise Refused(_("This meeting is not open."), code="not_open")
    if item.kind != AgendaItem.Kind.ADOPT or item.decisions.exists():
        raise Refused(_("There is nothing to vote on here any more."), code="nothing_to_vote")
    if not meeting.presences.filter(person=person).exists():
        raise Refused(
            _("Only who has signed the attendance list can ask for a vote."), code="not_present", field="person"
        )
    item.vote_asked_by = person
    item.save(update_fields=["vote_asked_by"])
    return Done(facts={"person": person.public_id}, result=item, audience=audience(meeting))
