#!/usr/bin/env bash
# Calls the reusable workflows under act against the sandbox: a deployment that succeeds, one that the inspection stops,
# and a release file. Usage: called.sh <act> <empty folder>. Local runners do not know `uses: $/`, nor
# an expression as the whole of `env`: in a copy they are replaced.
set -euo pipefail
act=$1
temp=$2
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)

copy=$temp/repository
mkdir -p "$copy/.github/workflows" "$temp/artifact" "$temp/home"
cp -R "$root/action.yml" "$root/deploy" "$root/plan" "$root/dist" "$copy/"
env=
for name in PLATFORM URL ENVIRONMENT PACKAGE VERSION POLL_INTERVAL BIGPANDA_URL; do
  env="$env LOWCODE_DEPLOY_$name: '\${{ matrix.env.LOWCODE_DEPLOY_$name }}',"
done
for name in deploy deploy-release; do
  sed "s#uses: \$/#uses: ./#; /queue: max/d; s#env: \\\${{ matrix.env }}#env: {${env%,} }#" "$root/.github/workflows/$name.yml" >"$copy/.github/workflows/$name.yml"
done
cp "$here/called/caller.yml" "$copy/.github/workflows/caller.yml"
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

cat >"$copy/release.yml" <<YAML
inputs: { url: '$url', bigpanda-url: '$url', poll-interval: 10ms, package: release/portal.zip, version: 1.2.3 }
secrets: { token: APPIAN_TOKEN, bigpanda-token: BIGPANDA_TOKEN }
environments: [{ name: test }, { name: production }]
items: [{ name: portal, platform: appian }]
YAML
git -C "$copy" init --quiet
git -C "$copy" add .
git -C "$copy" -c user.name=ci -c user.email=ci@example.com commit --quiet --message 'A repository that deploys'

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

call release || fail 'the release did not succeed'
if [ "$(requests inspections), $(requests deployments)" != '5, 3' ]; then
  fail 'the release had to deploy to two environments'
fi
grep -qF 'stage 2: portal → production' "$temp/called.log" || fail 'the release was not planned'
echo 'a release of two stages - success'
