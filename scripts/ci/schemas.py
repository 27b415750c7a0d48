"""Checks YAML against the JSON schemas that SchemaStore publishes; the package check-jsonschema brings them.

Usage: schemas.py SCHEMA FILE... where SCHEMA is such as github-workflows. Of a page of Markdown, every example in YAML
that is a whole pipeline is checked: one that has jobs or stages.
"""

import json
import re
import sys
from importlib.util import find_spec
from pathlib import Path

from jsonschema import Draft7Validator
from ruamel.yaml import YAML


def documents(file):
    text = Path(file).read_text(encoding="utf-8")
    if not file.endswith(".md"):
        return [text]
    blocks = re.findall(r"^```yaml\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return [block for block in blocks if re.search(r"^(jobs|stages):", block, re.MULTILINE)]


name, *files = sys.argv[1:]
package = find_spec("check_jsonschema").submodule_search_locations[0]
schema = Path(package, "builtin_schemas", "vendor", f"{name}.json").read_text(encoding="utf-8")
validator = Draft7Validator(json.loads(schema))

checked = 0
wrong = False
for file in files:
    for text in documents(file):
        checked += 1
        for error in validator.iter_errors(YAML(typ="safe").load(text)):
            place = "/".join(str(each) for each in error.absolute_path)
            print(f"{file}: {place or 'the file'}: {error.message[:300]}")
            wrong = True
print(f"{name}: {checked} checked")
sys.exit(1 if wrong or checked == 0 else 0)
