"""The scheme ``acs``: HMAC-SHA1 over a text that every client builds a little differently.

The vectors in the tests are the clients' own (reference: swarm-api §1.4, clients §3.1).
"""

import hmac
from base64 import b64encode
from collections.abc import Iterator
from urllib.parse import unquote

from simulator.signing.request import SignedRequest

SHOWN_INSTEAD = "***"


def string_to_sign(request: SignedRequest) -> str:
    """The text as most clients build it, for people: a security token in it is not shown."""
    return next(_candidates(request, hides_token=True))


def matches(request: SignedRequest, secret: str, signature: str) -> bool:
    """Whether the signature is that of the request, in any of the forms that clients sign."""
    key, given = secret.encode(), signature.encode("utf-8", "replace")
    is_good = False
    for text in _candidates(request):
        made = b64encode(hmac.digest(key, text.encode("utf-8", "surrogatepass"), "sha1"))
        is_good |= hmac.compare_digest(made, given)
        if is_good:
            break
    return is_good


def _candidates(request: SignedRequest, *, hides_token: bool = False) -> Iterator[str]:
    """The texts that a client may have signed, the likeliest first, each of them once."""
    top = f"{request.method}\n{request.header('Accept')}\n{request.header('Content-MD5')}\n"
    rest = f"\n{request.header('Date')}\n{_acs_headers(request, hides_token)}"
    content_type = request.header("Content-Type")
    # Without a body some sign no type, and the library below them sends one.
    types = [content_type] if request.body or not content_type else [content_type, ""]
    for resource in dict.fromkeys(_resources(request)):
        for each in types:
            yield f"{top}{each}{rest}{resource}"


def _acs_headers(request: SignedRequest, hides_token: bool) -> str:
    lines = sorted(
        (lowered, value.strip())
        for name, value in request.headers.items()
        if (lowered := name.lower()).startswith("x-acs-")
    )
    return "".join(
        f"{name}:{SHOWN_INSTEAD if hides_token and 'token' in name else value}\n"
        for name, value in lines
    )


def _resources(request: SignedRequest) -> Iterator[str]:
    """Path and query: as on the wire or decoded, empty values with ``=`` or without."""
    path, query = request.path, request.query
    if not query:
        yield path
        yield unquote(path)
        yield request.target
        return
    with_sign = "&".join(f"{name}={value}" for name, value in query)
    without = "&".join(f"{name}={value}" if value else name for name, value in query)
    for each in (path, unquote(path)):
        yield f"{each}?{with_sign}"
        yield f"{each}?{without}"
    yield request.target
