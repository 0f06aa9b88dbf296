"""Which letters somebody may see: what went out in public everybody, the rest those who work on the dossier."""

from django.db.models import QuerySet

from raadzaal.accounts.actor import Actor
from raadzaal.correspondence.models import Letter, OutgoingMail
from raadzaal.procedure.models import Case

HOUSE = {"secretariat", "secretary_general"}
WRITERS = ("committee_secretary",)
READERS = ("organisation_coordinator", "organisation_member", "requester")


def letters_visible(actor: Actor, case: Case) -> QuerySet[Letter]:
    """Drafts are the writers' own; what was sent to somebody is theirs to read."""
    letters = case.letters.prefetch_related("addressees")
    if may_write(actor, case):
        return letters
    sent = letters.filter(state=Letter.State.SENT)
    mine = {scope for role in READERS for scope in actor.scopes(role)}
    return (sent.filter(public=True) | sent.filter(addressees__organisation__public_id__in=mine)).distinct()


def may_write(actor: Actor, case: Case) -> bool:
    if actor.roles() & HOUSE:
        return True
    scopes = case.role_scopes()
    return any(actor.scopes(role) & scopes.get(role, set()) for role in WRITERS)


def drafts_waiting(actor: Actor, cases) -> QuerySet[Letter]:
    """Letters that wait for somebody to send them, in the dossiers given."""
    if not actor.roles() & {*HOUSE, *WRITERS}:
        return Letter.objects.none()
    drafts = Letter.objects.filter(state=Letter.State.DRAFT, case__in=cases).exclude(template="advice_offered")
    return drafts.select_related("case").prefetch_related("addressees")


def outbox(actor: Actor) -> QuerySet[OutgoingMail]:
    if not actor.roles() & HOUSE:
        return OutgoingMail.objects.none()
    return OutgoingMail.objects.filter(unsubscribe="").select_related("letter__case").order_by("-made_at", "-pk")
