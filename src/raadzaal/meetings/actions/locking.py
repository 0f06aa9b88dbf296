"""What is the same for every act on a meeting: it is locked first, so that acts on one meeting follow one another."""

from django.utils.translation import gettext_lazy as _

from raadzaal.journal.models import Audience
from raadzaal.meetings.models import Meeting
from raadzaal.procedure.refusals import Refused
from raadzaal.procedure.roles import committee_chair, committee_secretary, council_chair, secretariat, secretary_general

RECORDERS = secretariat | secretary_general | council_chair | committee_secretary | committee_chair


def locked(meeting: Meeting) -> Meeting:
    """The meeting as it stands now, locked until commit."""
    found = Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
    found.body = meeting.body
    return found


def locked_open(meeting: Meeting) -> Meeting:
    """The same, of a meeting that is being held. Raises Refused."""
    meeting = locked(meeting)
    if meeting.state != Meeting.State.OPEN:
        raise Refused(_("This meeting is not open."), code="not_open")
    return meeting


def audience(meeting: Meeting) -> Audience:
    return Audience.PUBLIC if meeting.public else Audience.SECRETARIAT
