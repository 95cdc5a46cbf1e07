"""What the campaign of kills is made of: a life of the process, what is known, work, checks."""
