"""A thousand rules of every phase, for the clusters and the operations of others."""

import json
from pathlib import Path

_THENS = ("outage", "quota", "lost_reply", {"fail": "OperationDenied.NoStock"}, "empty")
_PHASES = ("admit", "apply", "reply", "provision", "read")
RULES = [
    {
        "id": f"rule-{number}",
        "phase": _PHASES[number % 5],
        "when": {"cluster": f"team-{number}", **({} if number % 2 else {"operation": "*Cluster"})},
        "fire": {"probability": 0.3, "times": 3},
        "then": _THENS[number % 5],
    }
    for number in range(1000)
]
A_SCENARIO = {"apiVersion": "simulator/v1", "kind": "Scenario", "metadata": {"name": "many"}}


def written(folder: str, count: int) -> str:
    """A scenario file of so many rules, in block style as people write it."""
    path = Path(folder) / f"rules-{count}.yaml"
    lines = [f"{name}: {json.dumps(value)}" for name, value in A_SCENARIO.items()]
    for rule in RULES[:count]:
        entry = [f"{name}: {json.dumps(value)}" for name, value in rule.items()]
        lines += ["rules:"] * (rule is RULES[0]) + [f"  - {entry[0]}"]
        lines += [f"    {each}" for each in entry[1:]]
    path.write_text("\n".join(lines) + "\n")
    return str(path)
