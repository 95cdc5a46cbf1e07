"""The scheme ``acs``: HMAC-SHA1 over a text that every client builds a little differently.

The vectors in the tests are the clients' own (reference: swarm-api §1.4, clients §3.1).
"""

import hmac
from binascii import b2a_base64
from collections.abc import Iterator
from urllib.parse import unquote

from cs_simulator.signing.credentials import Credential
from cs_simulator.signing.request import SignedRequest

SHOWN_INSTEAD = "***"


def string_to_sign(request: SignedRequest) -> str:
    """The text as most clients build it, for people: a security token in it is not shown."""
    before, after = _around_type(request, _acs_headers(request, hides_token=True))
    content_type = request.headers.get("content-type", "")
    text = f"{before}{content_type}{after}{next(_resources(request))}"
    # Bytes that are not UTF-8 are spelled out: no answer could hold them.
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode()


def matches(request: SignedRequest, credential: Credential, signature: str) -> bool:
    """Whether the signature is that of the request, in any of the forms that clients sign."""
    given = signature.encode("utf-8", "replace")
    before, after = _around_type(request, _acs_headers(request))
    content_type = request.headers.get("content-type", "")
    for resource in _resources(request):
        text = f"{before}{content_type}{after}{resource}"
        if hmac.compare_digest(_signature(text, credential), given):
            return True
        if content_type and not request.body:
            # Without a body some sign no type, and the library below them sends one.
            text = f"{before}{after}{resource}"
            if hmac.compare_digest(_signature(text, credential), given):
                return True
    return False


def _signature(text: str, credential: Credential) -> bytes:
    made = credential.sha1.of(text.encode("utf-8", "surrogatepass"))
    return b2a_base64(made, newline=False)


def _around_type(request: SignedRequest, acs_headers: str) -> tuple[str, str]:
    """What comes before the type of the body, and what comes between it and the resource."""
    get = request.headers.get
    before = f"{request.method}\n{get('accept', '')}\n{get('content-md5', '')}\n"
    return before, f"\n{get('date', '')}\n{acs_headers}"


def _acs_headers(request: SignedRequest, *, hides_token: bool = False) -> str:
    """A line for each header of the gateway's own, sorted by name."""
    headers = request.headers
    names = sorted([name for name in headers if name[:6] == "x-acs-"])
    if hides_token:
        headers = {n: SHOWN_INSTEAD if "token" in n else v for n, v in headers.items()}
    return "".join([f"{name}:{headers[name]}\n" for name in names])


def _resources(request: SignedRequest) -> Iterator[str]:
    """Path and query: as on the wire or decoded, empty values with ``=`` or without."""
    if "?" not in request.target:
        yield request.target
    path, query = request.path, request.query
    if not query:
        yield path
    else:
        with_sign = "&".join(f"{name}={value}" for name, value in query)
        yield f"{path}?{with_sign}"
        yield request.target
        without = "&".join(f"{name}={value}" if value else name for name, value in query)
        yield f"{path}?{without}"
    if "%" in path:
        path = unquote(path)
        yield f"{path}?{with_sign}" if query else path
        if query:
            yield f"{path}?{without}"
