"""What the control plane promises: paths, methods and bodies, and the JSON of every answer.

One module per subject, with an ``Endpoint`` for each call and a ``TypedDict`` for
each shape. The handlers, the typed client, the OpenAPI document and ``cs-simulator reference
outputs`` all follow from these declarations. They need nothing but the standard library, so that
clients load them quickly.
"""
