"""Where the pages of an advice's text are."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from raadzaal.advice.models import Advice


@dataclass(frozen=True)
class TextAddresses:
    """``texts.presenters.Addresses`` for one dossier."""

    advice: Advice

    def _at(self, name: str, *more: str) -> str:
        return reverse(f"advice:{name}", args=[self.advice.public_id, *more])

    def text(self) -> str:
        return self._at("text")

    def edit(self, node_id: str) -> str:
        return self._at("edit", node_id)

    def autosave(self, node_id: str) -> str:
        return self._at("autosave", node_id)

    def add(self, after: str) -> str:
        return self._at("add_after", after) if after else self._at("add")

    def move(self, node_id: str) -> str:
        return self._at("move", node_id)

    def remove(self, node_id: str) -> str:
        return self._at("remove", node_id)

    def history(self, node_id: str) -> str:
        return self._at("history", node_id)

    def restore(self, node_id: str) -> str:
        return self._at("restore", node_id)

    def compare(self, old: str = "", new: str = "") -> str:
        asked = {name: value for name, value in (("oud", old), ("nieuw", new)) if value}
        return self._at("compare") + (f"?{urlencode(asked)}" if asked else "")

    def upload(self) -> str:
        return self._at("import")

    def preview(self, preview_id: str) -> str:
        return self._at("preview", preview_id)

    def figure(self, sha256: str) -> str:
        return self._at("text_figure", sha256)

    def provenance(self, node_id: str) -> str:
        return self._at("provenance", node_id)

    def recommend(self, node_id: str) -> str:
        return self._at("recommend", node_id)

    def variants(self, node_id: str) -> str:
        return self._at("variants", node_id)

    def merge(self, node_id: str) -> str:
        return self._at("merge", node_id)

    def presence(self, node_id: str) -> str:
        return self._at("presence", node_id)

    def undo(self) -> str:
        return self._at("undo")

    def alterations(self) -> str:
        return self._at("alterations")

    def go_back(self, milestone: str) -> str:
        return self._at("go_back", milestone)

    def kept(self, milestone: str, form: str) -> str:
        return self._at(f"kept_{form}", milestone)

    def replace(self) -> str:
        return self._at("replace")

    def style(self) -> str:
        return self._at("style")

    def suggestions(self) -> str:
        return self._at("suggestions")
