"""The controllers, one module each; :mod:`.registry` has the table of them."""
