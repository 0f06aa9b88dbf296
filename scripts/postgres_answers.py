"""Exit 0 when a PostgreSQL server on this machine lets us make databases."""

import sys

import psycopg

try:
    with psycopg.connect("postgres://postgres@127.0.0.1:5432/postgres", connect_timeout=3) as connection:
        allowed = connection.execute(
            "select rolcreatedb or rolsuper from pg_roles where rolname = current_user"
        ).fetchone()
    sys.exit(0 if allowed and allowed[0] else 1)
except psycopg.Error:
    sys.exit(1)
