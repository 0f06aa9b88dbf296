"""What an import wants the secretary to look at. Nothing that could not be taken goes without a remark."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "tracked_changes": _("%(count)s tracked changes were taken as accepted."),
    "comments": _("%(count)s comments in the margin were left out."),
    "tracked_changes_suggested": _(
        "%(count)s tracked changes are not taken over yet: they will stand beside the text as suggestions."
    ),
    "comments_suggested": _("%(count)s comments in the margin will stand beside the text as remarks."),
    "open_document": _(
        "Tracked changes and comments in an OpenDocument file are not read: changes are taken as accepted."
    ),
    "title": _("The title “%(title)s” was taken as the title of the text."),
    "number_stripped": _("The typed number “%(number)s” was taken off: numbers are made here."),
    "manual_heading": _("This paragraph looks like a heading and was taken as one. Check its level."),
    "manual_list": _("This list was typed by hand and was taken as a list."),
    "list_start": _("This list starts at %(start)s in Word; here every list starts at its beginning."),
    "list_too_deep": _("This list is nested deeper than five levels; it was kept at the fifth."),
    "heading_too_deep": _("This heading is deeper than six levels; it was kept at the sixth."),
    "merged_cells": _("This table has merged cells; their text stands in the first of them."),
    "several_header_rows": _("This table has several rows of headings; the first is kept as such."),
    "table_no_header": _("This table does not tell which row holds its headings."),
    "nested_table": _("A table within this table was taken as text."),
    "table_split": _("This table was too long and was split."),
    "alt_missing": _("This picture has no description for who cannot see it. Add one."),
    "alt_generated": _("The description of this picture was made by Word itself. Check it."),
    "picture_dropped": _("A picture (%(name)s) was left out: %(reason)s"),
    "picture_converted": _("A picture (%(name)s) was converted to PNG."),
    "picture_in_text": _("A picture within a line was placed after the paragraph."),
    "link_dropped": _("The link to “%(target)s” was left out; its words are kept."),
    "cross_reference": _("%(count)s references to another place in the document were taken as plain words."),
    "underline": _("Underlining was left out in %(count)s places."),
    "strikeout": _("%(count)s words or phrases are struck through in Word; here they are ordinary text. Check them."),
    "raised": _("In %(count)s places letters were raised or lowered by hand; here they are ordinary. Check them."),
    "hidden_text": _("Hidden text has become visible: “%(words)s”. Take it out if it must not be read."),
    "formula": _("A formula was taken as plain text: %(formula)s"),
    "contents": _("The table of contents was left out: it is made anew."),
    "split_long": _("This paragraph was longer than %(limit)s characters and was split."),
    "headers_footers": _("Headers and footers of the page were left out."),
    "text_missing": _("These words could not be taken: “%(words)s” (paragraph %(paragraph)s in Word)."),
    "drawing": _("%(count)s charts or drawings of Word could not be taken. Insert them as pictures."),
}


@dataclass(frozen=True)
class Remark:
    """`block` is the index of the block it is about, None for the document as a whole; `excerpt` its first words."""

    code: str
    params: dict[str, Any] = field(default_factory=dict)
    block: int | None = None
    excerpt: str = ""

    @property
    def message(self) -> str:
        return str(MESSAGES[self.code]) % self.params

    def as_data(self) -> dict[str, Any]:
        return asdict(self)
