"""What the verbs do with objects of a kind: one module each, and the table of them."""

from collections.abc import Mapping

from cs_simulator.kubernetes.request import Verb
from cs_simulator.kubernetes.verbs.create import create
from cs_simulator.kubernetes.verbs.delete import delete
from cs_simulator.kubernetes.verbs.deletecollection import deletecollection
from cs_simulator.kubernetes.verbs.get import get
from cs_simulator.kubernetes.verbs.list import list_objects
from cs_simulator.kubernetes.verbs.patch import patch
from cs_simulator.kubernetes.verbs.update import update
from cs_simulator.kubernetes.verbs.watch import watch

VERBS: Mapping[str, Verb] = {
    "create": create,
    "delete": delete,
    "deletecollection": deletecollection,
    "get": get,
    "list": list_objects,
    "patch": patch,
    "update": update,
    "watch": watch,
}
