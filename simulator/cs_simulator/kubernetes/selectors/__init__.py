"""Which objects a call is about: by labels and by fields, as ``k8s.io/apimachinery`` selects."""

from cs_simulator.kubernetes.selectors.fields import field_requirements
from cs_simulator.kubernetes.selectors.labels import label_requirements
from cs_simulator.kubernetes.selectors.requirement import Requirement
from cs_simulator.kubernetes.selectors.selector import EVERYTHING, Selector, selector_of

__all__ = [
    "EVERYTHING",
    "Requirement",
    "Selector",
    "field_requirements",
    "label_requirements",
    "selector_of",
]
