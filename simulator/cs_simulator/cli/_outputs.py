"""What each command prints with ``--json``, as JSON Schema: one row for each.

``cs-simulator reference outputs`` prints it; the tests hold what commands print against it.
"""

from typing import Any

from cs_simulator.server.control.contract import (
    calls,
    clock,
    clusters,
    scenario,
    snapshots,
    tenants,
)
from cs_simulator.server.control.contract.json_schema import standalone
from cs_simulator.server.control.contract.values import ClearedTenant, Deleted

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
WHOLE: Schema = {"type": "integer"}
NUMBER: Schema = {"type": "number"}
TRUTH: Schema = {"type": "boolean"}
INSTANT: Schema = {"type": "string", "format": "date-time"}
ANYTHING: Schema = {}
ANY_OBJECT: Schema = {"type": "object"}
MAYBE_TEXT: Schema = {"type": ["string", "null"]}
MAYBE_INSTANT: Schema = {"type": ["string", "null"], "format": "date-time"}
MAYBE_WHOLE: Schema = {"type": ["integer", "null"]}
COUNTS: Schema = {"type": "object", "additionalProperties": WHOLE}


def an_object(**properties: Schema) -> Schema:
    """An object with all of these properties and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def an_array(of: Schema) -> Schema:
    """An array of such things."""
    return {"type": "array", "items": of}


PROBLEM = an_object(file=TEXT, line=WHOLE, column=WHOLE, code=TEXT, message=TEXT)
OCCASION = an_object(
    rule=TEXT, kind=TEXT, operation=TEXT, stage=TEXT, cluster=TEXT, number=WHOLE, counted=TEXT
)
UNREADABLE = an_object(file=TEXT, passed={"const": False}, problems=an_array(PROBLEM))
_RECORDED = an_object(
    number=WHOLE, at=WHOLE, operation=TEXT, method=TEXT, target=TEXT, body=ANYTHING, status=WHOLE,
    code=TEXT, request_id=TEXT, cluster_id=TEXT, task_id=TEXT,
)  # fmt: skip

OUTPUTS: dict[str, Schema] = {
    "ca": an_object(certificate=TEXT),
    "calls explain": standalone(calls.Explanation),
    "calls list": standalone(calls.CallList),
    "calls tail": standalone(calls.Call),
    "calls verify": standalone(calls.Verdicts),
    "clock advance": standalone(clock.Advanced),
    "clock set": standalone(clock.Clock),
    "clock show": standalone(clock.Clock),
    "clusters list": standalone(clusters.ClusterList),
    "clusters show": standalone(clusters.Cluster),
    "clusters watch": standalone(clusters.ClusterList),
    "config show": an_array(an_object(setting=TEXT, value=ANYTHING, origin=TEXT)),
    "doctor": an_object(ok=TRUTH, checks=an_array(an_object(check=TEXT, ok=TRUTH, told=TEXT))),
    "env": {"type": "object", "additionalProperties": TEXT},
    "faults add": standalone(scenario.RuleList),
    "faults clear": standalone(scenario.RuleList),
    "faults list": standalone(scenario.RuleList),
    "faults remove": standalone(scenario.RuleList),
    "reference assumptions": an_array(
        an_object(number=WHOLE, text=TEXT, operations=an_array(TEXT))
    ),
    "reference control": an_array(an_object(method=TEXT, path=TEXT, summary=TEXT)),
    "reference errors": an_array(an_object(code=TEXT, status=WHOLE, message=TEXT)),
    "reference faults": {"type": "object", "additionalProperties": ANY_OBJECT},
    "reference operations": an_array(
        an_object(
            name=TEXT, calls=an_array(TEXT), releases=TEXT, is_modelled=TRUTH, reason=TEXT,
            verified_by=an_array(TEXT),
        )
    ),
    "replay": an_object(
        equal=TRUTH,
        calls=WHOLE,
        compares_ids=TRUTH,
        skipped=an_array(an_object(number=WHOLE, reason=TEXT)),
        difference={
            "anyOf": [
                {"type": "null"},
                an_object(
                    call=_RECORDED, what=TEXT, recorded=ANYTHING, again=ANYTHING, answer=TEXT
                ),
            ]
        },
    ),
    "reset": standalone(ClearedTenant),
    "scenario lint": an_array(PROBLEM),
    "scenario list": an_array(
        an_object(name=TEXT, description=TEXT, tags=an_array(TEXT), file=TEXT)
    ),
    "scenario show": an_array(
        an_object(id=TEXT, phase=TEXT, when=TEXT, fire=TEXT, select=TEXT, then=TEXT)
    ),
    "scenario test": an_array({"anyOf": [ANY_OBJECT, UNREADABLE]}),
    "shrink": an_object(
        expectation=WHOLE, written=ANY_OBJECT, reason=TEXT, acted=WHOLE, needed=an_array(OCCASION),
        is_smallest=TRUTH, runs=WHOLE,
    ),
    "snapshot delete": standalone(Deleted),
    "snapshot download": an_object(name=TEXT, file=TEXT, bytes=WHOLE),
    "snapshot fork": standalone(tenants.NewTenant),
    "snapshot list": standalone(snapshots.SnapshotList),
    "snapshot load": standalone(tenants.Tenant),
    "snapshot save": standalone(snapshots.Snapshot),
    "snapshot upload": standalone(snapshots.Snapshot),
    "start": an_object(url=TEXT, pid=WHOLE, log=TEXT),
    "status": an_object(running=TRUTH, answers=TRUTH, pid=MAYBE_WHOLE, url=MAYBE_TEXT),
    "stop": an_object(stopped=WHOLE),
    "version": an_object(version=TEXT),
    "wait": an_object(ready=TRUTH, url=TEXT),
}  # fmt: skip
