"""Sends a deployment with BigPanda's own Python module, and the end of a failed one. Argument: the sandbox's address."""
import importlib.util
import sys

# The module imports its own files by bare names, as Python 2 had it: its folder goes onto the path.
spec = importlib.util.find_spec("bigpanda")
sys.path.append(spec.submodule_search_locations[0])
import bigpanda  # noqa: E402

client = bigpanda.Client(api_token="sandbox-happy", base_url=sys.argv[1])
client.deployment("portal", "2.0.0", "web-2", owner="ci", env="test").start().success()
