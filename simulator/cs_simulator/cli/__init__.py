"""The command line: one module for each command.

The module ``clock.py`` has the command ``clock``. Names of modules that hold no command begin with
an underscore, except for ``main``.
"""
