"""How signing in is done here, where that differs from what django-allauth does by itself."""

import base64
import hashlib

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request) -> bool:
        """Accounts are made by the secretariat for people with a seat or a task, never by a visitor."""
        return False


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keeps the secrets of authenticator apps encrypted: a stolen copy of the database is not enough."""

    def encrypt(self, text: str) -> str:
        return _locks().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _locks().decrypt(encrypted_text.encode()).decode()


def _locks() -> MultiFernet:
    """The present key first; former keys of the installation still open what they locked."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet(
        [Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"mfa:{key}".encode()).digest())) for key in keys]
    )
