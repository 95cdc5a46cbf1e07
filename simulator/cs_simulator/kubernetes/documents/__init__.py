"""What the API says of itself: its version, what it serves, whether it is well."""

from collections.abc import Callable

from cs_simulator.catalog import kubernetes_errors as errors
from cs_simulator.domain.records import Cluster
from cs_simulator.engine.unit import Unit
from cs_simulator.operations import Call, Incoming, Reply

Document = Callable[[Call, Cluster, Unit], Reply]


def document_of(incoming: Incoming) -> tuple[str, Document]:
    """The name of the document that a request asks for, and what makes it.

    Raises ``NotFound`` where there is none.
    """
    raise errors.NO_SUCH_PATH(incoming.raw_path and "")
