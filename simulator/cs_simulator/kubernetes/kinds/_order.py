"""In which order discovery lists groups, and versions within a group."""

import re

_VERSION = re.compile(r"v(\d{1,9})(?:(alpha|beta)(\d{1,9}))?")
_STAGES = {"alpha": 1, "beta": 2, None: 3}

# By their priorities in ``kube-aggregator/pkg/controllers/autoregister`` and
# ``kubernetes/pkg/controlplane/apiserver/aggregator.go``; custom groups come after them.
_GROUPS = (
    "",
    "apiregistration.k8s.io",
    "extensions",
    "apps",
    "events.k8s.io",
    "authentication.k8s.io",
    "authorization.k8s.io",
    "autoscaling",
    "batch",
    "certificates.k8s.io",
    "networking.k8s.io",
    "policy",
    "rbac.authorization.k8s.io",
    "storage.k8s.io",
    "admissionregistration.k8s.io",
    "apiextensions.k8s.io",
    "scheduling.k8s.io",
    "coordination.k8s.io",
    "node.k8s.io",
    "discovery.k8s.io",
    "flowcontrol.apiserver.k8s.io",
    "metrics.k8s.io",
)
_PLACES = {group: place for place, group in enumerate(_GROUPS)}


def group_order(group: str) -> tuple[int, str]:
    """What groups are sorted by."""
    return _PLACES.get(group, len(_GROUPS)), group


def version_order(version: str) -> tuple[int, int, int, str]:
    """What versions of a group are sorted by: the preferred one is the first.

    Stable versions come first, then betas, then alphas, of each the newest first; then names of
    other forms, as in ``k8s.io/apimachinery/pkg/version``.
    """
    form = _VERSION.fullmatch(version)
    if form is None:
        return 0, 0, 0, version
    return -_STAGES[form[2]], -int(form[1]), -int(form[3] or 0), ""
