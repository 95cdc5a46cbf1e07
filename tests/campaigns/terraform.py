"""Terraform, or OpenTofu, with the real provider alicloud: plan and apply until nothing changes.

The binaries are those named by ``TERRAFORM`` and ``TERRAFORM_PROVIDER_ALICLOUD``, or found on the
path as ``terraform``, ``tofu`` and ``terraform-provider-alicloud``; where one is missing, the
campaign asks the Go module proxy for it and builds it, which takes long. The simulator speaks HTTPS
and verifies signatures; its clock is one that polling moves. The provider sleeps for fixed times
that nothing can shorten: a life takes some minutes.
"""

import asyncio
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.campaigns.campaign import Campaign, Figures, Run
from tests.support.process import command

NO_CHANGES, SOME_CHANGES = 0, 2


@dataclass(frozen=True, kw_only=True)
class Module:
    """A program as a Go module of some version."""

    path: str
    version: str
    package: str = ""
    replaced: str = ""
    """What its own ``go.mod`` replaces, which ``go install`` refuses and a build must repeat."""


PROVIDER = Module(path="github.com/aliyun/terraform-provider-alicloud", version="v1.246.0")
TOFU = Module(
    path="github.com/opentofu/opentofu",
    version="v1.12.6",
    package="/cmd/tofu",
    replaced="github.com/hashicorp/hcl/v2 v2.20.1 => github.com/opentofu/hcl/v2"
    " v2.20.2-0.20251021132045-587d123c2828",
)

MAIN = """
terraform {
  required_providers {
    alicloud = { source = "aliyun/alicloud" }
  }
}
variable "address" {}
variable "size" { type = number }
variable "protected" { type = bool }
provider "alicloud" {
  region                 = "cn-beijing"
  access_key             = "testid"
  secret_key             = "testsecret"
  account_type           = "Domestic"
  skip_region_validation = true
  endpoints {
    cs  = var.address
    vpc = var.address
  }
}
resource "alicloud_cs_managed_kubernetes" "one" {
  name                 = "one"
  cluster_spec         = "ack.pro.small"
  vswitch_ids          = ["vsw-2zedefaultb"]
  pod_cidr             = "172.20.0.0/16"
  service_cidr         = "172.21.0.0/20"
  new_nat_gateway      = false
  slb_internet_enabled = true
  deletion_protection  = var.protected
}
resource "alicloud_cs_kubernetes_node_pool" "pool" {
  for_each       = toset(["red", "green", "blue"])
  cluster_id     = alicloud_cs_managed_kubernetes.one.id
  node_pool_name = each.key
  vswitch_ids    = ["vsw-2zedefaultb"]
  instance_types = ["ecs.g7.xlarge"]
  desired_size   = var.size
  labels {
    key   = "a"
    value = "b"
  }
}
"""


@dataclass(frozen=True, kw_only=True)
class Binaries:
    """The programs, as paths."""

    terraform: str
    provider: str


def found() -> tuple[str, str]:
    """Terraform and the provider where they are on this machine, or empty."""
    terraform = os.environ.get("TERRAFORM") or shutil.which("terraform") or shutil.which("tofu")
    named = os.environ.get("TERRAFORM_PROVIDER_ALICLOUD")
    return terraform or "", named or shutil.which("terraform-provider-alicloud") or ""


def missing() -> str:
    """What is not on this machine, or empty."""
    names = ("terraform or tofu", "terraform-provider-alicloud")
    return " and ".join(name for name, path in zip(names, found(), strict=True) if not path)


def binaries(folder: Path) -> Binaries:
    """The programs, built into the folder where they are not on this machine."""
    terraform, provider = found()
    provider = provider or _built(PROVIDER, folder)
    return Binaries(terraform=terraform or _built(TOFU, folder), provider=provider)


