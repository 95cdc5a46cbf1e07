"""One write of one object: where, and how."""

from typing import NamedTuple, Self

from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.records import Cluster, KubernetesObject
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes import objects, refusals
from cs_simulator.kubernetes.kinds import Body, Kind
from cs_simulator.kubernetes.patches import managed_fields
from cs_simulator.kubernetes.request import Request
from cs_simulator.kubernetes.writing import options


class Write(NamedTuple):
    """A write of an object, by a caller or by the simulator itself."""

    unit: Unit
    cluster: Cluster
    kind: Kind
    namespace: str = ""
    name: str = ""
    subresource: str = ""
    verb: str = ""
    is_dry_run: bool = False
    manager: str = ""
    """Who writes, for ``managedFields``; empty for the simulator itself, which owns nothing."""
    validation: str = options.WARN
    """What is done about unknown fields: ``Ignore``, ``Warn`` or ``Strict``."""
    is_apply: bool = False
    """Whether it is a server-side apply, which says itself who owns which fields."""
    user: str = ""
    request_id: str = ""
    """Who asks for it, by which call."""

    @classmethod
    def of(cls, request: Request, unit: Unit) -> Self:
        """The write that a request asks for; raises 422 for options that it cannot have."""
        caller = request.call.incoming.cluster_caller
        return cls(
            unit,
            request.cluster,
            request.kind,
            request.namespace,
            request.name,
            request.subresource,
            request.verb,
            options.is_dry_run(request),
            options.manager(request),
            options.validation(request),
            user=caller.user if caller else "",
            request_id=request.call.request_id,
        )

    @property
    def cluster_id(self) -> str:
        """The id of the cluster."""
        return self.cluster.cluster_id

    def found(self) -> KubernetesObject | None:
        """The object as it is kept; ``None`` if there is none."""
        return objects.find(
            self.unit.world, self.cluster_id, self.kind.resource, self.namespace, self.name
        )

    def existing(self) -> KubernetesObject:
        """The object as it is kept; raises 404 if there is none."""
        found = self.found()
        if found is None:
            raise self.missing()
        return found

    def track(self, before: Body | None, body: Body) -> None:
        """Note in the body who owns its fields after this write."""
        if self.manager and not self.is_apply:
            now = self.unit.now
            managed_fields.track(self.kind, before, body, self.manager, now, self.subresource)

    def missing(self) -> ApiError:
        """The error that there is no such object."""
        return refusals.not_found(self.kind, self.name)
