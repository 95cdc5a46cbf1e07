"""Request ids of answers that belong to no call that is kept."""

import os

from cs_simulator.domain import ids
from cs_simulator.domain.randomness import DerivedRandom


def random_request_id() -> str:
    """An id that no call has: it is derived from nothing, since nothing of the answer is kept."""
    return ids.request_id(DerivedRandom(os.urandom(64)))
