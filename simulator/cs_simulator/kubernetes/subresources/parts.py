"""Subresources by which a part of an object is read and written; see ``writing/parts.py``.

Their verbs are those of the object: what of a write is taken is decided by the subresource's name.
"""

from cs_simulator.kubernetes.subresources._subresource import Subresource, listed
from cs_simulator.kubernetes.verbs.get import get
from cs_simulator.kubernetes.verbs.patch import patch
from cs_simulator.kubernetes.verbs.update import update

_OF_OBJECT = {"get": get, "patch": patch, "update": update}

STATUS = Subresource(verbs=_OF_OBJECT, is_of=listed("status"))
APPROVAL = Subresource(verbs=_OF_OBJECT, is_of=listed("approval"))
"""The conditions of a certificate signing request."""
EPHEMERAL_CONTAINERS = Subresource(verbs=_OF_OBJECT, is_of=listed("ephemeralcontainers"))
FINALIZE = Subresource(verbs={"update": update}, is_of=listed("finalize"))
"""The finalizers in the ``spec`` of a namespace."""
