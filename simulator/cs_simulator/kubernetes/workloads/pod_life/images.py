"""Images: how a runtime calls them, and which of them a node has."""

from hashlib import sha256

from cs_simulator.domain.records import KubernetesObject
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.kinds._reading import items, mapping, texts
from cs_simulator.kubernetes.writing.rewriting import put_again

_MOST = 50  # the agent's --node-status-max-images
_MIB = 1024 * 1024


def whole_name(image: str) -> str:
    """An image with its registry and tag: ``docker.io/library/nginx:latest`` for ``nginx``."""
    first, slash, _ = image.partition("/")
    has_host = bool(slash) and ("." in first or ":" in first or first == "localhost")
    name = image if has_host else f"docker.io/{image}" if slash else f"docker.io/library/{image}"
    is_tagged = "@" in name or ":" in name.rpartition("/")[2]
    return name if is_tagged else f"{name}:latest"


def digest_of(image: str) -> str:
    """What an image is identified by, with its repository: ``…/nginx@sha256:…``.

    No image is looked at: the digest is derived from the name.
    """
    name = whole_name(image)
    if "@" in name:
        return name
    repository = name.rpartition(":")[0]
    return f"{repository}@sha256:{sha256(name.encode()).hexdigest()}"


def size_of(image: str) -> int:
    """How many bytes an image has: some MiB, derived from its name."""
    return 5 * _MIB + int(sha256(whole_name(image).encode()).hexdigest()[:7], 16)


def note(unit: Unit, node: KubernetesObject, images: list[str]) -> None:
    """Write into a Node object that it has some images."""
    body = objects.body_of(node)
    status = body["status"] = mapping(body, "status")
    before = items(status, "images")
    known = {name for each in before for name in texts(each, "names")}
    new = [image for image in dict.fromkeys(images) if whole_name(image) not in known]
    if not new:
        return
    added = [
        {"names": [digest_of(image), whole_name(image)], "sizeBytes": size_of(image)}
        for image in new
    ]
    status["images"] = [*added, *before][:_MOST]
    put_again(unit, node, body)
