"""Form fields for what people type, and what is said beside them."""

from typing import Protocol

from django import forms
from django.core.exceptions import ValidationError

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


class Day(forms.DateField):
    """A legal date, picked or typed; sent as ISO 8601."""

    def __init__(self, **options):
        super().__init__(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **options)


class Refusal(Protocol):
    """Why something was not done, in words, and the field that it is about where there is one."""

    field: str

    def __str__(self) -> str: ...


def beside_field(form: forms.Form, refusal: Refusal) -> None:
    """Says so beside the field it is about, and above the form where the form has no such field."""
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
