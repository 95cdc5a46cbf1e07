"""The console: the page at ``/_simulator/ui/``, which shows and controls what the simulator has.

Nothing of it is loaded or read before somebody opens the page. Its files are in ``static/``.
"""
