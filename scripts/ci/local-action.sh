#!/usr/bin/env bash
# Runs the sources of the action, main and post, in @github/local-action against the sandbox. Needs the project's
# dependencies. Usage: local-action.sh <empty folder>
set -euo pipefail
temp=$1
cd "$(dirname "$0")/../.."
source scripts/ci/setup.sh

# A dependency of its dependencies names a version of this package that some registries lack.
echo '{"private":true,"overrides":{"typedarray.prototype.slice":"1.0.5"}}' >"$temp/package.json"
retry npm install --prefix "$temp" --ignore-scripts --no-save --no-audit --no-fund --loglevel error \
  '@github/local-action@7.0.1'

scripts/ci/start-sandbox.sh "$temp"
trap 'kill "$(cat "$temp/sandbox.pid")"' EXIT
url=$(cat "$temp/sandbox.url")

scripts/ci/package.sh "$temp/release.zip"
: >"$temp/summary.md"
cat >"$temp/.env" <<ENV
INPUT_PLATFORM=appian
INPUT_URL=$url
INPUT_TOKEN=sandbox-happy
INPUT_ENVIRONMENT=test
INPUT_PACKAGE=$temp/release.zip
INPUT_VERSION=1.2.3
INPUT_POLL-INTERVAL=10ms
INPUT_BIGPANDA-URL=$url
INPUT_BIGPANDA-TOKEN=sandbox-happy
INPUT_GITHUB-TOKEN=sandbox-happy
GITHUB_ACTIONS=true
GITHUB_STEP_SUMMARY=$temp/summary.md
RUNNER_TEMP=$temp
ENV

# Its command would fetch tsx again; what it starts is this.
local_action=$temp/node_modules/@github/local-action/src/index.ts
NODE_PACKAGE_MANAGER=npm TARGET_ACTION_PATH=$PWD "$temp/node_modules/.bin/tsx" "$local_action" run . \
  scripts/ci/local-action/main.js "$temp/.env" --post scripts/ci/local-action/post.js >"$temp/log" 2>&1 || {
  cat "$temp/log"
  exit 1
}

expect() {
  if ! grep -q "$1" "$2"; then
    cat "$temp/log" "$temp/sandbox.log"
    echo "Missing in $2: $1" >&2
    exit 1
  fi
}
# The table of outputs comes after main and post.
expect "'status' .*'succeeded'" "$temp/log"
expect "'version' .*'1.2.3'" "$temp/log"
expect 'Running Post Step' "$temp/log"
expect '^## .*Deployed' "$temp/summary.md"
if [ "$(grep -c '^POST .*/deployments ' "$temp/sandbox.log")" -ne 1 ]; then
  echo 'Main and post had to deploy exactly once.' >&2
  exit 1
fi
sed '1,/Action Outputs/d' "$temp/log" | grep -E "'(status|deployment-id|version|trackers)' " | tr -d '│'
