"""To whom the letters of an advice go, and what they need to know."""

from raadzaal.correspondence import drafting
from raadzaal.correspondence.drafting import Plan
from raadzaal.council import profile
from raadzaal.council.models import Organisation
from raadzaal.publications.numbering import format_number

CHAMBERS = ("house", "senate")


def _requesters(advice) -> tuple[Organisation, ...]:
    return tuple(advice.request.requesters.order_by("name")) if advice.requested else ()


def _chambers() -> tuple[Organisation, ...]:
    return tuple(Organisation.objects.filter(kind=Organisation.Kind.CHAMBER).order_by("name"))


def _minister() -> tuple[Organisation, ...]:
    """The minister of Social Affairs and Employment, through whom the council deals with the cabinet."""
    return tuple(Organisation.objects.filter(key=profile.active().requesting.coordinating))


def to_requesters(advice, on) -> Plan:
    return Plan(to=_requesters(advice), context={"request": advice.request}, public=True)


def intention(advice, on) -> Plan:
    """Art. 18 Kaderwet adviescolleges: the intention goes to the minister and both Chambers."""
    return Plan(to=_minister() + _chambers(), context={"committee": advice.committee}, public=True)


def call_for_reactions(advice, on) -> Plan:
    running = advice.rounds.last()
    invited = tuple(each.organisation for each in running.invitations.select_related("organisation"))
    return Plan(to=invited, context={"round": running})


def advice_offered(advice, on) -> Plan:
    """To those who asked, in copy to the minister where a Chamber asked (art. 22 Kaderwet adviescolleges)."""
    publication = advice.publication
    number = format_number(profile.active().numbering.advice, publication.year, publication.serial)
    to = _requesters(advice) or _minister() + _chambers()
    copies = _minister() if any(each.kind == Organisation.Kind.CHAMBER for each in to) else ()
    recommendations = advice.recommendations.count()
    context = {"number": number, "publication": publication, "recommendations": recommendations}
    return Plan(to=to, copies=tuple(each for each in copies if each not in to), context=context, public=True)


def reminder(advice, on) -> Plan:
    term = advice.terms.filter(stopped_on=None).last()
    return Plan(to=_requesters(advice) or _minister(), context={"term": term, "late": term.due < on})


def register() -> None:
    planners = {
        "request_received": to_requesters,
        "request_accepted": to_requesters,
        "request_declined": to_requesters,
        "intention": intention,
        "call_for_reactions": call_for_reactions,
        "advice_offered": advice_offered,
        "reminder": reminder,
    }
    for template, planner in planners.items():
        drafting.register(template, room="advice", planner=planner)
