"""The ``Authorization`` header: which scheme it follows, whose key it names, and what it signs."""

import re
from dataclasses import dataclass, field

ACS = "acs"
ACS3 = "ACS3-HMAC-SHA256"

_ACS = re.compile(r"acs\s+([^:\s]+):\s*(\S*)\s*")
_FIELD = re.compile(r"(Credential|SignedHeaders|Signature)=([^,\s]*)")


@dataclass(frozen=True, slots=True)
class Authorization:
    """Scheme ``acs`` (HMAC-SHA1) or ``ACS3-HMAC-SHA256``, the AccessKey id, and the signature."""

    scheme: str
    access_key_id: str
    signature: str = field(default="", repr=False)
    """As sent; empty if there is none."""
    signed_headers: tuple[str, ...] = ()
    """The names that an ACS3 signature covers, lower-case, in its order."""


def parse(header: str) -> Authorization | None:
    """What the header says, or ``None`` if it is of no known form."""
    if found := _ACS.fullmatch(header):
        return Authorization(ACS, found[1], found[2])
    if header.startswith(ACS3 + " "):
        said = dict(_FIELD.findall(header))
        if said.get("Credential"):
            names = said.get("SignedHeaders", "").lower().split(";")
            return Authorization(
                ACS3,
                said["Credential"],
                said.get("Signature", ""),
                tuple(name for name in names if name),
            )
    return None
