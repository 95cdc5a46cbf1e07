"""Selectors that are part of objects, for controllers."""

from cs_simulator.kubernetes.selectors.in_objects import matches, requirements

__all__ = ["matches", "requirements"]
