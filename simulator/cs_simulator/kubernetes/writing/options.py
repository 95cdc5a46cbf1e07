"""The options of a write, in the query and in the body of a deletion."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from cs_simulator.kubernetes import refusals
from cs_simulator.kubernetes.kinds import Body, Kind
from cs_simulator.kubernetes.kinds.registry import all_kinds
from cs_simulator.kubernetes.request import Request

IGNORE, WARN, STRICT = "Ignore", "Warn", "Strict"
_VALIDATIONS = (IGNORE, STRICT, WARN)
_LONGEST_MANAGER = 128
BACKGROUND, FOREGROUND, ORPHAN = "Background", "Foreground", "Orphan"
POLICIES = (BACKGROUND, FOREGROUND, ORPHAN)
_DELETE = "DeleteOptions"
# What the options of a verb are called in the error about them.
_OPTIONS = {"create": "CreateOptions", "update": "UpdateOptions", "patch": "PatchOptions"}


def is_dry_run(request: Request) -> bool:
    """Whether everything is to be done but kept; raises 422 for any value but ``All``."""
    value = request.query.get("dryRun", "")
    if value not in ("", "All"):
        raise wrong(request, refusals.unsupported("dryRun", value, ("All",)))
    return value == "All"


def manager(request: Request) -> str:
    """Who writes: as it says, else by its ``User-Agent``; raises 422 for one that cannot be."""
    named = request.query.get("fieldManager", "")
    if len(named.encode()) > _LONGEST_MANAGER:
        raise wrong(request, refusals.too_long("fieldManager", _LONGEST_MANAGER))
    if not named.isprintable():
        raise wrong(
            request,
            refusals.wrong("fieldManager", named, "should only contain printable characters"),
        )
    return named or request.header("User-Agent").partition("/")[0][:_LONGEST_MANAGER] or "unknown"


def validation(request: Request) -> str:
    """What is done about unknown fields; raises 422 for a value that is not known."""
    value = request.query.get("fieldValidation", "") or WARN
    if value not in _VALIDATIONS:
        raise wrong(request, refusals.unsupported("fieldValidation", value, _VALIDATIONS))
    return value


class DeleteOptions(NamedTuple):
    """How something is deleted."""

    policy: str = BACKGROUND
    grace: int | None = None
    """In seconds; ``None`` for what the kind, or the object, has."""
    uid: str = ""
    """The uid that the object must have; empty for any."""
    version: str = ""
    """The ``resourceVersion`` that the object must have; empty for any."""
    is_dry_run: bool = False


def of_deletion(request: Request, body: Any) -> DeleteOptions:
    """The options of a deletion, from its body, and from its query where the body says nothing.

    Raises:
        ApiError: 400 for a body that is no delete options; 422 for values that they cannot have.

    """
    query = request.query
    _check_kind(request, body)
    dry_run = _dry_run_of(request, body)
    preconditions = body.get("preconditions") or {}
    if not isinstance(preconditions, Mapping):
        raise refusals.bad_request("preconditions: an object is needed")
    return DeleteOptions(
        policy=_policy(request, body),
        grace=_grace(body.get("gracePeriodSeconds", query.get("gracePeriodSeconds"))),
        uid=_text(preconditions, "uid"),
        version=_text(preconditions, "resourceVersion"),
        is_dry_run=dry_run,
    )


def _check_kind(request: Request, body: Any) -> None:
    """Raise 400 for what says that it is something else; clients send any group's version."""
    if not isinstance(body, dict):
        raise refusals.bad_request("an object is needed as DeleteOptions")
    said, version = body.get("kind") or _DELETE, body.get("apiVersion") or "v1"
    versions = ("v1", "meta.k8s.io/v1", request.kind.api_version)
    is_known = version in versions or any(each.api_version == version for each in all_kinds())
    if said != _DELETE or not is_known:
        raise refusals.bad_request(
            f"the object provided is unrecognized (must be of type {_DELETE}): it is {said!r} of"
            f" {version!r}"
        )


def _dry_run_of(request: Request, body: Body) -> bool:
    values = body.get("dryRun") or []
    if not isinstance(values, list) or any(value != "All" for value in values):
        cause = refusals.unsupported("dryRun", values, ("All",))
        raise _refused(_DELETE, cause)
    return bool(values) or is_dry_run(request)


def _policy(request: Request, body: Body) -> str:
    """The propagation policy; the older ``orphanDependents`` says ``Orphan`` or ``Background``."""
    policy = body.get("propagationPolicy") or request.query.get("propagationPolicy")
    orphans = body.get("orphanDependents", request.query.get("orphanDependents"))
    if not isinstance(body.get("orphanDependents"), bool | None):
        raise refusals.bad_request("orphanDependents: true or false is needed")
    if policy and orphans is not None:
        cause = refusals.wrong(
            "propagationPolicy",
            policy,
            "orphanDependents and deletionPropagation cannot be both set",
        )
        raise _refused(_DELETE, cause)
    if orphans is not None:
        return ORPHAN if orphans is True or orphans == "true" else BACKGROUND
    if policy and policy not in POLICIES:
        cause = refusals.unsupported("propagationPolicy", policy, (*POLICIES, "nil"))
        raise _refused(_DELETE, cause)
    return policy or BACKGROUND


def _grace(value: Any) -> int | None:
    """The seconds of grace; what is below 0 counts as one second, as the API server does."""
    if value is None or value == "":
        return None
    try:
        seconds = int(value)
    except (TypeError, ValueError):
        raise refusals.bad_request(f"gracePeriodSeconds: {value!r} is not a number") from None
    return seconds if seconds >= 0 else 1


def _text(values: Mapping[str, object], name: str) -> str:
    value = values.get(name)
    if value is not None and not isinstance(value, str):
        raise refusals.bad_request(f"preconditions.{name}: a text is needed")
    return value or ""


def wrong(request: Request, cause: refusals.Cause) -> Exception:
    """The error about an option in the query of a write."""
    return _refused(_OPTIONS.get(request.verb, _DELETE), cause)


def _refused(options: str, cause: refusals.Cause) -> Exception:
    kind = Kind(group="meta.k8s.io", kind=options, plural="")
    causes: Sequence[refusals.Cause] = [cause]
    return refusals.invalid(kind, "", causes)
