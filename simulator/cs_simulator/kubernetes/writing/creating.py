"""Making an object: what the server sets itself, names, defaults and checks."""

from cs_simulator.catalog import kubernetes_errors as errors
from cs_simulator.cluster_types.ack.policies.review import CREATE
from cs_simulator.kubernetes import objects, refusals
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.writing import namespaces, priorities, validating
from cs_simulator.kubernetes.writing.admission import admit
from cs_simulator.kubernetes.writing.amounts import check_room
from cs_simulator.kubernetes.writing.keeping import keep
from cs_simulator.kubernetes.writing.outcome import Outcome
from cs_simulator.kubernetes.writing.removal import DEFINITIONS
from cs_simulator.kubernetes.writing.taking import take
from cs_simulator.kubernetes.writing.write import Write

# As in k8s.io/apiserver/pkg/storage/names: no vowels, so that no words come out.
_LETTERS = "bcdfghjklmnpqrstvwxz2456789"
_SUFFIX = 5
_LONGEST_PREFIX = 63 - _SUFFIX
# The server sets these, whatever a new object says of them.
_SET_BY_SERVER = ("uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds",
    "selfLink", "generation", "resourceVersion")  # fmt: skip


def create(write: Write, body: Body) -> Outcome:
    """Make the object of a body.

    Raises:
        ApiError: 400 for a body of another kind or namespace; 404 without its namespace; 403 in one
            that is on its way out, and 405 if its kind is, and for one that a policy in force
            refuses, or that is one more than there may be; 409 if there is an object of its name;
            422 for one that is not valid.

    """
    body, warnings = take(write, body)
    metadata = body["metadata"]
    _set_by_server(metadata)
    if write.kind.is_custom:
        _check_defined(write)
    if write.kind.namespaced:
        namespaces.check_open(write, metadata.get("name", ""))
    _name(write, metadata)
    write = write._replace(name=metadata.get("name", ""))
    if write.kind.has_status:
        body.pop("status", None)
    if write.kind.has_generation:
        metadata["generation"] = 1
    if write.kind.resource == priorities.PODS:
        priorities.fill_in(write, body)
    validating.fill_in(write, body, None)
    warnings = [*warnings, *admit(write, CREATE, body)]
    if write.name and write.found() is not None:
        raise refusals.already_exists(write.kind, write.name)
    check_room(write)
    write.track(None, body)
    return Outcome(keep(write, body), warnings, is_new=True)


def _set_by_server(metadata: Body) -> None:
    """Take away what the server sets; raise for a version, by which no new object can be meant."""
    if metadata.get("resourceVersion", "0") not in ("", "0"):
        raise errors.INTERNAL(message="resourceVersion should not be set on objects to be created")
    for name in _SET_BY_SERVER:
        metadata.pop(name, None)


def _check_defined(write: Write) -> None:
    """Raise 405 if the definition of the kind is on its way out."""
    found = objects.find(write.unit.world, write.cluster_id, DEFINITIONS, "", write.kind.resource)
    if found is not None and "deletionTimestamp" in objects.read(found)["metadata"]:
        raise errors.TERMINATING()


def _name(write: Write, metadata: Body) -> None:
    """Choose a name for an object that has only the beginning of one."""
    prefix = metadata.get("generateName", "")
    if metadata.get("name") or not prefix:
        return
    unit = write.unit
    random = unit.random_for(
        "kubernetes name",
        write.cluster_id,
        write.kind.resource,
        write.namespace,
        prefix,
        unit.world.counts.get("serial", 0),
    )
    number, suffix = random.number(64), ""
    for _ in range(_SUFFIX):
        number, letter = divmod(number, len(_LETTERS))
        suffix += _LETTERS[letter]
    metadata["name"] = prefix[:_LONGEST_PREFIX] + suffix
