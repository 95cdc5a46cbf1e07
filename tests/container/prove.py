"""Build the image and run it where there is no engine: ``python -m tests.container.prove``.

Needs Linux, root, ``debootstrap``, ``ip``, ``nsenter``, ``setpriv`` and ``curl``, a Debian mirror
(the one of this machine's apt) and a package index (the one of this machine's pip).

It proves that every step of the Dockerfile can be done, in order, and that what comes of it works
when it is run as an engine would run it with ``--read-only`` and a volume: with namespaces of its
own for mounts, processes and the network, as process 1, as the image's user, without capabilities,
its root mounted read-only, in the image's environment and nothing else. Its health check passes,
mounted hooks, fixtures and scenarios count, it is called over the network from outside, a restart
finds what was there, and SIGTERM ends it with 0.

It does not prove anything about an engine, a registry, layers and their cache, or the base image
``python:3.12-slim``: that one cannot be had without a registry. In its place is a minimal Debian
with Debian's Python, which is another version; pip's guard against system-wide installations and
the compiled files of the standard library are taken from it, since the base image has neither.
VOLUME, EXPOSE and HEALTHCHECK are read and done by this script, and times are not taken from them.

All mounts are in namespaces of the processes that use them and go when those end; and the image's
processes end when this script does, however that happens.
"""

import argparse
import json
import os
import signal
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.container.building import build
from tests.container.dockerfile import Stage, read
from tests.container.reporting import done, proved, run, say
from tests.container.running import THERE, Container, running
from tests.container.standin import make_base
from tests.support.builders import a_create_body

PORT = 8015

# Hooks of two kinds: a program, and a script that is not executable and so is the shell's.
FILL = f"""#!/opt/cs-simulator/bin/python
import json, os
from urllib.request import Request, urlopen
body = {a_create_body(name="by-the-hook", subnet_cidr="172.29.1.0/24")!r}
headers = {{"Content-Type": "application/json"}}
url = os.environ["CS_SIMULATOR_URL"] + "/clusters"
urlopen(Request(url, json.dumps(body).encode(), headers))
"""
NOTE = """
python -c "import os, urllib.request as u
print(u.urlopen(os.environ['CS_SIMULATOR_URL'] + '/clusters').status, end='')" > shut-down
"""
DEFAULT = """
apiVersion: simulator/v1
kind: Scenario
metadata: {name: default}
rules: [{id: mounted, when: {operation: DescribeTemplates}, then: {error: {code: Throttling}}}]
"""


def ask(path: str, *options: str):
    """The JSON of an answer, asked for with curl over the network."""
    return json.loads(run("curl", "-sS", "-m", "10", *options, f"http://{THERE}:{PORT}{path}"))


# ---- what is proved


def prove(stage: Stage, root: Path, environment: dict[str, str], folder: Path) -> None:
    state, config = make_mounts(folder, [int(each) for each in stage.last("USER").split(":")])
    mounts = {stage.last("VOLUME"): state, environment["CS_SIMULATOR_CONFIG_DIR"]: config}
    environment = {**environment, "CS_SIMULATOR_CONTROL_TOKEN": "open-sesame"}

    say("run: first start, on an empty volume")
    with running(stage, root, environment, {stage.last("VOLUME"): state}) as container:
        seconds = container.wait_until_healthy()
        proved(f"the health check passes, {seconds:.2f} s after the start", True)
        check_confinement(container)
        body = json.dumps(a_create_body())
        created = ask("/clusters", "-H", "Content-Type: application/json", "-d", body)
        cluster_id = created["cluster_id"]
        proved("curl from outside creates a cluster", len(cluster_id) == 33)
        refused = ask("/_simulator/clock")["code"]
        proved("the control plane wants its token", refused == "Unauthorized")
        proved_end(container)
    names = sorted(each.name for each in state.iterdir())
    proved(f"the state is on the volume: {', '.join(names)}", "state.db" in names)

    say("run: second start, on the same volume, with a folder mounted at CS_SIMULATOR_CONFIG_DIR")
    with running(stage, root, environment, mounts) as container:
        container.wait_until_healthy()
        clusters = {each["name"]: each["cluster_id"] for each in ask("/clusters")}
        proved("the cluster of before is there", cluster_id in clusters.values())
        proved("the hook of ready.d was done before it was healthy", "by-the-hook" in clusters)
        token = ("-H", "Authorization: Bearer open-sesame")
        found = ask("/_simulator/fixtures?tenant=new", *token)["quotas"]["clusters"]
        proved("mounted fixtures are found", found == 11)
        rules = ask("/_simulator/faults?tenant=new", *token)["faults"]
        proved("a mounted default.yaml is in force", [each["id"] for each in rules] == ["mounted"])
        proved_end(container)
    proved("the hook of shutdown.d was run", (state / "shut-down").read_text() == "200")


def check_confinement(container: Container) -> None:
    user = container.stage.last("USER").split(":")[0]
    proved("serve is process 1 of its namespace", container.status("NSpid")[-1] == "1")
    proved(f"it runs as user {user}", set(container.status("Uid")) == {user})
    proved("it has no capability", set(container.status("CapEff")[0]) == {"0"})
    written = container.run_inside("/usr/bin/touch", "/etc/file", as_root=True).stderr
    proved("nobody, not even root, can write to its root", "Read-only file system" in written)
    pip = container.run_inside("python", "-c", "import pip").stderr
    proved("there is no pip in its environment", "No module named 'pip'" in pip)


def proved_end(container: Container) -> None:
    code, seconds = container.stop()
    proved(f"SIGTERM ends it with exit code {code}, in {seconds:.2f} s", code == 0)


def make_mounts(folder: Path, owner: Sequence[int]) -> tuple[Path, Path]:
    """An empty volume that belongs to the user, and a folder of configuration that does not."""
    state, config = folder / "state", folder / "config"
    state.mkdir()
    os.chown(state, *owner)
    files = {
        "fixtures/quotas.yaml": "quotas: {clusters: 11}\n",
        "scenarios/default.yaml": DEFAULT,
        "init/ready.d/10-fill.py": FILL,
        "init/shutdown.d/10-note.sh": NOTE,
    }
    for name, text in files.items():
        (config / name).parent.mkdir(parents=True, exist_ok=True)
        (config / name).write_text(text, "utf-8")
        (config / name).chmod(0o755 if text.startswith("#!") else 0o644)
    return state, config


# ---- the whole


def measure(base: Path, root: Path) -> None:
    sizes = [
        int(run("du", "-sm", "--apparent-size", str(each)).split()[0]) for each in (base, root)
    ]
    compiled = sum(each.stat().st_size for each in root.rglob("*.pyc")) / 1e6
    say(f"size: {sizes[1] - sizes[0]} MB beside the base, of it {compiled:.0f} MB compiled files")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--base", type=Path, help="folder of a base made before; made if missing")
    parser.add_argument("--suite", default="trixie", help="the Debian of a base that is made")
    given = parser.parse_args()
    if os.getuid():
        raise SystemExit("it must be root: it mounts, and changes its root")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # and what is open is closed
    with tempfile.TemporaryDirectory(prefix="cs-simulator-image-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        base = given.base or folder / "base"
        if not base.exists():
            make_base(base, given.suite)
        version = run("chroot", str(base), "python3", "--version").strip()
        say(f"base: {version} of Debian, in place of {read()[0].base}")
        stage, root, environment = build(base, folder)
        measure(base, root)
        prove(stage, root, environment, folder)
    say(f"summary: {len(done)} claims proved, with {version} of Debian in the place of the base")
    for claim in done:
        say(f"  - {claim}")


if __name__ == "__main__":
    main()
