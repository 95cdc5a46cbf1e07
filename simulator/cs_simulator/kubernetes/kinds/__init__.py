"""The kinds of the API: one row each, in modules by group, collected from this folder."""

from cs_simulator.kubernetes.kinds._ages import age, duration
from cs_simulator.kubernetes.kinds._columns import AGE, NAME, Column
from cs_simulator.kubernetes.kinds._kind import ALL_VERBS, Kind
from cs_simulator.kubernetes.kinds._problems import Problem
from cs_simulator.kubernetes.kinds._reading import Body

__all__ = ["AGE", "ALL_VERBS", "NAME", "Body", "Column", "Kind", "Problem", "age", "duration"]
