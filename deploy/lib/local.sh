# shellcheck shell=bash disable=SC2154
# deploy/up without Docker.

local_up() {
  mkdir -p "$local"/{run,log,mail,data,app}
  claim_checkout
  need_dotnet
  need_postgres
  need_rabbitmq
  need_node
  keep_secrets
  choose_addresses
  free_server_ports
  write_settings
  refuse_taken_ports "$intake_port" "$scheduler_port" "$reporting_port" "$smtp_port" "$mail_page_port"
  start_keeper
  local_servers
  build
  install_mail_catcher
  migrate
  start_services
  write_env
}

# For services that are started from an IDE: their launch settings have these ports and this password.
servers_up() {
  mkdir -p "$local"/{run,log,mail,data}
  claim_checkout
  need_postgres
  need_rabbitmq
  need_node
  keep_secrets development
  choose_addresses
  postgres_port=$((base + 32)) rabbitmq_ports=($((base + 72)) $((base + 73)) $((base + 74)))
  write_settings
  refuse_taken_ports "$postgres_port" "${rabbitmq_ports[@]}" "$smtp_port" "$mail_page_port"
  start_keeper
  local_servers
  install_mail_catcher
  start mail
  wait_for_rabbitmq "${rabbitmq_ports[0]}" "$(pid_of rabbitmq)" 90 || explain rabbitmq 'RabbitMQ does not start'
  wait_for_port "$smtp_port" "$(pid_of mail)" 30 || explain mail 'The mail catcher does not start'
  cat <<TEXT

  PostgreSQL  127.0.0.1:$postgres_port   databases and users intake, scheduler, reporting; password "development"
  RabbitMQ    127.0.0.1:${rabbitmq_ports[0]}   user ehcp; password "development"
  Mail        http://$address:$mail_page_port

Start each service with its profile "migrate" once, and then with its own. Ctrl-C stops everything.
TEXT
}

# One "up" per folder. The lock is the kernel's, so that none is left behind by a process that was killed.
claim_checkout() {
  exec {claim}>"$local/run/lock"
  flock -n "$claim" || fail "already running here (process $(cat "$local/run/up.pid" 2>/dev/null || echo unknown)); deploy/down stops it"
  echo $$ >"$local/run/up.pid"
  stop_what_is_left
}

secret_names() {
  printf '%s\n' postgres_password intake_password scheduler_password reporting_password rabbitmq_password amqp_password acknowledge_key
  key_names
}

keep_secrets() { # [VALUE]: of those that are new
  local name
  (umask 077 && touch "$local/secrets")
  for name in $(secret_names); do
    grep -q "^$name=" "$local/secrets" || echo "$name=${1:-$(new_secret)}" >>"$local/secrets"
  done
  . "$local/secrets"
}

choose_addresses() {
  base=${EHCP_PORT_BASE:-5100}
  [[ $base =~ ^[0-9]+$ ]] && [ "$base" -ge 1024 ] && [ "$base" -le 65000 ] || fail "EHCP_PORT_BASE is \"$base\"; it must be a number from 1024 to 65000"
  bind=${EHCP_BIND:-127.0.0.1}
  # Where to find from here what listens on every address.
  case $bind in 0.0.0.0 | '*' | ::) address=127.0.0.1 ;; *) address=$bind ;; esac
  intake_port=$((base + 1)) scheduler_port=$((base + 2)) reporting_port=$((base + 3))
  smtp_port=$((base + 25)) mail_page_port=$((base + 80))
}

free_server_ports() { postgres_port=$(free_port) rabbitmq_ports=("$(free_port 1)" "$(free_port 2)" "$(free_port 3)"); }

write_settings() {
  declare -p bind address intake_port scheduler_port reporting_port smtp_port mail_page_port postgres_port rabbitmq_ports |
    sed 's/^declare -[-a]* //' >"$local/run/settings"
}

refuse_taken_ports() { # PORT...
  local port owner taken=no
  for port; do
    owner=$(port_owner "$port") || continue
    warn "Port $port is in use by $owner."
    taken=yes
  done
  [ "$taken" = no ] || fail 'stop what uses these ports, or set EHCP_PORT_BASE to move ours'
}

