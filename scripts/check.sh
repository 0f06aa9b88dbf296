#!/usr/bin/env bash
# Style, layers, settings, migrations, translations and generated pages: everything that can be told without running the house.
set -euo pipefail
cd "$(dirname "$0")/.."
export RAADZAAL_HOME=$(mktemp -d)
trap 'rm -rf "$RAADZAAL_HOME"' EXIT
bin=.venv/bin
$bin/ruff check .
$bin/ruff format --check --diff . >/dev/null || { $bin/ruff format --check .; exit 1; }
$bin/lint-imports
$bin/raadzaal check --fail-level WARNING
$bin/raadzaal makemigrations --check --dry-run
$bin/raadzaal docs --check
RAADZAAL_TLS=1 SECRET_KEY=$(head -c 40 /dev/urandom | base64) $bin/raadzaal check --deploy --fail-level WARNING
echo "checks passed"
