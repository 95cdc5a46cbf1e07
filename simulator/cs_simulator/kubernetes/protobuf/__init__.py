"""Reading objects that are sent as Protocol Buffers, as ``kubectl`` does from 1.32 on."""

from cs_simulator.kubernetes.protobuf.envelope import read
from cs_simulator.kubernetes.protobuf.wire import UnknownKindError, WireError

__all__ = ["UnknownKindError", "WireError", "read"]