# A session of its own, so that Ctrl-C reaches it only as the end of its input, after this script has decided to stop.
start_keeper() {
  local log
  for log in "$local"/log/*.log; do
    [ ! -f "$log" ] || mv "$log" "$log.1"
  done
  rm -f "$local/run/keeper.input"
  mkfifo "$local/run/keeper.input"
  setsid "$here/lib/keeper" <"$local/run/keeper.input" {claim}>&- &
  keeper_pid=$!
  exec {keeper}>"$local/run/keeper.input"
  rm "$local/run/keeper.input"
  running=local
}

start() { echo "$1" >&"$keeper"; }

pid_of() { # NAME: waits for the keeper to have started it
  until [ -s "$local/run/$1.pid" ]; do sleep 0.05; done
  cat "$local/run/$1.pid"
}

local_servers() {
  say 'Starting PostgreSQL and RabbitMQ'
  make_postgres_data "$postgres_password"
  start postgres
  rabbitmq_configure "$local/data/rabbitmq" ehcp "$rabbitmq_password"
  start epmd
  start rabbitmq
  wait_for_postgres "$postgres_port" "$postgres_password" "$(pid_of postgres)" 60 || explain postgres 'PostgreSQL does not start'
  create_databases
}

explain() { # NAME WHAT
  warn "$2; the end of $local/log/$1.log:"
  tail -20 "$local/log/$1.log" >&2
  exit 1
}

# Each service has its own role, and only that role may connect to its database.
create_databases() {
  local name password
  for name in "${services[@]}"; do
    password=${name}_password
    printf "select format('create role %%I login', '%s') where not exists (select from pg_roles where rolname = '%s') \\\\gexec\n" "$name" "$name"
    printf "alter role %s password '%s';\n" "$name" "${!password}"
    printf "select 'create database %s owner %s' where not exists (select from pg_database where datname = '%s') \\\\gexec\n" "$name" "$name" "$name"
    printf 'revoke all on database %s from public;\n' "$name"
  done | PGPASSWORD=$postgres_password "$(postgres_bin)/psql" -XAtq -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$postgres_port" -U postgres -d postgres
}

# What runs is a copy of what was built, so that building again does not pull the ground from under it. The compiler's and
# MSBuild's helpers would stay behind after the build: they are not used.
build() {
  local name
  say 'Building'
  step build dotnet build "$here/services.slnf" -c Release "${build_options[@]}"
  for name in "${services[@]}"; do
    publish "services/$(project_of "$name")" "$name"
  done
  publish tests/Ehcp.Simulator simulator
}

build_options=(-nologo -v quiet -clp:NoSummary -nodeReuse:false -p:UseSharedCompilation=false)
publish() { # PROJECT NAME
  step build dotnet publish "$checkout/$1" -c Release -o "$local/app/$2" --no-build "${build_options[@]}"
}

install_mail_catcher() {
  local folder=$checkout/deploy/mail
  cmp -s "$folder/package-lock.json" "$folder/node_modules/.installed-from" && return
  say 'Installing the mail catcher'
  step npm npm --prefix "$folder" ci --ignore-scripts --no-audit --no-fund --no-progress
  cp "$folder/package-lock.json" "$folder/node_modules/.installed-from"
}

# A step ends when this script does, even if this script is killed; "wait" lets a signal in at once.
step() { # LOG COMMAND...
  local log=$local/log/$1.log status=0
  shift
  setpriv --pdeathsig TERM "$@" >>"$log" 2>&1 </dev/null {keeper}>&- {claim}>&- &
  wait $! || status=$?
  [ "$status" = 0 ] && return
  warn "This failed: $*"
  tail -40 "$log" >&2
  exit 1
}

migrate() {
  local name
  say 'Migrating'
  for name in "${services[@]}"; do
    step "$name" "$here/lib/migrate" "$name"
  done
}

start_services() {
  local name port
  wait_for_rabbitmq "${rabbitmq_ports[0]}" "$(pid_of rabbitmq)" 90 || explain rabbitmq 'RabbitMQ does not start'
  upstream_begin
  say 'Starting the services'
  for name in mail "${services[@]}"; do
    start "$name"
  done
  for name in "${services[@]}"; do
    port=${name}_port
    wait_until_ready "$name" "${!port}" 90 || explain "$name" "The $name service is not ready after 90 seconds"
  done
  wait_for_port "$smtp_port" "$(pid_of mail)" 30 || explain mail 'The mail catcher does not start'
}

# The broker's user of the key that sends. It stays with the broker's data, so it is made once; asking takes the broker's tools seconds.
upstream_begin() {
  api='' vhost=/
  [ -e "$local/data/rabbitmq/sender" ] && return
  upstream_make sender "$amqp_password"
  touch "$local/data/rabbitmq/sender"
}

wait_until_ready() { # NAME PORT SECONDS
  local until=$((SECONDS + $3))
  until [ "$(http_status "$address" "$2" /health/ready 2>/dev/null)" = 200 ]; do
    [ "$SECONDS" -lt "$until" ] || return 1
    sleep 0.1
  done
}

write_env() {
  (
    umask 077
    cat >"$local/env" <<TEXT
INTAKE_URL=http://$address:$intake_port
SCHEDULER_URL=http://$address:$scheduler_port
REPORTING_URL=http://$address:$reporting_port
MAIL_URL=http://$address:$mail_page_port
# Sends events (events:send).
INTAKE_KEY=$intake_key
# Reads cases, alerts and lists, and acts (cases:read, admin).
STAFF_KEY=$staff_key
# Sends events by the broker: it may publish to the exchange ehcp.inbound and do nothing else.
AMQP_URL=$(upstream_address sender "$amqp_password")
# Reads figures without any case (figures:read).
REPORTING_KEY=$reporting_key
# Acts: the runbook's commands (admin).
ADMIN_KEY=$admin_key
# Reads /metrics of every service (metrics:read).
METRICS_KEY=$metrics_key
# Reads who has seen which case (access:read).
ACCESS_KEY=$access_key
# Publishes figures, and reads them (figures:publish, figures:read).
PUBLISHER_KEY=$publisher_key
# Makes, rotates and revokes other keys: deploy/key. It may do everything, since no key is made that may do more than its maker.
KEYS_KEY=$keys_key
TEXT
  )
}

local_wait() {
  wait "$keeper_pid" || true
  running=
  fail 'the process that keeps everything running has ended'
}

local_demo() {
  set -a
  . "$local/env"
  MAIL_DIR=$local/mail
  set +a
  setpriv --pdeathsig TERM dotnet "$local/app/simulator/Ehcp.Simulator.dll" demo </dev/null {keeper}>&- {claim}>&- &
  wait $!
}

local_stop() {
  exec {keeper}>&-
  wait "$keeper_pid" || true
}
