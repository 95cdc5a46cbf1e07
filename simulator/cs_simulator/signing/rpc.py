"""The style RPC: a call is its parameters, in the query or in a form, and so is its signature.

Version 1.0 of the signature is HMAC-SHA1 over all parameters but itself, sorted by name. Sources:
the vendor's "Signature mechanism" for RPC APIs; ``rpc_signature_composer`` in
aliyun-python-sdk-core 2.16.1; ``get_rpcsignature`` in alibabacloud_openapi_util 0.2.4. Other
clients sign such a call with ACS3, in headers.
"""

import hmac
from binascii import b2a_base64
from collections.abc import Sequence
from operator import itemgetter
from urllib.parse import parse_qsl, quote

from cs_simulator.signing.credentials import Credential
from cs_simulator.signing.hmac_sha1 import REDACTED
from cs_simulator.signing.request import SignedRequest

PATH = "/"
ACTION, ACTION_HEADER, VERSION_HEADER = "Action", "x-acs-action", "x-acs-version"
KEY, SIGNATURE, TOKEN = "AccessKeyId", "Signature", "SecurityToken"
_FORM = "application/x-www-form-urlencoded"
_SAFE = "-_.~"
# Parameters of a form: to read more would keep other calls waiting. No call has a tenth of them.
_MOST = 1_000

Pairs = list[tuple[str, str]]


def pairs_of(request: SignedRequest) -> Pairs:
    """All parameters of a call, of its query and of its form, decoded and sorted by name."""
    form = form_pairs(request.body, request.headers.get("content-type", ""))
    return sorted([*request.query, *form], key=itemgetter(0)) if form else request.query


def form_pairs(body: bytes, content_type: str) -> Pairs:
    """The parameters in a body; none in one that is not declared as a form, or has too many."""
    if not content_type.lower().startswith(_FORM) or body.count(b"&") >= _MOST:
        return []
    return parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)


def string_to_sign(method: str, pairs: Sequence[tuple[str, str]], *, shows_token: bool) -> str:
    """The text that is signed; for error messages a security token is redacted."""
    given = "&".join(
        f"{_quoted(name)}={_quoted(value if shows_token or name != TOKEN else REDACTED)}"
        for name, value in pairs
        if name != SIGNATURE
    )
    return f"{method}&{_quoted(PATH)}&{_quoted(given)}"


def matches(method: str, pairs: Sequence[tuple[str, str]], credential: Credential) -> bool:
    """Whether the signature among the parameters is valid."""
    given = dict(pairs).get(SIGNATURE, "").encode("utf-8", "replace")
    text = string_to_sign(method, pairs, shows_token=True).encode()
    digest = hmac.digest(f"{credential.secret}&".encode(), text, "sha1")
    return hmac.compare_digest(b2a_base64(digest, newline=False), given)


def _quoted(text: str) -> str:
    return quote(text, safe=_SAFE, errors="replace")
