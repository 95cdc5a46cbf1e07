"""Discovery of everything at once: an ``APIGroupDiscoveryList``, which clients ask for by Accept.

Its ``Content-Type`` has to name the form, or clients take it for the old one.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from cs_simulator.kubernetes.kinds import Kind
from cs_simulator.operations import Reply

_GROUP = "apidiscovery.k8s.io"
_FORM = "APIGroupDiscoveryList"
# The first minor version of Kubernetes that serves the form in a version.
_SINCE = {"v2": 30, "v2beta1": 27}

Json = dict[str, object]


@lru_cache(maxsize=256)
def version_of(accept: str, minor: int) -> str:
    """The version of the form that is wanted, and served by that minor version of Kubernetes.

    Empty if it is the old form that is wanted.
    """
    for entry in accept.split(","):
        media, *parameters = (part.strip() for part in entry.split(";"))
        if media != "application/json":
            continue
        values = dict(each.split("=", 1) for each in parameters if "=" in each)
        if "as" not in values:
            return ""
        version = values.get("v", "")
        if (values["as"], values.get("g")) == (_FORM, _GROUP) and _SINCE.get(version, 999) <= minor:
            return version
    return ""


def reply(version: str, groups: Sequence[tuple[str, Mapping[str, Sequence[Kind]]]]) -> Reply:
    """The answer with the groups: name, and kinds by version."""
    listed = [_group(name, versions) for name, versions in groups]
    return Reply(
        {
            "kind": _FORM,
            "apiVersion": f"{_GROUP}/{version}",
            "metadata": {},
            "items": listed,
        },
        content_type=f"application/json;g={_GROUP};v={version};as={_FORM}",
    )


def _group(name: str, versions: Mapping[str, Sequence[Kind]]) -> Json:
    metadata: Json = {"name": name} if name else {}
    return {
        "metadata": metadata | {"creationTimestamp": None},
        "versions": [
            {
                "version": version,
                "resources": [_resource(kind) for kind in kinds],
                "freshness": "Current",
            }
            for version, kinds in versions.items()
        ],
    }


def _resource(kind: Kind) -> Json:
    found: Json = {
        "resource": kind.plural,
        "responseKind": {"group": kind.group, "version": kind.version, "kind": kind.kind},
        "scope": "Namespaced" if kind.namespaced else "Cluster",
        "singularResource": kind.one,
        "verbs": sorted(kind.verbs),
    }
    if kind.short_names:
        found["shortNames"] = kind.short_names
    if kind.categories:
        found["categories"] = kind.categories
    subresources = [_subresource(kind, name) for name in kind.all_subresources]
    return found | {"subresources": subresources} if subresources else found


def _subresource(kind: Kind, name: str) -> Json:
    group, version, called = kind.kind_of(name)
    return {
        "subresource": name,
        "responseKind": {"group": group, "version": version, "kind": called},
        "verbs": sorted(kind.all_subresources[name]),
    }
