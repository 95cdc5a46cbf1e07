"""Requests signed by the keys of a keyring, and how they are refused."""

import hmac
from base64 import b64encode

import pytest
from cs_simulator.domain.errors import ApiError
from cs_simulator.signing import acs3, hmac_sha1
from cs_simulator.signing.credentials import Credential, Keyring
from cs_simulator.signing.nonces import Nonces
from cs_simulator.signing.request import SignedRequest, by_name
from cs_simulator.signing.verification import verify

from tests.support.signing_vectors import IN_2018

SECRET, TOKEN = "the-secret", "the-security-token"
ACS_HEADERS = {
    "Accept": "application/json",
    "Date": "Mon, 08 Jan 2018 03:04:05 GMT",
    "x-acs-signature-method": "HMAC-SHA1",
    "x-acs-signature-nonce": "n1",
    "x-acs-version": "2015-12-15",
}
ACS3_HEADERS = {
    "host": "cs.aliyuncs.com",
    "x-acs-date": "2018-01-08T03:04:05Z",
    "x-acs-signature-nonce": "n1",
    "x-acs-version": "2015-12-15",
}


def keys():
    keyring = Keyring()
    for credential in (
        Credential(access_key_id="main", secret=SECRET),
        Credential(access_key_id="off", secret=SECRET, is_active=False),
        Credential(access_key_id="STS.guest", secret=SECRET, security_token=TOKEN),
        Credential(access_key_id="STS.other", secret=SECRET, security_token="another-token"),
        Credential(
            access_key_id="STS.late", secret=SECRET, security_token="late-token", expires=IN_2018
        ),
    ):
        keyring.put(credential)
    return keyring


def headers_of(plain, changes):
    """Headers with some changed; ``None`` leaves one out, names have _ for -."""
    changed = {name.replace("_", "-"): value for name, value in changes.items()}
    kept = dict(by_name(plain.items()))
    kept.update({name.lower(): value for name, value in changed.items()})
    return {name: value for name, value in kept.items() if value is not None}


def signed(key="main", secret=SECRET, method="GET", target="/clusters", body=b"", **headers):
    """A request signed with HMAC-SHA1; ``None`` leaves a header out, names have _ for -."""
    kept = headers_of(ACS_HEADERS, headers)
    request = SignedRequest(method, target, kept, body)
    text = hmac_sha1.string_to_sign(request).replace("***", kept.get("x-acs-security-token", ""))
    signature = b64encode(hmac.digest(secret.encode(), text.encode(), "sha1")).decode()
    kept["authorization"] = f"acs {key}:{signature}"
    return request


def signed_acs3(key="main", names=None, body=b"", **headers):
    """A request signed with ACS3-HMAC-SHA256, over the headers named."""
    kept = headers_of(ACS3_HEADERS, headers)
    request = SignedRequest("GET", "/clusters", kept, body)
    covered = sorted(kept) if names is None else names
    text = acs3.string_to_sign(request, covered)
    signature = hmac.digest(SECRET.encode(), text.encode(), "sha256").hex()
    kept["authorization"] = (
        f"ACS3-HMAC-SHA256 Credential={key},SignedHeaders={';'.join(covered)},Signature={signature}"
    )
    return request


def unsigned(**headers):
    return SignedRequest("GET", "/clusters", headers_of(ACS_HEADERS, headers), b"")


def refusal_of(request, keyring=None, nonces=None, now=IN_2018):
    with pytest.raises(ApiError) as refused:
        verify(request, keyring or keys(), Nonces() if nonces is None else nonces, now)
    return refused.value
