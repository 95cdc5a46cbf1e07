"""What this process takes of the machine's memory."""

import os
from pathlib import Path

STATISTICS = Path("/proc/self/statm")
"""What Linux says of it, in pages; other systems have no such file."""


def resident_bytes() -> int:
    """The bytes of memory that this process has now."""
    return int(STATISTICS.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
