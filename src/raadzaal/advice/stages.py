"""Through what an advice passes, and the terms that run in between."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy

from raadzaal.procedure.basis import Basis
from raadzaal.procedure.terms import Length, TermRule


class Stage(models.TextChoices):
    REQUESTED = "requested", _("requested")
    DRAFTING = "drafting", _("in the committee")
    CONSULTING = "consulting", _("with the organisations")
    PROCESSING = "processing", _("working in the reactions")
    TABLED = "tabled", _("before the council")
    ADOPTED = "adopted", pgettext_lazy("stage", "adopted")
    SENT = "sent", pgettext_lazy("stage", "sent")
    RECEIVED = "received", _("waiting for the answer")
    ANSWERED = "answered", _("answered")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")


RESPONSE_BY_LAW = TermRule(
    "response",
    Length(months=3),
    Basis("statute", "art. 24 Kaderwet adviescolleges"),
)
RESPONSE_AGREED = TermRule(
    "response_agreed",
    Length(months=3),
    Basis("agreement", gettext_noop("Agreement with the cabinet: a response within three months")),
)
