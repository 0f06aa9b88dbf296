from django.apps import AppConfig


class PublicationsConfig(AppConfig):
    name = "raadzaal.publications"
    label = "publications"
