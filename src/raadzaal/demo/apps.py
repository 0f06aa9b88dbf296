from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "raadzaal.demo"
    label = "demo"
