"""For ``unittest``: a mixin that gives each test a tenant of its own."""

import unittest
from typing import Any, ClassVar

from cs_simulator.client import Tenant
from cs_simulator.testing.server import Simulator


class SimulatorMixin(unittest.TestCase):
    """A test case with ``self.simulator`` and, fresh for each test, ``self.tenant``."""

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
