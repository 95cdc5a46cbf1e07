"""A line to type for every command, and what is then to be read."""

from dataclasses import dataclass

RULE = """'{"id": "busy", "when": {"operation": "CancelTask"}, "then": {"error": "Throttling"}}'"""


@dataclass(frozen=True)
class Typed:
    """A line that is typed, what is then read on the screen, and how the command ends."""

    line: str
    shows: str
    code: int = 0
    interrupted: bool = False
    """It goes on until Ctrl-C."""


ALONE = [
    Typed("version", r"\d+\.\d+"),
    Typed("config show --origin", "clock.*default"),
    Typed("ca", "BEGIN CERTIFICATE"),
    Typed("reference operations", "CreateCluster"),
    Typed("reference control", "/_simulator/clock"),
    Typed("reference assumptions", "ErrorClusterNotFound"),
    Typed("reference faults", "lost_reply"),
    Typed("reference errors", "ErrorClusterNotFound"),
    Typed("reference outputs clusters list", "cluster_id"),
    Typed("reference openapi --service", "DescribeClusterDetail"),
    Typed("scenario new mine", "mine.yaml"),
    Typed("scenario lint wrong.yaml", r"wrong.yaml:1:\d+: E\d+: ", code=1),
    Typed("scenario test flapping-node", "1 of 1 passed"),
    Typed("scenario list", "lost-create-reply"),
    Typed("scenario show lost-create-reply", "answer-is-lost"),
    Typed("scenario schema", "properties"),
    Typed("shrink failing.yaml", r"expect \d fails"),
    Typed("explore --examples 2 -- true", "made no call", code=2),
    Typed("finds merge . --into found", "there is no result of a shard in it", code=2),
    Typed("serve --port 0 --db :memory:", r"http://127", interrupted=True),
    Typed("scenario run slow-day --port 0 --db :memory:", r"http://127", interrupted=True),
]
ASKING = [
    Typed("status", "http://127"),
    Typed("wait --endpoint-file .cs-simulator/endpoint", "http://127"),
    Typed("doctor", "created and running"),
    Typed("env", "export CS_ENDPOINT=127"),
    Typed("clock show", "frozen"),
    Typed("clock set frozen", "frozen"),
    Typed("clock advance 1m", "2026-09-01T09:01:00Z"),
    Typed("clusters list", "my-test-cluster"),
    Typed("clusters show {cluster_id}", "my-test-cluster: initial"),
    Typed("kubeconfig {cluster_id}", "clusters of type swarm have certificates", code=2),
    Typed("clusters watch --once", "my-test-cluster"),
    Typed("clusters watch", "my-test-cluster", interrupted=True),
    Typed("calls list", "POST"),
    Typed("calls tail --all", "POST /clusters", interrupted=True),
    Typed("calls explain {request_id}", "rule"),
    Typed("calls verify", "nothing to verify: there is no scenario", code=2),
    Typed(f"faults add {RULE}", "busy"),
    Typed("faults list", "busy"),
    Typed("faults disable busy", "off"),
    Typed("faults enable busy", "remaining"),
    Typed("faults remove busy", "remaining"),
    Typed("faults clear", ""),
    Typed("snapshot save one", "one: .* rows"),
    Typed("snapshot list", "one"),
    Typed("snapshot download one one.db", "one.db: .* bytes"),
    Typed("snapshot upload one.db two", "two: .* rows"),
    Typed("snapshot fork one --as other", "other"),
    Typed("snapshot load one", "1 clusters"),
    Typed("snapshot delete one", "one: deleted"),
    Typed("replay one.db", "answered as recorded"),
    Typed("tenants list", "default.*here"),
    Typed("tenants move default --to http://127.0.0.1:1", "no simulator answers", code=1),
    Typed("reset", "default"),
    Typed("logs", "server"),
    Typed("stop", "stopped|ended"),
]
START = Typed("start --port 0 --clock frozen --master-port none", "http://127")
