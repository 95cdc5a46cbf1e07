"""Stories of workloads: what clients of a cluster do to them, to their nodes and to time.

A step of a story is a name of :data:`STEPS` and a number, which chooses the object and how it is.
It is the same requests whenever what they find is the same, whoever sends them: a test in its
process, or a campaign over HTTP.
"""

from tests.support.workload_stories.steps import STEPS, Answered, Requests, Sent, requests_of

__all__ = ["STEPS", "Answered", "Requests", "Sent", "requests_of"]
