"""The scheme ``ACS3-HMAC-SHA256``: the signature covers the headers named in ``SignedHeaders``.

Source: ``get_authorization`` in alibabacloud_tea_openapi 0.4.6. The vectors in the tests were
recorded from clients that use it.
"""

import hmac
from collections.abc import Sequence
from hashlib import sha256
from urllib.parse import quote

from cs_simulator.signing.authorization import ACS3
from cs_simulator.signing.credentials import Credential
from cs_simulator.signing.request import SignedRequest

_SAFE = "-_.~"
PAYLOAD_HASH = "x-acs-content-sha256"


def canonical_request(request: SignedRequest, signed_headers: Sequence[str]) -> str:
    """The text whose hash is signed: method, path, query, signed headers, hash of the body."""
    query = "&".join([f"{_quoted(name)}={_quoted(value)}" for name, value in request.query])
    get = request.headers.get
    headers = "".join([f"{name}:{get(name, '')}\n" for name in signed_headers])
    payload = sha256(request.body).hexdigest()
    names = ";".join(signed_headers)
    return f"{request.method}\n{request.path}\n{query}\n{headers}\n{names}\n{payload}"


def _quoted(text: str) -> str:
    return quote(text, safe=_SAFE, errors="surrogatepass")


def string_to_sign(request: SignedRequest, signed_headers: Sequence[str]) -> str:
    """The text that is signed: the scheme and a hash, which does not show a security token."""
    text = canonical_request(request, signed_headers)
    return f"{ACS3}\n{sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}"


def matches(
    request: SignedRequest, signed_headers: Sequence[str], credential: Credential, signature: str
) -> bool:
    """Whether the signature is valid, and the body has the hash that a header declares."""
    text = string_to_sign(request, signed_headers).encode()
    expected = hmac.digest(credential.secret.encode(), text, "sha256").hex()
    if not hmac.compare_digest(expected.encode(), signature.encode("utf-8", "replace")):
        return False
    declared = request.headers.get(PAYLOAD_HASH)
    return not declared or declared == sha256(request.body).hexdigest()
