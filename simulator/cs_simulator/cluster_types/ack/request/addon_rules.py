"""Rules about the components of a new cluster."""

from collections.abc import Iterator
from typing import Any

import orjson

from cs_simulator.catalog import ack_errors
from cs_simulator.cluster_types.ack import network_plugins
from cs_simulator.domain.errors import ApiError


class AddonsFit:
    """Each component once, with settings that are JSON in a text, and one network plugin."""

    def check(self, request: Any, _lookup: object, path: str) -> Iterator[ApiError]:
        """A problem for each component that breaks one of these."""
        addons = request.addons or ()
        names = [addon.name for addon in addons if addon.name]
        for index, addon in enumerate(addons):
            if addon.config and not _is_json_object(addon.config):
                field = f"{path}addons[{index}].config"
                yield ack_errors.CONFIG_NOT_JSON(field)
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield ack_errors.INVALID_FIELD(f"{path}addons", f"{name} once")
        plugins = {plugin for name in names if (plugin := network_plugins.plugin_of_addon(name))}
        if len(plugins) > 1:
            yield ack_errors.INVALID_FIELD(
                f"{path}addons", "one network plugin: flannel or terway-eniip"
            )


def _is_json_object(text: str) -> bool:
    try:
        return isinstance(orjson.loads(text), dict)
    except orjson.JSONDecodeError:
        return False


RULES = (AddonsFit(),)
