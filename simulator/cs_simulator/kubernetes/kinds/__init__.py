"""The kinds of the API: one row each, in modules by group, collected from this folder."""

from cs_simulator.kubernetes.kinds._columns import AGE, NAME, Body, Column, age, duration
from cs_simulator.kubernetes.kinds._kind import ALL_VERBS, Kind

__all__ = ["AGE", "ALL_VERBS", "NAME", "Body", "Column", "Kind", "age", "duration"]
