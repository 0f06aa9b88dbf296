from django.core.mail.backends.base import BaseEmailBackend


class OnSiteBackend(BaseEmailBackend):
    """For the show council: mail stays in the outbox that the site shows, and leaves the machine never."""

    def send_messages(self, email_messages) -> int:
        return len(email_messages)
