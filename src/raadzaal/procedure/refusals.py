"""Why an act was not done, in words for the person who tried, with the field it concerns where there is one."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """``code`` is stable, ``message`` is translated when shown, ``field`` names the evidence concerned."""

    code = "refused"
    message = _("This cannot be done now.")

    def __init__(self, message=None, *, code: str = "", field: str = "", **params):
        self.message = message if message is not None else self.message
        self.code = code or self.code
        self.field = field
        self.params = params
        super().__init__(self.code)

    def __str__(self) -> str:
        return str(self.message) % self.params if self.params else str(self.message)


class WrongStage(Refused):
    code = "wrong_stage"
    message = _("This step does not fit the stage the dossier is in now: %(stage)s.")


class Stale(Refused):
    code = "stale"
    message = _("Somebody has taken a step since you opened this page. Look at the dossier as it is now and try again.")


class Busy(Refused):
    code = "busy"
    message = _("Others are working in the same place at this very moment. Nothing was kept; try again.")


class NotAllowed(Refused):
    code = "not_allowed"
    message = _("You do not hold a role that may do this today. It is up to: %(roles)s.")


class MissingEvidence(Refused):
    code = "missing"
    message = _("This is needed before the step can be taken.")


class BadDate(Refused):
    code = "bad_date"
    message = _("This date cannot be right: %(date)s.")


class NotInThisProfile(Refused):
    code = "not_in_profile"
    message = _("This council does not know this step.")


class SentTwice(Exception):
    """No refusal: what was asked has been done. Told by ``SentTwiceMiddleware``, whatever the page."""

    def __str__(self) -> str:
        return str(_("This was sent twice. It has been done once."))


def names(roles: Sequence) -> str:
    return ", ".join(sorted(str(role.label) for role in roles))
