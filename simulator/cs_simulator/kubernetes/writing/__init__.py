"""What a write does beside storing a body: what it leaves alone, checks, fills in and sets off."""
