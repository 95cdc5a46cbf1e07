"""The kinds of the objects that a cluster has by itself, as far as putting them needs."""

from cs_simulator.kubernetes.kinds import Kind

CLUSTER_ROLE = Kind(
    group="rbac.authorization.k8s.io", kind="ClusterRole", plural="clusterroles", namespaced=False
)
CLUSTER_ROLE_BINDING = Kind(
    group="rbac.authorization.k8s.io",
    kind="ClusterRoleBinding",
    plural="clusterrolebindings",
    namespaced=False,
)
ENDPOINT_SLICE = Kind(group="discovery.k8s.io", kind="EndpointSlice", plural="endpointslices")
ENDPOINTS = Kind(kind="Endpoints", plural="endpoints")
EVENT = Kind(kind="Event", plural="events")
LEASE = Kind(group="coordination.k8s.io", kind="Lease", plural="leases")
NAMESPACE = Kind(kind="Namespace", plural="namespaces", namespaced=False)
NODE = Kind(kind="Node", plural="nodes", namespaced=False)
POD = Kind(kind="Pod", plural="pods")
PRIORITY_CLASS = Kind(
    group="scheduling.k8s.io", kind="PriorityClass", plural="priorityclasses", namespaced=False
)
SERVICE = Kind(kind="Service", plural="services")
SERVICE_ACCOUNT = Kind(kind="ServiceAccount", plural="serviceaccounts")
STORAGE_CLASS = Kind(
    group="storage.k8s.io", kind="StorageClass", plural="storageclasses", namespaced=False
)
