"""Security policies in force in a Kubernetes cluster, and what its objects are to them."""
