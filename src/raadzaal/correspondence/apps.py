from django.apps import AppConfig


class CorrespondenceConfig(AppConfig):
    name = "raadzaal.correspondence"
    label = "correspondence"
