"""Verifying the signature of a request: all checks, in the order in which the gateway makes them.

The order is inferred from the vendor's tests against the real service: ``core_test.go`` in
aliyun/alibaba-cloud-sdk-go and ``RequestTest.php`` in aliyun/openapi-sdk-php-client. Codes and
texts are rows of :mod:`cs_simulator.catalog.errors`.
"""

import hmac
import re
from base64 import b64encode
from collections.abc import Mapping
from hashlib import md5

from cs_simulator.catalog import errors
from cs_simulator.domain.http_dates import from_http_date
from cs_simulator.signing import acs3, authorization, hmac_sha1, rpc
from cs_simulator.signing.authorization import ACS, Authorization
from cs_simulator.signing.credentials import Credential, Keyring
from cs_simulator.signing.dates import iso_date
from cs_simulator.signing.nonces import WINDOW, Nonces
from cs_simulator.signing.request import SignedRequest

API_VERSION = "2015-12-15"

_VERSION = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_NONCE = "x-acs-signature-nonce"
# Headers that ACS3 must cover if they are sent: what is done depends on them.
_DECIDING = {
    "x-acs-action", "x-acs-content-sha256", "x-acs-date", "x-acs-region-id", "x-acs-security-token",
    _NONCE, "x-acs-version",
}  # fmt: skip
_PLACEHOLDER = re.compile(r"(\[|%5B)[A-Za-z]+(\]|%5D)", re.IGNORECASE)


def verify(request: SignedRequest, keyring: Keyring, nonces: Nonces, wall_now: int) -> Credential:
    """The credential that signed the request; raises the first problem found.

    *wall_now* is real time, in microseconds since 1970 UTC.
    """
    signer = _signer(request)
    credential = _verified(request, signer, keyring, nonces, wall_now)
    if request.headers.get("x-acs-version") != API_VERSION:
        _check_version(request, signer)
    return credential


def verify_rpc(
    request: SignedRequest, keyring: Keyring, nonces: Nonces, wall_now: int
) -> Credential:
    """The credential that signed a call of the style RPC; raises the first problem found.

    Its version is looked at where the action is, since that depends on both.
    """
    if "authorization" in request.headers:
        return _verified(request, _signer(request), keyring, nonces, wall_now)
    pairs = rpc.pairs_of(request)
    given = dict(pairs)
    if given.get("SignatureType", "").upper() == "BEARERTOKEN":
        raise errors.SIGNATURE_TYPE_UNSUPPORTED()
    key = _mandatory(given, rpc.KEY)
    credential = _credential(keyring, key)
    _check_token(given.get(rpc.TOKEN, ""), credential, keyring, wall_now)
    _mandatory(given, rpc.SIGNATURE)
    if given.get("SignatureMethod", "HMAC-SHA1").upper() != "HMAC-SHA1":
        raise errors.SIGNATURE_METHOD_INVALID()
    if not rpc.matches(request.method, pairs, credential):
        shown = rpc.string_to_sign(request.method, pairs, shows_token=False)
        raise errors.SIGNATURE_DOES_NOT_MATCH(string_to_sign=shown)
    at = iso_date(_mandatory(given, "Timestamp"))
    if at is None:
        raise errors.TIMESTAMP_MALFORMED()
    _check_age(at, wall_now)
    _use_nonce(nonces, key, _mandatory(given, "SignatureNonce"), at, wall_now)
    return credential


def _mandatory(given: Mapping[str, str], name: str) -> str:
    value = given.get(name)
    if not value:
        raise errors.MISSING_HEADER(name)
    return value


def _verified(
    request: SignedRequest,
    signer: Authorization,
    keyring: Keyring,
    nonces: Nonces,
    wall_now: int,
) -> Credential:
    """The credential of a request that is signed in its headers, whatever version it names."""
    headers, target = request.headers, request.target
    credential = _credential(keyring, signer.access_key_id)
    if credential.security_token or "x-acs-security-token" in headers:
        _check_token(headers.get("x-acs-security-token", ""), credential, keyring, wall_now)
    if "//" in target or "[" in target or "%5" in target:
        _check_url(request)
    _check_signature(request, signer, credential)
    if "content-md5" in headers:
        _check_md5(request)
    at = _check_date(request, signer, wall_now)
    _check_nonce(request, signer, nonces, at, wall_now)
    return credential


def _credential(keyring: Keyring, access_key_id: str) -> Credential:
    credential = keyring.find(access_key_id)
    if credential is None or not credential.is_active:
        raise (errors.KEY_INACTIVE if credential else errors.KEY_NOT_FOUND)()
    return credential


def _signer(request: SignedRequest) -> Authorization:
    header = request.headers.get("authorization", "")
    signer = authorization.parse(header)
    if signer is not None and "x-acs-signature-type" not in request.headers:
        return signer
    is_bearer = request.headers.get("x-acs-signature-type", "").upper() == "BEARERTOKEN"
    if is_bearer or header.lower().startswith("bearer "):
        raise errors.SIGNATURE_TYPE_UNSUPPORTED()
    if not header:
        raise errors.MISSING_HEADER("Authorization")
    if signer is None:
        raise errors.SIGNATURE_INCOMPLETE(string_to_sign=hmac_sha1.string_to_sign(request))
    return signer


