#!/usr/bin/env bash
# Calls the reusable workflow under act against the sandbox: a deployment that succeeds, and one that the inspection
# stops. Usage: called.sh <act> <empty folder>. Local runners do not know `uses: $/`, so in a copy it is `uses: ./`.
set -euo pipefail
act=$1
temp=$2
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)

copy=$temp/repository
mkdir -p "$copy/.github/workflows" "$temp/artifact" "$temp/home"
cp -R "$root/action.yml" "$root/dist" "$copy/"
sed 's#uses: \$/#uses: ./#; /queue: max/d' "$root/.github/workflows/deploy.yml" >"$copy/.github/workflows/deploy.yml"
cp "$here/called/caller.yml" "$copy/.github/workflows/caller.yml"
git -C "$copy" init --quiet
git -C "$copy" add .
git -C "$copy" -c user.name=ci -c user.email=ci@example.com commit --quiet --message 'A repository that deploys'

# In place of the artifact that an earlier job uploaded: an action that lays the file where it would lie.
"$root/scripts/ci/package.sh" "$temp/portal.zip"
cat >"$temp/artifact/action.yml" <<YAML
name: download
inputs: { name: { required: true }, path: { required: true } }
runs:
  using: composite
  steps:
    - shell: bash
      run: mkdir -p '\${{ inputs.path }}' && cp '$temp/portal.zip' '\${{ inputs.path }}/portal.zip'
YAML
download=$(grep -o 'actions/download-artifact@[0-9a-f]*' "$copy/.github/workflows/deploy.yml" | head -n 1)

"$root/scripts/ci/start-sandbox.sh" "$temp"
trap 'kill "$(cat "$temp/sandbox.pid")"' EXIT
url=$(cat "$temp/sandbox.url")

# Runs a job of the caller with those that it needs.
call() {
  HOME="$temp/home" XDG_CACHE_HOME="$temp/home/cache" "$act" workflow_dispatch --job "$1" \
    --workflows .github/workflows/caller.yml --platform ubuntu-latest=-self-hosted \
    --var "SANDBOX=$url" --secret HAPPY=sandbox-happy --secret INSPECTION_ERRORS=sandbox-inspection-errors \
    --local-repository "$download=$temp/artifact" --no-cache-server --action-cache-path "$temp/act" \
    </dev/null >"$temp/called.log" 2>&1
}
requests() { grep -c "^POST .*/$1 " "$temp/sandbox.log" || true; }
fail() {
  cat "$temp/called.log" "$temp/sandbox.log"
  echo "The reusable workflow: $1" >&2
  exit 1
}
cd "$copy"

call show || fail 'the call that should succeed did not'
grep -F 'outcome of green' "$temp/called.log" || fail 'no outcome of the green call was printed'
grep -qF 'outcome of green - success, succeeded, 1.2.3, sent' "$temp/called.log" || fail 'its outputs are wrong'
if [ "$(requests inspections), $(requests deployments)" != '2, 1' ]; then
  fail 'two jobs had to inspect, and one of them to deploy'
fi

if call red; then fail 'the call that the inspection stops succeeded'; fi
grep -qF 'inspection-failed' "$temp/called.log" || fail 'the inspection did not stop it'
if [ "$(requests inspections), $(requests deployments)" != '3, 1' ]; then
  fail 'one job had to inspect, and none to deploy'
fi
echo 'outcome of red - failure, and nothing was deployed'
