"""Parsing the ``Authorization`` header: the scheme, the AccessKey id and the signature."""

import re
from typing import NamedTuple

ACS = "acs"
ACS3 = "ACS3-HMAC-SHA256"

_FIELD = re.compile(r"(Credential|SignedHeaders|Signature)=([^,\s]*)")


class Authorization(NamedTuple):
    """Scheme ``acs`` (HMAC-SHA1) or ``ACS3-HMAC-SHA256``, the AccessKey id, and the signature."""

    scheme: str
    access_key_id: str
    signature: str = ""
    """As sent; empty if it is missing."""
    signed_headers: tuple[str, ...] = ()
    """The headers that an ACS3 signature covers, in lower case, in the order given."""

    def __repr__(self) -> str:
        """Leave the signature out: representations end up in logs."""
        return f"Authorization({self.scheme}, {self.access_key_id})"


def parse(header: str) -> Authorization | None:
    """The parsed header, or ``None`` if it follows neither scheme."""
    scheme, _, rest = header.partition(" ")
    if scheme == ACS:
        access_key_id, colon, signature = rest.strip().partition(":")
        if colon and access_key_id:
            return Authorization(ACS, access_key_id, signature)
    elif scheme == ACS3:
        fields = dict(_FIELD.findall(rest))
        if fields.get("Credential"):
            names = fields.get("SignedHeaders", "").lower().split(";")
            return Authorization(
                ACS3, fields["Credential"], fields.get("Signature", ""), tuple(filter(None, names))
            )
    return None
