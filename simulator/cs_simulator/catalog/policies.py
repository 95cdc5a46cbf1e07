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
    parameters: tuple[tuple[str, str], ...]
    """Its parameters with their types in OpenAPI."""
    needs_parameters: bool
    """Whether it can be put into force with parameters only."""
    short_name: str
    """What the names of its instances begin with: ``allowed-repos``."""

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
