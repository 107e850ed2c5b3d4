# shellcheck shell=bash
# A private PostgreSQL, 15 or newer, from the machine's packages. It listens on 127.0.0.1 only and has no socket file,
# so the length of the folder's path does not matter. PostgreSQL refuses to run as root: then it runs as user postgres.

# The version that made the data is the one that can read it.
postgres_bin() { # [DATA]
  local made_by='' candidate
  [ ! -f "${1:-}/PG_VERSION" ] || made_by=$(<"$1/PG_VERSION")
  for candidate in $(printf '%s\n' /usr/lib/postgresql/*/bin /usr/pgsql-*/bin | sort -rV) "$(dirname "$(command -v postgres || true)")"; do
    [ -x "$candidate/initdb" ] || continue
    [ "$(postgres_major "$candidate")" -ge 15 ] || continue
    [ -z "$made_by" ] || [ "$(postgres_major "$candidate")" = "$made_by" ] || continue
    echo "$candidate"
    return
  done
  return 1
}

postgres_major() { "$1/postgres" --version | sed -E 's/[^0-9]*([0-9]+).*/\1/'; }

postgres_as() { # COMMAND...
  if is_root; then
    exec setpriv --reuid=postgres --regid=postgres --clear-groups -- "$@"
  else
    exec "$@"
  fi
}

postgres_can_reach() { # FOLDER
  (postgres_as test -x "$1") 2>/dev/null
}

# Makes HOME/data, with the superuser "postgres"; it has that name only when it is complete.
postgres_create() { # HOME PASSWORD [OPTION]...
  local home=$1 bin
  bin=$(postgres_bin)
  mkdir -p "$home"
  rm -rf "$home/data.new"
  (umask 077 && printf '%s\n' "$2" >"$home/password")
  shift 2
  ! is_root || chown -R postgres:postgres "$home"
  chmod 700 "$home"
  if ! (cd / && HOME=$home postgres_as "$bin/initdb" -D "$home/data.new" -U postgres --pwfile="$home/password" --auth=scram-sha-256 \
    --no-instructions -E UTF8 --locale=C.UTF-8 "$@") >"$home/initdb.log" 2>&1; then
    cat "$home/initdb.log" >&2
    return 1
  fi
  rm "$home/password"
  mv "$home/data.new" "$home/data"
}

# Becomes the server: call it in a subshell.
postgres_serve() { # HOME PORT [-c NAME=VALUE]...
  local home=$1 port=$2 bin
  shift 2
  bin=$(postgres_bin "$home/data")
  cd "$home" || return
  export HOME=$home
  unset PGPORT PGHOST PGDATA
  postgres_as "$bin/postgres" -D "$home/data" -c listen_addresses=127.0.0.1 -c "port=$port" -c unix_socket_directories= \
    -c logging_collector=off -c log_min_messages=warning "$@"
}

postgres_is_ready() { # PORT PASSWORD
  PGCONNECT_TIMEOUT=5 PGPASSWORD=$2 "$(postgres_bin)/psql" -XAtq -h 127.0.0.1 -p "$1" -U postgres -d postgres -c 'select 1' >/dev/null 2>&1
}

wait_for_postgres() { # PORT PASSWORD PID SECONDS
  wait_for_port "$1" "$3" "$4" || return 1
  local tries=$(($4 * 10))
  until postgres_is_ready "$1" "$2"; do
    is_alive "$3" && [ "$tries" -gt 0 ] || return 1
    sleep 0.1
    tries=$((tries - 1))
  done
}
