"""What patches make of an object: one module for each kind of patch."""
