"""What is wrong with a CustomResourceDefinition.

After ``apiextensions-apiserver/pkg/apis/apiextensions/validation``, without what schemas may be.
"""

from collections.abc import Iterator

from cs_simulator.kubernetes.kinds._problems import Problem, one_of
from cs_simulator.kubernetes.kinds._reading import Body, get, items, text

_SCOPES = ("Cluster", "Namespaced")


def check(definition: Body, _before: Body | None) -> Iterator[Problem]:
    """What is wrong with a definition: its name, its scope, its versions."""
    name, plural = text(definition, "metadata.name"), text(definition, "spec.names.plural")
    if name != f"{plural}.{text(definition, 'spec.group')}":
        yield Problem("metadata.name", 'must be spec.names.plural+"."+spec.group', name)
    yield from one_of("spec.scope", get(definition, "spec.scope"), _SCOPES)
    versions = items(definition, "spec.versions")
    kept = [each for each in versions if each.get("storage") is True]
    if versions and len(kept) != 1:
        what = "must have exactly one version marked as storage version"
        yield Problem("spec.versions", what, [text(each, "name") for each in versions])
    names: set[str] = set()
    for place, version in enumerate(versions):
        yield from _of_version(version, f"spec.versions[{place}]", names)


def _of_version(version: Body, at: str, names: set[str]) -> Iterator[Problem]:
    name = text(version, "name")
    if not name:
        yield Problem(f"{at}.name")
    elif name in names:
        yield Problem(f"{at}.name", "must be unique", name)
    names.add(name)
    scale = get(version, "subresources.scale")
    if isinstance(scale, dict):
        for field in ("specReplicasPath", "statusReplicasPath"):
            path = text(scale, field)
            if not path.startswith((".spec.", ".status.")):
                what = "should be a json path under .spec or .status"
                yield Problem(f"{at}.subresources.scale.{field}", what, path)
