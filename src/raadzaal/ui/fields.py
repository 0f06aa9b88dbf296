"""Form fields for what people type, and what is said beside them."""

from datetime import date
from typing import Protocol

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from raadzaal.ui.cleaning import TooLong, clean, clean_line


class TypedText(forms.CharField):
    """Text of at most ``longest`` characters, cleaned of what nobody can see; ``rows`` 0 is a single line, also when
    more were pasted: it may become the subject of a mail.

    The bound is told beside the field and not to the browser, which would cut what is pasted without a word.
    """

    def __init__(self, *, longest: int, rows: int = 5, **options):
        self.longest = longest
        widget = options.pop("widget", None) or (forms.Textarea(attrs={"rows": rows}) if rows else None)
        super().__init__(widget=widget, **options)
        self._clean = clean_line if isinstance(self.widget, forms.TextInput) else clean

    def to_python(self, value):
        try:
            return self._clean(super().to_python(value), self.longest)
        except TooLong as long:
            raise ValidationError(long.message) from long


FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)


class Day(forms.DateField):
    """A legal date, picked or typed; sent as ISO 8601. From 1900 up to 2199: no council of ours met outside them."""

    def __init__(self, **options):
        super().__init__(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **options)

    def to_python(self, value):
        day = super().to_python(value)
        if day and not FIRST_DAY <= day <= LAST_DAY:
            raise ValidationError(_("Give a day between 1900 and 2199."), code="out_of_range")
        return day


class Refusal(Protocol):
    """Why something was not done, in words, and the field that it is about where there is one."""

    field: str

    def __str__(self) -> str: ...


def beside_field(form: forms.Form, refusal: Refusal) -> None:
    """Says so beside the field it is about, and above the form where the form has no such field."""
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
