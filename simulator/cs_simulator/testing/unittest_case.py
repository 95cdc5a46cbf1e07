"""For ``unittest``: a mixin that gives each test a tenant of its own."""

import unittest
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from cs_simulator.client import RefusedError, Tenant, UnreachableError
from cs_simulator.testing.seen import seen
from cs_simulator.testing.server import Simulator

__unittest = True  # unittest leaves frames of such modules out of tracebacks


class SimulatorMixin(unittest.TestCase):
    """A test case with ``self.simulator`` and, fresh for each test, ``self.tenant``.

    What the scenario of ``tenant_options`` expects is checked when a test method has returned: what
    is missed fails the test. So does an error in the simulator. A failure shows the calls.
    """

    simulator: ClassVar[Simulator]
    simulator_settings: ClassVar[dict[str, Any]] = {}
    """Settings of the simulator that the tests of the class share."""
    tenant_options: ClassVar[dict[str, Any]] = {}
    """Options of each test's tenant: ``seed``, ``clock``, ``scenario`` and others."""
    tenant: Tenant

    @classmethod
    def setUpClass(cls) -> None:
        """Start the simulator that the tests of the class share."""
        super().setUpClass()
        cls.simulator = Simulator(**cls.simulator_settings)
        cls.simulator.start()
        cls.addClassCleanup(cls.simulator.stop)

    def setUp(self) -> None:
        """Make the tenant of this test."""
        super().setUp()
        self.tenant = self.simulator.tenant(**self.tenant_options)
        self.addCleanup(self.tenant.delete)

    def _callSetUp(self) -> None:  # noqa: N802 - what unittest calls these
        with self._noted():
            super()._callSetUp()  # type: ignore[misc]

    def _callTestMethod(self, method: Callable[[], object]) -> None:  # noqa: N802
        with self._noted():
            super()._callTestMethod(method)  # type: ignore[misc]
            self._check()

    def _callTearDown(self) -> None:  # noqa: N802
        with self._noted():
            super()._callTearDown()  # type: ignore[misc]

    def _check(self) -> None:
        """Raise ``AssertionError`` for what was missed, and for an error in the simulator."""
        if errors := self.tenant.internal_errors():
            raise AssertionError(f"the simulator had internal errors: {errors}; its log has them")
        if self.tenant_options.get("scenario"):
            scenario = self.tenant.scenario()["scenario"]
            if scenario is None or scenario.get("expect"):
                self.tenant.verify()

    @contextmanager
    def _noted(self) -> Iterator[None]:
        """Add what the simulator saw to an exception of the block, except to that of a skip."""
        try:
            yield
        except unittest.SkipTest:
            raise
        except Exception as error:
            if hasattr(self, "tenant"):
                error.add_note(self._seen())
            raise

    def _seen(self) -> str:
        try:
            return "\n".join(seen(self.tenant))
        except (RefusedError, UnreachableError) as error:
            return f"there is no report: {error}"
