"""Every test is undone, and PostgreSQL keeps what was undone until it is told to look: after hundreds of tests each small table
would be read through thousands of dead rows."""

import psycopg
from django.db import connection

EVERY = 25
_done = 0


def pytest_runtest_logfinish(nodeid, location) -> None:
    global _done
    _done += 1
    if (
        connection.vendor == "postgresql"
        and _done % EVERY == 0
        and connection.settings_dict["NAME"].startswith("test_")
    ):
        _vacuum(connection.settings_dict)


def _vacuum(told: dict) -> None:
    where = {
        "dbname": told["NAME"],
        "host": told["HOST"],
        "port": told["PORT"],
        "user": told["USER"],
        "password": told["PASSWORD"],
    }
    with psycopg.connect(**{key: value for key, value in where.items() if value}, autocommit=True) as own:
        own.execute("VACUUM")
