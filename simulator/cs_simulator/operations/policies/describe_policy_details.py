"""``GET /policies/{policy_name}``: one security policy of the catalogue.

What the service does: answers its category, its severity, what it is for, and the template that is
installed in clusters.

Differs from the service: as DescribePolicies. An unknown name is refused with
``InvalidResource.NotFound``, which is our proposal.
"""

from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations.policies._policies import policy_in_path
from cs_simulator.operations.policies.describe_policies import shown


@operation("DescribePolicyDetails", "GET", "/policies/{policy_name}")
def describe_policy_details(call: Call, unit: Unit) -> Reply:
    """Answer the policy."""
    return Reply(body=shown(policy_in_path(call)))
