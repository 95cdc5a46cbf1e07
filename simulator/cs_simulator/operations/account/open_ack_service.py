"""``POST /service/open``: switch the service on for the account.

What the service does: answers the number of an order. An account for which it is open already is
refused with ``ORDER.OPEND``, which clients take for success.

Differs from the service: clusters can be created before the first call. The status of the refusal
is 400; the service was seen to answer 500. A call without ``type`` means ``propayasgo``.
"""

import orjson

from cs_simulator.catalog import ack_errors
from cs_simulator.domain.records import AccountEntry
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Reply, operation

TYPES = ("propayasgo", "edgepayasgo")
_SMALLEST_ORDER = 2 * 10**14


@operation("OpenAckService", "POST", "/service/open", is_write=True)
def open_ack_service(call: Call, unit: Unit) -> Reply:
    """Note that the service is open, and answer the order."""
    kind = call.query.get("type") or TYPES[0]
    if kind not in TYPES:
        raise ack_errors.INVALID_FIELD("type", f"one of {', '.join(TYPES)}, not {kind!r:.100}")
    name, table = f"order/{kind}", unit.world.account_entries
    if table.get(name) is not None:
        raise ack_errors.ALREADY_OPEN()
    order_id = str(_SMALLEST_ORDER + unit.random_for("order", kind).below(10**14))
    value = orjson.dumps({"order_id": order_id}).decode()
    unit.put(table, AccountEntry(serial=unit.serial(), name=name, value=value))
    return Reply(body={"order_id": order_id, "request_id": call.request_id})
