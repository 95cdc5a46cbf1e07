"""Reports as one HTML page that needs nothing else: no server, no script, no other file."""
