"""The kinds of the API: one row each, in modules by group, collected from this folder."""

from cs_simulator.kubernetes.kinds._kind import Body, Column, Kind

__all__ = ["Body", "Column", "Kind"]
