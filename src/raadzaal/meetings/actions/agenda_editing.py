"""Making the agenda: points, their place, what stands with them."""

from datetime import date, time

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from raadzaal.accounts.actor import Actor
from raadzaal.council import profile
from raadzaal.council.models import Person
from raadzaal.council.queries import members_on
from raadzaal.files.models import StoredFile
from raadzaal.journal import clock
from raadzaal.meetings.actions.locking import RECORDERS, audience, locked
from raadzaal.meetings.models import AgendaItem, Meeting, Paper
from raadzaal.meetings.queries import sitting_day
from raadzaal.meetings.queries.agenda import descendants
from raadzaal.meetings.queries.meetings import ENDED
from raadzaal.procedure.engine import Done, performs
from raadzaal.procedure.refusals import NotInThisProfile, Refused

Kind = AgendaItem.Kind
DEEPEST = 3


@performs("meetings.add_item", by=RECORDERS)
def add_item(
    meeting: Meeting,
    *,
    actor: Actor,
    on: date,
    title: str,
    kind: str,
    parent: AgendaItem | None = None,
    closed: bool = False,
    consent: bool = False,
    subject: str = AgendaItem.Subject.MATTER,
    begins_at: time | None = None,
    minutes_of: Meeting | None = None,
    rapporteur: Person | None = None,
) -> Done:
    """A point that is about no dossier, at the end of those under the same one. Returns the AgendaItem."""
    meeting = _open_to_change(meeting)
    _check(meeting, title, kind, parent, closed, consent, subject, minutes_of)
    _check_rapporteur(meeting, rapporteur)
    item = AgendaItem.objects.create(
        meeting=meeting,
        parent=parent,
        title=title.strip(),
        kind=kind,
        subject=subject,
        closed=closed,
        consent=consent,
        begins_at=begins_at,
        minutes_of=minutes_of,
        rapporteur=rapporteur,
        order=last_order(meeting, parent) + 1,
    )
    return Done(facts=_facts(item), words=_words(item), result=item, audience=audience(meeting))


@performs("meetings.change_item", by=RECORDERS)
def change_item(
    meeting: Meeting,
    *,
    actor: Actor,
    on: date,
    item: AgendaItem,
    title: str,
    kind: str,
    parent: AgendaItem | None = None,
    closed: bool = False,
    consent: bool = False,
    subject: str = AgendaItem.Subject.MATTER,
    begins_at: time | None = None,
    minutes_of: Meeting | None = None,
    rapporteur: Person | None = None,
) -> Done:
    """Of a point about a dossier, its title and kind stay what the dossier makes them."""
    meeting, item = _open_to_change(meeting), _own(meeting, item)
    if item.decisions.exists():
        raise Refused(_("This item has been dealt with in this meeting."), code="decided")
    if item.case_id:
        title, kind, minutes_of = item.title, item.kind, None
    _check(meeting, title or item.label, kind, parent, closed, consent, subject, minutes_of)
    _check_rapporteur(meeting, rapporteur)
    if parent and parent.pk in {item.pk} | descendants(item, meeting.items.all()):
        raise Refused(_("A point cannot stand under itself."), code="own_parent", field="parent")
    if parent != item.parent:
        item.order = last_order(meeting, parent) + 1
    item.title, item.kind, item.parent, item.subject = title.strip(), kind, parent, subject
    item.closed, item.consent, item.begins_at, item.minutes_of = closed, consent, begins_at, minutes_of
    item.rapporteur = rapporteur
    item.save()
    return Done(facts=_facts(item), words=_words(item), result=item, audience=audience(meeting))


def _check_rapporteur(meeting: Meeting, rapporteur: Person | None) -> None:
    """A member of the body answers for a point, where the profile knows that."""
    if rapporteur is None:
        return
    if not profile.active().switched_on("rapporteurs"):
        raise NotInThisProfile
    if not members_on(meeting.body, sitting_day(meeting)).filter(person=rapporteur, role="member").exists():
        raise Refused(
            _("%(person)s does not sit in this body."), code="not_in_body", field="rapporteur", person=rapporteur.name
        )


@performs("meetings.shift_item", by=RECORDERS)
def shift_item(meeting: Meeting, *, actor: Actor, on: date, item: AgendaItem, up: bool) -> Done:
    """One place forward or back among the points under the same one; at the end it stays where it is."""
    meeting, item = _open_to_change(meeting), _own(meeting, item)
    beside = list(meeting.items.filter(parent=item.parent).order_by("order", "pk"))
    here = beside.index(item)
    there = here - 1 if up else here + 1
    if 0 <= there < len(beside):
        beside.insert(there, beside.pop(here))
        for order, each in enumerate(beside, start=1):
            each.order = order
        AgendaItem.objects.bulk_update(beside, ["order"])
    facts = {"item": item.public_id, "order": [each.public_id for each in beside]}
    return Done(facts=facts, audience=audience(meeting))


