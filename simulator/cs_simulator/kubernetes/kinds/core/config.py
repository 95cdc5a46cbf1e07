"""Configuration: config maps, secrets, service accounts."""

from base64 import b64encode

from cs_simulator.kubernetes.kinds._columns import AGE, NAME, column, of_count, of_text
from cs_simulator.kubernetes.kinds._filling import fill, part
from cs_simulator.kubernetes.kinds._kind import Kind
from cs_simulator.kubernetes.kinds._reading import Body, mapping
from cs_simulator.kubernetes.kinds.core import _config_checks as checks
from cs_simulator.kubernetes.kinds.core import _secret_tokens


def _entries(config_map: Body) -> str:
    return str(len(mapping(config_map, "data")) + len(mapping(config_map, "binaryData")))


def _fill_secret(secret: Body) -> None:
    """Give a Secret its type, and write what was sent as text into its data."""
    fill(secret, {"type": "Opaque"})
    plain = secret.pop("stringData", None)
    if isinstance(plain, dict):
        data = part(secret, "data")
        for name, value in plain.items():
            data[name] = b64encode(str(value or "").encode("utf-8", "surrogatepass")).decode()


CONFIG_MAPS = Kind(
    kind="ConfigMap",
    plural="configmaps",
    short_names=("cm",),
    columns=(NAME, column("Data", _entries), AGE),
    has_generation=False,
    check=checks.config_map,
)
SECRETS = Kind(
    kind="Secret",
    plural="secrets",
    columns=(NAME, of_text("Type", "type", ""), of_count("Data", "data"), AGE),
    selectable=("type",),
    immutable=("type",),
    has_generation=False,
    is_secret=True,
    set_defaults=_fill_secret,
    complete=_secret_tokens.complete,
    check=checks.secret,
)
SERVICE_ACCOUNTS = Kind(
    kind="ServiceAccount",
    plural="serviceaccounts",
    short_names=("sa",),
    subresources={"token": ("create",)},
    columns=(NAME, of_count("Secrets", "secrets"), AGE),
    has_generation=False,
)
