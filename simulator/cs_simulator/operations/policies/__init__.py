"""Operations on security policies: the catalogue, and those in force in a Kubernetes cluster."""
