#!/bin/sh
# Starts Alertmanager with the webhook's address filled in: Alertmanager itself reads no environment variables.
set -eu
: "${ALERT_WEBHOOK_URL:?set ALERT_WEBHOOK_URL to the address that alerts are posted to}"
config=${ALERTMANAGER_CONFIG:-/etc/alertmanager/alertmanager.yml}
filled=${ALERTMANAGER_FILLED:-/tmp/alertmanager.yml}
address=$(printf '%s' "$ALERT_WEBHOOK_URL" | sed 's/[&|\\]/\\&/g')
umask 077
sed "s|http://alert-webhook.invalid/|$address|" "$config" >"$filled"
exec "${ALERTMANAGER:-/bin/alertmanager}" --config.file="$filled" "$@"