def _check_token(given: str, credential: Credential, keyring: Keyring, wall_now: int) -> None:
    wanted = credential.security_token
    if not given:
        if wanted:
            raise errors.SECURITY_TOKEN_MISSING()
        return
    if not wanted or not hmac.compare_digest(wanted.encode(), given.encode("utf-8", "replace")):
        is_known = not wanted or keyring.is_token_of_another(given, credential.access_key_id)
        raise (errors.SECURITY_TOKEN_MISMATCH if is_known else errors.SECURITY_TOKEN_MALFORMED)()
    if credential.expires is not None and wall_now >= credential.expires:
        raise errors.SECURITY_TOKEN_EXPIRED()


def _check_url(request: SignedRequest) -> None:
    """Refuse a path in which a client left a placeholder empty, or as it was: ``[ClusterId]``."""
    if "//" in request.path or _PLACEHOLDER.search(request.path):
        raise errors.INVALID_URL()


def _check_signature(request: SignedRequest, signer: Authorization, credential: Credential) -> None:
    if signer.scheme == ACS:
        method = request.headers.get("x-acs-signature-method", "")
        if method and method.upper() != "HMAC-SHA1":
            raise errors.SIGNATURE_METHOD_INVALID()
        is_complete = True
        is_good = hmac_sha1.matches(request, credential, signer.signature)
    else:
        names = signer.signed_headers
        is_complete = _is_complete(request, names)
        is_good = acs3.matches(request, names, credential, signer.signature)
    if not is_complete or not signer.signature:
        raise errors.SIGNATURE_INCOMPLETE(string_to_sign=_string_to_sign(request, signer))
    if not is_good:
        raise errors.SIGNATURE_DOES_NOT_MATCH(string_to_sign=_string_to_sign(request, signer))


def _is_complete(request: SignedRequest, signed_headers: tuple[str, ...]) -> bool:
    """Whether an ACS3 signature covers what decides, and every header that it names was sent."""
    unsigned = _DECIDING - set(signed_headers)
    return (
        bool(signed_headers)
        and not any(request.headers.get(name) for name in unsigned)
        and all(name in request.headers for name in signed_headers)
    )


def _string_to_sign(request: SignedRequest, signer: Authorization) -> str:
    """The text that was signed here, for people to compare with their own."""
    if signer.scheme == ACS:
        return hmac_sha1.string_to_sign(request)
    return acs3.string_to_sign(request, signer.signed_headers)


def _check_md5(request: SignedRequest) -> None:
    """Compare the body with its MD5; one old client encodes its hexadecimal digits in base64."""
    given = request.headers["content-md5"]
    if not given:
        return
    digest = md5(request.body, usedforsecurity=False)
    if given not in (_base64(digest.digest()), _base64(digest.hexdigest().encode())):
        raise errors.CONTENT_MD5_NOT_MATCHED()


def _base64(value: bytes) -> str:
    return b64encode(value).decode()


def _check_date(request: SignedRequest, signer: Authorization, wall_now: int) -> int:
    """The instant at which the request says that it was signed, if that is fresh."""
    name = "Date" if signer.scheme == ACS else "x-acs-date"
    text = request.headers.get(name.lower())
    if not text:
        raise errors.MISSING_HEADER(name)
    at = from_http_date(text) if signer.scheme == ACS else iso_date(text)
    if at is None:
        raise (errors.TIMESTAMP_MALFORMED if signer.scheme == ACS else errors.TIMESTAMP_ILLEGAL)()
    _check_age(at, wall_now)
    return at


def _check_age(at: int, wall_now: int) -> None:
    if abs(at - wall_now) > WINDOW:
        raise errors.TIMESTAMP_EXPIRED()


def _check_nonce(
    request: SignedRequest, signer: Authorization, nonces: Nonces, at: int, wall_now: int
) -> None:
    """Refuse a nonce that was used before.

    The signature of the scheme ``acs`` covers the nonce, like every header ``x-acs-…``, where there
    is one; aliyun-python-sdk-core sends none. All clients that sign with ACS3 send one.
    """
    nonce = request.headers.get(_NONCE)
    if not nonce:
        if signer.scheme != ACS:
            raise errors.MISSING_HEADER(_NONCE)
        return
    _use_nonce(nonces, signer.access_key_id, nonce, at, wall_now)


def _use_nonce(nonces: Nonces, access_key_id: str, nonce: str, at: int, wall_now: int) -> None:
    if at < nonces.earliest:
        raise errors.TIMESTAMP_EXPIRED()
    if not nonces.check_and_remember(access_key_id, nonce, at, wall_now):
        raise errors.SIGNATURE_NONCE_USED()


def _check_version(request: SignedRequest, signer: Authorization) -> None:
    """Refuse another version; clients of 2015 to early 2018, which sign with ``acs``, name none."""
    version = request.headers.get("x-acs-version")
    if version is None and signer.scheme == ACS:
        return
    if version and not _VERSION.fullmatch(version):
        raise errors.VERSION_INVALID()
    raise errors.API_NOT_FOUND()
