"""What each command prints with ``--json``, as JSON Schema: one row for each.

``cs-simulator reference outputs`` prints it; the tests hold what commands print against it.
"""

from typing import Any, get_type_hints

from cs_simulator.domain.records import Cluster, Decision, Node, Task

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

_TYPES: dict[Any, Schema] = {int: WHOLE, float: NUMBER, bool: TRUTH}


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


def a_record(kind: type, **instead: Schema) -> Schema:
    """A record as it is shown: every field but its serial, instants as texts."""
    fields = {
        name: _TYPES.get(hint, TEXT)
        for name, hint in get_type_hints(kind).items()
        if name != "serial"
    }
    return an_object(**(fields | instead))


CALL = an_object(
    number=WHOLE, request_id=TEXT, time=INSTANT, received=INSTANT, microseconds=WHOLE,
    operation=TEXT, method=TEXT, path=TEXT, body=ANYTHING, status=WHOLE, code=TEXT,
    answer=ANYTHING, cluster_id=TEXT, task_id=TEXT, unread=an_array(TEXT), faults=an_array(TEXT),
)  # fmt: skip
NODE = a_record(Node, created=INSTANT, updated=INSTANT)
TASK = a_record(Task, created=INSTANT, updated=INSTANT)
CLUSTER = a_record(
    Cluster, created=INSTANT, updated=INSTANT, nodes=an_array(NODE), tasks=an_array(TASK)
)
DECISION = a_record(Decision, at=INSTANT, draw={"type": ["number", "null"]})
VERDICT = an_object(expectation=ANYTHING, passed=TRUTH, reason=TEXT)
PROVEN = an_object(expectation=ANYTHING, passed=TRUTH, reason=TEXT, calls=an_array(CALL))
CLOCK = an_object(mode=TEXT, rate=NUMBER, now=INSTANT, next=MAYBE_INSTANT)
FAULT = {
    "type": "object",  # the rule as it is written, and these
    "properties": {
        "id": TEXT, "phase": TEXT, "kind": TEXT, "matched": WHOLE, "hits": WHOLE,
        "remaining": MAYBE_WHOLE, "ends": MAYBE_INSTANT,
    },
    "required": ["id", "then", "phase", "kind", "matched", "hits", "remaining", "ends"],
}  # fmt: skip
FAULTS = an_object(faults=an_array(FAULT))
SNAPSHOT = an_object(name=TEXT, taken=INSTANT, now=INSTANT, seed=WHOLE, rows=COUNTS)
_TENANT = {
    "tenant": TEXT, "endpoint": TEXT, "seed": WHOLE, "clock": an_object(mode=TEXT, rate=NUMBER),
    "now": INSTANT, "expires": MAYBE_INSTANT, "quotas": COUNTS, "clusters": WHOLE, "nodes": WHOLE,
    "calls": WHOLE, "internal_errors": WHOLE, "region_id": TEXT, "vpc_id": TEXT,
    "vswitch_id": TEXT,
}  # fmt: skip
PROBLEM = an_object(file=TEXT, line=WHOLE, column=WHOLE, code=TEXT, message=TEXT)
OCCASION = an_object(
    rule=TEXT, kind=TEXT, operation=TEXT, stage=TEXT, cluster=TEXT, number=WHOLE, counted=TEXT
)
REHEARSED = an_object(
    file=TEXT, name=TEXT, seed=WHOLE, passed=TRUTH, failures=an_array(TEXT), began=INSTANT,
    ended=INSTANT,
    script=an_array(an_object(
        place=WHOLE, at=INSTANT, text=TEXT, status=MAYBE_WHOLE, code=TEXT, rules=an_array(TEXT),
        problem=TEXT,
    )),
    timeline=an_array(ANY_OBJECT), decisions=an_array(a_record(Decision, at=INSTANT)),
    verdicts=an_array(VERDICT),
)  # fmt: skip
UNREADABLE = an_object(file=TEXT, passed={"const": False}, problems=an_array(PROBLEM))
_RECORDED = an_object(
    number=WHOLE, at=WHOLE, operation=TEXT, method=TEXT, target=TEXT, body=ANYTHING, status=WHOLE,
    code=TEXT, request_id=TEXT, cluster_id=TEXT, task_id=TEXT,
)  # fmt: skip

OUTPUTS: dict[str, Schema] = {
    "ca": an_object(certificate=TEXT),
    "calls explain": an_object(
        call=CALL,
        decisions=an_array(DECISION),
        not_meant=an_array(an_object(rule=TEXT, phase=TEXT, kind=TEXT, reason=TEXT)),
    ),
    "calls list": an_object(total=WHOLE, calls=an_array(CALL)),
    "calls tail": CALL,
    "calls verify": an_object(passed=TRUTH, verdicts=an_array(PROVEN)),
    "clock advance": an_object(now=INSTANT, ran=WHOLE, next=MAYBE_INSTANT),
    "clock set": CLOCK,
    "clock show": CLOCK,
    "clusters list": an_object(clusters=an_array(CLUSTER)),
    "clusters show": CLUSTER,
    "clusters watch": an_object(clusters=an_array(CLUSTER)),
    "config show": an_array(an_object(setting=TEXT, value=ANYTHING, origin=TEXT)),
    "doctor": an_object(ok=TRUTH, checks=an_array(an_object(check=TEXT, ok=TRUTH, told=TEXT))),
    "env": {"type": "object", "additionalProperties": TEXT},
    "faults add": FAULTS,
    "faults clear": FAULTS,
    "faults list": FAULTS,
    "faults remove": FAULTS,
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
    "reset": an_object(tenant=TEXT, cleared=COUNTS),
    "scenario lint": an_array(PROBLEM),
    "scenario list": an_array(
        an_object(name=TEXT, description=TEXT, tags=an_array(TEXT), file=TEXT)
    ),
    "scenario show": an_array(
        an_object(id=TEXT, phase=TEXT, when=TEXT, fire=TEXT, select=TEXT, then=TEXT)
    ),
    "scenario test": an_array({"anyOf": [REHEARSED, UNREADABLE]}),
    "shrink": an_object(
        expectation=WHOLE, written=ANY_OBJECT, reason=TEXT, acted=WHOLE, needed=an_array(OCCASION),
        is_smallest=TRUTH, runs=WHOLE,
    ),
    "snapshot delete": an_object(deleted=TEXT),
    "snapshot download": an_object(name=TEXT, file=TEXT, bytes=WHOLE),
    "snapshot fork": an_object(**_TENANT, access_key_id=TEXT, access_key_secret=TEXT),
    "snapshot list": an_object(snapshots=an_array(SNAPSHOT)),
    "snapshot load": an_object(**_TENANT),
    "snapshot save": SNAPSHOT,
    "snapshot upload": SNAPSHOT,
    "start": an_object(url=TEXT, pid=WHOLE, log=TEXT),
    "status": an_object(running=TRUTH, answers=TRUTH, pid=MAYBE_WHOLE, url=MAYBE_TEXT),
    "stop": an_object(stopped=WHOLE),
    "version": an_object(version=TEXT),
    "wait": an_object(ready=TRUTH, url=TEXT),
}  # fmt: skip
