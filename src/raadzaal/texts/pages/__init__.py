"""Whole pages of a text for the rooms whose dossiers texts belong to.

Such a room mounts them at its own addresses, has decided who may come in, and hands over its acts as callables. Every page
takes ``addresses`` (``presenters.Addresses``) and ``extra``: what its templates need besides, such as ``base``, the template
that surrounds the page with the dossier, with the blocks ``part`` and ``beside``.
"""

from raadzaal.texts.pages.arranging import merge_page, move_page
from raadzaal.texts.pages.comparing import compare_page
from raadzaal.texts.pages.importing import preview_page, upload_page
from raadzaal.texts.pages.reading import figure_response, history_page, text_page
from raadzaal.texts.pages.structure import add_page, remove_page, restore_page
from raadzaal.texts.pages.style import style_page
from raadzaal.texts.pages.suggestions import suggestions_page
from raadzaal.texts.pages.whole import alterations_page, go_back_page, replace_page, undo_page
from raadzaal.texts.pages.writing import autosave, edit_page, presence

__all__ = [
    "add_page",
    "alterations_page",
    "autosave",
    "compare_page",
    "edit_page",
    "figure_response",
    "go_back_page",
    "history_page",
    "merge_page",
    "move_page",
    "presence",
    "preview_page",
    "remove_page",
    "replace_page",
    "restore_page",
    "style_page",
    "suggestions_page",
    "text_page",
    "undo_page",
    "upload_page",
]
