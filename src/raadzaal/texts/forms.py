"""The forms in which a text is typed. Whatever is typed is cleaned of what nobody can see, and kept when it is refused."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from raadzaal.files.inspection import LARGEST_UPLOAD
from raadzaal.procedure.forms import OnceForm
from raadzaal.texts import imports
from raadzaal.texts.actions.revisions import LONGEST_ALT, LONGEST_REASON, LONGEST_TABLE
from raadzaal.texts.blocks import DEEPEST_HEADING, DEEPEST_LIST, Block, Kind, from_data
from raadzaal.texts.corrections import Correction
from raadzaal.texts.finding import Sought
from raadzaal.texts.footnotes import join, split
from raadzaal.texts.models import ImportPreview
from raadzaal.texts.presenters import KIND_WORDS
from raadzaal.ui.cleaning import TooLong, clean

_LEVELS = {Kind.HEADING: DEEPEST_HEADING, Kind.LIST_ITEM: DEEPEST_LIST}


def shape(block: Block) -> str:
    """Kind and level in one word: ``heading-2``, ``paragraph``."""
    return f"{block.kind}-{block.level}" if block.level else str(block.kind)


def read_shape(value: str) -> tuple[str, int | None]:
    kind, _dash, level = value.partition("-")
    return kind, int(level) if level else None


def shapes() -> Iterator[tuple[str, str]]:
    """What words can become; a picture can only be a picture."""
    for kind in Kind:
        if kind == Kind.FIGURE:
            continue
        for level in range(1, _LEVELS[kind] + 1) if kind in _LEVELS else (0,):
            words = KIND_WORDS[kind]
            yield (f"{kind}-{level}", f"{words} {level}") if level else (str(kind), f"{words}")


class CleanText(forms.CharField):
    """A text without signs that nobody can see. What is too long is told beside the field, whatever its length."""

    def __init__(self, *, limit: int, **more) -> None:
        self.limit = limit
        super().__init__(**more)

    def to_python(self, value):
        try:
            return clean(value or "", self.limit)
        except TooLong as problem:
            raise forms.ValidationError(problem.message, code=problem.code) from problem


class ParagraphForm(forms.Form):
    """A paragraph with its footnotes. ``base`` is the revision its editor saw; 0 for a new one."""

    notation = CleanText(
        label=_("Text"),
        limit=LONGEST_TABLE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "true"}),
    )
    alt = CleanText(
        label=_("Description for who cannot see the picture"),
        limit=LONGEST_ALT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    shape = forms.ChoiceField(label=_("What it is"))
    reason = CleanText(label=_("Why it changes"), limit=LONGEST_REASON, required=False)
    base = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**6)

    def __init__(self, *args, is_figure: bool = False, **more) -> None:
        super().__init__(*args, **more)
        self.fields["shape"].choices = list(shapes())
        self.fields["notation"].required = not is_figure
        for name in ("shape",) if is_figure else ("alt",):
            self.fields.pop(name, None)
        self.is_figure = is_figure

    def text(self) -> dict[str, Any]:
        """As the writers take it: words and footnotes apart, kind and level apart."""
        data = self.cleaned_data
        notation, notes = split(data["notation"])
        kind, level = (Kind.FIGURE, None) if self.is_figure else read_shape(data["shape"])
        return {"notation": notation, "notes": notes, "kind": kind, "level": level, "alt": data.get("alt")}

    def block(self, language: str) -> Block:
        text = self.text()
        return Block(
            kind=text["kind"],
            level=text["level"] or 0,
            notation=text["notation"],
            notes=text["notes"],
            alt=text["alt"] or "",
            language=language,
        )


class AddForm(ParagraphForm, OnceForm):
    """A new paragraph; for a figure its picture and the words for who cannot see it, and the text is its caption."""

    picture = forms.FileField(
        label=_("Picture (PNG or JPEG), for a figure"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
    )

    def __init__(self, *args, **more) -> None:
        super().__init__(*args, **more)
        self.fields["shape"].choices = [*shapes(), (str(Kind.FIGURE), KIND_WORDS[Kind.FIGURE])]
        self.fields["notation"].required = False
        self.fields["alt"] = CleanText(
            label=_("Description for who cannot see the picture"),
            limit=LONGEST_ALT,
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    def clean(self):
        data = super().clean()
        if data.get("shape") == Kind.FIGURE:
            for name in ("picture", "alt"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, _("A figure has a picture and a description."))
        elif not data.get("notation") and "notation" not in self.errors:
            self.add_error("notation", self.fields["notation"].error_messages["required"])
        return data


def initial(block: Block, base: int) -> dict[str, Any]:
    return {"notation": join(block.notation, block.notes), "alt": block.alt, "shape": shape(block), "base": base}


class RemoveForm(forms.Form):
    reason = CleanText(label=_("Why it is taken out"), limit=LONGEST_REASON)
    base = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**6)


class ReasonForm(OnceForm):
    reason = CleanText(label=_("Why"), limit=LONGEST_REASON)


LONGEST_SOUGHT = 200


class FindForm(forms.Form):
    sought = CleanText(label=_("Find"), limit=LONGEST_SOUGHT)
    by = CleanText(label=_("Replace by"), limit=LONGEST_SOUGHT, required=False)
    whole = forms.BooleanField(label=_("Only as a whole word"), required=False)
    case = forms.BooleanField(label=_("Only with these capitals"), required=False)

    def asked(self) -> Sought:
        data = self.cleaned_data
        return Sought(data["sought"], whole_word=data["whole"], same_case=data["case"])


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("Word or OpenDocument file (.docx, .odt)"),
        max_length=200,
        allow_empty_file=True,  # the inspection says it in its own words
        widget=forms.FileInput(attrs={"accept": ".docx,.odt"}),
    )
    suggestions = forms.BooleanField(
        label=_("Put tracked changes and comments beside the text as suggestions"),
        required=False,
        initial=True,
        help_text=_("If not, changes are taken as accepted and comments stay behind."),
    )

    def __init__(self, *args, **more) -> None:
        super().__init__(*args, **more)
        limit = {"megabytes": LARGEST_UPLOAD // 1024**2}
        self.fields["file"].help_text = gettext("At most %(megabytes)s MB.") % limit


DROP = "drop"


class PreviewForm(forms.Form):
    """What some blocks of a Word file become: one choice per block, and for a picture its words."""

    def __init__(self, preview: ImportPreview, indexes: Sequence[int], *args, **more) -> None:
        super().__init__(*args, **more)
        self.preview, self.indexes = preview, indexes
        self.standing = imports.corrections_of(preview)
        choices = [*shapes(), (DROP, _("leave out"))]
        for at in indexes:
            self._add_fields(at, from_data(preview.blocks[at]), choices)

    def _add_fields(self, at: int, block: Block, choices) -> None:
        if block.kind == Kind.FIGURE:
            choices = [(str(Kind.FIGURE), KIND_WORDS[Kind.FIGURE]), (DROP, _("leave out"))]
            self.fields[f"alt-{at}"] = CleanText(
                label=_("Description of the picture"),
                limit=LONGEST_ALT,
                required=False,
                initial=self._standing(at).alt if self._standing(at).alt is not None else block.alt,
            )
        self.fields[f"as-{at}"] = forms.ChoiceField(
            label=_("What it becomes"), choices=choices, initial=self._shape(at, block)
        )

    def _standing(self, at: int) -> Correction:
        return self.standing.get(at, Correction())

    def _shape(self, at: int, block: Block) -> str:
        kept = self._standing(at)
        if kept.drop:
            return DROP
        return f"{kept.kind}-{kept.level}" if kept.kind and kept.level else kept.kind or shape(block)

    def corrections(self) -> Mapping[int, Correction]:
        return {at: self._correction(at) for at in self.indexes}

    def _correction(self, at: int) -> Correction:
        chosen = self.cleaned_data[f"as-{at}"]
        alt = self.cleaned_data.get(f"alt-{at}")
        if chosen == DROP:
            return Correction(drop=True, alt=alt)
        kind, level = read_shape(chosen)
        return Correction(kind=kind, level=level, alt=alt)
