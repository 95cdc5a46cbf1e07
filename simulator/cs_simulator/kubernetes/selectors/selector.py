"""The selector of a call: what it asks of labels and of fields together."""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

import orjson

from cs_simulator.domain.records import KubernetesObject
from cs_simulator.kubernetes.kinds import Body, Kind
from cs_simulator.kubernetes.selectors.fields import NAME, field_of, field_requirements
from cs_simulator.kubernetes.selectors.labels import label_requirements
from cs_simulator.kubernetes.selectors.requirement import Requirement


class Selector(NamedTuple):
    """Requirements of labels and fields, all of which an object must meet."""

    labels: tuple[Requirement, ...] = ()
    fields: tuple[Requirement, ...] = ()

    def matches(self, found: KubernetesObject) -> bool:
        """Whether the object meets all requirements."""
        if not (self.labels or self.fields):
            return True
        # The most common one, by which those wait who wait for one object: without parsing.
        if any(each.key == NAME and not each.allows(found.name) for each in self.fields):
            return False
        body = _parsed(found.body)
        labels = body["metadata"].get("labels") or {}
        return all(each.allows(labels.get(each.key)) for each in self.labels) and all(
            each.allows(field_of(body, each.key)) for each in self.fields
        )


EVERYTHING = Selector()


def selector_of(query: Mapping[str, str], kind: Kind) -> Selector:
    """The selector of a call about that kind; raises 400 for one that cannot be read."""
    labels, fields = query.get("labelSelector", ""), query.get("fieldSelector", "")
    if not (labels or fields):
        return EVERYTHING
    return Selector(label_requirements(labels), field_requirements(fields, kind))


@lru_cache(maxsize=64)
def _parsed(text: str) -> Body:
    """The body of an object, not to be changed: those who watch look at the same one in turn."""
    body: Body = orjson.loads(text)
    return body
