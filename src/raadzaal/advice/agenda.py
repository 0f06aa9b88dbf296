"""What a meeting shows of the advices on its agenda: where the dossier is, the papers, and what can be done now."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from raadzaal.accounts.actor import Actor
from raadzaal.advice import actions, presenting, queries
from raadzaal.advice.models import Advice
from raadzaal.advice.open_acts import acts_for
from raadzaal.meetings.models import AgendaItem, Decision
from raadzaal.meetings.registry import ItemView
from raadzaal.ui.shapes import NavItem

IN_THE_MEETING = {"adopt", "refer_back", "take_note", "dissent"}


def show(items: Sequence[AgendaItem], actor: Actor) -> dict[int, ItemView]:
    """For all items at once: the dossiers are fetched together."""
    cases = {item.case_id for item in items}
    public = {each.pk: each for each in queries.with_parts(queries.public().filter(pk__in=cases))}
    mine = set(queries.visible(actor).filter(pk__in=cases).values_list("pk", flat=True)) if actor.key else set()
    return {
        item.pk: _item(public[item.case_id], actor, inside=item.case_id in mine)
        for item in items
        if item.case_id in public
    }


def _item(advice: Advice, actor: Actor, *, inside: bool) -> ItemView:
    place = "advice:dossier" if inside else "advice:public_dossier"
    acts = [act for act in acts_for(advice, actor) if act.key in IN_THE_MEETING] if inside else []
    return ItemView(reverse(place, args=[advice.public_id]), _papers(advice, actor, inside), acts)


def _papers(advice: Advice, actor: Actor, inside: bool) -> list[NavItem]:
    papers = []
    if inside and queries.may_read_tabled(advice, actor):
        papers.append(NavItem(_("Draft advice"), reverse("advice:tabled", args=[advice.public_id])))
    publication = getattr(advice, "publication", None)
    if publication and publication.published_on:
        label = _("Advice %(number)s") % {"number": presenting.number(publication)}
        papers.append(NavItem(label, reverse("advice:advice", args=[publication.year, publication.serial])))
    return papers


def decide(item: AgendaItem, *, actor: Actor, on: date, method: str, votes) -> Decision:
    """The council decides on a draft advice in its meeting: the same step as on the page of the dossier."""
    return actions.adopt(Advice.objects.get(pk=item.case_id), actor=actor, on=on, method=method, votes=votes)