@performs("meetings.remove_item", by=RECORDERS)
def remove_item(meeting: Meeting, *, actor: Actor, on: date, item: AgendaItem) -> Done:
    """Only what nothing hangs on: a dossier leaves the agenda by a step of its own."""
    meeting, item = _open_to_change(meeting), _own(meeting, item)
    used = item.decisions.exists() or item.parts.exists() or item.papers.exists() or meeting.at_item_id == item.pk
    if item.case_id or used:
        raise Refused(_("Something hangs on this point: it stays on the agenda."), code="in_use")
    facts = _facts(item)
    item.delete()
    return Done(facts=facts, audience=audience(meeting))


@performs("meetings.add_paper", by=RECORDERS)
def add_paper(
    meeting: Meeting,
    *,
    actor: Actor,
    on: date,
    item: AgendaItem,
    title: str,
    file: StoredFile,
    file_name: str,
    access: str,
) -> Done:
    """Put a document with a point. What goes with a closed point is not for everybody."""
    meeting, item = locked(meeting), _own(meeting, item)
    if item.closed and access == Paper.Access.PUBLIC:
        raise Refused(_("This point is dealt with behind closed doors."), code="closed_item", field="access")
    paper = Paper.objects.create(
        item=item, title=title.strip(), file=file, file_name=file_name, access=access, added_at=clock.now()
    )
    facts = {"item": item.public_id, "paper": paper.public_id, "file": file.sha256, "access": access}
    return Done(facts=facts, words={"title": paper.title}, result=paper, audience=audience(meeting))


@performs("meetings.withdraw_paper", by=RECORDERS)
def withdraw_paper(meeting: Meeting, *, actor: Actor, on: date, paper: Paper) -> Done:
    """It is no longer to be read; that it was there stays known."""
    meeting = locked(meeting)
    _own(meeting, paper.item)
    Paper.objects.filter(pk=paper.pk, withdrawn_at=None).update(withdrawn_at=clock.now())
    return Done(facts={"paper": paper.public_id}, audience=audience(meeting))


def last_order(meeting: Meeting, parent: AgendaItem | None = None) -> int:
    return meeting.items.filter(parent=parent).aggregate(last=Max("order"))["last"] or 0


def _open_to_change(meeting: Meeting) -> Meeting:
    meeting = locked(meeting)
    if meeting.state in ENDED:
        raise Refused(_("This meeting is over. Choose another one."), code="meeting_over")
    return meeting


def _own(meeting: Meeting, item: AgendaItem) -> AgendaItem:
    """The point as it stands now. The form of another meeting cannot reach it."""
    found = AgendaItem.objects.select_related("case", "parent").filter(pk=item.pk, meeting=meeting).first()
    if found is None:
        raise Refused(_("This point is not on the agenda of this meeting."), code="foreign", field="item")
    return found


def _check(meeting, title, kind, parent, closed, consent, subject, minutes_of) -> None:
    if not title.strip():
        raise Refused(_("Say what the point is about."), code="no_title", field="title")
    if parent is not None:
        _check_depth(meeting, parent)
    openness = profile.active().meetings.openness
    if closed and meeting.public and subject in openness.always_public_for:
        raise Refused(
            _("This is decided in public (%(citation)s)."),
            code="always_public",
            field="closed",
            citation=openness.basis.citation,
        )
    if consent and kind not in (Kind.ADOPT, Kind.NOTE, Kind.MINUTES):
        raise Refused(_("Only what can be decided without debate goes with others."), code="consent", field="consent")
    if kind == Kind.MINUTES and minutes_of is None:
        raise Refused(_("Choose the meeting whose minutes these are."), code="no_minutes", field="minutes_of")


def _check_depth(meeting: Meeting, parent: AgendaItem) -> None:
    _own(meeting, parent)
    depth, above = 1, parent
    while above.parent_id:
        depth, above = depth + 1, above.parent
    if depth >= DEEPEST:
        raise Refused(_("An agenda goes three points deep at most."), code="too_deep", field="parent")


def _facts(item: AgendaItem) -> dict:
    return {
        "item": item.public_id,
        "kind": item.kind,
        "closed": item.closed,
        "consent": item.consent,
        "parent": item.parent.public_id if item.parent_id else "",
        **({"rapporteur": item.rapporteur.public_id} if item.rapporteur_id else {}),
    }


def _words(item: AgendaItem) -> dict[str, str]:
    """What a point behind closed doors is about is not for the public part of the journal."""
    return {} if item.closed or not item.title else {"title": item.title}
