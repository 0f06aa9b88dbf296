from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "raadzaal.files"
    label = "files"
