# shellcheck shell=bash
# A private RabbitMQ, 3.10 or newer, from the machine's packages, on 127.0.0.1 only. Its own programs are called rather than
# /usr/sbin/rabbitmq-server, which changes user and folder and leaves a port mapper open to the network.

rabbitmq_bin() {
  local candidate
  for candidate in /usr/lib/rabbitmq/bin /opt/rabbitmq/sbin; do
    [ -x "$candidate/rabbitmq-server" ] && { echo "$candidate"; return; }
  done
  return 1
}

# For the server and its tools alike. The node's name is "ehcp" whatever the port, because its data are kept under that
# name; its own port mapper (epmd) keeps it apart from every other node of the machine.
rabbitmq_environment() { # HOME PORT DISTRIBUTION_PORT EPMD_PORT
  export HOME=$1 # for the Erlang cookie
  export RABBITMQ_NODENAME=ehcp@localhost
  export RABBITMQ_NODE_IP_ADDRESS=127.0.0.1 RABBITMQ_NODE_PORT=$2 RABBITMQ_DIST_PORT=$3
  export ERL_EPMD_PORT=$4 ERL_EPMD_ADDRESS=127.0.0.1
  export RABBITMQ_MNESIA_BASE=$1/data RABBITMQ_LOG_BASE=$1/log
  export RABBITMQ_CONFIG_FILE=$1/rabbitmq RABBITMQ_CONF_ENV_FILE=$1/none RABBITMQ_ENABLED_PLUGINS_FILE=$1/enabled_plugins
  export RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='-kernel inet_dist_use_interface {127,0,0,1}'
  export RABBITMQ_CTL_ERL_ARGS=$RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS
  # So that the start script becomes the server instead of watching over it, and its process id is the server's.
  export RUNNING_UNDER_SYSTEMD=true
}

rabbitmq_configure() { # HOME USER PASSWORD [LINE]...: the user is made when the data are new
  local home=$1 user=$2 password=$3
  shift 3
  mkdir -p "$home/data" "$home/log"
  chmod 700 "$home"
  (
    umask 077
    printf '%s\n' "default_user = $user" "default_pass = $password" 'loopback_users = none' 'log.console = true' 'log.console.use_colors = off' \
      'log.file = false' 'log.console.level = warning' 'disk_free_limit.absolute = 200MB' "$@" >"$home/rabbitmq.conf"
  )
  echo "[${RABBITMQ_PLUGINS:-}]." >"$home/enabled_plugins"
}

# Becomes the port mapper: call it in a subshell. Without one the server would start its own, which outlives it.
epmd_serve() { # HOME PORT DISTRIBUTION_PORT EPMD_PORT
  rabbitmq_environment "$@"
  cd "$1" || return # where a crash dump would go
  exec "$(epmd_program)"
}

epmd_program() {
  local candidate
  for candidate in "$(command -v epmd || true)" /usr/lib/erlang/bin/epmd /usr/lib/erlang/erts-*/bin/epmd; do
    [ -x "$candidate" ] && { echo "$candidate"; return; }
  done
  return 1
}

# Becomes the server: call it in a subshell.
rabbitmq_serve() { # HOME PORT DISTRIBUTION_PORT EPMD_PORT
  rabbitmq_environment "$@"
  cd "$1" || return # where a crash dump would go
  exec "$(rabbitmq_bin)/rabbitmq-server"
}

# The port answers only after the whole start, and costs no second Erlang machine to ask.
wait_for_rabbitmq() { # PORT PID SECONDS
  wait_for_port "$1" "$2" "$3"
}
