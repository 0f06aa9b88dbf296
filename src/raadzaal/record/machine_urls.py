"""Addresses for machines: one for all languages."""

from django.urls import path

from raadzaal.record.api.resources import RESOURCES
from raadzaal.record.views import api

app_name = "open_data"
urlpatterns = [
    path("api/v1", api.root, name="root"),
    path("api/v1/openapi.json", api.described, name="openapi"),
    *(
        path(f"api/v1/{each.path.replace('{id}', '<slug:key>')}", api.of(each), name=each.operation)
        for each in RESOURCES
    ),
    path("api/v1/", api.nothing, name="nothing"),
    path("api/v1/<path:rest>", api.nothing, name="nothing"),
]
