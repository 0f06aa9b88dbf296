"""One way to the mail server, used for one mail after another."""

from smtplib import SMTPException

from django.core.mail import EmailMessage, get_connection

AT_ONCE = 100
"""Mails over one connection; mail servers commonly close one that goes on for longer."""


class Postman:
    """Hands over mails. A connection that the server closed between two mails is opened anew before the next."""

    def __init__(self) -> None:
        self._way, self._used = None, 0

    def __enter__(self) -> "Postman":
        return self

    def __exit__(self, *_trouble) -> None:
        self._leave()

    def hand_over(self, mail: EmailMessage) -> None:
        """Raises OSError (smtplib's errors are) when the server does not take it, ValueError for what cannot be a mail."""
        mail.connection = self._open()
        try:
            mail.send()
        except OSError:
            self._leave()
            raise
        self._used += 1

    def _open(self):
        if self._way is not None and (self._used >= AT_ONCE or not self._answers()):
            self._leave()
        if self._way is None:
            self._way, self._used = get_connection(), 0
            self._way.open()
        return self._way

    def _answers(self) -> bool:
        """Asked before a mail rather than learned from it: a mail that failed half way might have been taken."""
        server = getattr(self._way, "connection", None)
        if server is None:
            return True  # mail that goes to a page or a file
        try:
            return server.noop()[0] == 250
        except (OSError, SMTPException):
            return False

    def _leave(self) -> None:
        way, self._way = self._way, None
        if way is not None:
            way.close()
