"""A version of an advice as it is read, on the page and on paper."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.utils import formats, translation
from django.utils.translation import gettext as _

from raadzaal.advice.models import Advice
from raadzaal.advice.presenting import facts, number
from raadzaal.advice.support_forms import annexed
from raadzaal.council import profile
from raadzaal.council.models import Appointment
from raadzaal.council.presenting import group_label
from raadzaal.deliberation import alternatives
from raadzaal.deliberation.models import Dissent
from raadzaal.deliberation.queries.snapshot import opened
from raadzaal.files import store
from raadzaal.publications.models import Publication
from raadzaal.texts import presenters
from raadzaal.texts.document import Document, Node, View
from raadzaal.texts.models import Milestone
from raadzaal.texts.notation import escape
from raadzaal.texts.outline import Address
from raadzaal.texts.queries import frozen

CLOSED = (Milestone.Key.TABLED, Milestone.Key.ADOPTED, Milestone.Key.CORRECTED)


def reading(milestone: Milestone, advice: Advice | None, *, figure, links=None, marks=None, url: str = "") -> dict:
    """The context of ``texts/read.html``; with the differing views where *advice* is given."""
    by_node, general = dissents(advice) if advice else ({}, [])
    return presenters.reading(
        milestone, figure=figure, dissents=by_node, general_dissents=general, links=links, marks=marks, url=url
    )


def dissents(advice: Advice) -> tuple[dict[int, list[presenters.Dissent]], list[presenters.Dissent]]:
    """Per paragraph, and of the advice as a whole; the wording goes by the number of supporters (art. 45 W, SER-Wijzer p. 20)."""
    by_node: dict[int, list[presenters.Dissent]] = {}
    general: list[presenters.Dissent] = []
    named: Counter = Counter()
    for row in advice.dissents.prefetch_related("seats__displayed", "seats__appointing"):
        place, supporters = row.node_id, len(row.seats.all())
        band = profile.active().dissent.wording(supporters)
        named[place, band.at_least] += 1
        who = str(band.phrase(named[place, band.at_least]))
        shown = presenters.Dissent(who, row.text, str(row.get_form_display()), composition(row))
        if row.node_id:
            by_node.setdefault(row.node_id, []).append(shown)
        else:
            general.append(shown)
    return by_node, general


def holders(dissent: Dissent) -> str:
    """ "Part of the council (workers: FNV, CNV; crown members: A. Name)"."""
    phrase = profile.active().dissent.wording(len(dissent.seats.all())).phrase(1)
    return f"{phrase} ({composition(dissent)})"


def composition(dissent: Dissent) -> str:
    """By group: organisations as displayed, and by name who sits for none, such as crown members (SER-Wijzer p. 20)."""
    seats = list(dissent.seats.all())
    named = dict(_persons([seat.pk for seat in seats if not seat.displayed], dissent.on))
    groups: dict[str, dict[str, None]] = {}
    for seat in sorted(seats, key=lambda each: each.number):
        name = str(seat.displayed) if seat.displayed else named.get(seat.pk)
        if name:
            groups.setdefault(seat.group, {})[name] = None
    order = [group.key for group in profile.active().groups]
    told = sorted(groups, key=lambda key: order.index(key) if key in order else len(order))
    return "; ".join(f"{group_label(group)}: {', '.join(groups[group])}" for group in told)


def _persons(seats: list[int], on: date) -> list[tuple[int, str]]:
    """Who sat on these seats that day."""
    if not seats:
        return []
    rows = Appointment.objects.on(on).filter(seat__in=seats, role=Appointment.Role.MEMBER).select_related("person")
    return [(row.seat_id, row.person.name) for row in rows.order_by("seat__number")]


def document(publication: Publication, advice: Advice, *, with_support: bool = False) -> Document:
    """Everything the printed forms need, in the language of the text; *with_support* in an annex, as far as it is public."""
    work = publication.milestone.work
    with translation.override(work.language):
        lines = frozen(publication.milestone)
        by_node, general = dissents(advice)
        nodes = [Node(line.node_id, line.block, Address(line.number, line.label)) for line in lines]
        if with_support:
            nodes = annexed(nodes, opened(advice, publication.milestone), work.language)
        return Document(
            title=advice.title,
            on=publication.adopted_on,
            nodes=nodes,
            number=f"{advice.get_kind_display()} {number(publication)}",
            date_text=formats.date_format(publication.adopted_on, "j F Y"),
            council_name=str(profile.active().name),
            language=work.language,
            front=_front(advice, publication),
            views=_printed(general),
            dissents={line.node_id: _printed(by_node.get(line.node, ())) for line in lines if line.node in by_node},
            assets={line.block.asset: store.path(line.block.asset) for line in lines if line.block.asset},
        )


def kept_document(milestone: Milestone, advice: Advice) -> Document:
    """A version that was kept, for who may read the draft: with the variants that were open; once closed, with differing views."""
    work = milestone.work
    with translation.override(work.language):
        lines = frozen(milestone)
        by_node, general = dissents(advice) if milestone.key in CLOSED else ({}, [])
        return Document(
            title=advice.title,
            on=milestone.frozen_on,
            nodes=[Node(line.node_id, line.block, Address(line.number, line.label)) for line in lines],
            date_text=formats.date_format(milestone.frozen_on, "j F Y"),
            council_name=str(profile.active().name),
            status_label=str(milestone.get_key_display()),
            language=work.language,
            dissents={line.node_id: _printed(by_node.get(line.node, ())) for line in lines if line.node in by_node},
            views=_printed(general),
            alternatives=alternatives.kept(advice, milestone),
            assets={line.block.asset: store.path(line.block.asset) for line in lines if line.block.asset},
        )


def _front(advice: Advice, publication: Publication) -> list[tuple[str, str]]:
    """The lines of the title page."""
    told = {**facts(advice), _("Adopted on"): publication.adopted_on}
    return [(label, _written(value)) for label, value in told.items()]


def _written(value) -> str:
    return formats.date_format(value, "j F Y") if isinstance(value, date) else str(value)


def _printed(views: Iterable[presenters.Dissent]) -> list[View]:
    """Who in the words of the profile, what, and in a footnote who they are (SER-Wijzer p. 20)."""
    return [View(f"{each.holders}: {escape(each.text)}", each.composition, each.label) for each in views]


def known_abbreviations() -> set[str]:
    """What needs no explanation in a text of this council: its list, its own name, its organisations and requesters."""
    rules = profile.active()
    names = {rules.short_name, *(each.name for each in rules.organisations)}
    return names | set(rules.abbreviations) | {each.abbreviation for each in rules.requesting.requesters}
