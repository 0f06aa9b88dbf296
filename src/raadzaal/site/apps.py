from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "raadzaal.site"
    label = "site"
