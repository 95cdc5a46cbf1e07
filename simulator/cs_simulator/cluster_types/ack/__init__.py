"""Kubernetes clusters (ACK): managed, dedicated, serverless, edge and registered ones."""
