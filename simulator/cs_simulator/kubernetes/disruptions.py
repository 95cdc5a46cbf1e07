"""Whether a pod may be evicted, by the budgets for disruptions that it counts for."""

from cs_simulator.catalog import kubernetes_errors as errors
from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.instants import as_text
from cs_simulator.domain.records import KubernetesObject
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.kinds._filling import part
from cs_simulator.kubernetes.kinds._reading import condition, items, number, text
from cs_simulator.kubernetes.object_index import Pod, index_of
from cs_simulator.kubernetes.writing.rewriting import put_again

_NOT_COUNTED = ("Succeeded", "Failed", "Pending")
_REFUSED = "Cannot evict pod as it would violate the pod's disruption budget."
BY_TAINT = ("DeletionByTaintManager", "Taint manager: deleting due to NoExecute taint")
"""Why a pod goes that does not tolerate a taint of its node: reason and message."""
_SECONDS = 10
"""After which one is to ask again while a budget is not up to date."""


def refusal_of(unit: Unit, pod: KubernetesObject) -> ApiError | None:
    """Why a pod may not be evicted now; ``None`` if it may."""
    facts = index_of(unit.world).pod(pod.key)
    budgets = _budgets_of(unit, facts) if facts is not None and _counts(facts) else []
    if facts is None or not budgets:
        return None
    if len(budgets) > 1:
        return errors.SEVERAL_BUDGETS()
    body = objects.body_of(budgets[0])
    if not facts.is_ready and _lets_unhealthy_go(body):
        return None
    return _refusal(budgets[0].name, body)


def mark(unit: Unit, pod: KubernetesObject) -> None:
    """Write into a pod that is evicted why it goes, and take it from its budget at once."""
    facts = index_of(unit.world).pod(pod.key)
    if facts is not None and facts.is_ready and _counts(facts):
        for budget in _budgets_of(unit, facts):
            body = objects.body_of(budget)
            status = part(body, "status")
            allowed = number(status, "disruptionsAllowed")
            if allowed <= 0:
                continue
            status["disruptionsAllowed"] = allowed - 1
            put_again(unit, budget, body)
    body = objects.body_of(pod)
    write_why(unit, body, "EvictionByEvictionAPI", "Eviction API: evicting")
    put_again(unit, pod, body)


def write_why(unit: Unit, body: Body, reason: str, message: str) -> None:
    """Write into the body of a pod on account of what it is about to be deleted."""
    others = [
        each for each in items(body, "status.conditions") if each.get("type") != "DisruptionTarget"
    ]
    target = {
        "type": "DisruptionTarget",
        "status": "True",
        "lastProbeTime": None,
        "lastTransitionTime": as_text(unit.now),
        "reason": reason,
        "message": message,
    }
    part(body, "status")["conditions"] = [*others, target]


def _counts(pod: Pod) -> bool:
    """Whether a budget is asked about the pod at all."""
    return pod.phase not in _NOT_COUNTED and not pod.is_going


def _budgets_of(unit: Unit, pod: Pod) -> list[KubernetesObject]:
    index = index_of(unit.world).budgets
    keys = index.selecting(pod.cluster_id, pod.namespace, pod.labels)
    return [unit.world.kubernetes_objects[key] for key in keys]


def _lets_unhealthy_go(budget: Body) -> bool:
    """Whether a pod that is not ready may go whatever the budget has left."""
    if text(budget, "spec.unhealthyPodEvictionPolicy") == "AlwaysAllow":
        return True
    desired = number(budget, "status.desiredHealthy")
    return 0 < desired <= number(budget, "status.currentHealthy")


def _refusal(name: str, budget: Body) -> ApiError | None:
    if number(budget, "status.observedGeneration") < number(budget, "metadata.generation"):
        why = f"The disruption budget {name} is still being processed by the server."
        return _too_many(why, (("Retry-After", str(_SECONDS)),))
    if number(budget, "status.disruptionsAllowed") > 0:
        return None
    failed = condition(budget, "DisruptionAllowed")
    if failed.get("reason") == "SyncFailed":
        return _too_many(
            f"The disruption budget {name} does not allow evicting pods currently because it"
            f" failed sync: {failed.get('message')}"
        )
    desired = number(budget, "status.desiredHealthy")
    current = number(budget, "status.currentHealthy")
    return _too_many(
        f"The disruption budget {name} needs {desired} healthy pods and has {current} currently"
    )


def _too_many(why: str, headers: tuple[tuple[str, str], ...] = ()) -> ApiError:
    error = errors.TOO_MANY_REQUESTS(message=_REFUSED)
    error.headers = headers
    error.details = {"causes": [{"reason": "DisruptionBudget", "message": why}]}
    return error
