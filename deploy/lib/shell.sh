# shellcheck shell=bash
# What every script here uses: words for the user, ports, and processes that end when they are told to.

say() { printf '%s\n' "$*"; }
warn() { printf '%s\n' "$*" >&2; }
fail() { printf '%s: %s\n' "${0##*/}" "$*" >&2; exit 1; }

is_root() { [ "$(id -u)" = 0 ]; }

new_secret() { od -An -N"${1:-24}" -tx1 /dev/urandom | tr -d ' \n'; }

hash_of() { printf %s "$1" | sha256sum | cut -d' ' -f1; }

port_answers() { (exec 3<>"/dev/tcp/${2:-127.0.0.1}/$1") 2>/dev/null; }

# Below the range from which the kernel gives client sockets their ports, so that none of them can be in the way.
# Ports of several servers are looked for in places 0 to 3, so that they cannot be the same.
free_port() { # [PLACE]
  local port
  while :; do
    port=$((20000 + ${1:-0} * 2500 + RANDOM % 2500))
    port_answers "$port" || { echo "$port"; return; }
  done
}

# Gives up early when the process that should answer has died.
wait_for_port() { # PORT PID SECONDS
  local tries=$(($3 * 20))
  while [ "$tries" -gt 0 ]; do
    port_answers "$1" && return 0
    is_alive "$2" || return 1
    sleep 0.05
    tries=$((tries - 1))
  done
  return 1
}

# "kill -0" is true for a zombie too, and in a container nobody may be there to reap it: read the state.
is_alive() { # PID
  local state
  [ -n "$1" ] || return 1
  state=$(sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -c1) || true
  case $state in '' | Z | X) return 1 ;; esac
}

wait_until_gone() { # PID SECONDS
  local tries=$(($2 * 20))
  while is_alive "$1"; do
    [ "$tries" -gt 0 ] || return 1
    sleep 0.05
    tries=$((tries - 1))
  done
}

stop_process() { # PID SIGNAL SECONDS: asks, waits, and then insists
  is_alive "$1" || return 0
  kill "-$2" "$1" 2>/dev/null || true
  wait_until_gone "$1" "$3" && return 0
  kill -KILL "$1" 2>/dev/null || true
  wait_until_gone "$1" 5
}

# Answers the status of a GET, or nothing.
http_status() { # HOST PORT PATH
  local status=''
  exec 3<>"/dev/tcp/$1/$2" || return 1
  printf 'GET %s HTTP/1.0\r\nHost: %s\r\n\r\n' "$3" "$1" >&3
  read -r -t 5 _ status _ <&3 || true
  exec 3>&-
  echo "$status"
}

# Who listens on a port, in words. Root sees everybody's processes, a user only their own.
port_owner() { # PORT
  local inode process
  inode=$(awk -v port="$(printf ':%04X' "$1")" '$4 == "0A" && substr($2, length($2) - 4) == port { print $10; exit }' /proc/net/tcp /proc/net/tcp6 2>/dev/null)
  [ -n "$inode" ] || return 1
  process=$(find /proc/[0-9]*/fd -maxdepth 1 -lname "socket:\[$inode\]" -print -quit 2>/dev/null | cut -d/ -f3) || true
  [ -n "$process" ] || { echo 'a process of another user'; return; }
  echo "process $process ($(tr '\0' ' ' <"/proc/$process/cmdline" | cut -c1-80 | sed 's/ *$//'))"
}
