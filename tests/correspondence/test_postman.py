"""Mails one after another go over one connection; a server that hangs up in between costs no mail."""

import pytest
from django.core.mail import EmailMessage

from raadzaal.correspondence import postman as rounds
from raadzaal.correspondence.postman import Postman
from tests.trust.postbox import opened


@pytest.fixture
def box(settings):
    with opened() as box:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", box.port
        yield box


def mails(count: int) -> list[EmailMessage]:
    return [
        EmailMessage("Onderwerp", "Tekst", to=["a@example.org"], headers={"Message-ID": f"<{at}@example.org>"})
        for at in range(count)
    ]


def test_one_connection_bears_many(box):
    with Postman() as postman:
        for mail in mails(20):
            postman.hand_over(mail)
    assert box.ids == [f"<{at}@example.org>" for at in range(20)]
    assert box.sessions == 1


def test_a_new_one_is_made_after_so_many(box, monkeypatch):
    monkeypatch.setattr(rounds, "AT_ONCE", 4)
    with Postman() as postman:
        for mail in mails(10):
            postman.hand_over(mail)
    assert (len(box.ids), box.sessions) == (10, 3)


def test_a_server_that_hung_up_is_called_again(box):
    with Postman() as postman:
        for mail in mails(6):
            postman.hand_over(mail)
            box.hang_up()
    assert len(box.ids) == len(set(box.ids)) == 6
    assert box.sessions == 6


def test_a_refusal_is_raised_and_the_next_is_taken(box):
    first, second = mails(2)
    with Postman() as postman:
        box.answer = b"451 later"
        with pytest.raises(OSError):
            postman.hand_over(first)
        box.answer = b"250 taken"
        postman.hand_over(second)
    assert box.ids == ["<1@example.org>"]


def test_no_server_is_an_error_of_the_system(box):
    box.shutdown()
    box.server_close()
    with Postman() as postman, pytest.raises(OSError):
        postman.hand_over(mails(1)[0])
