from django.apps import AppConfig


class TextsConfig(AppConfig):
    name = "raadzaal.texts"
    label = "texts"
