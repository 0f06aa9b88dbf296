"""Addresses for machines: one for all languages."""

from django.urls import path

from raadzaal.record.api.resources import RESOURCES
from raadzaal.record.views import api, sitemaps

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
    path("robots.txt", sitemaps.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemap_index"),
    path("sitemap-paginas.xml", sitemaps.pages, name="sitemap_pages"),
    path("sitemap-diwoo-infocat010-<slug:name>-<int:number>.xml", sitemaps.diwoo, name="diwoo"),
    path("sitemap-<slug:name>-<int:number>.xml", sitemaps.section, name="sitemap"),
    path("sitemapindex-diwoo-infocat010.xml", sitemaps.diwoo_index, name="diwoo_index"),
]
