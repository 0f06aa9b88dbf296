"""What somebody is typing, kept while they type. No act: nobody else sees it, and saving the paragraph is the act."""

from raadzaal.journal import clock
from raadzaal.texts.actions.revisions import LONGEST_TABLE, tidy
from raadzaal.texts.models import EditDraft, Node


def save_draft(node: Node, user, *, notation: str, base: int) -> EditDraft:
    """Raises Refused when the text is too long to be kept."""
    kept = {"notation": tidy(notation, LONGEST_TABLE, "notation"), "base": base, "saved_at": clock.now()}
    draft, _new = EditDraft.objects.update_or_create(node=node, user=user, defaults=kept)
    return draft


def drop_draft(node: Node, user) -> None:
    EditDraft.objects.filter(node=node, user=user).delete()
