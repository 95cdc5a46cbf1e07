"""What is below an object: one module each, and the table of them."""

from collections.abc import Mapping

from cs_simulator.kubernetes.subresources._subresource import Subresource

SUBRESOURCES: Mapping[str, Subresource] = {}

__all__ = ["SUBRESOURCES", "Subresource"]
