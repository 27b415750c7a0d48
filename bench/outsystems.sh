#!/usr/bin/env bash
# The same requests as the happy path of a deployment through LifeTime, as a script that a team would write by hand.
# Usage: outsystems.sh <url>
set -euo pipefail
url=$1
api=$url/lifetimeapi/rest/v2

ask() { curl --silent --show-error --fail --header 'authorization: Bearer sandbox-happy' "$@"; }
notify() { ask --output /dev/null --json "$2" "$url/data/events/deployments/$1"; }
# The key of the entry with name $1 in the list on standard input.
key() { jq --raw-output --arg name "$1" '.[] | select(.Name == $name).Key'; }
record='"component":"EmployeeBackoffice","version":"1.2.0","hosts":["prd-env-1.company.com"]'

environments=$(ask "$api/environments/")
source=$(key Development <<<"$environments")
target=$(key Production <<<"$environments")
version=$(ask "$api/applications/?IncludeModules=false&IncludeEnvStatus=true" |
  jq --raw-output --arg source "$source" '.[] | select(.Name == "EmployeeBackoffice").AppStatusInEnvs[] | select(.EnvironmentKey == $source).BaseApplicationVersionKey')
ask --output /dev/null "$api/deployments/?MinDate=$(date +%F)&TargetEnvironmentKey=$target"
plan=$(ask --json "{\"Notes\":\"bench\",\"SourceEnvironmentKey\":\"$source\",\"TargetEnvironmentKey\":\"$target\",\"ApplicationOperations\":[{\"ApplicationVersionKey\":\"$version\",\"DeploymentZoneKey\":\"\"}]}" "$api/deployments/" | tr -d '"')
ask --output /dev/null "$api/deployments/$plan/"
notify start "{$record,\"timestamp\":$(date +%s)}"
ask --output /dev/null --request POST "$api/deployments/$plan/start/?RedeployOutdated=true&IncludeErrorDetails=true"
status=running
while [ "$status" = running ]; do
  status=$(ask "$api/deployments/$plan/status/" | jq --raw-output .DeploymentStatus)
done
[ "$status" = finished_successful ]
notify end "{$record,\"timestamp\":$(date +%s),\"status\":\"success\"}"
