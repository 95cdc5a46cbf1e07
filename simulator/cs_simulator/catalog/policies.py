"""Security policies that can be put into force in Kubernetes clusters.

Source: ``sources/policies.yaml``. Which of them are in force is kept with each cluster, not here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from cs_simulator.catalog._tables import read

SEVERITIES = ("high", "medium", "low")
DENY, WARN = "deny", "warn"
ACTIONS = (DENY, WARN)
"""What is done about what a policy does not allow: it is refused, or its caller is warned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A policy."""

    name: str
    category: str
    severity: str
    description: str
    resources: tuple[str, ...]
    """The kinds of objects that it looks at: ``pods``, ``deployments.apps``."""
    fields: tuple[tuple[str, str], ...]
    """Its parameters and what is within them, with their types: ``labels[].key``, ``string``.

    The types are those of OpenAPI, ``amount`` for a number or a text such as ``500m``, and
    ``pattern`` for a regular expression. A parameter itself has a type of OpenAPI.
    """
    needed: tuple[str, ...]
    """Which of these must be given; what is within something, where that is given."""
    may_be_empty: bool
    """Whether arrays that must be given may have no items."""
    needs_parameters: bool
    """Whether it can be put into force with parameters only."""
    short_name: str
    """What the names of its instances begin with: ``allowed-repos``."""

    @property
    def parameters(self) -> tuple[tuple[str, str], ...]:
        """Its parameters with their types in OpenAPI."""
        return tuple((path, kind) for path, kind in self.fields if path.isidentifier())

    @property
    def template(self) -> str:
        """The template of its constraints, in YAML, without the rule itself."""
        lines = [
            "apiVersion: templates.gatekeeper.sh/v1",
            "kind: ConstraintTemplate",
            "metadata:",
            f"  name: {self.name.lower()}",
            "spec:",
            "  crd:",
            "    spec:",
            "      names:",
            f"        kind: {self.name}",
            *self._schema(),
            "  targets:",
            "  - target: admission.k8s.gatekeeper.sh",
        ]
        return "\n".join(lines) + "\n"

    def _schema(self) -> list[str]:
        if not self.parameters:
            return []
        properties = [
            line
            for name, kind in self.parameters
            for line in (f"            {name}:", f"              type: {kind}")
        ]
        return [
            "      validation:",
            "        openAPIV3Schema:",
            "          type: object",
            "          properties:",
            *properties,
        ]


@cache
def all_policies() -> Mapping[str, Policy]:
    """All policies, by name."""
    return read("policies", Policy)
