"""``scale``: how many replicas are wanted, in one shape for all kinds that have replicas."""

from typing import Any

from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes import bodies, objects, refusals
from cs_simulator.kubernetes.kinds import AGE, NAME, Body, Column, Kind
from cs_simulator.kubernetes.request import Request
from cs_simulator.kubernetes.shapes import shape_of
from cs_simulator.kubernetes.shown import View
from cs_simulator.kubernetes.subresources._subresource import Subresource, listed
from cs_simulator.kubernetes.writing import metadata as metadatas
from cs_simulator.kubernetes.writing import patching, updating
from cs_simulator.kubernetes.writing.paths import set_at, value_at
from cs_simulator.kubernetes.writing.taking import without_nulls
from cs_simulator.kubernetes.writing.updating import Change
from cs_simulator.kubernetes.writing.write import Write
from cs_simulator.operations import Reply

_SCALE = Kind(
    group="autoscaling",
    kind="Scale",
    plural="scales",
    columns=(
        NAME,
        Column(name="Desired", value=lambda body, _: body["spec"]["replicas"], type="integer"),
        Column(name="Available", value=lambda body, _: body["status"]["replicas"], type="integer"),
        AGE,
    ),
)
_MOST_REPLICAS = (1 << 31) - 1  # int32
_METADATA = ("name", "namespace", "uid", "resourceVersion", "creationTimestamp")


def scale_of(kind: Kind, body: Body) -> Body:
    """The scale of an object."""
    wanted, present, selector = kind.replicas_paths
    metadata = body["metadata"]
    status = {"replicas": value_at(body, present) or 0}
    text = value_at(body, selector) if selector else _selector_of(body)
    return {
        "kind": "Scale",
        "apiVersion": "autoscaling/v1",
        "metadata": {name: metadata[name] for name in _METADATA if name in metadata},
        "spec": {"replicas": value_at(body, wanted) or 0},
        "status": {**status, **({"selector": text} if text else {})},
    }


def get(request: Request, unit: Unit) -> Reply:
    """Answer with the scale of the object."""
    found = Write.of(request, unit).existing()
    shape = shape_of(request.header("Accept"), request.query)
    view = View(unit.world, _SCALE, shape, unit.now)
    return Reply(view.shaped(scale_of(request.kind, objects.body_of(found))))


def update(request: Request, unit: Unit) -> Reply:
    """Change how many replicas are wanted to what the scale in the body says."""
    body = bodies.read_body(request._replace(kind=_SCALE))
    return _written(request, unit, lambda _: body)


def patch(request: Request, unit: Unit) -> Reply:
    """Change how many replicas are wanted by a patch of the scale."""
    return _written(request, unit, patching.change_of(request._replace(kind=_SCALE)))


def _written(request: Request, unit: Unit, make: Change) -> Reply:
    kind = request.kind

    def scaled(body: Body) -> Body:
        scale = without_nulls(make(scale_of(kind, body)))
        _check(scale)
        metadata = scale["metadata"]
        if metadata.get("name", request.name) != request.name:
            raise refusals.bad_request(
                f"the name of the object ({metadata['name']}) does not match the name on the URL"
                f" ({request.name})"
            )
        set_at(body, kind.replicas_paths[0], _replicas(request, scale))
        body["metadata"]["resourceVersion"] = metadata.get("resourceVersion", "")
        return body

    write = Write.of(request, unit)._replace(subresource="", verb="patch")
    outcome = updating.change(write, scaled)
    return Reply(scale_of(kind, outcome.body))


def _check(scale: Body) -> None:
    """Raise 400 for what is no scale; its metadata are an object then."""
    said = scale.get("kind") or _SCALE.kind
    if said != _SCALE.kind:
        raise metadatas.not_of(_SCALE, f"it is a {said}")
    for part in ("spec", "status"):
        if not isinstance(scale.get(part, {}), dict):
            raise metadatas.not_of(_SCALE, f"{part}: an object is needed")
    metadatas.read(_SCALE, scale)


def _replicas(request: Request, scale: Body) -> int:
    """The number of replicas that a scale asks for; none is 0, as in Go."""
    replicas: Any = value_at(scale, "spec.replicas")
    if replicas is None:
        return 0
    if (
        not isinstance(replicas, int)
        or isinstance(replicas, bool)
        or abs(replicas) > _MOST_REPLICAS
    ):
        raise metadatas.not_of(_SCALE, "spec.replicas: its type must be int32")
    if replicas < 0:
        cause = refusals.wrong("spec.replicas", replicas, "must be greater than or equal to 0")
        raise refusals.invalid(_SCALE, request.name, [cause])
    return replicas


def _selector_of(body: Body) -> str:
    """The object's selector of pods, as a text: ``app=web,tier in (a,b)``."""
    selector = value_at(body, "spec.selector") or {}
    is_plain = "matchLabels" not in selector and "matchExpressions" not in selector
    labels = selector if is_plain else selector.get("matchLabels") or {}
    expressions = () if is_plain else selector.get("matchExpressions") or ()
    texts = [f"{name}={value}" for name, value in labels.items()]
    return ",".join(sorted(texts + [_expression(each) for each in expressions]))


def _expression(each: Body) -> str:
    key, values = str(each.get("key", "")), ",".join(sorted(each.get("values") or ()))
    texts = {
        "In": f"{key} in ({values})",
        "NotIn": f"{key} notin ({values})",
        "Exists": key,
        "DoesNotExist": f"!{key}",
    }
    return texts.get(each.get("operator", ""), key)


SCALE = Subresource(verbs={"get": get, "patch": patch, "update": update}, is_of=listed("scale"))
