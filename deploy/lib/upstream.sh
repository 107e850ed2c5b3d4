# shellcheck shell=bash disable=SC2154
# The broker's users of other systems: what each may do is said here and nowhere else. "api" is the management interface of a
# broker, or empty for that of deploy/up; "vhost" its virtual host.

# Names of exchanges and queues, as regular expressions: it may declare none, publish to one, and read none.
upstream_configure='^$' upstream_write='^ehcp\.inbound$' upstream_read='^$'

upstream_make() { # NAME PASSWORD: passwords are never arguments, which everybody on the machine can see
  if [ -n "$api" ]; then
    upstream_api PUT "users/$1" <<<"{\"password\": \"$2\", \"tags\": \"\"}"
    upstream_api PUT "permissions/$(upstream_encode "$vhost")/$1" \
      <<<"{\"configure\": \"$upstream_configure\", \"write\": \"${upstream_write//\\/\\\\}\", \"read\": \"$upstream_read\"}"
    return
  fi
  upstream_ctl add_user "$1" <<<"$2" >/dev/null 2>&1 || upstream_ctl change_password "$1" <<<"$2" >/dev/null
  upstream_ctl set_user_tags "$1" >/dev/null
  upstream_ctl set_permissions -p "$vhost" "$1" "$upstream_configure" "$upstream_write" "$upstream_read" >/dev/null
}

upstream_remove() { # NAME
  if [ -n "$api" ]; then upstream_api DELETE "users/$1" </dev/null; else upstream_ctl delete_user "$1" >/dev/null; fi
}

upstream_address() { # NAME PASSWORD
  local scheme=amqp host
  if [ -n "$api" ]; then
    host=${api#*@} host=${host%%/*}
    scheme=amqps host=${host%%:*}:5671
  elif upstream_is_local; then
    host=127.0.0.1:$(. "$local/run/settings" && echo "${rabbitmq_ports[0]}")
  else
    host=$(. "$local/compose.env" && echo "$EHCP_BIND:$EHCP_AMQP_PORT")
  fi
  echo "$scheme://$1:$2@$host/$(upstream_encode "$vhost")"
}

upstream_is_local() { [ -s "$local/run/rabbitmq.pid" ] && is_alive "$(cat "$local/run/rabbitmq.pid")"; }

upstream_encode() { local text=${1//%/%25}; echo "${text//\//%2F}"; }

# The user of the interface goes by standard input too: as an argument the password would be seen.
upstream_api() { # METHOD PATH <BODY
  local credentials=${api#*://}
  local host=${credentials#*@}
  curl --silent --show-error --fail --noproxy '*' --request "$1" --header 'Content-Type: application/json' --data @- \
    --config <(printf 'user = "%s"\n' "${credentials%%@*}") "${api%%://*}://${host%/}/api/$2" >/dev/null
}

upstream_ctl() { # COMMAND...
  if upstream_is_local; then
    (
      . "$local/run/settings"
      rabbitmq_environment "$local/data/rabbitmq" "${rabbitmq_ports[@]}"
      exec "$(rabbitmq_bin)/rabbitmqctl" --quiet "$@"
    )
  else
    compose exec -T --user rabbitmq rabbitmq rabbitmqctl --quiet "$@"
  fi
}
