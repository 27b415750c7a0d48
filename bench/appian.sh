#!/usr/bin/env bash
# The same requests as the happy path of a deployment to Appian, as a script that a team would write by hand.
# Usage: appian.sh <url> <file>
set -euo pipefail
url=$1 file=$2
api=$url/suite/deployment-management/v2

ask() { curl --silent --show-error --fail --header 'appian-api-key: sandbox-happy' "$@"; }
notify() { curl --silent --show-error --fail --output /dev/null --header 'authorization: Bearer sandbox-happy' --json "$2" "$url/data/events/deployments/$1"; }
field() { jq --raw-output ".$1"; }
# Looks until the status of $1 is no longer IN_PROGRESS.
await() {
  local status=IN_PROGRESS
  while [ "$status" = IN_PROGRESS ]; do
    status=$(ask "$api/$1" | field status)
  done
  [ "$status" = COMPLETED ]
}
name=$(basename "$file")
record='"component":"bench","version":"1.0.0","hosts":["127.0.0.1"]'

inspection=$(ask --form "json={\"customizationFileName\":\"$name\"};type=application/json" --form "customizationFileName=@$file" "$api/inspections" | field uuid)
await "inspections/$inspection"
notify start "{$record,\"timestamp\":$(date +%s)}"
deployment=$(ask --header 'action-type: import' --form "json={\"name\":\"bench\",\"description\":\"bench\",\"customizationFileName\":\"$name\"};type=application/json" --form "customizationFileName=@$file" "$api/deployments" | field uuid)
await "deployments/$deployment"
ask --output /dev/null "$api/deployments/$deployment/log"
notify end "{$record,\"timestamp\":$(date +%s),\"status\":\"success\"}"
