"""Counting the queries of a page."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from raadzaal.council.models import Person


def client_of(actor) -> Client:
    """A browser in which this person has signed in."""
    client = Client()
    if actor.key:
        client.force_login(
            Person.objects.get(public_id=actor.key).user, backend="django.contrib.auth.backends.ModelBackend"
        )
    return client


def queries_of(client: Client, address: str) -> int:
    """Once for what is remembered by the process, and once to count. The page must be there."""
    client.get(address)
    with CaptureQueriesContext(connection) as counted:
        answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return len(counted)
