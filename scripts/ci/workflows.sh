#!/usr/bin/env bash
# Checks the workflows, the action.yml files and the shell scripts of this repository, and what `init` writes.
# Needs bash, Node, python3 with pip, and go; installs its linters into a temporary folder.
# With GH_TOKEN set, zizmor also looks up that each pinned commit is the release its comment names.
set -euo pipefail
cd "$(dirname "$0")/../.."
source scripts/ci/setup.sh

actionlint_version=v1.7.12

tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT

python_environment "$tools/python" --require-hashes --only-binary=:all: --no-deps \
  --requirement scripts/ci/requirements.txt
retry env GOBIN="$tools/bin" go install "github.com/rhysd/actionlint/cmd/actionlint@$actionlint_version"
export PATH="$tools/bin:$tools/python/bin:$PATH"

echo "shellcheck"
shellcheck .ci/run scripts/ci/*.sh

echo "actionlint"
actionlint

echo "zizmor"
offline=(--offline)
if [ -n "${GH_TOKEN:-}" ]; then offline=(); fi
zizmor ${offline[@]+"${offline[@]}"} --persona=pedantic --strict-collection --no-progress .github action.yml deploy/action.yml plan/action.yml

echo "the published schemas"
schemas() { "$tools/python/bin/python" scripts/ci/schemas.py "$@"; }
# Every page but those of other systems.
shopt -s extglob
schemas github-workflows .github/workflows/*.yml scripts/ci/called/caller.yml README.md docs/!(gitlab|azure-pipelines).md
schemas github-actions action.yml deploy/action.yml plan/action.yml
schemas dependabot .github/dependabot.yml
schemas gitlab-ci docs/gitlab.md

echo "what init writes"
for platform in appian outsystems odc; do
  for ci in github gitlab; do
    mkdir -p "$tools/init/$platform-$ci"
    (cd "$tools/init/$platform-$ci" && node "$OLDPWD/dist/command/index.js" init --platform "$platform" --ci "$ci" >/dev/null)
  done
done
# actionlint 1.7.12 does not know yet that more than one job may wait in a concurrency group.
actionlint -ignore 'unexpected key "queue" for "concurrency" section' "$tools"/init/*/.github/workflows/deploy.yml
zizmor ${offline[@]+"${offline[@]}"} --persona=pedantic --no-progress "$tools"/init/*/.github/workflows/deploy.yml
schemas github-workflows "$tools"/init/*/.github/workflows/deploy.yml
schemas gitlab-ci "$tools"/init/*/.gitlab-ci.yml

echo "the gate in ci.yml needs every other job"
jobs=$(awk '/^[^ #]/ { inside = ($1 == "jobs:") }
            inside && /^  [A-Za-z0-9_-]+:/ { sub(/:.*/, ""); if ($1 != "all-green") print $1 }' .github/workflows/ci.yml | sort)
needed=$(awk '/^  all-green:/ { inside = 1 }
              inside && /^    needs:/ { sub(/.*\[/, ""); sub(/\].*/, ""); gsub(/, */, "\n"); print; exit }' .github/workflows/ci.yml | sort)
if [ -z "$jobs" ] || [ "$jobs" != "$needed" ]; then
  printf 'jobs:\n%s\nneeded by all-green:\n%s\n' "$jobs" "$needed" >&2
  exit 1
fi
echo "$jobs" | paste -s -d ' ' -
