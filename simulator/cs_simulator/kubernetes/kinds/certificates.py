"""Requests for certificates: the group ``certificates.k8s.io``."""

from cs_simulator.kubernetes.kinds._ages import duration
from cs_simulator.kubernetes.kinds._columns import AGE, NAME, NONE, column, of_text
from cs_simulator.kubernetes.kinds._filling import EMPTY_STATUS
from cs_simulator.kubernetes.kinds._kind import Kind
from cs_simulator.kubernetes.kinds._reading import Body, items, number, text


def _state(request: Body) -> str:
    given = [text(each, "type") for each in items(request, "status.conditions")]
    states = [state for state in ("Approved", "Denied", "Failed") if state in given]
    issued = ["Issued"] if text(request, "status.certificate") else []
    return ",".join([*states, *issued]) or "Pending"


def _lifetime(request: Body) -> str:
    seconds = number(request, "spec.expirationSeconds")
    return duration(seconds) if seconds else NONE


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
    columns=(
        NAME,
        AGE,
        of_text("SignerName", "spec.signerName"),
        of_text("Requestor", "spec.username", ""),
        column("RequestedDuration", _lifetime),
        column("Condition", _state),
    ),
    complete=EMPTY_STATUS,
)
