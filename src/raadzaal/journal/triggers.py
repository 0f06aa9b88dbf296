"""The database itself refuses to change or drop an entry, whoever asks."""

TABLE = "journal_entry"

SQLITE = [
    f"CREATE TRIGGER IF NOT EXISTS journal_entry_fixed_{verb.lower()} BEFORE {verb} ON {TABLE} "
    "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
    for verb in ("UPDATE", "DELETE")
]
SQLITE_DROP = [f"DROP TRIGGER IF EXISTS journal_entry_fixed_{verb}" for verb in ("update", "delete")]

POSTGRESQL = [
    "CREATE OR REPLACE FUNCTION journal_entry_fixed() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$",
    f"CREATE OR REPLACE TRIGGER journal_entry_fixed BEFORE UPDATE OR DELETE ON {TABLE} "
    "FOR EACH ROW EXECUTE FUNCTION journal_entry_fixed()",
]
POSTGRESQL_DROP = [f"DROP TRIGGER IF EXISTS journal_entry_fixed ON {TABLE}"]


def install(connection) -> None:
    _run(connection, SQLITE if connection.vendor == "sqlite" else POSTGRESQL)


def remove(connection) -> None:
    """For migrations back and for trials that tamper on purpose."""
    _run(connection, SQLITE_DROP if connection.vendor == "sqlite" else POSTGRESQL_DROP)


def _run(connection, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
