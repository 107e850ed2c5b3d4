# shellcheck shell=bash
# What the machine must have. Root gets it installed from Debian's packages; anybody else is told what to install.

need_packages() { # WHAT_FOR PACKAGE...
  local what=$1
  shift
  is_root || fail "$what is missing. As an administrator: apt-get install $*"
  command -v apt-get >/dev/null || fail "$what is missing, and this machine has no apt-get to install it with ($*)"
  say "Installing $*"
  install_packages "$@" || fail "could not install $*"
}

# A server package starts its server, RabbitMQ's for the whole network; "exit 101" from this file forbids that.
install_packages() { # PACKAGE...
  local policy=/usr/sbin/policy-rc.d ours=no status=0
  [ -e "$policy" ] || { printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod 755 "$policy" && ours=yes; }
  apt_get install "$@" >/dev/null || { apt_get update && apt_get install "$@"; } >/dev/null || status=$?
  [ "$ours" = no ] || rm -f "$policy"
  return "$status"
}

apt_get() {
  local verb=$1
  shift
  DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 "$verb" --no-install-recommends "$@" </dev/null
}

need_dotnet() {
  command -v dotnet >/dev/null || fail 'the .NET 10 SDK is missing: https://dot.net (on Debian and Ubuntu the package dotnet-sdk-10.0)'
  (cd "$checkout" && dotnet --version >/dev/null) || fail 'the .NET SDK here does not fit global.json: install the .NET 10 SDK, https://dot.net'
}

need_postgres() { postgres_bin >/dev/null || need_packages 'PostgreSQL (15 or newer)' postgresql; }
need_rabbitmq() { rabbitmq_bin >/dev/null && epmd_program >/dev/null || need_packages 'RabbitMQ' rabbitmq-server; }
need_node() { command -v node >/dev/null && command -v npm >/dev/null || need_packages 'Node.js with npm' nodejs npm; }
need_chromium() { command -v chromium >/dev/null || need_packages 'Chromium' chromium fonts-liberation; }
