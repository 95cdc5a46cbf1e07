"""CronJobs: Jobs that are made again and again, when the tenant's clock says so.

*Differs from Kubernetes*: a Job is made at the very instant that the schedule means, and not a
moment later.
"""
