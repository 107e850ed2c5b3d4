#!/bin/bash
# Run once, by the PostgreSQL image, when its data are new: each service has its own role, and only that role may connect to
# its database. A password is in NAME_PASSWORD, or in the file that NAME_PASSWORD_FILE names.
set -euo pipefail
for name in intake scheduler reporting; do
  variable=${name^^}_PASSWORD file=${name^^}_PASSWORD_FILE
  password=${!variable:-}
  [ -z "${!file:-}" ] || password=$(<"${!file}")
  [ -n "$password" ] || { echo "neither $variable nor $file is set" >&2; exit 1; }
  psql -v ON_ERROR_STOP=1 -X -q -U "$POSTGRES_USER" -d postgres -v name="$name" -v password="$password" <<'SQL'
create role :"name" login password :'password';
create database :"name" owner :"name";
revoke all on database :"name" from public;
SQL
done
