"""What is raised where a tenant's timeline must be run further first than one unit of work does."""


class BehindError(Exception):
    """More steps are to be run first than fit into one unit of work."""

    def __init__(self, name: str, steps: int) -> None:
        super().__init__(f"more steps of the tenant {name!r} are to be run first")
        self.steps = steps
        """How many were run, and are kept."""
