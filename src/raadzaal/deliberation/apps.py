from django.apps import AppConfig


class DeliberationConfig(AppConfig):
    name = "raadzaal.deliberation"
    label = "deliberation"
