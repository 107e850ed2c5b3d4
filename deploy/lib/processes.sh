# shellcheck shell=bash disable=SC2154
# How each process of a local deployment is run: every run_NAME becomes its process. "local" is the folder .local;
# deploy/up has written run/settings (addresses and ports) and secrets there.

services=(intake scheduler reporting)
project_of() { local name=$1; echo "Ehcp.${name^}"; }

# The keys of a deployment: what its secret is called, its name in logs, and what it opens. docker-compose.yml says the same.
api_keys() {
  cat <<'TEXT'
intake sender events:send
staff staff cases:read admin
reporting figures figures:read
pages pages cases:read alerts:acknowledge
admin administrator admin
metrics metrics metrics:read
access auditor access:read
publisher publisher figures:publish figures:read
keys keys events:send cases:read alerts:acknowledge figures:read admin operate metrics:read access:read figures:publish public
TEXT
}

key_names() { local name _; while read -r name _; do echo "${name}_key"; done < <(api_keys); }

# A number in an old file may be another program's by now; ours carry the folder they belong to.
is_ours() { # PID
  is_alive "$1" && grep -qzxF "EHCP_LOCAL=$local" "/proc/$1/environ" 2>/dev/null
}

# The keeper of a run that was killed is stopping everything; if it was killed too, that is left to us.
stop_what_is_left() {
  local name pid
  for name in keeper "${services[@]}" mail rabbitmq postgres epmd; do
    pid=$(cat "$local/run/$name.pid" 2>/dev/null) || continue
    ! is_ours "$pid" || case $name in
      keeper) say 'Waiting for the last run to end'; stop_process "$pid" TERM 60 ;;
      postgres) stop_process "$pid" INT 20 ;;
      *) stop_process "$pid" TERM 20 ;;
    esac
    rm -f "$local/run/$name.pid"
  done
}

load_settings() {
  . "$local/secrets"
  . "$local/run/settings"
}

run_postgres() {
  load_settings
  postgres_serve "$(postgres_home)" "$postgres_port" -c max_connections=200 -c "shared_buffers=$(postgres_buffers)MB" \
    -c wal_buffers=16MB -c max_wal_size=2GB -c min_wal_size=256MB -c checkpoint_timeout=15min -c random_page_cost=1.1 \
    -c autovacuum_naptime=15s -c jit=off -c log_checkpoints=off
}

# An eighth of the memory, but no more than half a gigabyte: three services and a broker live here too.
postgres_buffers() {
  awk '/^MemTotal/ { mb = int($2 / 1024 / 8); if (mb > 512) mb = 512; if (mb < 64) mb = 64; print mb }' /proc/meminfo
}

# The real folder, because the user that PostgreSQL runs as may be kept out of the checkout that the link is in.
postgres_home() { readlink -f "$local/data/postgres"; }

make_postgres_data() { # PASSWORD
  local place=$local/data/postgres
  [ ! -f "$place/data/PG_VERSION" ] || return 0
  if [ ! -e "$place" ] && ! postgres_can_reach "$local/data"; then
    rm -f "$place"
    place=$(mktemp -d /var/lib/ehcp.XXXXXXXX)
    chmod 711 "$place"
    ln -s "$place/postgres" "$local/data/postgres"
    mkdir "$place/postgres"
  fi
  postgres_create "$(postgres_home)" "$1"
}

run_epmd() { load_settings; epmd_serve "$local/data/rabbitmq" "${rabbitmq_ports[@]}"; }

# A broker that was killed may start before its port mapper answers, and would then start one of its own.
run_rabbitmq() {
  load_settings
  until port_answers "${rabbitmq_ports[2]}"; do sleep 0.05; done
  rabbitmq_serve "$local/data/rabbitmq" "${rabbitmq_ports[@]}"
}

run_mail() {
  load_settings
  cd "$local/mail" || return
  exec node "$checkout/deploy/mail/node_modules/.bin/maildev" --smtp "$smtp_port" --ip "$bind" --web "$mail_page_port" --web-ip "$bind" \
    --mail-directory "$local/mail"
}

run_intake() { run_service intake; }
run_scheduler() { run_service scheduler; }
run_reporting() { run_service reporting; }

run_service() { # NAME [ARGUMENT]...
  local name=$1
  shift
  load_settings
  service_environment "$name"
  cd "$local/app/$name" || return
  exec dotnet "$(project_of "$name").dll" "$@"
}

# Each service is told its own database and no other.
service_environment() { # NAME
  local password=${1}_password port=${1}_port
  export ASPNETCORE_ENVIRONMENT=Development ASPNETCORE_URLS="http://$bind:${!port}" DOTNET_NOLOGO=1
  export "ConnectionStrings__${1^}=Host=127.0.0.1;Port=$postgres_port;Database=$1;Username=$1;Password=${!password}"
  export ConnectionStrings__Broker="amqp://ehcp:$rabbitmq_password@127.0.0.1:${rabbitmq_ports[0]}/"
  export Ehcp__Inbound__Enabled=true
  export Ehcp__PublicUrl="http://$address:$reporting_port"
  local index=0 key name scopes
  while read -r key name scopes; do
    key=${key}_key
    # shellcheck disable=SC2086 # scopes are words
    api_key "$index" "$name" "${!key}" $scopes
    index=$((index + 1))
  done < <(api_keys)
  export Ehcp__Mail__From=ehcp@council.example
  export Ehcp__Mail__Smtp__Host=$address Ehcp__Mail__Smtp__Port=$smtp_port Ehcp__Mail__Smtp__Security=None
  export Ehcp__Alerts__Default__SendMailbox=send@council.example Ehcp__Alerts__Default__HeadOfSend=head.of.send@council.example
  export Ehcp__Alerts__Default__Window=always
  export Ehcp__Watch__SchedulerUrl="http://$address:$scheduler_port" Ehcp__Watch__DutyAddress=duty@council.example
  export Ehcp__Scheduler__Url="http://$address:$scheduler_port" Ehcp__Scheduler__Key=$pages_key
  export Ehcp__Reassignments__IntakeUrl="http://$address:$intake_port" Ehcp__Reassignments__IntakeKey=$intake_key
  export Ehcp__Acknowledgements__Url="http://$address:$scheduler_port" Ehcp__Acknowledgements__Key=$acknowledge_key
}

api_key() { # INDEX NAME KEY SCOPE...
  local key=Ehcp__ApiKeys__$1 scope=0 name
  export "${key}__Name=$2" "${key}__Hash=$(hash_of "$3")" "${key}__Sources__0=*" "${key}__Authorities__0=*"
  shift 3
  for name; do
    export "${key}__Scopes__$scope=$name"
    scope=$((scope + 1))
  done
}
