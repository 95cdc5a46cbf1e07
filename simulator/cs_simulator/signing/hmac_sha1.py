"""The scheme ``acs``: HMAC-SHA1 over a text that each client builds slightly differently.

Sources: the vendor's "Signature mechanism" for ROA APIs; ``roa_signature_composer`` in
aliyun-python-sdk-core 2.16.1; ``get_string_to_sign`` in alibabacloud_openapi_util 0.2.4; the Go
package denverdino/aliyungo. The vectors in the tests were recorded from such clients.
"""

import hmac
from binascii import b2a_base64
from collections.abc import Iterator, Sequence
from operator import itemgetter
from urllib.parse import unquote

from cs_simulator.signing.credentials import Credential
from cs_simulator.signing.request import SignedRequest

REDACTED = "***"


def string_to_sign(request: SignedRequest) -> str:
    """The text as most clients build it, for error messages: a security token is redacted."""
    before, after = _around_type(request, _acs_headers(request, redact_token=True))
    content_type = request.headers.get("content-type", "")
    text = f"{before}{content_type}{after}{next(_resources(request), request.target)}"
    # Bytes that are not UTF-8 are escaped: a JSON response cannot contain them.
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode()


def matches(request: SignedRequest, credential: Credential, signature: str) -> bool:
    """Whether the signature is valid for any of the texts that clients sign."""
    given = signature.encode("utf-8", "replace")
    before, after = _around_type(request, _acs_headers(request))
    content_type = request.headers.get("content-type", "")
    for resource in _resources(request):
        text = f"{before}{content_type}{after}{resource}"
        if hmac.compare_digest(_signature(text, credential), given):
            return True
        if content_type and not request.body:
            # Without a body, some clients sign no content type, but their HTTP library sends one.
            text = f"{before}{after}{resource}"
            if hmac.compare_digest(_signature(text, credential), given):
                return True
    return False


def _signature(text: str, credential: Credential) -> bytes:
    signed = text.encode("utf-8", "surrogatepass")
    return b2a_base64(hmac.digest(credential.secret.encode(), signed, "sha1"), newline=False)


def _around_type(request: SignedRequest, acs_headers: str) -> tuple[str, str]:
    """The parts of the text before the content type, and between it and the resource."""
    get = request.headers.get
    before = f"{request.method}\n{get('accept', '')}\n{get('content-md5', '')}\n"
    return before, f"\n{get('date', '')}\n{acs_headers}"


def _acs_headers(request: SignedRequest, *, redact_token: bool = False) -> str:
    """A line for each ``x-acs-`` header, sorted by name."""
    headers = request.headers
    names = sorted([name for name in headers if name[:6] == "x-acs-"])
    if redact_token:
        headers = {n: REDACTED if "token" in n else v for n, v in headers.items()}
    return "".join([f"{name}:{headers[name]}\n" for name in names])


def _resources(request: SignedRequest) -> Iterator[str]:
    """Path and query in the forms that clients sign, the most frequent first.

    As sent or decoded; a parameter without a value with ``=`` or without. A form that is also that
    of another request is left out: nobody could say which of the two was signed.
    """
    if "?" not in request.target:
        yield request.target
    path, query = request.path, request.query
    has_escapes = "%" in request.target
    decoded = unquote(path)
    for given in (path, decoded) if decoded != path else (path,):
        if not query:
            if given != request.target and "?" not in given:
                yield given
            continue
        with_equals, without_equals = (_joined(given, query, is_bare) for is_bare in (False, True))
        if not has_escapes or not _is_of_another(with_equals, given, request):
            yield with_equals
        if given is path and not _is_signed_decoded(request):
            yield request.target
        if not has_escapes or not _is_of_another(without_equals, given, request):
            yield without_equals


def _is_signed_decoded(request: SignedRequest) -> bool:
    """Whether a query that differs from its decoded form must have been signed in that form.

    Clients that name the action decode what they sign.
    """
    literal = request.target.partition("?")[2]
    return "x-acs-action" in request.headers and ("%" in literal or "+" in literal)


def _may_be_signed_raw(request: SignedRequest) -> bool:
    """Whether the client may be one that signs the target as it sends it: aliyungo.

    It names no action, always has a nonce, and a ``Content-MD5`` only with a body. All that is
    signed.
    """
    headers = request.headers
    is_other = "x-acs-action" in headers or ("content-md5" in headers and not request.body)
    return "x-acs-signature-nonce" in headers and not is_other


def _joined(path: str, query: Sequence[tuple[str, str]], is_bare: bool) -> str:
    """Path and query as they are signed decoded; *is_bare* leaves out ``=`` before nothing."""
    return f"{path}?" + "&".join(
        [name if is_bare and not value else f"{name}={value}" for name, value in query]
    )


def _is_of_another(resource: str, path: str, request: SignedRequest) -> bool:
    """Whether the text is also signed for a request whose parameters are not these.

    ``?name=a%26z=1`` decoded is what ``?name=a&z=1`` is; ``?name=a%2Bb`` decoded is what a client
    signs that sends ``?name=a+b`` and does not decode it.
    """
    query = request.query
    literal_path, _, literal = resource.partition("?")
    parts = [part.partition("=") for part in literal.split("&")]
    pairs = sorted([(name, value) for name, _, value in parts], key=itemgetter(0))
    if ("%" in literal or "+" in literal) and _may_be_signed_raw(request):
        raw = request._replace(target=resource)
        if (unquote(literal_path), raw.query) != (unquote(path), query):
            return True
    if (literal_path, pairs) == (path, query):
        return False
    return resource in (_joined(literal_path, pairs, is_bare) for is_bare in (False, True))
