"""Whether calls have a tenant in hand: what is done to it as a whole waits for them."""

import asyncio


class InUse:
    """Something that calls have in hand."""

    def __init__(self) -> None:
        self.calls = 0
        """How many calls have it in hand, also while they wait for something."""
        self._drained: asyncio.Future[None] | None = None

    @property
    def is_being_drained(self) -> bool:
        """Whether something waits for the calls to end: long ones stop where they are."""
        return self._drained is not None

    def leave(self) -> None:
        """Note that a call that was counted in ``calls`` no longer has it in hand."""
        self.calls -= 1
        if not self.calls and self._drained is not None and not self._drained.done():
            self._drained.set_result(None)

    async def drained(self) -> None:
        """Wait until no call has it in hand; whoever waits keeps new ones away."""
        if not self.calls:
            return
        self._drained = asyncio.get_running_loop().create_future()
        try:
            await self._drained
        finally:
            self._drained = None
