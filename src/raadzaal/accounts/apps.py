from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "raadzaal.accounts"
    label = "accounts"
