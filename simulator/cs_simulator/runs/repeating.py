"""Making requests of recorded calls: with this run's identifiers, and secrets that are valid."""

from collections.abc import Mapping
from typing import Any

import orjson

from cs_simulator.catalog import errors
from cs_simulator.cluster_types import EXAMPLE_PASSWORD
from cs_simulator.engine.redaction import REPLACED, is_secret, is_unreadable
from cs_simulator.operations import Incoming
from cs_simulator.runs.in_process import incoming
from cs_simulator.runs.recording import RecordedCall

# The codes of refusals that come before the signature is verified.
_UNSIGNED = (errors.API_NOT_FOUND().code, errors.METHOD_NOT_SUPPORTED().code)

# A script in base64: what is valid as the user data of nodes.
_EXAMPLE_SCRIPT = "IyEvYmluL3NoCg=="


def obstacle(call: RecordedCall) -> str:
    """Why a call cannot be repeated; empty if it can."""
    if REPLACED in call.target.partition("?")[0]:
        return "its path held a secret, which the journal does not keep"
    if is_unreadable(call.body):
        return "its body was not kept: it could not be read, or was too long"
    if not call.operation and call.code not in _UNSIGNED:
        return "the gateway refused it, and signatures are not kept"
    return ""


def request_of(call: RecordedCall, ids: Mapping[str, str]) -> Incoming:
    """The call as a request; *ids* are the identifiers of this run by the recorded ones."""
    target, body = _with_ids(call.target, ids), _with_secrets(call.body)
    headers = {"x-acs-region-id": call.region_id} if call.region_id else {}
    if isinstance(body, str):
        headers["content-type"] = "application/x-www-form-urlencoded"
        return incoming(call.method, target, _with_ids(body, ids).encode(), headers)
    raw = None if body is None else _with_ids(orjson.dumps(body).decode(), ids).encode()
    return incoming(call.method, target, raw, headers)


def _with_ids(text: str, ids: Mapping[str, str]) -> str:
    for recorded, present in ids.items():
        text = text.replace(recorded, present)
    return text


def _with_secrets(value: Any) -> Any:
    """A body with something valid in the place of each secret that was not kept."""
    if isinstance(value, str):
        return value.replace(f"password={REPLACED}", f"password={EXAMPLE_PASSWORD}")
    return _filled(value)


def _filled(value: Any) -> Any:
    if isinstance(value, list):
        return [_filled(item) for item in value]
    if isinstance(value, dict):
        return {
            name: _example_of(name) if item == REPLACED and is_secret(name) else _filled(item)
            for name, item in value.items()
        }
    return value


def _example_of(name: str) -> str:
    return _EXAMPLE_SCRIPT if name.endswith("user_data") else EXAMPLE_PASSWORD
