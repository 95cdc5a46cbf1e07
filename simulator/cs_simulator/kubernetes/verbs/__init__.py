"""What the verbs do with objects of a kind: one module each, and the table of them."""

from collections.abc import Mapping

from cs_simulator.kubernetes.request import Verb

VERBS: Mapping[str, Verb] = {}
