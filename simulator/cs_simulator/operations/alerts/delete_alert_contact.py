"""``DELETE /alert/contacts``: delete alert contacts of the account.

What the service does: answers for each of the ``contact_ids`` whether it was deleted.

Differs from the service: every number is that of a contact until it is deleted, for no call of this
API makes one.
"""

from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations.alerts import _contacts as contacts


@operation("DeleteAlertContact", "DELETE", "/alert/contacts", is_write=True)
def delete_alert_contact(call: Call, unit: Unit) -> Reply:
    """Delete the contacts."""
    results = contacts.delete(unit, contacts.CONTACTS, contacts.ids_of(call, "contact_ids"))
    found = [
        {
            "status": is_done,
            "msg": "success" if is_done else "contact not found",
            "contact_id": str(number),
        }
        for number, is_done in results
    ]
    return Reply(body={"result": found})
