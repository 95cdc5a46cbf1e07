"""What nodes and pods use: the group ``metrics.k8s.io``, which the component metrics-server serves.

Nothing is measured: :mod:`cs_simulator.kubernetes.metrics` makes the numbers up.
"""

from cs_simulator.kubernetes.kinds._columns import AGE, NAME, column, of_text
from cs_simulator.kubernetes.kinds._kind import Kind
from cs_simulator.kubernetes.kinds._notes import MADE_UP
from cs_simulator.kubernetes.kinds._reading import Body, items, text

GROUP = "metrics.k8s.io"
SERVER = "metrics-server"
"""The Deployment in ``kube-system`` that serves the group."""


def _cpu(body: Body) -> object:
    total = sum(int(text(each, "usage.cpu", "0n")[:-1]) for each in items(body, "containers"))
    return f"{total}n"


def _memory(body: Body) -> object:
    total = sum(int(text(each, "usage.memory", "0Ki")[:-2]) for each in items(body, "containers"))
    return f"{total}Ki"


NODE_METRICS = Kind(
    group=GROUP,
    version="v1beta1",
    kind="NodeMetrics",
    plural="nodes",
    singular="node",
    namespaced=False,
    verbs=("get", "list"),
    is_kept=False,
    served_by=SERVER,
    has_generation=False,
    note=MADE_UP,
    columns=(
        NAME,
        of_text("Cpu", "usage.cpu"),
        of_text("Memory", "usage.memory"),
        of_text("Window", "window"),
        AGE,
    ),
)
POD_METRICS = Kind(
    group=GROUP,
    version="v1beta1",
    kind="PodMetrics",
    plural="pods",
    singular="pod",
    verbs=("get", "list"),
    is_kept=False,
    served_by=SERVER,
    has_generation=False,
    note=MADE_UP,
    columns=(
        NAME,
        column("Cpu", _cpu),
        column("Memory", _memory),
        of_text("Window", "window"),
        AGE,
    ),
)
