"""Revisions of deployments: what annotations say of them, and the hash of a template."""

import hashlib
from typing import Any

import orjson

from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.kinds._reading import mapping
from cs_simulator.kubernetes.workloads.making import letters

HASH = "pod-template-hash"
REVISION = "deployment.kubernetes.io/revision"
EARLIER = "deployment.kubernetes.io/revision-history"
DESIRED = "deployment.kubernetes.io/desired-replicas"
MOST = "deployment.kubernetes.io/max-replicas"
_OF_DEPLOYMENT_ALONE = frozenset((
    "kubectl.kubernetes.io/last-applied-configuration", REVISION, EARLIER, DESIRED, MOST,
    "deprecated.deployment.rollback.revision",
))  # fmt: skip
_HASH_LETTERS = 10
_LONGEST_HISTORY = 2_000


def template_hash(template: Body, collisions: int) -> str:
    """What the pods of a template are labelled with; *collisions* counts names that were taken."""
    text = orjson.dumps([template, collisions], option=orjson.OPT_SORT_KEYS)
    digest = hashlib.sha256(text).digest()
    return letters(int.from_bytes(digest[:8], "big"), _HASH_LETTERS)


def without_hash(template: Body) -> Body:
    """A template as the deployment has it."""
    metadata = mapping(template, "metadata")
    labels = {name: text for name, text in mapping(metadata, "labels").items() if name != HASH}
    return {**template, "metadata": {**metadata, "labels": labels}}


def number_in(annotations: Body, name: str) -> int:
    """The number in an annotation; 0 if there is none."""
    text = annotations.get(name)
    return int(text) if isinstance(text, str) and text.isascii() and text.isdigit() else 0


def annotate(annotations: dict[str, Any], deployment: Body, revision: int) -> None:
    """Write into the annotations of the newest set those of the deployment, and its revision.

    A set that was there, and becomes the newest again, remembers which revisions it was.
    """
    given = mapping(deployment, "metadata.annotations").items()
    annotations.update({name: text for name, text in given if name not in _OF_DEPLOYMENT_ALONE})
    before = number_in(annotations, REVISION)
    if before >= revision:
        return
    if REVISION in annotations:
        _remember(annotations, before)
    annotations[REVISION] = str(revision)


def _remember(annotations: dict[str, Any], revision: int) -> None:
    earlier = [each for each in str(annotations.get(EARLIER, "")).split(",") if each]
    earlier.append(str(revision))
    while len(",".join(earlier)) > _LONGEST_HISTORY:
        del earlier[0]
    annotations[EARLIER] = ",".join(earlier)
