"""Who may see what of an advice. Lists, counts, pages, search and exports all start here."""

from django.db.models import Q, QuerySet

from raadzaal.accounts.actor import Actor
from raadzaal.advice.models import Advice, Ground
from raadzaal.advice.procedure import Stage
from raadzaal.correspondence.queries import HOUSE
from raadzaal.correspondence.queries import WRITERS as WRITERS_OF_LETTERS
from raadzaal.council import profile
from raadzaal.journal.models import Audience

EVERYTHING = {"secretariat", "secretary_general", "executive_committee", "council_chair"}
COMMITTEE = ("committee_secretary", "committee_chair", "committee_member", "advisory_member", "ministry_observer")
WRITERS = {
    "committee_secretary",
    "committee_chair",
    "committee_member",
    "secretariat",
    "secretary_general",
    "council_chair",
}
PACKAGERS = {"committee_secretary", "committee_chair", "secretary_general", "council_chair"}
LEADERS = {"committee_secretary", "committee_chair"}
ORGANISATION = ("organisation_coordinator", "organisation_member")
COUNCIL = {"council_member", "substitute", "council_chair"}
BEFORE_COUNCIL = (Stage.TABLED, Stage.ADOPTED, Stage.SENT, Stage.RECEIVED, Stage.ANSWERED)


def public() -> QuerySet[Advice]:
    """Dossiers that everybody may follow. A request is public on arrival where the profile says so; else once accepted."""
    dossiers = Advice.objects.all()
    if not profile.active().switched_on("public_request"):
        dossiers = dossiers.exclude(stage=Stage.REQUESTED)
    return dossiers


def visible(actor: Actor) -> QuerySet[Advice]:
    """Dossiers that somebody works on or is concerned in, beyond what the public sees."""
    if actor.roles() & EVERYTHING:
        return Advice.objects.all()
    own = Q(pk__in=[])
    committees = {scope for role in COMMITTEE for scope in actor.scopes(role)}
    organisations = {scope for role in ORGANISATION for scope in actor.scopes(role)}
    if committees:
        own |= Q(committee__public_id__in=committees)
    if organisations:
        own |= Q(rounds__invitations__organisation__public_id__in=organisations)
    if offices := actor.scopes("requester"):
        own |= Q(request__requesters__public_id__in=offices)
    if actor.roles() & COUNCIL:
        own |= Q(stage__in=BEFORE_COUNCIL)
    return Advice.objects.filter(pk__in=Advice.objects.filter(own).values("pk"))


def may_read_draft(advice: Advice, actor: Actor) -> bool:
    """The text as it is being written: confidential to the committee and the secretariat (SER-Wijzer p. 28)."""
    return bool(inner_roles(advice, actor) & (WRITERS | set(COMMITTEE)))


def with_own_letters(actor: Actor) -> QuerySet[Advice]:
    """Dossiers whose letters, drafts too, somebody writes (``correspondence.queries.may_write``, for all at once)."""
    if actor.roles() & HOUSE:
        return visible(actor)
    committees = {scope for role in WRITERS_OF_LETTERS for scope in actor.scopes(role)}
    return visible(actor).filter(committee__public_id__in=committees)


def may_read_tabled(advice: Advice, actor: Actor) -> bool:
    """The draft advice as it goes to the council, for its members and substitutes too (SER-Wijzer p. 18).

    What a committee adopts itself never lies before the council as a draft.
    """
    if advice.work is None or advice.stage not in BEFORE_COUNCIL or advice.ground != Ground.PREPARE:
        return False
    return bool(actor.roles() & COUNCIL) or may_read_draft(advice, actor)


def readable_drafts(actor: Actor) -> QuerySet[Advice]:
    """Of the visible dossiers those of which ``may_read_draft`` says yes, for searching and counting."""
    if actor.roles() & (WRITERS - set(COMMITTEE)):
        return visible(actor)
    committees = {scope for role in COMMITTEE for scope in actor.scopes(role)}
    return Advice.objects.filter(committee__public_id__in=committees)


def may_read_reactions(advice: Advice, actor: Actor) -> bool:
    """What was said about a draft is the committee's own (SER-Wijzer p. 28)."""
    return bool(inner_roles(advice, actor) & {"committee_secretary", "committee_chair", "committee_member"})


def may_follow_replies(advice: Advice, actor: Actor) -> bool:
    """Who sees which organisation was invited, opened, drafts or has submitted."""
    return bool(inner_roles(advice, actor) & {"committee_secretary", "committee_chair"})


def inner_roles(advice: Advice, actor: Actor) -> set[str]:
    """The roles that somebody holds within this dossier."""
    scopes = advice.role_scopes()
    return {each.role for each in actor.capacities if each.role not in scopes or each.scope in scopes[each.role]}


def audiences(advice: Advice, actor: Actor) -> set[str]:
    """Which entries of the dossier's journal somebody reads."""
    roles = inner_roles(advice, actor)
    found = {str(Audience.PUBLIC)}
    if roles & WRITERS:
        found.add(str(Audience.DOSSIER))
    if roles & {"secretariat", "secretary_general", "committee_secretary"}:
        found.add(str(Audience.SECRETARIAT))
    if roles & {*ORGANISATION, *LEADERS}:
        found.add(str(Audience.ORGANISATION))
    return found


def journal_scopes(advice: Advice, actor: Actor) -> set[str]:
    """Of which organisations the entries that are theirs alone may be read; submitted replies also by the secretary."""
    roles = inner_roles(advice, actor)
    if roles & LEADERS:
        return advice.role_scopes()["organisation_coordinator"]
    return {scope for role in ORGANISATION for scope in actor.scopes(role)}


def with_parts(dossiers: QuerySet[Advice]) -> QuerySet[Advice]:
    """Everything a list needs, in a fixed number of queries."""
    return dossiers.select_related("committee", "request", "publication", "work").prefetch_related(
        "request__requesters",
        "stages_reached",
        "terms",
        "rounds__invitations__organisation",
        "agenda_items__meeting",
    )


def own_organisations(advice: Advice, actor: Actor) -> set[str]:
    """The organisations for which somebody works on this dossier, by public id."""
    asked = advice.role_scopes()["organisation_coordinator"]
    return {scope for role in ORGANISATION for scope in actor.scopes(role)} & asked


def may_see_support(advice: Advice, actor: Actor) -> bool:
    """Whether there is a map of who carries the text, and at least a column of it that may be seen."""
    asked = any(running.invitations.all() for running in advice.rounds.all())
    return asked and (may_read_reactions(advice, actor) or bool(own_organisations(advice, actor)))


def may_find_packages(advice: Advice, actor: Actor) -> bool:
    """Who weighs what all organisations would have, conditions included: never somebody who works for one of them."""
    roles = inner_roles(advice, actor)
    return bool(roles & PACKAGERS) and not roles & set(ORGANISATION)
