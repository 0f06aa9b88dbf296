"""What was made once by acts, put into the database of the next test."""

from dataclasses import dataclass

from django.apps import apps
from django.db import models, transaction

BATCH = 500


@dataclass(frozen=True)
class Copy:
    """Rows per model. The head of the journal is always among them: it is the one row that acts change."""

    rows: dict[type[models.Model], list[models.Model]]

    @classmethod
    def taken(cls) -> "Copy":
        """Everything in the rooms' tables now."""
        return cls({model: list(model._base_manager.all()) for model in _models()})

    def since(self, earlier: "Copy") -> "Copy":
        """Only what came after *earlier*."""
        known = {model: {row.pk for row in rows} for model, rows in earlier.rows.items() if model is not _head()}
        return Copy(
            {model: [row for row in rows if row.pk not in known.get(model, set())] for model, rows in self.rows.items()}
        )

    def put(self) -> None:
        with transaction.atomic():
            _head().objects.all().delete()
            for model, rows in self.rows.items():
                if model._meta.parents:
                    for row in rows:
                        row.save_base(raw=True, force_insert=True)
                else:
                    model._base_manager.bulk_create(rows, BATCH)


def _models():
    rooms = apps.get_models(include_auto_created=True)
    return [model for model in rooms if model._meta.app_config.name.startswith("raadzaal.")]


def _head():
    return apps.get_model("journal", "Head")
