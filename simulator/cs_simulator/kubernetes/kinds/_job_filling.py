"""What the server fills into a Job, and what it finds wrong with one.

After ``pkg/registry/batch/job/strategy.go`` and ``pkg/apis/batch/validation`` of Kubernetes.
"""

from collections.abc import Iterator

from cs_simulator.catalog import kubernetes_versions
from cs_simulator.cluster_types.ack import kept
from cs_simulator.domain.records import Cluster
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes.kinds import _pod_checks as checks
from cs_simulator.kubernetes.kinds._filling import fill, part
from cs_simulator.kubernetes.kinds._pod_defaults import fill_template
from cs_simulator.kubernetes.kinds._problems import Problem, one_of
from cs_simulator.kubernetes.kinds._reading import Body, get, items, mapping, number

UID, NAME = "controller-uid", "job-name"
PREFIX = "batch.kubernetes.io/"
_FIRST_WITH_PREFIX = 27
"""The minor version from which on the labels are there with the prefix, too."""
_WITHOUT_LIMIT = 2**31 - 1
_DEFAULTS = {"parallelism": 1, "completionMode": "NonIndexed", "suspend": False}
_COUNTS = (
    "parallelism", "completions", "activeDeadlineSeconds", "backoffLimit",
    "ttlSecondsAfterFinished", "backoffLimitPerIndex", "maxFailedIndexes",
)  # fmt: skip
_LABELS = "spec.template.metadata.labels"
_IMMUTABLE = "field is immutable"
_NAMING = ("labels", "annotations")
_PLACING = ("nodeSelector", "affinity", "tolerations", "schedulingGates")
_MOST_INDEXED_PODS = 100_000


def set_defaults(body: Body) -> None:
    """Fill in a Job; one that says nothing of it is done by one Pod."""
    spec = part(body, "spec")
    if get(spec, "completions") is None and get(spec, "parallelism") is None:
        fill(spec, {"completions": 1})
    limit = 6 if get(spec, "backoffLimitPerIndex") is None else _WITHOUT_LIMIT
    replaces = "Failed" if mapping(spec, "podFailurePolicy") else "TerminatingOrFailed"
    fill(spec, {**_DEFAULTS, "backoffLimit": limit, "podReplacementPolicy": replaces})
    fill_template(part(spec, "template"))


def complete(unit: Unit, cluster: Cluster, body: Body, before: Body | None) -> None:
    """Give a new Job its selector, and its Pods the labels by which it finds them."""
    fill(body, {"status": {}})
    if before is not None:
        return
    spec, metadata = part(body, "spec"), body["metadata"]
    template = part(part(spec, "template"), "metadata")
    if spec.get("manualSelector") is not True:
        metadata["uid"] = _uid(unit, cluster, metadata)
        _generate(cluster, spec, template, metadata)
    if template.get("labels") and not metadata.get("labels"):
        metadata["labels"] = dict(template["labels"])


def _generate(cluster: Cluster, spec: Body, template: Body, metadata: Body) -> None:
    has_prefix = kubernetes_versions.minor_of(kept.made_of(cluster).get("version", ""))
    prefixes = ("", PREFIX) if not 0 < has_prefix < _FIRST_WITH_PREFIX else ("",)
    labels = part(template, "labels")
    for prefix in prefixes:
        fill(labels, {prefix + UID: metadata["uid"], prefix + NAME: metadata.get("name", "")})
    selector = part(spec, "selector")
    fill(part(selector, "matchLabels"), {prefixes[-1] + UID: metadata["uid"]})


def _uid(unit: Unit, cluster: Cluster, metadata: Body) -> str:
    """The uid of a new Job, which its selector has before it is put."""
    return unit.random_for(
        "kubernetes uid of a job",
        cluster.cluster_id,
        metadata.get("namespace", ""),
        metadata.get("name", ""),
        unit.world.counts.get("serial", 0),
    ).dashed_uuid4()


def check(body: Body, before: Body | None) -> Iterator[Problem]:
    """What is wrong with a Job, whose Pods must be able to end."""
    yield from of_spec(body, "spec")
    yield from _of_selector(body, before)
    if before is not None:
        yield from _changes(body, before)


