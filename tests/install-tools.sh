#!/bin/sh
# Installs the servers that tests start, when this user may; otherwise names what is missing. Never fails by itself.
set -u
missing=""
need() { # program, Debian package
    command -v "$1" >/dev/null 2>&1 || ls /usr/lib/postgresql/*/bin/"$1" >/dev/null 2>&1 || missing="$missing $2"
}
need prometheus prometheus
need promtool prometheus
need prometheus-alertmanager prometheus-alertmanager
need amtool prometheus-alertmanager
need initdb postgresql
need postgres postgresql
need chromium chromium
fc-list :lang=zh 2>/dev/null | grep -q . || missing="$missing fonts-noto-cjk fontconfig"
missing=$(echo "$missing" | tr ' ' '\n' | sort -u | tr '\n' ' ')
[ -n "$(echo "$missing" | tr -d ' ')" ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing for the tests:$missing"
    export DEBIAN_FRONTEND=noninteractive
    log=$(mktemp)
    # shellcheck disable=SC2086
    if apt-get update >"$log" 2>&1 && apt-get install -y --no-install-recommends $missing >>"$log" 2>&1; then
        exit 0
    fi
    tail -n 5 "$log"
fi
echo "*** Not installed:$missing"
echo "*** The tests that need them are SKIPPED. Install these Debian packages, or their like, to run them all."
