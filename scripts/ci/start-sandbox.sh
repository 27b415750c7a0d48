#!/usr/bin/env bash
# Starts the sandbox, which outlives this script: sandbox.log, sandbox.pid and sandbox.url are put into the folder.
# Usage: start-sandbox.sh <folder>; later: kill "$(cat <folder>/sandbox.pid)"
set -euo pipefail
folder=$1
root=$(cd "$(dirname "$0")/../.." && pwd)

# setsid: Node resets an ignored SIGHUP, so nohup would not outlive a runner's step everywhere.
setsid node "$root/dist/command/index.js" sandbox </dev/null >"$folder/sandbox.log" 2>&1 &
echo $! >"$folder/sandbox.pid"
for _ in {1..100}; do
  if grep -o 'http://[0-9.:]*' "$folder/sandbox.log" >"$folder/sandbox.url"; then exit 0; fi
  sleep 0.1
done
cat "$folder/sandbox.log"
echo "The sandbox does not start." >&2
exit 1
