"""The style RPC, in which other products are called on the same port: the VPC API.

A call is its parameters, of which ``Action`` says what is called and ``Version`` in which API; path
and method say nothing. Its answers and errors are JSON objects with a ``RequestId``.
"""

from collections.abc import Callable, Collection
from urllib.parse import urlencode

from cs_simulator.catalog import errors, vpc_errors
from cs_simulator.domain.utf8 import escape_invalid
from cs_simulator.operations._operation import Call, Handler, Incoming, Operation, Reply
from cs_simulator.operations._paging import Page
from cs_simulator.signing import rpc
from cs_simulator.signing.verification import API_VERSION

PRODUCT, VERSION = "vpc", "2016-04-28"
_LONGEST_SHOWN = 100
_LARGEST_PAGE, _DEFAULT_PAGE = 50, 10
# What every call may have, besides what the operation reads.
_COMMON = {
    "AccessKeyId", "Action", "ClientToken", "DryRun", "Format", "OwnerAccount", "OwnerId",
    "RegionId", "ResourceOwnerAccount", "ResourceOwnerId", "SecurityToken", "Signature",
    "SignatureMethod", "SignatureNonce", "SignatureType", "SignatureVersion", "Timestamp",
    "Version",
}  # fmt: skip


def as_rpc(incoming: Incoming) -> Incoming:
    """The request with all its parameters as its query, if it is a call of the style RPC.

    They are its target too: so the journal has the whole call, and it can be repeated.
    """
    if incoming.raw_path != rpc.PATH:
        return incoming
    form = rpc.form_pairs(incoming.body, incoming.content_type)
    query = dict(incoming.query)
    query.update((escape_invalid(name), escape_invalid(value)) for name, value in form)
    action = query.get(rpc.ACTION) or incoming.headers.get(rpc.ACTION_HEADER, "")
    if not action:
        return incoming
    if form or rpc.ACTION not in query:
        version = incoming.headers.get(rpc.VERSION_HEADER, "")
        given = {rpc.ACTION: action, **({"Version": version} if version else {}), **query}
        query = {name: escape_invalid(value) for name, value in given.items()}
        incoming = incoming._replace(target=f"{rpc.PATH}?{urlencode(query, errors='replace')}")
    return incoming._replace(query=query, action=escape_invalid(action))


def rpc_operation(name: str, *, is_write: bool = False) -> Callable[[Handler], Operation]:
    """Declare the handler of an operation of the VPC API."""

    def declare(handle: Handler) -> Operation:
        return Operation(
            name=name,
            method="POST",
            also=("GET",),
            path=rpc.PATH,
            product=PRODUCT,
            is_write=is_write,
            handle=handle,
        )

    return declare


def rpc_name_of(incoming: Incoming, modelled: Collection[str]) -> str:
    """Which of these operations a call of the style RPC is of; raises the error for another one."""
    action = incoming.action
    version = incoming.query.get("Version") or incoming.headers.get(rpc.VERSION_HEADER, "")
    if not version:
        raise errors.MISSING_HEADER("Version")
    if version == API_VERSION:
        raise errors.API_NOT_FOUND("Action", "Container Service is called by paths, not by actions")
    if version != VERSION:
        whose = f"{version[:_LONGEST_SHOWN]} is another product's"
        raise errors.API_NOT_FOUND("Version", f"{whose}; here is the VPC API, {VERSION}")
    if action in modelled:
        return action
    from cs_simulator.catalog.vpc_actions import ACTIONS  # only for what is refused

    named = ", ".join(sorted(modelled))
    if action in ACTIONS:
        reason = f"of the VPC API it has {named}"
        raise errors.OPERATION_NOT_MODELLED(operation=action, reason=reason)
    shown = action[:_LONGEST_SHOWN]
    raise errors.API_NOT_FOUND("Action", f"the VPC API has no {shown}; modelled are {named}")


def resource_of(call: Call) -> str:
    """The resource that RAM policies name for the call: ``vpc/vpc-1``, ``vswitch/*``."""
    query = call.query
    if "VSwitch" in call.operation.name:
        return f"vswitch/{query.get('VSwitchId') or '*'}"
    return f"vpc/{query.get('VpcId') or '*'}"


class Parameters:
    """The parameters of a call; which of them were read is kept."""

    def __init__(self, call: Call) -> None:
        self._given = call.query
        self._request_id = call.request_id
        self._read: set[str] = set(_COMMON)

    def text(self, name: str) -> str:
        """The value of a parameter; empty if it is not given."""
        self._read.add(name)
        return self._given.get(name, "")

    def mandatory(self, name: str) -> str:
        """The value of a parameter that must be given; raises ``MissingParameter``."""
        value = self.text(name)
        if not value:
            raise errors.MISSING_HEADER(name)
        return value

    def wants_dry_run(self) -> bool:
        """Whether the call is only to be checked."""
        return self._given.get("DryRun", "").lower() == "true"

    def refuse_if_dry_run(self) -> None:
        """Raise the answer of a call that is only to be checked, and would be done."""
        if self.wants_dry_run():
            raise vpc_errors.DRY_RUN()

    def page(self) -> Page:
        """The page that is requested; raises ``InvalidParameter`` for no number above 0."""
        number, size = (
            self._whole(name, default)
            for name, default in (("PageNumber", 1), ("PageSize", _DEFAULT_PAGE))
        )
        return Page(number, min(size, _LARGEST_PAGE))

    def _whole(self, name: str, default: int) -> int:
        text = self.text(name) or str(default)
        if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text)):
            raise errors.INVALID_PARAMETER(name, "must be a whole number of at least 1")
        return int(text)

    def reply(self, **body: object) -> Reply:
        """The reply with that body and the id of the request."""
        unread = sorted(self._given.keys() - self._read)
        return Reply(body={"RequestId": self._request_id, **body}, unread=unread)

    def page_reply(self, page: Page, total: int, **body: object) -> Reply:
        """The reply with one page of a list."""
        return self.reply(TotalCount=total, PageNumber=page.number, PageSize=page.size, **body)
