#!/bin/sh
# Installs what a fresh Debian machine lacks. `setup.sh` for running, `setup.sh test` for testing.
set -eu
missing=""
better=""
need() { # command package
    command -v "$1" >/dev/null || missing="$missing $2"
}
need cc build-essential
need node nodejs
need npm npm
if [ "${1:-}" = test ]; then
    need chromium chromium
    # Without windows it takes a third less of the processor; where there is none, the whole browser does.
    command -v chromium-headless-shell >/dev/null || better=chromium-headless-shell
    ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$missing postgresql"
    need xmllint libxml2-utils
    fc-list 2>/dev/null | grep -qi liberation || missing="$missing fonts-liberation fontconfig"
fi
if [ "$(id -u)" = 0 ]; then sudo=""; else sudo=sudo; fi
install() {
    DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}
if [ -n "$missing$better" ]; then
    echo "installing:$missing $better" >&2
    $sudo apt-get update -qq || [ -z "$missing" ]
fi
# shellcheck disable=SC2086
[ -z "$missing" ] || install $missing
[ -z "$better" ] || install "$better" || echo "without $better: the tests take longer" >&2
command -v cargo >/dev/null || { echo "Rust is missing: install it with rustup (https://rustup.rs) and try again" >&2; exit 1; }
