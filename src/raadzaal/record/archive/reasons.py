"""Why a row of a list is not taken, in words for who made the list."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

REASONS = {
    "no_title": gettext_noop("There is no title."),
    "too_long": gettext_noop("“%(column)s” is longer than %(most)s characters."),
    "formula": gettext_noop("“%(column)s” holds a formula (%(value)s), not a text."),
    "bad_signs": gettext_noop("“%(column)s” holds signs that were lost when the file was saved (%(value)s)."),
    "bad_date": gettext_noop("“%(value)s” is no date. Write it as 1953-07-01 or 1-7-1953."),
    "no_date": gettext_noop("There is no date and no year."),
    "future": gettext_noop("%(value)s lies in the future."),
    "too_early": gettext_noop("%(value)s is before 1950."),
    "bad_number": gettext_noop("“%(value)s” is no number. Write it as 53/07, 1953/7 or 7."),
    "number_of_other_year": gettext_noop("Number %(value)s is not of the year of its date, %(year)s."),
    "unknown_kind": gettext_noop("“%(value)s” is no kind of publication."),
    "no_file": gettext_noop("There is no file."),
    "outside": gettext_noop("“%(value)s” lies outside the folder of the list."),
    "file_missing": gettext_noop("There is no file “%(value)s”."),
    "file_empty": gettext_noop("The file “%(value)s” is empty."),
    "file_too_large": gettext_noop("The file “%(value)s” is larger than %(most)s MB."),
    "file_kind": gettext_noop("“%(value)s” is no PDF, Word, OpenDocument, HTML or plain text."),
    "double_number": gettext_noop("Number %(value)s is in the record already."),
    "numbered_here": gettext_noop(
        "The numbers of %(year)s are given out in this house; %(value)s cannot come from outside."
    ),
    "double_file": gettext_noop("The same file is in the record already, as “%(value)s”."),
    "too_few_cells": gettext_noop("The row has fewer cells than the list has columns."),
    "too_many_cells": gettext_noop(
        "The row has more cells than the list has columns; a sign between them may stand in a text."
    ),
}


def storable(text: str) -> str:
    """Names of files may hold bytes that are no text."""
    return text.encode("utf-8", "replace").decode().replace("\x00", "?")


class NotTaken(ValueError):
    """``code`` is one of the reasons; ``told`` fills in its words."""

    def __init__(self, code: str, **told) -> None:
        self.code, self.told = code, {name: storable(str(value))[:120] for name, value in told.items()}
        super().__init__(code)


def words(code: str, told: dict) -> str:
    return _(REASONS[code]) % told
