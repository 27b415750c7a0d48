# shellcheck shell=bash
# Functions that .ci/run and the scripts of this folder share. Use: source setup.sh

# Runs a command until it succeeds, three times at most.
retry() {
  local attempt
  for attempt in 1 2 3; do
    if "$@"; then return 0; fi
    echo "Attempt $attempt failed: $*" >&2
    sleep $((attempt * 5))
  done
  return 1
}

# Creates a virtual environment of Python in a folder and installs packages there. Usage:
# python_environment <folder> <arguments of pip install>
python_environment() {
  python3 -m venv "$1"
  pip_of "$1" install "${@:2}"
}

# Runs the pip of a virtual environment. The authority of the sandbox is not that of the package index. Usage:
# pip_of <folder> <arguments of pip>
pip_of() {
  retry env --unset=REQUESTS_CA_BUNDLE --unset=SSL_CERT_FILE \
    "$1/bin/python" -m pip --quiet --disable-pip-version-check "${@:2}"
}
