from django.db import models

from raadzaal.council.models import Person, Seat
from raadzaal.meetings.models.agenda import AgendaItem
from raadzaal.meetings.models.meeting import Meeting


class Presence(models.Model):
    """Who sat for a seat in a meeting: the member, or a substitute instead. One person a seat."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="presences")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT)
    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    as_substitute = models.BooleanField(default=False)
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ["seat__number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "seat"], name="one_person_per_seat"),
            models.UniqueConstraint(fields=["meeting", "person"], name="one_seat_per_person"),
        ]

    def __str__(self) -> str:
        return f"{self.seat_id}: {self.person_id}"


class Stay(models.Model):
    """From when to when somebody sat for a seat, and at which points of the agenda they came and went."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="stays")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT)
    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    as_substitute = models.BooleanField(default=False)
    came_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    from_item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, related_name="+")
    until_item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["came_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "seat"], condition=models.Q(left_at=None), name="one_stay_per_seat_at_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.seat_id}: {self.person_id}"
