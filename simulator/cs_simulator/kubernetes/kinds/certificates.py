"""Requests for certificates: the group ``certificates.k8s.io``."""

from cs_simulator.kubernetes.kinds._kind import Kind

SIGNING_REQUESTS = Kind(
    group="certificates.k8s.io",
    kind="CertificateSigningRequest",
    plural="certificatesigningrequests",
    namespaced=False,
    short_names=("csr",),
    has_status=True,
    subresources={"approval": ("get", "patch", "update")},
    selectable=("spec.signerName",),
    required=("spec.request", "spec.signerName", "spec.usages"),
    immutable=("spec",),
    has_generation=False,
    since=19,
    note="the simulator keeps this object, but signs no certificate",
)
