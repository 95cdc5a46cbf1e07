"""A base image where there is no registry: a minimal Debian, and programs run as root in one."""

import os
import sys
from pathlib import Path

from tests.container.reporting import run, say

PACKAGES = "python3,python3-venv,python3-pip,ca-certificates"
PROXIES = ("http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY")
CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt"


def make_base(folder: Path, suite: str) -> None:
    mirror, keyring = apt_source()
    say(f"base: Debian {suite} by debootstrap, from this machine's mirror")
    command = ["debootstrap", "--variant=minbase", f"--include={PACKAGES}"]
    if keyring:
        command.append(f"--keyring={keyring}")
    run(*command, suite, str(folder), mirror)
    for name in ("python", "python3", "pip"):
        target = "/usr/bin/pip3" if name == "pip" else "/usr/bin/python3"
        (folder / "usr/local/bin" / name).symlink_to(target)
    library = folder / "usr/lib"
    for each in [*library.glob("python3*/EXTERNALLY-MANAGED"), *library.rglob("python3*/**/*.pyc")]:
        each.unlink(missing_ok=True)


def apt_source() -> tuple[str, str]:
    """Address and keyring of this machine's first Debian source."""
    for path in [*Path("/etc/apt/sources.list.d").glob("*.sources"), Path("/etc/apt/sources.list")]:
        text = path.read_text("utf-8") if path.is_file() else ""
        fields = dict(
            line.split(": ", 1) for line in text.split("\n\n")[0].splitlines() if ": " in line
        )
        if fields.get("URIs", "").rstrip("/").endswith("/debian"):
            return fields["URIs"], fields.get("Signed-By", "")
        for line in text.splitlines():
            words = [each for each in line.split() if not each.startswith("[")]
            if words[:1] == ["deb"] and words[1].rstrip("/").endswith("/debian"):
                return words[1], ""
    raise SystemExit("no Debian source in /etc/apt: give --base FOLDER")


def run_in(root: Path, folder: str, environment: dict[str, str], script: str) -> None:
    """Run a script of the shell as root in a root folder, with this machine's network."""
    outer = """
        set -e; root=$1; shift
        mount --rbind /proc "$root/proc"; mount --rbind /dev "$root/dev"
        for each in /etc/resolv.conf "$1"; do
            if [ -e "$each" ] && [ -e "$root$each" ]; then mount --bind "$each" "$root$each"; fi
        done; shift
        exec chroot "$root" /usr/bin/env -i -C "$@"
    """
    (root / "etc/resolv.conf").touch()
    variables = [f"{name}={value}" for name, value in environment.items()]
    inner = [folder, *variables, "/bin/sh", "-c", script]
    run(
        "unshare", "--mount", "--propagation=private", "sh", "-c", outer, "sh",
        str(root), CERTIFICATES, *inner,
    )  # fmt: skip


def for_pip() -> dict[str, str]:
    """Where this machine's pip finds packages; folders of this machine are not there inside."""
    listed = run(sys.executable, "-m", "pip", "config", "list").splitlines()
    given = dict(line.split("=", 1) for line in listed)
    settings = {"PIP_CERT": CERTIFICATES}
    settings |= {name: os.environ[name] for name in PROXIES if name in os.environ}
    for name in ("index-url", "extra-index-url"):
        text = given.get(f":env:.{name}") or given.get(f"global.{name}") or ""
        kept = [each for each in text.strip("'").split() if not each.startswith("file:")]
        if kept:
            settings[f"PIP_{name.upper().replace('-', '_')}"] = " ".join(kept)
    return settings
