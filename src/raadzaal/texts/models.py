from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from raadzaal.journal.ids import new_id
from raadzaal.texts.blocks import Block, level_for


class Work(models.Model):
    """A text through all its versions. ``dossier_id`` is the public id of the dossier it belongs to."""

    public_id = models.CharField(max_length=26, unique=True, default=new_id, editable=False)
    dossier_id = models.CharField(max_length=26, db_index=True)
    language = models.CharField(max_length=8, default="nl")

    def __str__(self) -> str:
        return self.public_id


class Node(models.Model):
    """A place in a text whose identity survives edits, moves and renumbering."""

    public_id = models.CharField(max_length=26, unique=True, default=new_id, editable=False)
    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="nodes")

    def __str__(self) -> str:
        return self.public_id


class Alteration(models.Model):
    """What one act did to a text: for its maker one thing, and so one thing to undo.

    An undoing and a doing again are alterations too, ``of`` the first one, which alone is ever ``undone``.
    """

    class What(models.TextChoices):
        EDIT = "edit", _("edited")
        ADD = "add", _("added")
        MOVE = "move", _("moved")
        REMOVE = "remove", _("taken out")
        RESTORE = "restore", _("put back")
        SPLIT = "split", _("split up")
        MERGE = "merge", _("joined")
        REPLACE = "replace", _("words replaced")
        IMPORT = "import", _("brought in from a file")
        BACK = "back", _("back to a kept version")
        SUGGESTION = "suggestion", _("suggestion taken over")
        UNDO = "undo", _("undone")
        REDO = "redo", _("done again")

    public_id = models.CharField(max_length=26, unique=True, default=new_id, editable=False)
    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="alterations")
    what = models.CharField(max_length=20, choices=What)
    author = models.CharField(max_length=40)
    author_name = models.CharField(max_length=120)
    reason = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField()
    of = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="turns")
    undone = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["work", "author", "undone"])]

    def __str__(self) -> str:
        return f"{self.what} {self.public_id}"


class Revision(models.Model):
    """What a node said from one edit to the next. The current one has no ``superseded_at``; removal is a revision too.

    ``notation`` is the inline notation of ``texts.notation``; ``notes`` its footnotes as [[id, notation], ...].
    ``position`` orders the nodes of the work.
    """

    node = models.ForeignKey(Node, on_delete=models.CASCADE, related_name="revisions")
    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="revisions")
    alteration = models.ForeignKey(Alteration, null=True, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField(default=1)
    position = models.BigIntegerField()
    kind = models.CharField(max_length=20)
    level = models.PositiveSmallIntegerField(default=1)
    ordered = models.BooleanField(default=False)
    notation = models.TextField(blank=True)
    notes = models.JSONField(default=list)
    alt = models.CharField(max_length=2000, blank=True)
    asset = models.CharField(max_length=64, blank=True)
    language = models.CharField(max_length=8, default="nl")
    removed = models.BooleanField(default=False)
    author = models.CharField(max_length=40)
    author_name = models.CharField(max_length=120)
    reason = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["work", "superseded_at", "position"])]
        constraints = [
            models.UniqueConstraint(fields=["node", "number"], name="one_revision_per_number"),
            models.UniqueConstraint(
                fields=["node"], condition=models.Q(superseded_at=None), name="one_current_revision_per_node"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.node_id}/{self.number}"

    @property
    def block(self) -> Block:
        return Block(
            kind=self.kind,
            level=level_for(self.kind, self.level),
            notation=self.notation,
            ordered=self.ordered,
            alt=self.alt,
            asset=self.asset or None,
            language=self.language,
            notes=tuple((key, text) for key, text in self.notes),
        )


class Milestone(models.Model):
    """The whole text as it stood at one moment, frozen."""

    class Key(models.TextChoices):
        WHITE = "white", _("white draft")
        SENT = "sent", _("as sent to the organisations")
        GREEN = "green", _("green draft")
        TABLED = "tabled", _("draft advice for the council")
        ADOPTED = "adopted", _("adopted advice")
        CORRECTED = "corrected", _("adopted advice, corrected")

    public_id = models.CharField(max_length=26, unique=True, default=new_id, editable=False)
    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="milestones")
    key = models.CharField(max_length=20, choices=Key)
    number = models.PositiveSmallIntegerField()
    frozen_at = models.DateTimeField()
    frozen_on = models.DateField()
    author = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["work", "number"], name="one_milestone_per_number")]

    def __str__(self) -> str:
        return f"{self.get_key_display()} ({self.number})"


