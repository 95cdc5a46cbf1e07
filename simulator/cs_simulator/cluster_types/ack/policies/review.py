"""What policies are asked about: an object, and what is being done with it."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

CREATE, UPDATE, DELETE = "CREATE", "UPDATE", "DELETE"
AUDIT = ""
"""Nothing is done with the object: the ones that are there are looked at."""

Parameters = Mapping[str, Any]


class Review(NamedTuple):
    """An object that is there, or is to be written or deleted."""

    resource: str
    """Its kind: ``pods``, ``deployments.apps``."""
    body: Mapping[str, Any]
    operation: str = AUDIT

    @property
    def name(self) -> str:
        """The name of the object."""
        return str(self.body["metadata"].get("name", ""))

    @property
    def namespace(self) -> str:
        """The namespace of the object; a Namespace counts as being in itself."""
        if self.resource == "namespaces":
            return self.name
        return str(self.body["metadata"].get("namespace", ""))


Rule = Callable[[Review, Parameters], Iterator[str]]
"""Finds how an object violates a policy with these parameters; a text for each violation."""
