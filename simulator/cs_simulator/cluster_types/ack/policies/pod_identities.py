"""Policies of the category psp about users, groups, and profiles of the kernel."""

from collections.abc import Iterator, Mapping
from typing import Any

from cs_simulator.cluster_types.ack.policies._reading import (
    at,
    called,
    containers,
    label_at,
    objects,
    texts,
)
from cs_simulator.cluster_types.ack.policies.review import Parameters, Review, Rule

_CONTEXT = "securityContext"
_ANY, _MUST, _NOT_ROOT = "RunAsAny", "MustRunAs", "MustRunAsNonRoot"
_APPARMOR = "container.apparmor.security.beta.kubernetes.io/"
_APPARMOR_TYPES = {"RuntimeDefault": "runtime/default", "Unconfined": "unconfined"}


def allowed_users(review: Review, given: Parameters) -> Iterator[str]:
    """Users and groups of containers, and groups of the pod, follow their rules."""
    for name in ("runAsUser", "runAsGroup"):
        for each in containers(review.body):
            value = _of_container(review, each, name)
            is_not_root = _of_container(review, each, "runAsNonRoot") is True
            if not _follows(given.get(name), value, is_not_root=is_not_root):
                yield f"{called(each)} has the {name} {value}, which is not allowed"
    for value in at(review.body, f"spec.{_CONTEXT}.supplementalGroups") or [None]:
        if not _follows(given.get("supplementalGroups"), value):
            yield f"the supplementalGroups of the pod have {value}, which is not allowed"
    yield from _group_of(review, given.get("fsGroup"))


def fs_group(review: Review, given: Parameters) -> Iterator[str]:
    """The group that owns the volumes of a pod follows the rule."""
    yield from _group_of(review, given)


def _group_of(review: Review, rule: Any) -> Iterator[str]:
    value = at(review.body, f"spec.{_CONTEXT}.fsGroup")
    if not _follows(rule, value):
        yield f"the pod has the fsGroup {value}, which is not allowed"


def _of_container(review: Review, container: Mapping[str, Any], name: str) -> Any:
    own = at(container, f"{_CONTEXT}.{name}")
    return at(review.body, f"spec.{_CONTEXT}.{name}") if own is None else own


def _follows(rule: Any, value: Any, *, is_not_root: bool = False) -> bool:
    """Whether a user or a group follows a rule; one that is not given follows ``MayRunAs``."""
    kind = at(rule, "rule") or _ANY
    if kind == _ANY:
        return True
    if kind == _NOT_ROOT:
        return is_not_root if value is None else value != 0
    if value is None:
        return bool(kind != _MUST)
    return isinstance(value, int) and any(
        _is_within(value, each.get("min"), each.get("max")) for each in objects(rule, "ranges")
    )


def _is_within(value: int, least: Any, most: Any) -> bool:
    return isinstance(least, int) and isinstance(most, int) and least <= value <= most


def app_armor(review: Review, given: Parameters) -> Iterator[str]:
    """Containers have an allowed profile of AppArmor, by an annotation or in their settings."""
    allowed = texts(given, "allowedProfiles")
    for each in containers(review.body):
        found = label_at(review.body, "metadata.annotations", f"{_APPARMOR}{each.get('name')}")
        if found is None:
            profile = _of_container(review, each, "appArmorProfile")
            kind = str(at(profile, "type") or "")
            found = _APPARMOR_TYPES.get(kind, f"localhost/{at(profile, 'localhostProfile')}")
            found = found if kind else None
        if found not in allowed:
            yield f"{called(each)} has no allowed profile of AppArmor"


def seccomp(review: Review, given: Parameters) -> Iterator[str]:
    """Containers have an allowed profile of seccomp; one of the node's is allowed by its path."""
    types, profiles = texts(given, "allowedProfileTypes"), texts(given, "allowedProfiles")
    for each in containers(review.body):
        profile = _of_container(review, each, "seccompProfile")
        kind = at(profile, "type")
        path = f"localhost/{at(profile, 'localhostProfile')}"
        is_path_allowed = kind != "Localhost" or {path, "localhost/*", "*"} & {*profiles}
        if kind not in types or not is_path_allowed:
            yield f"{called(each)} has no allowed profile of seccomp"


def selinux(review: Review, given: Parameters) -> Iterator[str]:
    """The SELinux options of the pod and of its containers are some of the allowed ones."""
    allowed = objects(given, "allowedSELinuxOptions")
    places = [(f"pod {review.name}", at(review.body, "spec"))]
    places += [(called(each), each) for each in containers(review.body)]
    for who, place in places:
        options = at(place, f"{_CONTEXT}.seLinuxOptions")
        if options and not any(_has(each, options) for each in allowed):
            yield f"{who} has SELinux options that are not allowed"


def _has(allowed: Mapping[str, Any], options: Mapping[str, Any]) -> bool:
    return all(allowed.get(name) == value for name, value in options.items())


RULES: Mapping[str, Rule] = {
    "ACKPSPAllowedUsers": allowed_users,
    "ACKPSPAppArmor": app_armor,
    "ACKPSPFSGroup": fs_group,
    "ACKPSPSELinuxV2": selinux,
    "ACKPSPSeccomp": seccomp,
}
