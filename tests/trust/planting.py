"""Script in every field into which somebody can type, sent through the pages themselves."""

import inspect
import re
from collections.abc import Iterator
from html import unescape
from importlib import import_module
from pkgutil import walk_packages

from django import forms
from django.test import Client

import raadzaal
from tests.trust.payloads import Supply
from tests.trust.planted_pages import PARTS, why

# -- the fields ------------------------------------------------------------------------------------------------------------


def text_fields() -> Iterator[tuple[type[forms.Form], str]]:
    """Every field of every form of the product in which words can be typed."""
    for made in sorted(_forms(), key=lambda each: (each.__module__, each.__qualname__)):
        for name in typed(made):
            yield made, name


def typed(made: type[forms.Form]) -> list[str]:
    return [name for name, field in made.base_fields.items() if _is_typed(field)]


def _is_typed(field: forms.Field) -> bool:
    numbers = (forms.IntegerField, forms.DateField, forms.TimeField, forms.EmailField)
    is_text = isinstance(field, forms.CharField) and not isinstance(field, numbers)
    return is_text and not isinstance(field.widget, (forms.HiddenInput, forms.Select))


def _forms() -> set[type[forms.Form]]:
    found: set[type[forms.Form]] = set()
    for module in walk_packages(raadzaal.__path__, "raadzaal."):
        if "forms" in module.name.rpartition(".")[2] or module.name.endswith("ranking_form"):
            for each in vars(import_module(module.name)).values():
                if inspect.isclass(each) and issubclass(each, forms.BaseForm) and each.__module__ == module.name:
                    found.add(each)
    return found


KEEPS_NOTHING = {"raadzaal.ui.forms"}
"""Samples: they show what a form looks like."""


# -- the form as it stands on its page ----------------------------------------------------------------------------------------

_FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL)
_HIDDEN = re.compile(r'<input type="hidden" name="([\w-]+)"(?: value="([^"]*)")?')
_NAMED = re.compile(r' name="([\w-]+)"')


def hidden_beside(client: Client, page: str, url: str, filled: dict) -> dict[str, str] | None:
    """What a browser sends along with the form on *page* that goes to *url*; None where there is no such form.

    Of several the one with the most of the fields of *filled*, and whose ``do`` or ``act`` is the same.
    """
    found = []
    for attributes, content in _FORM.findall(client.get(page).content.decode()):
        action = re.search(r'action="([^"]*)"', attributes)
        where = unescape(action[1]) if action else page
        hidden = {name: unescape(value) for name, value in _HIDDEN.findall(content) if name != "csrfmiddlewaretoken"}
        same = all(hidden.get(name, filled.get(name)) == filled.get(name) for name in ("do", "act"))
        if 'method="post"' in attributes and _path(where) == _path(url) and same:
            found.append((len(set(filled) & set(_NAMED.findall(content))), hidden))
    most, hidden = max(found, key=lambda each: each[0], default=(0, None))
    return hidden if most else None


def _path(url: str) -> str:
    return url.partition("?")[0].partition("#")[0]


# -- one after another through their pages ------------------------------------------------------------------------------------


class Planted:
    """Sends each form with script in all its fields; what was refused is kept to be told."""

    def __init__(self, house) -> None:
        self.house, self.supply = house, Supply()
        self.filled: set[tuple[type[forms.Form], str]] = set()
        self.refused: list[str] = []

    def send(self, who: str | Client, url: str, made: type[forms.Form], *, prefix: str = "", page: str = "", **more):
        """By a role of the house, or in a browser of somebody else; *page* is where the form stands, when that is not *url*."""
        names = typed(made)
        data = {f"{prefix}{name}": self._words(name, made.base_fields[name]) for name in names} | more
        answer = self.browser(who).post(url, data)
        if answer.status_code == 302:
            self.filled |= {(each, name) for each in made.__mro__ for name in names}
        else:
            self.refused.append(f"{made.__name__} at {url}: {answer.status_code} {why(answer)}")
        return answer

    def browser(self, who: str | Client) -> Client:
        return who if isinstance(who, Client) else self.house.client(who)

    def _words(self, name: str, field: forms.Field) -> str:
        longest = getattr(field, "longest", None) or getattr(field, "limit", None) or field.max_length or 2000
        single = isinstance(field.widget, forms.TextInput)
        return self.supply.of(min(longest, 4800), lines=not single and name != "questions")

    def all(self) -> "Planted":
        for part in PARTS:
            part(self, self.house)
        return self
