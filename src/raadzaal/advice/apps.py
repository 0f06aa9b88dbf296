from django.apps import AppConfig


class AdviceConfig(AppConfig):
    name = "raadzaal.advice"
    label = "advice"