class MilestoneLine(models.Model):
    """One node of a frozen text, with the numbers it bore. ``html`` is the rendered form, stored with its version."""

    milestone = models.ForeignKey(Milestone, on_delete=models.CASCADE, related_name="lines")
    node = models.ForeignKey(Node, on_delete=models.PROTECT)
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT)
    order = models.PositiveIntegerField()
    number = models.CharField(max_length=30, blank=True)
    label = models.CharField(max_length=60, blank=True)
    html = models.TextField(blank=True)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["milestone", "node"], name="one_line_per_node")]

    def __str__(self) -> str:
        return f"{self.milestone_id}#{self.order}"


class EditDraft(models.Model):
    """What somebody has typed in a paragraph and not saved yet. Not in the chain: saving is the act."""

    node = models.ForeignKey(Node, on_delete=models.CASCADE, related_name="drafts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    notation = models.TextField(blank=True)
    base = models.PositiveIntegerField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["node", "user"], name="one_draft_per_editor")]

    def __str__(self) -> str:
        return f"{self.node_id} {self.user_id}"


class AtWork(models.Model):
    """Somebody has a paragraph open to write in it. No lock: it tells others, and ends by itself. Not in the chain."""

    node = models.ForeignKey(Node, on_delete=models.CASCADE, related_name="at_work")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    name = models.CharField(max_length=120)
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["node", "user"], name="one_seat_per_writer")]

    def __str__(self) -> str:
        return f"{self.node_id} {self.user_id}"


class StoredRedline(models.Model):
    """What changed between two revisions, in words; neither ever changes, so it is reckoned once. A projection."""

    old = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="redlines_from")
    new = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="redlines_to")
    spans = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["old", "new"], name="one_redline_per_pair")]

    def __str__(self) -> str:
        return f"{self.old_id}-{self.new_id}"


class Suggestion(models.Model):
    """A tracked change or a comment in a Word file that came in, with who made it there. The drafter settles each.

    ``node`` is the paragraph it is about; for a new one the paragraph it follows, None at the beginning. ``typed`` are the
    proposed words as they are typed, ``base`` the revision they were proposed for; ``on`` the words a remark stands beside.
    """

    class Kind(models.TextChoices):
        EDITED = "edited", _("other words")
        ADDED = "added", _("a new paragraph")
        DELETED = "deleted", _("to be taken out")
        REMARK = "remark", _("a remark")

    class State(models.TextChoices):
        OPEN = "open", _("open")
        TAKEN = "taken", _("taken over")
        ASIDE = "aside", _("set aside")

    public_id = models.CharField(max_length=26, unique=True, default=new_id, editable=False)
    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="suggestions")
    node = models.ForeignKey(Node, null=True, on_delete=models.CASCADE, related_name="suggestions")
    file_name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=Kind)
    typed = models.TextField(blank=True)
    on = models.TextField(blank=True)
    base = models.PositiveIntegerField(default=0)
    author_name = models.CharField(max_length=200)
    written_at = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    settled_by = models.CharField(max_length=120, blank=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["work", "state"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"

    @property
    def is_change(self) -> bool:
        return self.kind in (self.Kind.EDITED, self.Kind.DELETED)


class ImportPreview(models.Model):
    """A Word file that was read and waits for its levels to be looked over before it becomes the text."""

    public_id = models.CharField(max_length=26, unique=True, default=new_id, editable=False)
    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="previews")
    file = models.CharField(max_length=64)
    file_name = models.CharField(max_length=200)
    blocks = models.JSONField()
    warnings = models.JSONField(default=list)
    suggestions = models.BooleanField(default=False)
    made_by = models.CharField(max_length=40)
    made_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.file_name
