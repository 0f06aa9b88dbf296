"""How a search stands in an address: for each facet its parameter and its name."""

from django.utils.translation import gettext_noop

PARAMETERS = {
    "kind": ("soort", gettext_noop("Kind")),
    "theme": ("thema", gettext_noop("Theme")),
    "year": ("jaar", gettext_noop("Year")),
    "committee": ("commissie", gettext_noop("Committee")),
    "status": ("antwoord", gettext_noop("Answer")),
    "unanimous": ("eensgezind", gettext_noop("How it was decided")),
}
