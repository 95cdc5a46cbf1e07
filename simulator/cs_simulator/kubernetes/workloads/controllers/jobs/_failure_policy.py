"""What the failure of a pod means by ``podFailurePolicy``: the first rule that fits decides."""

from cs_simulator.kubernetes.job_pods import JobPod
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.kinds._reading import condition, get, items, mapping, number, text
from cs_simulator.kubernetes.workloads.controllers.jobs._run import Run

COUNT, IGNORE, FAIL_JOB, FAIL_INDEX = "Count", "Ignore", "FailJob", "FailIndex"


def action_of(run: Run, pod: JobPod, body: Body) -> tuple[str, str]:
    """What follows from the failure of a pod, and the message that says why."""
    where = f"{run.found.namespace}/{pod.name}"
    for place, rule in enumerate(items(run.spec, "podFailurePolicy.rules")):
        why = _by_exit_code(rule, body, where) or _by_condition(rule, body, where)
        if why:
            action = text(rule, "action", COUNT)
            return action, f"{why} matching {action} rule at index {place}"
    return COUNT, ""


def _by_exit_code(rule: Body, pod: Body, where: str) -> str:
    """Which container has ended with a code of the rule; empty for none."""
    wanted = mapping(rule, "onExitCodes")
    values, name = wanted.get("values"), text(wanted, "containerName")
    if not isinstance(values, list):
        return ""
    for part in ("containerStatuses", "initContainerStatuses"):
        for each in items(pod, f"status.{part}"):
            code = number(each, "state.terminated.exitCode")
            if not code or (name and name != each.get("name")):
                continue
            if (code in values) == (wanted.get("operator") == "In"):
                return f"Container {each.get('name')} for pod {where} failed with exit code {code}"
    return ""


def _by_condition(rule: Body, pod: Body, where: str) -> str:
    """Which condition of the pod the rule is about; empty for none."""
    for wanted in items(rule, "onPodConditions"):
        kind = text(wanted, "type")
        if get(condition(pod, kind), "status") == text(wanted, "status", "True"):
            return f"Pod {where} has condition {kind}"
    return ""
