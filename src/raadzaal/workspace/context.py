"""The left of the workspace: the dossiers and meetings that are mine."""

from django.urls import reverse
from django.utils.translation import gettext as _

from raadzaal.advice import queries
from raadzaal.advice.procedure import AdviceProcedure
from raadzaal.ui.shapes import NavGroup, NavItem

MOST = 12


class Navigation:
    """Worked out only where a page of the workspace shows it."""

    def __init__(self, request):
        self.request = request

    def __iter__(self):
        return iter(self._groups())

    def _groups(self) -> list[NavGroup]:
        groups = [NavGroup(_("Work"), self._work())]
        if dossiers := self._dossiers():
            groups.append(NavGroup(_("My dossiers"), dossiers))
        return groups

    def _work(self) -> list[NavItem]:
        roles = self.request.actor.roles()
        places = [("workspace:home", _("What waits for me")), ("workspace:dossiers", _("All my dossiers"))]
        if roles & {"secretariat", "requester"}:
            places.append(("advice:file", _("File a request")))
        if roles & {"executive_committee", "secretary_general"}:
            places.append(("advice:initiate", _("Own initiative")))
        if roles & {"secretariat", "secretary_general"}:
            places += [("correspondence:outbox", _("Sent mail")), ("council:appointments", _("Appointments"))]
            places += [("record:imports", _("Archive")), ("record:synonyms", _("Synonyms"))]
        return [self._item(reverse(name), label) for name, label in places]

    def _dossiers(self) -> list[NavItem]:
        running = queries.visible(self.request.actor).exclude(stage__in=AdviceProcedure.ends)
        rows = running.order_by("-opened_on", "-pk")[:MOST]
        return [
            self._item(reverse("advice:dossier", args=[advice.public_id]), advice.local_title, str(advice.stage_label))
            for advice in rows
        ]

    def _item(self, url: str, label: str, hint: str = "") -> NavItem:
        here = self.request.path
        return NavItem(label, url, current=here == url or (hint != "" and here.startswith(url)), hint=hint)


def navigation(request) -> dict:
    actor = getattr(request, "actor", None)
    return {"workspace_nav": Navigation(request) if actor is not None else ()}
