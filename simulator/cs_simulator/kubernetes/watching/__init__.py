"""Watches: which lines those get who watch, from a version, a selector and the changes since.

Pure: who streams says which version is committed. An event is one line of JSON:
``{"type": "ADDED", "object": …}``.
"""

from cs_simulator.kubernetes.watching.start import WatchStart
from cs_simulator.kubernetes.watching.watch import Watch

__all__ = ["Watch", "WatchStart"]
