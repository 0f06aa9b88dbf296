"""The writers of texts. They run within an act of the room whose dossier the text belongs to, which decides who may."""

from raadzaal.texts.actions.drafts import drop_draft, save_draft
from raadzaal.texts.actions.editing import edit, restore
from raadzaal.texts.actions.freezing import freeze
from raadzaal.texts.actions.importing import Taken, take_import
from raadzaal.texts.actions.structure import add, begin, move, remove

__all__ = [
    "Taken",
    "add",
    "begin",
    "drop_draft",
    "edit",
    "freeze",
    "move",
    "remove",
    "restore",
    "save_draft",
    "take_import",
]
