#!/usr/bin/env bash
# Plays the steps of docs/command.md to the first green run of an own workflow, in a new repository and as the page has
# them. act fetches nothing: the published action is that of this checkout. Usage: first-run.sh <act> <empty folder>
set -euo pipefail
act=$1
temp=$2
root=$(cd "$(dirname "$0")/../.." && pwd)

# shellcheck disable=SC2016 # the fence of a block has no commands
steps=$(sed -n '/<!-- example: first-run -->/,/^```$/{ /^<!--/d; /^```/d; p; }' "$root/docs/command.md")
if [ "$(grep -c . <<<"$steps")" -gt 4 ]; then
  echo "The page has more than four steps to the first green run." >&2
  exit 1
fi
# A reader starts the second step after the first has answered.
ready='until [ -s packages/customer-portal.zip ]; do kill -0 $!; sleep 0.1; done'
steps=${steps/$'\n'/$'\n'$ready$'\n'}
port=$(node -e "const server = require('net').createServer().listen(0, '127.0.0.1', () => { console.log(server.address().port); server.close(); })")

mkdir "$temp/action" "$temp/bin" "$temp/home" "$temp/repository"
cp -R "$root/action.yml" "$root/dist" "$temp/action/"
cat >"$temp/bin/lowcode-deploy" <<SH
#!/bin/sh
exec node '$root/dist/command/index.js' "\$@"
SH
cat >"$temp/bin/act" <<SH
#!/bin/sh
exec '$act' "\$@" --local-repository 'lowcode-deploy/lowcode-deploy@v0=$temp/action' --no-cache-server --action-cache-path '$temp/act' </dev/null
SH
chmod +x "$temp"/bin/*

cd "$temp/repository"
git init --quiet
git -c user.name=ci -c user.email=ci@example.com commit --quiet --allow-empty --message 'A new repository'
# The trap ends the sandbox, which a step starts in the background.
HOME="$temp/home" XDG_CACHE_HOME="$temp/home/cache" PATH="$temp/bin:$PATH" \
  bash -euo pipefail -c "trap 'kill \$!' EXIT; ${steps//8089/$port}" >"$temp/log" 2>&1 || {
  cat "$temp/log"
  exit 1
}
grep -F 'The deployment ended as succeeded' "$temp/log" || {
  cat "$temp/log"
  echo "The first run was not green." >&2
  exit 1
}
