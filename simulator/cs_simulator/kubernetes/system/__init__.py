"""What the components of a cluster run in ``kube-system``, as its API shows it."""
