"""What shall go wrong, and how its caller is to behave. So far: judging how a caller behaved."""
