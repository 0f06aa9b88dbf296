"""A Word file in which an organisation worked, and its landing in the organisation's own draft."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from raadzaal.accounts.actor import Actor
from raadzaal.deliberation import wording
from raadzaal.deliberation.actions.drafts import DRAFTERS, save_general, save_position, start_reply
from raadzaal.deliberation.actions.rounds import closed
from raadzaal.deliberation.models import Invitation, Position, Reply, ReturnedPreview
from raadzaal.deliberation.queries.time import may_write
from raadzaal.files import sniffing, store
from raadzaal.files.naming import file_name
from raadzaal.journal import clock
from raadzaal.procedure.engine import held
from raadzaal.procedure.refusals import Refused
from raadzaal.texts.imports import LONGEST_NAME, Uploaded, quarantined
from raadzaal.texts.models import Node
from raadzaal.texts.queries import frozen
from raadzaal.texts.word_import import WordUnreadable
from raadzaal.texts.word_reply import frame_of
from raadzaal.texts.word_returned import Returned, read_returned

LANDED, KEPT, OUT = "landed", "kept", "out"
GENERAL = "general"


def take_returned(invitation: Invitation, uploaded: Uploaded, *, actor: Actor) -> ReturnedPreview:
    """Read the file into a preview of the organisation's own. Raises Refused beside ``file``, with nothing kept.

    Reading happens before the transaction, which only stores what was read.
    """
    held(DRAFTERS, invitation.role_scopes(), actor)
    _check_open(invitation)
    lines = frozen(invitation.round.milestone)
    with quarantined(uploaded) as path:
        returned = _read(path, invitation, lines)
        entries, loose = wording.gathered(returned, lines)
        with transaction.atomic(), path.open("rb") as stream:
            stored = store.put(stream, media_type=sniffing.DOCX)
            return ReturnedPreview.objects.create(
                invitation=invitation,
                file=stored.sha256,
                file_name=file_name(uploaded.name)[-LONGEST_NAME:],
                entries=[asdict(each) for each in entries],
                loose=[asdict(each) for each in loose],
                warnings=returned.as_data()["warnings"],
                made_by=actor.key,
                author_name=actor.name,
                made_at=clock.now(),
            )


def _read(path, invitation: Invitation, lines) -> Returned:
    document = wording.document_of(invitation, lines)
    try:
        returned = read_returned(
            path, lines, expected=wording.identity_of(invitation), frame=frame_of(document), language=document.language
        )
    except WordUnreadable as problem:
        raise Refused(problem.message, code=problem.code, field="file") from problem
    for warned in returned.warnings:
        if warned.code == "other_dossier":
            raise Refused(warned.message, code=warned.code, field="file")
    return returned


def _check_open(invitation: Invitation) -> None:
    if not may_write(invitation):
        raise closed()
    if Reply.objects.filter(invitation=invitation, submitted_at__isnull=False).exists():
        raise Refused(_("This reply has been sent and cannot be changed any more."), code="submitted")


@dataclass(frozen=True)
class Choice:
    """What is to become of an entry or of something loose.

    ``do`` is land, both (below the words of the own draft), keep (the own draft stays) or out. ``node`` says where something
    loose lands: a paragraph's public id, or "general". ``seen`` is the version of the own position that was looked at.
    """

    do: str
    stance: str = ""
    reason: str = ""
    proposed: str = ""
    node: str = ""
    seen: str = ""


def land(
    preview: ReturnedPreview, entries: Mapping[int, Choice], loose: Mapping[int, Choice], *, actor: Actor
) -> dict[tuple[str, int], Refused]:
    """Write what was chosen into the draft reply, each for itself: what is refused stays open, and is answered by its place."""
    held(DRAFTERS, preview.invitation.role_scopes(), actor)
    _check_open(preview.invitation)
    landing = _Landing(start_reply(preview.invitation, actor=actor), actor)
    refused: dict[tuple[str, int], Refused] = {}
    for kind, choices in (("entries", entries), ("loose", loose)):
        for at, choice in choices.items():
            try:
                _settle(preview, kind, at, choice, landing)
            except Refused as refusal:
                refused[kind, at] = refusal
    return refused


@transaction.atomic
def _settle(preview: ReturnedPreview, kind: str, at: int, choice: Choice, landing: "_Landing") -> None:
    """The words and the mark that they landed are written together, so that nothing lands twice."""
    kept = ReturnedPreview.objects.select_for_update(no_key=True).get(pk=preview.pk)
    rows = getattr(kept, kind)
    if at >= len(rows) or rows[at]["status"]:
        return
    rows[at]["status"] = {"keep": KEPT, "out": OUT}.get(choice.do, LANDED)
    if rows[at]["status"] == LANDED:
        landing.entry(rows[at], choice) if kind == "entries" else landing.loose(rows[at], choice)
    kept.save(update_fields=[kind])
    setattr(preview, kind, rows)


class _Landing:
    def __init__(self, reply: Reply, actor: Actor) -> None:
        self.reply, self.actor = reply, actor

    def entry(self, row: dict, choice: Choice) -> None:
        node = self._node(row["node"])
        if choice.do == "both":
            self._below(node, choice.stance, choice.reason, choice.proposed, seen=choice.seen)
            return
        save_position(
            self.reply, node, choice.stance, choice.reason, choice.proposed, actor=self.actor, seen=choice.seen
        )

    def loose(self, row: dict, choice: Choice) -> None:
        if choice.node == GENERAL:
            general = _below(Reply.objects.get(pk=self.reply.pk).general, row["words"])
            save_general(self.reply, general, actor=self.actor)
            return
        proposed, reason = (
            (row["words"], choice.reason) if row["proposes"] else ("", _below(row["words"], choice.reason))
        )
        self._below(self._node(choice.node), choice.stance, reason, proposed)

    def _below(self, node: Node, stance: str, reason: str, proposed: str, seen: str | None = None) -> None:
        """Under what the organisation wrote itself; its stance stays where none is chosen."""
        own = Position.objects.filter(reply=self.reply, node=node).first() or Position()
        save_position(
            self.reply,
            node,
            stance or own.stance,
            _below(own.reason, reason),
            _below(own.proposed, proposed),
            actor=self.actor,
            seen=seen,
        )

    def _node(self, public_id: str) -> Node:
        found = Node.objects.filter(
            milestoneline__milestone=self.reply.invitation.round.milestone_id, public_id=public_id
        )
        node = found.first()
        if node is None:
            raise Refused(_("Choose the paragraph that this belongs to."), code="no_place", field="node")
        return node


def _below(above: str, below: str) -> str:
    return "\n\n".join(part for part in (above, below) if part)
