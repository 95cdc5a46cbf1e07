"""Reviews: what is asked by creating an object, and answered in it. None is kept."""

from cs_simulator.kubernetes.kinds._kind import Kind

SELF_ACCESS_REVIEWS = Kind(
    group="authorization.k8s.io",
    kind="SelfSubjectAccessReview",
    plural="selfsubjectaccessreviews",
    namespaced=False,
    verbs=("create",),
    is_kept=False,
    has_generation=False,
)
LOCAL_ACCESS_REVIEWS = Kind(
    group="authorization.k8s.io",
    kind="LocalSubjectAccessReview",
    plural="localsubjectaccessreviews",
    verbs=("create",),
    is_kept=False,
    has_generation=False,
)
ACCESS_REVIEWS = Kind(
    group="authorization.k8s.io",
    kind="SubjectAccessReview",
    plural="subjectaccessreviews",
    namespaced=False,
    verbs=("create",),
    is_kept=False,
    has_generation=False,
)
SELF_RULES_REVIEWS = Kind(
    group="authorization.k8s.io",
    kind="SelfSubjectRulesReview",
    plural="selfsubjectrulesreviews",
    namespaced=False,
    verbs=("create",),
    is_kept=False,
    has_generation=False,
)
SELF_REVIEWS = Kind(
    group="authentication.k8s.io",
    kind="SelfSubjectReview",
    plural="selfsubjectreviews",
    namespaced=False,
    verbs=("create",),
    is_kept=False,
    has_generation=False,
    since=28,
)
TOKEN_REVIEWS = Kind(
    group="authentication.k8s.io",
    kind="TokenReview",
    plural="tokenreviews",
    namespaced=False,
    verbs=("create",),
    is_kept=False,
    has_generation=False,
    is_secret=True,
)
