from django.apps import AppConfig


class CouncilConfig(AppConfig):
    name = "raadzaal.council"
    label = "council"
