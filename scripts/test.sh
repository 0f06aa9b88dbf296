#!/usr/bin/env bash
# All tests, on both databases. Usage: test.sh [sqlite|postgres|browser|trust]
# PostgreSQL: RAADZAAL_TEST_POSTGRES (a database URL), or a server on this machine, or a temporary cluster of our own.
set -euo pipefail
cd "$(dirname "$0")/.."
what=${1:-all}
home=$(mktemp -d)
cluster=$home/postgres
export RAADZAAL_HOME=$home

finish() {
  if [ -d "$cluster/data" ]; then bash scripts/postgres.sh stop "$cluster"; fi
  rm -rf "$home"
}
trap finish EXIT

python=.venv/bin/python
workers=${RAADZAAL_TEST_WORKERS:-$(nproc)}

run() { # database-name, database-url, pytest arguments
  echo "== $1"
  if [ -n "$2" ]; then DATABASE_URL=$2 $python -m pytest -n "$workers" "${@:3}"; else env -u DATABASE_URL $python -m pytest -n "$workers" "${@:3}"; fi
}

postgres_url() {
  if [ -n "${RAADZAAL_TEST_POSTGRES:-}" ]; then echo "$RAADZAAL_TEST_POSTGRES"; return; fi
  if $python scripts/postgres_answers.py; then echo "postgres://postgres@127.0.0.1:5432/postgres"; return; fi
  bash scripts/postgres.sh start "$cluster" >&2
  echo "postgres://postgres@127.0.0.1:$(cat "$cluster/port")/postgres"
}

# What pages give and take is the same whatever the database: in make test on one, in make trust on both.
inside="not browser" everywhere="not browser and not pages"

bash scripts/need.sh
case $what in
  sqlite) run SQLite "" -m "$inside" tests ;;
  postgres) url=$(postgres_url); run PostgreSQL "$url" -m "$everywhere" tests ;;
  browser) run "browser, SQLite" "" -m browser tests ;;
  trust)
    url=$(postgres_url)
    long=28800 # seconds that one trial may take; a trial that hangs is told sooner by what it waits for
    run "trust, SQLite" "" -m trial --timeout $long tests
    run "trust, PostgreSQL" "$url" -m trial --timeout $long tests
    run "journeys, PostgreSQL" "$url" -m browser tests/browser/journeys
    ;;
  all)
    run SQLite "" -m "$inside" tests
    url=$(postgres_url)
    run PostgreSQL "$url" -m "$everywhere" tests
    run "browser, SQLite" "" -m browser tests
    ;;
  *) echo "usage: test.sh [sqlite|postgres|browser|trust]" >&2; exit 2 ;;
esac
