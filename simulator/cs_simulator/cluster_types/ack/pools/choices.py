"""What the service chooses for a pool where the caller names nothing: image, runtime, versions."""

from functools import lru_cache

from cs_simulator.catalog import instance_types, kubernetes_versions, node_images
from cs_simulator.catalog.node_images import NodeImage
from cs_simulator.cluster_types.ack import kept
from cs_simulator.cluster_types.ack.pools.properties import PoolMade, Sent
from cs_simulator.domain.records import Cluster

_ARM = "arm64"


def version_of(cluster: Cluster) -> str:
    """The version of the cluster's control plane; empty for a registered cluster."""
    return _version_in(cluster.properties)


@lru_cache(maxsize=256)
def _version_in(properties: str) -> str:
    return str(kept.made_in(properties).get("version", ""))


def chosen(cluster: Cluster, sent: Sent, now: int) -> PoolMade:
    """Image, runtime and version of the nodes of a new pool."""
    version = version_of(cluster) or kubernetes_versions.newest(now).version
    config, scaling = sent.get("kubernetes_config", {}), sent.get("scaling_group", {})
    image = _image(scaling, version)
    return PoolMade(
        kubelet_version=version,
        runtime_version=_runtime(version, config.get("runtime", "containerd"), now),
        image_type=image.image_type,
        platform=image.platform,
        image_id=image.newest(now),
    )


def _image(scaling: Sent, version: str) -> NodeImage:
    """The type of images that a pool has: as named, as its image is of, or the default one."""
    named = node_images.find(scaling.get("image_type", ""))
    if named is None and "image_id" in scaling:
        named = node_images.type_of(scaling["image_id"])
    if named is not None:
        return named
    first = instance_types.find(next(iter(scaling.get("instance_types", ())), ""))
    is_arm = first is not None and first.architecture == _ARM
    return node_images.default_type(version, _ARM if is_arm else "x86_64")


def _runtime(version: str, name: str, now: int) -> str:
    """The newest version of a container runtime; empty if that is not known."""
    runtimes = kubernetes_versions.runtimes_of(version, now)
    return next((runtime.version for runtime in runtimes if runtime.name == name), "")