def _built(module: Module, folder: Path) -> str:
    """Build a program from its Go module; raises ``AssertionError`` saying how far it came."""
    assert shutil.which("go"), f"{module.path} is not here, and neither is go, to build it"
    package = f"{module.path}{module.package}"
    program = folder / package.rpartition("/")[2]
    scratch = folder / f"{program.name}-module"
    scratch.mkdir()
    replaced = f"\nreplace {module.replaced}\n" if module.replaced else ""
    (scratch / "go.mod").write_text(
        f"module build\n\ngo 1.24\n\nrequire {module.path} {module.version}\n{replaced}"
    )
    build = ["go", "build", "-mod=mod", "-o", str(program), package]
    done = subprocess.run(build, cwd=scratch, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{package} {module.version} cannot be built:\n{done.stderr}"
    return str(program)


@dataclass(frozen=True, kw_only=True)
class Folder:
    """A working folder of Terraform, for one simulator."""

    path: Path
    binaries: Binaries
    endpoint: Path
    authority: Path

    @property
    def address(self) -> str:
        """Host and port, as the provider takes them."""
        return self.endpoint.read_text().strip().partition("://")[2]

    def prepare(self) -> None:
        """Write the configuration, which uses the provider's binary without ``init``."""
        (self.path / "main.tf").write_text(MAIN)
        folder = Path(self.binaries.provider).parent
        (self.path / "cli.tfrc").write_text(
            "provider_installation {\n"
            f'  dev_overrides {{ "aliyun/alicloud" = "{folder}" }}\n'
            "  direct {}\n}\n"
        )

    async def run(self, *arguments: str, expected: int = 0, **variables: object) -> str:
        """Run Terraform; returns what it wrote."""
        environment = {
            **{k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")},
            "TF_CLI_CONFIG_FILE": str(self.path / "cli.tfrc"),
            "TF_IN_AUTOMATION": "1",
            "TF_VAR_address": self.address,
            "SSL_CERT_FILE": str(self.authority),
            **{f"TF_VAR_{name}": str(value).lower() for name, value in variables.items()},
        }
        process = await asyncio.create_subprocess_exec(
            self.binaries.terraform, *arguments, "-no-color", "-input=false",
            cwd=self.path, env=environment,
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
        )  # fmt: skip
        output = (await process.communicate())[0].decode()
        assert process.returncode == expected, f"{arguments}: {process.returncode}\n{output}"
        return output

    async def apply(self, **variables: object) -> None:
        """Apply, after a plan that has changes and before one that has none."""
        plan = ("plan", "-detailed-exitcode")
        await self.run(*plan, expected=SOME_CHANGES, **variables)
        await self.run("apply", "-auto-approve", **variables)
        await self.run(*plan, expected=NO_CHANGES, **variables)


async def run(given: Run) -> Figures:
    """Let clusters with three pools each live: made, grown, emptied, protected, destroyed."""
    programs = await asyncio.to_thread(binaries, given.folder)
    plans = 0
    for number in range(given.amount):
        path = given.folder / f"life-{number}"
        path.mkdir()
        endpoint, database = path / "endpoint", path / "state.db"
        server = await asyncio.create_subprocess_exec(
            *command(
                "serve", "--port=0", f"--endpoint-file={endpoint}", f"--db={database}", "--tls",
                "--clock=polling", "--auth=enforce", "--credentials=testid:testsecret",
                "--log-level=warning",
            )
        )  # fmt: skip
        try:
            plans += await _life(path, endpoint, programs)
        finally:
            server.terminate()
            await server.wait()
    return {"plans that settled": plans}


async def _life(path: Path, endpoint: Path, programs: Binaries) -> int:
    waited = await asyncio.create_subprocess_exec(
        *command("wait", f"--endpoint-file={endpoint}", "--timeout=30"),
        stdout=asyncio.subprocess.DEVNULL,
    )
    assert await waited.wait() == 0, "the simulator does not start"
    folder = Folder(path=path, binaries=programs, endpoint=endpoint, authority=path / "ca.pem")
    folder.prepare()
    steps: list[dict[str, object]] = [
        {"size": 2, "protected": False},
        {"size": 4, "protected": True},
        {"size": 0, "protected": False},
    ]
    for step in steps:
        await folder.apply(**step)
    await folder.run("destroy", "-auto-approve", **steps[-1])
    return len(steps)


CAMPAIGN = Campaign(
    name="terraform",
    proves="Terraform with the real provider makes, changes and destroys a cluster with three node"
    " pools, and every plan after an apply has no changes",
    unit="lives",
    amount=3,
    short=1,
    run=run,
    missing=missing,
)
