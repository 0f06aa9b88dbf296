from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from raadzaal.journal import clock
from raadzaal.ui.shapes import NavItem

PLACES = (
    ("advice:published", gettext_noop("Advices")),
    ("advice:dossiers", gettext_noop("In progress")),
    ("meetings:list", gettext_noop("Meetings")),
    ("council:composition", gettext_noop("The council")),
    ("advice:procedures", gettext_noop("How it works")),
    ("record:search", gettext_noop("Search")),
)
BELOW = (("record:open_data", gettext_noop("Open data")), ("record:check", gettext_noop("Check a copy")))


def navigation(request) -> dict:
    """Where a visitor can go, and the way in for those who work here."""
    return {
        "site_nav": [_item(request, name, _(label)) for name, label in PLACES],
        "account_nav": _account(request),
        "footer_nav": [NavItem(_(label), reverse(name)) for name, label in (*PLACES, *BELOW)],
        "home_url": reverse("site:home"),
    }


def today(request) -> dict:
    """The day from which dates on the pages are counted: that of the journal, as everywhere."""
    return {"today": clock.today()}


def _item(request, name: str, label: str) -> NavItem:
    url = reverse(name)
    return NavItem(label, url, current=request.path.startswith(url))


def _account(request) -> list[NavItem]:
    if not request.user.is_authenticated:
        return [NavItem(_("Sign in"), reverse("account_login"))]
    actor = request.actor
    held = actor.capacities[0].label if len(actor.capacities) == 1 else ""
    return [
        NavItem(_("My work"), reverse("workspace:home")),
        NavItem(actor.name or request.user.email, reverse("accounts:capacities"), hint=held),
    ]
