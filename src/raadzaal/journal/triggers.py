"""The database itself refuses to change or drop an entry, whoever asks."""

TABLE = "journal_entry"
WORDS = "the journal is append-only"

SQLITE = {
    "journal_entry_fixed_update": f"BEFORE UPDATE ON {TABLE}",
    "journal_entry_fixed_delete": f"BEFORE DELETE ON {TABLE}",
    # INSERT OR REPLACE drops the old row without asking a trigger on DELETE.
    "journal_entry_fixed_insert": "BEFORE INSERT ON journal_entry WHEN EXISTS (SELECT 1 FROM journal_entry WHERE seq = NEW.seq)",
}
POSTGRESQL = {
    "journal_entry_fixed": f"BEFORE UPDATE OR DELETE ON {TABLE} FOR EACH ROW",
    "journal_entry_kept": f"BEFORE TRUNCATE ON {TABLE} FOR EACH STATEMENT",
}
FUNCTION = (
    "CREATE OR REPLACE FUNCTION journal_entry_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "IF TG_OP <> 'TRUNCATE' OR EXISTS (SELECT 1 FROM journal_entry) THEN RAISE EXCEPTION 'the journal is append-only'; END IF; "
    "RETURN NULL; END $$"
)


def install(connection) -> None:
    if connection.vendor == "sqlite":
        refuse = f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
        _run(connection, [f"CREATE TRIGGER IF NOT EXISTS {name} {when} {refuse}" for name, when in SQLITE.items()])
    else:
        call = "EXECUTE FUNCTION journal_entry_fixed()"
        made = [f"CREATE OR REPLACE TRIGGER {name} {when} {call}" for name, when in POSTGRESQL.items()]
        _run(connection, [FUNCTION, *made])


def remove(connection) -> None:
    """For migrations back and for trials that tamper on purpose."""
    if connection.vendor == "sqlite":
        _run(connection, [f"DROP TRIGGER IF EXISTS {name}" for name in SQLITE])
    else:
        _run(connection, [f"DROP TRIGGER IF EXISTS {name} ON {TABLE}" for name in POSTGRESQL])


def _run(connection, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
