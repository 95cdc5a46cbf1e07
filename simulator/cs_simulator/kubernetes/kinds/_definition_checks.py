"""What is wrong with a CustomResourceDefinition.

After ``apiextensions-apiserver/pkg/apis/apiextensions/validation``, without what schemas may be.
"""

import re
from collections.abc import Iterator

from cs_simulator.kubernetes.kinds import _shapes
from cs_simulator.kubernetes.kinds._jsonpath import is_well_formed
from cs_simulator.kubernetes.kinds._problems import Problem, one_of
from cs_simulator.kubernetes.kinds._reading import Body, get, items, mapping, text, texts

_SCOPES = ("Cluster", "Namespaced")
_LABEL = re.compile(r"[a-z]([-a-z0-9]{0,61}[a-z0-9])?")
_GROUP = re.compile(r"[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*")
_BAD_LABEL = (
    "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an"
    " alphabetic character, and end with an alphanumeric character"
)
_BAD_GROUP = (
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.',"
    " and must start and end with an alphanumeric character"
)
_COLUMN: _shapes.Shape = {
    "name": str,
    "type": str,
    "jsonPath": str,
    "format": str,
    "description": str,
    "priority": int,
}
_VERSION: _shapes.Shape = {
    "name": str,
    "served": bool,
    "storage": bool,
    "deprecated": bool,
    "schema": {"openAPIV3Schema": dict},
    "subresources": {
        "status": dict,
        "scale": {"specReplicasPath": str, "statusReplicasPath": str, "labelSelectorPath": str},
    },
    "additionalPrinterColumns": [_COLUMN],
    "selectableFields": [{"jsonPath": str}],
}
_SPEC: _shapes.Shape = {
    "group": str,
    "scope": str,
    "names": {
        "kind": str,
        "plural": str,
        "singular": str,
        "listKind": str,
        "shortNames": [str],
        "categories": [str],
    },
    "versions": [_VERSION],
    "conversion": {"strategy": str, "webhook": dict},
}


def check(definition: Body, _before: Body | None) -> Iterator[Problem]:
    """What is wrong with a definition: types, names, scope, versions."""
    wrong = list(_shapes.problems(mapping(definition, "spec"), _SPEC, "spec"))
    yield from wrong
    if wrong:
        return
    name, plural = text(definition, "metadata.name"), text(definition, "spec.names.plural")
    if name != f"{plural}.{text(definition, 'spec.group')}":
        yield Problem("metadata.name", 'must be spec.names.plural+"."+spec.group', name)
    yield from one_of("spec.scope", get(definition, "spec.scope"), _SCOPES)
    yield from _of_names(definition)
    versions = items(definition, "spec.versions")
    kept = [each for each in versions if each.get("storage") is True]
    yield from _of_stored_versions(definition, [text(each, "name") for each in versions])
    if versions and len(kept) != 1:
        what = "must have exactly one version marked as storage version"
        yield Problem("spec.versions", what, [text(each, "name") for each in versions])
    names: set[str] = set()
    for place, version in enumerate(versions):
        yield from _of_version(version, f"spec.versions[{place}]", names)


def _of_names(definition: Body) -> Iterator[Problem]:
    group = text(definition, "spec.group")
    if group and not _GROUP.fullmatch(group):
        yield Problem("spec.group", _BAD_GROUP, group)
    elif group and "." not in group:
        yield Problem("spec.group", "should be a domain with at least one dot", group)
    names = mapping(definition, "spec.names")
    given = [(name, text(names, name)) for name in ("plural", "singular", "kind", "listKind")]
    given += [(f"shortNames[{at}]", each) for at, each in enumerate(texts(names, "shortNames"))]
    given += [(f"categories[{at}]", each) for at, each in enumerate(texts(names, "categories"))]
    for field, name in given:
        is_of_kind = field in ("kind", "listKind")
        if name and not _LABEL.fullmatch(name.lower() if is_of_kind else name):
            yield Problem(f"spec.names.{field}", _BAD_LABEL, name)


def _of_stored_versions(definition: Body, versions: list[str]) -> Iterator[Problem]:
    """A version in which objects may be kept cannot go: nobody could read them any more."""
    for place, name in enumerate(texts(definition, "status.storedVersions")):
        if name not in versions:
            yield Problem(f"status.storedVersions[{place}]", "must appear in spec.versions", name)


def _of_version(version: Body, at: str, names: set[str]) -> Iterator[Problem]:
    name = text(version, "name")
    if not name:
        yield Problem(f"{at}.name")
    elif name in names:
        yield Problem(f"{at}.name", "must be unique", name)
    elif not _LABEL.fullmatch(name):
        yield Problem(f"{at}.name", _BAD_LABEL, name)
    names.add(name)
    if get(version, "schema.openAPIV3Schema") is None:
        yield Problem(f"{at}.schema.openAPIV3Schema", "schemas are required")
    yield from _of_columns(version, at)
    scale = get(version, "subresources.scale")
    if isinstance(scale, dict):
        yield from _of_scale(scale, at)


def _of_scale(scale: Body, at: str) -> Iterator[Problem]:
    for field in ("specReplicasPath", "statusReplicasPath"):
        path = text(scale, field)
        if not path.startswith((".spec.", ".status.")):
            what = "should be a json path under .spec or .status"
            yield Problem(f"{at}.subresources.scale.{field}", what, path)


def _of_columns(version: Body, at: str) -> Iterator[Problem]:
    for place, column in enumerate(items(version, "additionalPrinterColumns")):
        yield from _of_path(column, f"{at}.additionalPrinterColumns[{place}].jsonPath")


def _of_path(column: Body, at: str) -> Iterator[Problem]:
    path = text(column, "jsonPath")
    if not path:
        yield Problem(at)
    elif not is_well_formed(path):
        yield Problem(at, "is not a well-formed JSONPath that begins with a dot", path)
