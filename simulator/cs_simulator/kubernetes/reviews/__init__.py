"""Reviews: questions that are asked by creating an object, and answered in it. None is kept."""

from collections.abc import Mapping

from cs_simulator.kubernetes.request import Verb
from cs_simulator.kubernetes.reviews import access, identity

REVIEWS: Mapping[str, Verb] = {
    "localsubjectaccessreviews.authorization.k8s.io": access.review,
    "selfsubjectaccessreviews.authorization.k8s.io": access.review,
    "selfsubjectreviews.authentication.k8s.io": identity.review_self,
    "selfsubjectrulesreviews.authorization.k8s.io": access.review_rules,
    "subjectaccessreviews.authorization.k8s.io": access.review,
    "tokenreviews.authentication.k8s.io": identity.review_token,
}
"""What answers a review, by its resource."""

__all__ = ["REVIEWS"]
