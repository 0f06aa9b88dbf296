"""Whole pages of a text for the rooms whose dossiers texts belong to.

Such a room mounts them at its own addresses, has decided who may come in, and hands over its acts as callables. Every page
takes ``addresses`` (``presenters.Addresses``) and ``extra``: what its templates need besides, such as ``base``, the template
that surrounds the page with the dossier, with the blocks ``part`` and ``beside``.
"""

from raadzaal.texts.pages.importing import preview_page, upload_page
from raadzaal.texts.pages.reading import compare_page, figure_response, history_page, text_page
from raadzaal.texts.pages.structure import add_page, move_page, remove_page, restore_page
from raadzaal.texts.pages.writing import autosave, edit_page

__all__ = [
    "add_page",
    "autosave",
    "compare_page",
    "edit_page",
    "figure_response",
    "history_page",
    "move_page",
    "preview_page",
    "remove_page",
    "restore_page",
    "text_page",
    "upload_page",
]
