"""The control plane, under ``/_simulator/``: JSON in, JSON out, one module for each subject.

``contract/`` declares every call with the JSON of its answer; the module of a subject has the
handlers of its calls. The tenant is named by ``?tenant=`` or the header ``X-Simulator-Tenant``,
else it is ``default``.
"""
