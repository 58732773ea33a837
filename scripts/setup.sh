#!/bin/sh
# Installs what a fresh Debian machine lacks. `setup.sh` for running, `setup.sh test` for testing.
set -eu
missing=""
need() { # command package
    command -v "$1" >/dev/null || missing="$missing $2"
}
need cc build-essential
need node nodejs
need npm npm
if [ "${1:-}" = test ]; then
    need chromium chromium
    ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$missing postgresql"
    need xmllint libxml2-utils
    fc-list 2>/dev/null | grep -qi liberation || missing="$missing fonts-liberation fontconfig"
fi
if [ -n "$missing" ]; then
    if [ "$(id -u)" = 0 ]; then sudo=""; else sudo=sudo; fi
    echo "installing:$missing" >&2
    $sudo apt-get update -qq
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends $missing >/dev/null
fi
command -v cargo >/dev/null || { echo "Rust is missing: install it with rustup (https://rustup.rs) and try again" >&2; exit 1; }