def _changes(body: Body, before: Body) -> Iterator[Problem]:
    """What of a Job never changes, or only while it is suspended and has not started."""
    present, said = get(before, "spec.completions"), get(body, "spec.completions")
    if present != said and not _is_elastic(body, before):
        yield Problem("spec.completions", _IMMUTABLE, said or 0)
    may_move = get(before, "spec.suspend") is True and not get(before, "status.startTime")
    was, now = mapping(before, "spec.template"), mapping(body, "spec.template")
    if was != now and not (may_move and _without_placing(was) == _without_placing(now)):
        yield Problem("spec.template", _IMMUTABLE, now)


def _without_placing(template: Body) -> Body:
    """A template without what says where its Pods go, and what they are called by."""
    metadata, spec = mapping(template, "metadata"), mapping(template, "spec")
    rest = {name: value for name, value in metadata.items() if name not in _NAMING}
    return {"metadata": rest, **{k: v for k, v in spec.items() if k not in _PLACING}}


def _is_elastic(body: Body, before: Body) -> bool:
    """Whether a Job may get another number of indexes: as many as it has Pods at a time."""
    return (
        get(body, "spec.completionMode") == "Indexed"
        and get(before, "spec.completions") is not None
        and get(body, "spec.completions") == get(body, "spec.parallelism")
    )


def of_spec(body: Body, at: str) -> Iterator[Problem]:
    """What is wrong with the ``spec`` of a Job, or with that of the Jobs of a CronJob."""
    for name in _COUNTS:
        value = get(body, f"{at}.{name}")
        if isinstance(value, int) and value < 0:
            yield Problem(f"{at}.{name}", "must be greater than or equal to 0", value)
    mode, policy = get(body, f"{at}.completionMode"), get(body, f"{at}.podReplacementPolicy")
    yield from one_of(f"{at}.completionMode", mode, ("NonIndexed", "Indexed"))
    yield from one_of(f"{at}.podReplacementPolicy", policy, ("Failed", "TerminatingOrFailed"))
    if mode == "Indexed":
        yield from _of_indexes(body, at)
    elif get(body, f"{at}.backoffLimitPerIndex") is not None:
        limit = number(body, f"{at}.backoffLimitPerIndex")
        yield Problem(f"{at}.backoffLimitPerIndex", "requires indexed completion mode", limit)
    template = f"{at}.template.spec"
    restarts = get(body, f"{template}.restartPolicy")
    if items(body, f"{at}.podFailurePolicy.rules") and restarts == "OnFailure":
        what = 'only "Never" is supported when podFailurePolicy is specified'
        yield Problem(f"{template}.restartPolicy", what, restarts)
    yield from checks.of_job_template(body, template)


def _of_indexes(body: Body, at: str) -> Iterator[Problem]:
    if get(body, f"{at}.completions") is None:
        yield Problem(f"{at}.completions", "when completion mode is Indexed")
    parallelism = number(body, f"{at}.parallelism")
    if parallelism > _MOST_INDEXED_PODS:
        what = f"must be less than or equal to {_MOST_INDEXED_PODS} when completion mode is Indexed"
        yield Problem(f"{at}.parallelism", what, parallelism)


def _of_selector(body: Body, before: Body | None) -> Iterator[Problem]:
    """A selector that is not generated has to be asked for, and to select the Pods."""
    selector = mapping(body, "spec.selector")
    labels = mapping(body, _LABELS)
    if get(body, "spec.manualSelector") is not True and before is None:
        yield from _of_generated(body, selector, labels)
        return
    if not selector:
        yield Problem("spec.selector")
    if not selector or not checks.selects(selector, labels):
        yield Problem(_LABELS, "`selector` does not match template `labels`", labels)


def _of_generated(body: Body, selector: Body, labels: Body) -> Iterator[Problem]:
    """A new Job leaves its selector, and the labels that it needs, to the server."""
    if selector:
        yield Problem("spec.selector", "`selector` not auto-generated", selector)
    name = get(body, "metadata.name")
    for prefix in ("", PREFIX):
        if prefix + UID in labels:
            yield Problem(f"{_LABELS}[{prefix + UID}]", "must be the uid of the new Job", labels)
        if labels.get(prefix + NAME, name) != name:
            yield Problem(f"{_LABELS}[{prefix + NAME}]", f"must be '{name}'", labels)
