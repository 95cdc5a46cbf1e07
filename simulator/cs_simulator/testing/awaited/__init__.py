"""A tenant whose methods are awaited, each with the types of the method that it calls."""
