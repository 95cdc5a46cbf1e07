"""The scheme ``ACS3-HMAC-SHA256``: what is signed is what ``SignedHeaders`` says, and nothing else.

The vectors in the tests are the clients' own (reference: swarm-api §1.5, clients §3.2).
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
    """The text whose hash is signed."""
    query = "&".join([f"{_quoted(name)}={_quoted(value)}" for name, value in request.query])
    get = request.headers.get
    headers = "".join([f"{name}:{get(name, '')}\n" for name in signed_headers])
    payload = sha256(request.body).hexdigest()
    names = ";".join(signed_headers)
    return f"{request.method}\n{request.path}\n{query}\n{headers}\n{names}\n{payload}"


def _quoted(text: str) -> str:
    return quote(text, safe=_SAFE, errors="surrogatepass")


def string_to_sign(request: SignedRequest, signed_headers: Sequence[str]) -> str:
    """The text that is signed: the scheme and a hash, which shows nothing of a token."""
    text = canonical_request(request, signed_headers)
    return f"{ACS3}\n{sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}"


def matches(
    request: SignedRequest, signed_headers: Sequence[str], credential: Credential, signature: str
) -> bool:
    """Whether the signature is that of the request, and the body the one that is announced."""
    made = credential.sha256.of(string_to_sign(request, signed_headers).encode())
    if not hmac.compare_digest(made.hex().encode(), signature.encode("utf-8", "replace")):
        return False
    announced = request.headers.get(PAYLOAD_HASH)
    return not announced or announced == sha256(request.body).hexdigest()
