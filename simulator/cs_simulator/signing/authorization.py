"""The ``Authorization`` header: which scheme it follows, whose key it names, and what it signs."""

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
    """As sent; empty if there is none."""
    signed_headers: tuple[str, ...] = ()
    """The names that an ACS3 signature covers, lower-case, in its order."""

    def __repr__(self) -> str:
        """Show nothing of the signature."""
        return f"Authorization({self.scheme}, {self.access_key_id})"


def parse(header: str) -> Authorization | None:
    """What the header says, or ``None`` if it is of no known form."""
    scheme, _, rest = header.partition(" ")
    if scheme == ACS:
        access_key_id, colon, signature = rest.strip().partition(":")
        if colon and access_key_id:
            return Authorization(ACS, access_key_id, signature)
    elif scheme == ACS3:
        said = dict(_FIELD.findall(rest))
        if said.get("Credential"):
            names = said.get("SignedHeaders", "").lower().split(";")
            return Authorization(
                ACS3, said["Credential"], said.get("Signature", ""), tuple(filter(None, names))
            )
    return None
