"""Swarm clusters: classic Docker Swarm, which the service offered from 2015 to 2019."""
