"""Words for what the record knows by keys."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from raadzaal.council import profile
from raadzaal.publications.numbering import format_number
from raadzaal.record.models import Item

KINDS = {
    "advice": gettext_noop("advice"),
    "letter": gettext_noop("letter advice"),
    "exploration": gettext_noop("exploration"),
    "alert": gettext_noop("alert"),
    "report": gettext_noop("report"),
    "ordinance": gettext_noop("ordinance"),
    "other": gettext_noop("other publication"),
    "dossier": gettext_noop("dossier"),
    "meeting": gettext_noop("meeting"),
    "person": gettext_noop("person"),
    "organisation": gettext_noop("organisation"),
    "committee": gettext_noop("committee"),
}
STATUSES = {"answered": gettext_noop("answered"), "waiting": gettext_noop("waiting for the answer")}
UNANIMOUS = {"1": gettext_noop("unanimous"), "0": gettext_noop("divided")}


def number_of(item: Item) -> str:
    """As the council's profile writes numbers; empty for what has none."""
    return format_number(profile.active().numbering.advice, item.year, item.serial) if item.serial else ""


def word(name: str, value: str) -> str:
    """What a value of a facet is called."""
    known = {"kind": KINDS, "status": STATUSES, "unanimous": UNANIMOUS}.get(name, {})
    return _(known[value]) if value in known else value
