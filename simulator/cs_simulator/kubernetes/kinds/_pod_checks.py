"""What is wrong with Pods and with the workloads that make them.

After ``pkg/apis/core/validation`` and ``pkg/apis/apps/validation`` of Kubernetes, as far as people
meet it: containers without a name or an image, selectors that do not fit, policies.
"""

from collections.abc import Iterator

from cs_simulator.kubernetes.kinds._pod_spec_checks import pod_spec
from cs_simulator.kubernetes.kinds._problems import Problem, one_of
from cs_simulator.kubernetes.kinds._reading import Body, get, items, mapping, number, text, texts

_RESTARTS = ("Always", "OnFailure", "Never")


def pod(body: Body, before: Body | None) -> Iterator[Problem]:
    """What is wrong with a Pod."""
    yield from one_of("spec.restartPolicy", get(body, "spec.restartPolicy"), _RESTARTS)
    yield from _of_containers(body, "spec")
    if before is None:
        yield from pod_spec(mapping(body, "spec"), "spec")


def workload(body: Body, _before: Body | None) -> Iterator[Problem]:
    """What is wrong with a Deployment and its like, whose Pods run for ever."""
    yield from _of_replicas(body)
    template = mapping(body, "spec.template")
    labels = mapping(template, "metadata.labels")
    if not selects(mapping(body, "spec.selector"), labels):
        what = "`selector` does not match template `labels`"
        yield Problem("spec.template.metadata.labels", what, labels)
    policy = "spec.template.spec.restartPolicy"
    yield from one_of(policy, get(body, policy), ("Always",))
    yield from _of_containers(body, "spec.template.spec")
    claimed = [text(each, "metadata.name") for each in items(body, "spec.volumeClaimTemplates")]
    yield from pod_spec(mapping(body, "spec.template.spec"), "spec.template.spec", claimed)


def replication_controller(body: Body, before: Body | None) -> Iterator[Problem]:
    """What is wrong with a ReplicationController, whose selector has nothing but labels."""
    selector = {"matchLabels": mapping(body, "spec.selector")}
    yield from workload({**body, "spec": {**mapping(body, "spec"), "selector": selector}}, before)


def selects(selector: Body, labels: Body) -> bool:
    """Whether a label selector selects what has these labels."""
    wanted = mapping(selector, "matchLabels")
    fits = all(labels.get(name) == value for name, value in wanted.items())
    return fits and all(_fits(each, labels) for each in items(selector, "matchExpressions"))


def _fits(expression: Body, labels: Body) -> bool:
    present, values = labels.get(text(expression, "key")), texts(expression, "values")
    forms = {
        "In": present in values,
        "NotIn": present not in values,
        "Exists": present is not None,
        "DoesNotExist": present is None,
    }
    return forms.get(text(expression, "operator"), False)


def of_job_template(body: Body, at: str) -> Iterator[Problem]:
    """What is wrong with the Pods of a Job, which must be able to end."""
    if get(body, f"{at}.restartPolicy") == "Always":
        yield Problem(f"{at}.restartPolicy", 'valid values: "OnFailure", "Never"')
    yield from _of_containers(body, at)
    yield from pod_spec(mapping(body, at), at)


def _of_replicas(body: Body) -> Iterator[Problem]:
    replicas = number(body, "spec.replicas")
    if replicas < 0:
        yield Problem("spec.replicas", "must be greater than or equal to 0", replicas)


def _of_containers(body: Body, at: str) -> Iterator[Problem]:
    names: set[str] = set()
    for field in (f"{at}.initContainers", f"{at}.containers"):
        for place, container in enumerate(items(body, field)):
            name = text(container, "name")
            if not name:
                yield Problem(f"{field}[{place}].name")
            elif name in names:
                yield Problem(f"{field}[{place}].name", "is the name of another container", name)
            if not text(container, "image"):
                yield Problem(f"{field}[{place}].image")
            names.add(name)
