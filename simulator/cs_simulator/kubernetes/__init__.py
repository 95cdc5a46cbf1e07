"""The Kubernetes API of a cluster, pure: kinds, verbs, patches, and what mirrors the nodes."""
