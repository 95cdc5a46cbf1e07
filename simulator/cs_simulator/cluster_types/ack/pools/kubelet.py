"""The settings of nodes: kubelet, operating system, containerd.

Keys are those of the programs' own configuration files, so these records are made from tables.
"""

from dataclasses import make_dataclass
from typing import Annotated, Any

from cs_simulator.validation.strict_types import (
    Boolean,
    FreeObject,
    Integer,
    Object,
    Objects,
    StrictType,
    Text,
    TextList,
)


def _record(name: str, doc: str, table: dict[str, StrictType]) -> type[Any]:
    """A strict record with an optional field for each row of a table."""
    return make_dataclass(
        name,
        [(field, Annotated[Any, strict_type], None) for field, strict_type in table.items()],
        namespace={"RULES": (), "__doc__": doc},
        frozen=True,
        kw_only=True,
    )


KubeletConfiguration = _record(
    "KubeletConfiguration",
    "The settings of the kubelet, by its own names.",
    {
        "allowedUnsafeSysctls": TextList(),
        "clusterDNS": TextList(),
        "containerLogMaxFiles": Integer(),
        "containerLogMaxSize": Text(),
        "containerLogMaxWorkers": Integer(),
        "containerLogMonitorInterval": Text(),
        "cpuCFSQuota": Boolean(),
        "cpuCFSQuotaPeriod": Text(),
        "cpuManagerPolicy": Text(),
        "eventBurst": Integer(),
        "eventRecordQPS": Integer(),
        "evictionHard": FreeObject(),
        "evictionSoft": FreeObject(),
        "evictionSoftGracePeriod": FreeObject(),
        "featureGates": FreeObject(),
        "imageGCHighThresholdPercent": Integer(),
        "imageGCLowThresholdPercent": Integer(),
        "kubeAPIBurst": Integer(),
        "kubeAPIQPS": Integer(),
        "kubeReserved": FreeObject(),
        "maxPods": Integer(),
        "memoryManagerPolicy": Text(),
        "podPidsLimit": Integer(),
        "readOnlyPort": Integer(),
        "registryBurst": Integer(),
        "registryPullQPS": Integer(),
        "reservedMemory": Objects(
            _record(
                "ReservedMemory",
                "Memory of a NUMA node that is not given to pods.",
                {"limits": FreeObject(), "numaNode": Integer()},
            )
        ),
        "serializeImagePulls": Boolean(),
        "serverTLSBootstrap": Boolean(),
        "systemReserved": FreeObject(),
        "topologyManagerPolicy": Text(),
        "tracing": Object(
            _record(
                "Tracing",
                "Where traces of the kubelet are sent.",
                {"endpoint": Text(), "samplingRatePerMillion": Integer()},
            )
        ),
    },
)
NodeOsConfig = _record(
    "NodeOsConfig",
    "The settings of the operating system.",
    {
        "sysctl": FreeObject(),
        "hugepage": Object(
            _record(
                "Hugepage",
                "The settings of huge pages, by the names of the kernel.",
                {
                    "khugepagedAllocSleepMillisecs": Integer(),
                    "khugepagedDefrag": Integer(),
                    "khugepagedPagesToScan": Integer(),
                    "khugepagedScanSleepMillisecs": Integer(),
                    "transparentDefrag": Text(),
                    "transparentEnabled": Text(),
                },
            )
        ),
    },
)
ContainerdConfig = _record(
    "ContainerdConfig",
    "The settings of containerd.",
    {
        "ignoreImageDefinedVolume": Boolean(),
        "insecureRegistries": TextList(),
        "limitCore": Integer(),
        "limitMemLock": Integer(),
        "limitNoFile": Integer(),
        "maxConcurrentDownloads": Integer(),
        "registryMirrors": TextList(),
    },
)
