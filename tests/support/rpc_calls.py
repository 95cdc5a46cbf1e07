"""Calls of the style RPC that are signed by hand, as the vendor's pages say."""

import hmac
import time
from base64 import b64encode
from itertools import count
from urllib.parse import quote, urlencode

_nonces = count(1)


def signature_of(method: str, given: dict[str, str], secret: str) -> str:
    """The signature of a call with these parameters, version 1.0."""
    text = "&".join(f"{quote(k, safe='-_.~')}={quote(v, safe='-_.~')}" for k, v in given.items())
    signed = f"{method}&%2F&{quote(text, safe='-_.~')}"
    return b64encode(hmac.digest(f"{secret}&".encode(), signed.encode(), "sha1")).decode()


def signed_target(key: str, secret: str, action: str, **parameters: str) -> str:
    """The target of a ``GET`` of the VPC API that the key signs now."""
    given = {
        "AccessKeyId": key,
        "Action": action,
        "Format": "JSON",
        "SignatureMethod": "HMAC-SHA1",
        "SignatureNonce": f"nonce-{next(_nonces)}",
        "SignatureVersion": "1.0",
        "Timestamp": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "Version": "2016-04-28",
        **parameters,
    }
    given = dict(sorted(given.items()))
    return f"/?{urlencode({**given, 'Signature': signature_of('GET', given, secret)})}"
