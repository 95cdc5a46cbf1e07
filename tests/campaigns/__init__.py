"""Long proofs: each campaign is a module here with a :class:`CAMPAIGN`, found by its presence."""
