"""The writers of texts. They run within an act of the room whose dossier the text belongs to, which decides who may."""

from raadzaal.texts.actions.dividing import merge, split
from raadzaal.texts.actions.drafts import drop_draft, save_draft
from raadzaal.texts.actions.editing import edit, restore
from raadzaal.texts.actions.freezing import freeze
from raadzaal.texts.actions.importing import Taken, take_import
from raadzaal.texts.actions.presence import sit_down, stand_up
from raadzaal.texts.actions.structure import add, begin, move, move_section, remove
from raadzaal.texts.actions.suggesting import bring_suggestions, settle
from raadzaal.texts.actions.undoing import ChangedSince, redo, undo
from raadzaal.texts.actions.whole import go_back, replace_words

__all__ = [
    "ChangedSince",
    "Taken",
    "add",
    "begin",
    "bring_suggestions",
    "drop_draft",
    "edit",
    "freeze",
    "go_back",
    "merge",
    "move",
    "move_section",
    "redo",
    "remove",
    "replace_words",
    "restore",
    "save_draft",
    "settle",
    "sit_down",
    "split",
    "stand_up",
    "take_import",
    "undo",
]
