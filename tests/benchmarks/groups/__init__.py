"""What is measured: each module here has a ``GROUP``, which is found by its presence."""
