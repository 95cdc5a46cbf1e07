"""Jobs: as many pods as it takes until enough of them have succeeded, or too many have failed.

*Differs from Kubernetes*: pods that match a selector of its own are not adopted by a Job; a pod
that the server refuses is tried again only after the next change of the Job or of its pods.
"""
