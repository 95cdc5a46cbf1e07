"""What the campaign ``shared`` is made of: replicas behind HAProxy, clients, records, checks."""
