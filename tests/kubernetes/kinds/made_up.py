"""Bodies that nobody has checked: any names of fields, with anything in them."""

from hypothesis import strategies as st

_NAMES = """
active accessModes addresses annotations apiGroup averageUtilization backend capacity claimRef
completionTime component conditions containerStatuses containers controller count creationTimestamp
data drivers egress endpoints env firstTimestamp finishedAt hard host hostname hostPath http
httpGet image ingress initContainerStatuses initContainers involvedObject ip jobTemplate key kind
labels lastState lastTimestamp limits livenessProbe loadBalancer matchConstraints matchExpressions
matchLabels max message metadata metrics name nodeInfo operator ownerReferences parallelism
parameters parentRef paths port ports protocol ready reason replicas requests resource resources
restartCount roleRef rollingUpdate rules running scaleTargetRef secret selector series service
serviceAccountName sessionAffinity source spec startTime state status strategy stringData subjects
subsets target template terminated tls tolerations type unschedulable updateStrategy used values
valueFrom volumeClaimTemplates volumes waiting webhooks
"""
FIELDS = st.sampled_from(_NAMES.split())
# Larger integers are refused in YAML and become floats in JSON, so that no object has them.
_INTEGERS = st.integers(-(2**63), 2**64 - 1)
ANY = st.recursive(
    st.none()
    | st.booleans()
    | _INTEGERS
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(FIELDS, inner, max_size=4),
    max_leaves=12,
)
