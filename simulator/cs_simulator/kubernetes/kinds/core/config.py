"""Configuration: config maps, secrets, service accounts."""

from cs_simulator.kubernetes.kinds._kind import Kind

CONFIG_MAPS = Kind(
    kind="ConfigMap",
    plural="configmaps",
    short_names=("cm",),
    has_generation=False,
)
SECRETS = Kind(
    kind="Secret",
    plural="secrets",
    selectable=("type",),
    immutable=("type",),
    has_generation=False,
    is_secret=True,
)
SERVICE_ACCOUNTS = Kind(
    kind="ServiceAccount",
    plural="serviceaccounts",
    short_names=("sa",),
    subresources={"token": ("create",)},
    has_generation=False,
)
