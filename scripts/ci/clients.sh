#!/usr/bin/env bash
# Runs clients of other people against the sandbox over https, unmodified and with their usual settings: the official
# OutSystems pipeline tool, Ansible's BigPanda module and, where gem is there, BigPanda's Ruby client.
# Needs bash, curl, Node and python3 (3.11 or newer) with pip; installs everything into a temporary folder.
set -euo pipefail
cd "$(dirname "$0")/../.."
source scripts/ci/setup.sh
root=$PWD

ansible_version=11.13.0
ansible_core_version=2.18.12
ruby_client_version=0.1.3

work=$(mktemp -d)
control() { curl --silent --show-error --fail --cacert "$work/ca.pem" --header 'x-sandbox: 1' "$@"; }
finish() {
  if [ -s "$work/address" ]; then control --request POST "$url/-/exit" || true; fi
  rm -rf "$work"
}
trap finish EXIT

node dist/command/index.js sandbox --tls --ca-file "$work/ca.pem" --port-file "$work/address" --json >"$work/requests" &
for _ in $(seq 100); do
  if [ -s "$work/address" ]; then break; fi
  sleep 0.1
done
url=$(cat "$work/address")
# The authority goes to Python's requests, to Python itself and so to Ansible, and to Ruby.
export REQUESTS_CA_BUNDLE="$work/ca.pem" SSL_CERT_FILE="$work/ca.pem"

echo "Installing the Python clients"
python_environment "$work/python" --requirement scripts/ci/clients.txt

echo "OutSystems pipeline tool: LifeTime's data, and a deployment"
outsystems() { (cd "$work" && python/bin/python -m "outsystems.pipeline.$1" "${@:2}"); }
lifetime=(--lt_url "$url" --lt_token sandbox-happy)
outsystems fetch_lifetime_data "${lifetime[@]}" --lt_api_version 2 --artifacts data
# It polls every 20 seconds: the others run meanwhile.
outsystems deploy_latest_tags_to_target_env "${lifetime[@]}" --lt_api_version 2 --artifacts deploy \
  --source_env Development --destination_env Test --app_list EmployeeBackoffice >"$work/deploy.log" 2>&1 &
deploy=$!

echo "Installing Ansible"
pip_of "$work/python" install "ansible-core==$ansible_core_version"
# The collection is a small part of the package 'ansible': only that part is unpacked.
pip_of "$work/python" download --no-deps --dest "$work" "ansible==$ansible_version"
"$work/python/bin/python" - "$work" "$ansible_version" <<'PYTHON'
import sys, zipfile
work, version = sys.argv[1:]
base = "ansible_collections/community/general/"
wanted = ("plugins/modules/bigpanda.py", "MANIFEST.json", "FILES.json", "meta/runtime.yml")
with zipfile.ZipFile(f"{work}/ansible-{version}-py3-none-any.whl") as wheel:
    for name in wheel.namelist():
        if name.startswith(base) and name[len(base):] in wanted:
            wheel.extract(name, f"{work}/collections")
PYTHON

echo "Ansible's module community.general.bigpanda: start and end"
# Ansible wants blocking output, which a pipe that Node shares is not.
bigpanda() {
  ANSIBLE_COLLECTIONS_PATH="$work/collections" ANSIBLE_HOME="$work/ansible" ANSIBLE_LOCALHOST_WARNING=false \
    "$work/python/bin/ansible" localhost --connection local \
    --extra-vars "ansible_python_interpreter=$work/python/bin/python" --module-name community.general.bigpanda \
    --args "component=portal version=1.2.3 token=sandbox-happy hosts=web-1 env=test url=$url $1" </dev/null 2>&1 | cat
}
bigpanda state=started
bigpanda state=finished

if command -v gem >/dev/null; then
  echo "BigPanda's Ruby client: start and end"
  retry env --unset=SSL_CERT_FILE gem install --silent --no-document --install-dir "$work/gems" \
    bigpanda --version "$ruby_client_version"
  GEM_PATH="$work/gems" GEM_HOME="$work/gems" ruby scripts/ci/clients.rb "$url"
else
  echo "BigPanda's Ruby client is left out: there is no gem on this machine."
fi

echo "BigPanda's Python module: start and end"
"$work/python/bin/python" scripts/ci/clients.py "$url"

if ! wait "$deploy"; then
  cat "$work/deploy.log"
  exit 1
fi
tail -n 2 "$work/deploy.log"

echo "What the sandbox saw"
control "$url/-/state" >"$work/state"
node "$root/scripts/ci/clients.js" "$work/state" "$work/requests"
