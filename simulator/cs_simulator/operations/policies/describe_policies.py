"""``GET /policies``: the catalogue of security policies.

What the service does: answers a map from categories to the policies in them.

Differs from the service: the descriptions are ours, and the templates have the parameters of a
policy without its rule. All policies are meant to ``enforce``.
"""

from cs_simulator.catalog.policies import Policy, all_policies
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Reply, operation


def shown(policy: Policy) -> dict[str, object]:
    """A policy of the catalogue as answers show it."""
    return {
        "action": "enforce",
        "category": policy.category,
        "description": policy.description,
        "is_deleted": 0,
        "name": policy.name,
        "no_config": 0 if policy.needs_parameters else 1,
        "severity": policy.severity,
        "template": policy.template,
    }


@operation("DescribePolicies", "GET", "/policies")
def describe_policies(call: Call, unit: Unit) -> Reply:
    """Answer the policies by category."""
    by_category: dict[str, list[dict[str, object]]] = {}
    for policy in all_policies().values():
        by_category.setdefault(policy.category, []).append(shown(policy))
    return Reply(body=by_category)
