"""Slices of endpoints: the group ``discovery.k8s.io``."""

from cs_simulator.kubernetes.kinds._kind import Kind

ENDPOINT_SLICES = Kind(
    group="discovery.k8s.io",
    kind="EndpointSlice",
    plural="endpointslices",
    required=("addressType",),
    immutable=("addressType",),
    since=21,
)
