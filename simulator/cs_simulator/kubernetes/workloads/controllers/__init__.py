"""The controllers, one module each; ``registry.py`` has the table of them."""
