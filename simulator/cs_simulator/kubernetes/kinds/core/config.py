"""Configuration: config maps, secrets, service accounts."""

from cs_simulator.kubernetes.kinds._columns import AGE, NAME, column, of_count, of_text
from cs_simulator.kubernetes.kinds._kind import Kind
from cs_simulator.kubernetes.kinds._reading import Body, mapping


def _entries(config_map: Body) -> str:
    return str(len(mapping(config_map, "data")) + len(mapping(config_map, "binaryData")))


CONFIG_MAPS = Kind(
    kind="ConfigMap",
    plural="configmaps",
    short_names=("cm",),
    columns=(NAME, column("Data", _entries), AGE),
    has_generation=False,
)
SECRETS = Kind(
    kind="Secret",
    plural="secrets",
    columns=(NAME, of_text("Type", "type", ""), of_count("Data", "data"), AGE),
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
    columns=(NAME, of_count("Secrets", "secrets"), AGE),
    has_generation=False,
)
