#!/usr/bin/env bash
# A temporary PostgreSQL cluster: postgres.sh start FOLDER (writes FOLDER/port) | stop FOLDER
set -euo pipefail
folder=$2
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
as_user() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; else "$@"; fi; }
case $1 in
  start)
    mkdir -p "$folder/data"
    if [ "$(id -u)" = 0 ]; then chmod 755 "$(dirname "$folder")" "$folder"; chown -R postgres "$folder"; fi
    port=$(python3 -c 'import socket; s=socket.socket(); s.bind(("127.0.0.1",0)); print(s.getsockname()[1])')
    as_user "$bin/initdb" -D "$folder/data" -U postgres --auth=trust >/dev/null
    as_user "$bin/pg_ctl" -D "$folder/data" -w -l "$folder/log" -o "-p $port -k $folder -c listen_addresses=127.0.0.1 -c fsync=off" start >/dev/null
    echo "$port" | as_user tee "$folder/port" >/dev/null
    ;;
  stop) as_user "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null ;;
esac
