from collections.abc import Mapping

from django.utils.translation import get_language


class Localised:
    """A text in several languages; `str()` gives it in the language of the reader."""

    __slots__ = ("_texts", "default")

    _texts: dict[str, str]
    default: str

    def __init__(self, texts: Mapping[str, str], default: str | None = None) -> None:
        if not texts:
            raise ValueError("A localised text needs at least one language")
        object.__setattr__(self, "_texts", dict(texts))
        object.__setattr__(self, "default", default or next(iter(texts)))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"Localised texts do not change ({name})")

    def __reduce__(self) -> tuple[type, tuple[dict[str, str], str]]:
        return (Localised, (self._texts, self.default))

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(self._texts)

    def in_language(self, language: str | None) -> str:
        """The text in that language (`en-gb` reads `en`), else in the default, else in whatever there is."""
        for candidate in (language, (language or "").split("-")[0], self.default):
            if candidate in self._texts:
                return self._texts[candidate]
        return next(iter(self._texts.values()))

    def __str__(self) -> str:
        return self.in_language(get_language())

    def __repr__(self) -> str:
        return f"Localised({self._texts!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Localised) and self._texts == other._texts

    def __hash__(self) -> int:
        return hash(tuple(sorted(self._texts.items())))
