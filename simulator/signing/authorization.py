"""The ``Authorization`` header: which scheme it follows, and whose key it names.

Nothing is verified here. The header's signature is never kept.
"""

import re
from dataclasses import dataclass

_ACS = re.compile(r"acs\s+([^:\s]+):")
_ACS3 = re.compile(r"ACS3-HMAC-SHA256\s+.*?Credential=([^,\s]+)")


@dataclass(frozen=True, slots=True)
class Authorization:
    """Scheme ``acs`` (HMAC-SHA1) or ``ACS3-HMAC-SHA256``, and the AccessKey id."""

    scheme: str
    access_key_id: str


def parse(header: str) -> Authorization | None:
    """What the header says, or ``None`` if it is of no known form."""
    if found := _ACS.match(header):
        return Authorization("acs", found[1])
    if found := _ACS3.match(header):
        return Authorization("ACS3-HMAC-SHA256", found[1])
    return None
