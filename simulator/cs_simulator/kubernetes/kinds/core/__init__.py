"""The kinds of the core group, ``v1``."""
