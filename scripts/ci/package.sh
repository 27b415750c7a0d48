#!/usr/bin/env bash
# Writes a small Appian package: package.sh <path of the zip>
set -euo pipefail
path=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
folder=$(mktemp -d)
mkdir "$folder/META-INF"
echo 'Manifest-Version: 1.0' >"$folder/META-INF/MANIFEST.MF"
(cd "$folder" && python3 -m zipfile -c "$path" META-INF)
rm -r "$folder"
