# shellcheck shell=bash disable=SC2154
# deploy/up with Docker.

docker_answers() {
  command -v docker >/dev/null && timeout 10 docker info >/dev/null 2>&1 && docker compose version >/dev/null 2>&1
}

# It ends with the shell that waits for it.
compose() {
  setpriv --pdeathsig TERM docker compose --project-directory "$checkout" --env-file "$local/compose.env" --progress quiet "$@"
}

docker_up() {
  mkdir -p "$local"/{run,log}
  claim_checkout
  keep_secrets
  choose_addresses
  (umask 077 && compose_settings >"$local/compose.env")
  [ -n "$(compose ps --quiet)" ] ||
    refuse_taken_ports "$intake_port" "$scheduler_port" "$reporting_port" "$smtp_port" "$mail_page_port" "$((base + 72))"
  running=docker
  say 'Building'
  compose_step build build
  say 'Starting the services'
  compose_step up up --detach --wait --wait-timeout 300 --remove-orphans
  api='' vhost=/
  upstream_make sender "$amqp_password" || warn 'AMQP_URL does not work: the broker took no user for other systems'
  write_env
}

compose_settings() {
  local name
  cat <<TEXT
EHCP_PROJECT=$(project_name)
EHCP_BIND=$bind
EHCP_INTAKE_PORT=$intake_port
EHCP_SCHEDULER_PORT=$scheduler_port
EHCP_REPORTING_PORT=$reporting_port
EHCP_SMTP_PORT=$smtp_port
EHCP_MAIL_PORT=$mail_page_port
EHCP_AMQP_PORT=$((base + 72))
EHCP_PUBLIC_URL=http://$address:$reporting_port
EHCP_SCHEDULER_URL=http://$address:$scheduler_port
EHCP_MAIL_URL=http://$address:$mail_page_port
EHCP_BUILD_NETWORK=${EHCP_BUILD_NETWORK:-default}
TEXT
  for name in $(secret_names); do
    echo "EHCP_${name^^}=${!name}"
  done
  for name in $(key_names); do
    echo "EHCP_${name^^}_HASH=$(hash_of "${!name}")"
  done
}

# Two checkouts on one machine are two systems.
project_name() { echo "ehcp-$(printf %s "$checkout" | sha256sum | cut -c1-8)"; }

compose_step() { # LOG ARGUMENT...
  local log=$local/log/$1.log
  shift
  compose "$@" >"$log" 2>&1 </dev/null {claim}>&- &
  wait $! && return
  warn "This failed: docker compose $*"
  tail -40 "$log" >&2
  warn "docker compose --env-file $local/compose.env logs tells more."
  exit 1
}

docker_demo() {
  compose --profile demo run --rm --build --quiet-pull simulator </dev/null {claim}>&- &
  wait $!
}

docker_wait() {
  setpriv --pdeathsig TERM sleep infinity {claim}>&- &
  wait $!
}

# A step that goes on would start again what is stopped here.
docker_stop() { # [--volumes]
  jobs -p | xargs -r kill 2>/dev/null || true
  wait
  [ -f "$local/compose.env" ] || return 0
  compose --profile demo down --remove-orphans --timeout 20 "$@" >/dev/null 2>&1 </dev/null || warn 'docker compose could not stop everything'
}
