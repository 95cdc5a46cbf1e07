"""Charts of scenario runs: what happened to each cluster and node, drawn in text."""
