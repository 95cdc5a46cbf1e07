"""Kinds that a CustomResourceDefinition of a cluster defines."""

from functools import lru_cache

import orjson

from cs_simulator.kubernetes.kinds._custom_columns import columns_of
from cs_simulator.kubernetes.kinds._kind import Kind
from cs_simulator.kubernetes.kinds._reading import Body, condition, items, mapping, text, texts


@lru_cache(maxsize=1024)
def kinds_of(definition: str) -> tuple[Kind, ...]:
    """The kinds that a definition serves, one for each version; its text is that of the object.

    None as long as it is not established.
    """
    body: Body = orjson.loads(definition)
    if condition(body, "Established").get("status") != "True":
        return ()
    spec = body["spec"]
    served = [each for each in items(spec, "versions") if each.get("served") is True]
    return tuple(_kind(spec, version) for version in served)


def _kind(spec: Body, version: Body) -> Kind:
    below = mapping(version, "subresources")
    return Kind(
        group=text(spec, "group"),
        version=text(version, "name"),
        kind=text(spec, "names.kind"),
        plural=text(spec, "names.plural"),
        singular=text(spec, "names.singular"),
        list_kind=text(spec, "names.listKind"),
        namespaced=text(spec, "scope") == "Namespaced",
        short_names=tuple(texts(spec, "names.shortNames")),
        categories=tuple(texts(spec, "names.categories")),
        has_status="status" in below,
        has_scale="scale" in below,
        replicas_paths=_replicas_paths(mapping(below, "scale")),
        columns=columns_of(version),
        selectable=_selectable(version),
        is_custom=True,
    )


def _replicas_paths(scale: Body) -> tuple[str, str, str]:
    """The paths of a subresource ``scale``, which a definition writes with a dot in front."""
    names = ("specReplicasPath", "statusReplicasPath", "labelSelectorPath")
    wanted, present, selector = (text(scale, name).removeprefix(".") for name in names)
    return wanted, present, selector


def _selectable(version: Body) -> tuple[str, ...]:
    """The fields by which objects can be selected, which are written with a dot in front, too."""
    fields = items(version, "selectableFields")
    return tuple(text(each, "jsonPath").removeprefix(".") for each in fields)
