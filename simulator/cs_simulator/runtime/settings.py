"""Every setting, once: from a field come the option, the environment variable and the help.

``default_region`` is the option ``--default-region`` and the variable
``CS_SIMULATOR_DEFAULT_REGION``. Whoever sets something on the command line means it more than the
environment does, and that more than the default.
"""

import math
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from cs_simulator.catalog import regions
from cs_simulator.domain import instants
from cs_simulator.domain.clock import ClockMode
from cs_simulator.domain.errors import UsageError
from cs_simulator.domain.quotas import Quotas
from cs_simulator.engine.options import Options
from cs_simulator.operations import ErrorKeys

ENVIRONMENT_PREFIX = "CS_SIMULATOR_"

# Where the clocks of deterministic modes start: a Monday morning of the Swarm era.
FIXED_START = instants.from_text("2018-01-08T09:00:00Z")


# Above this, a real millisecond would be more than a quarter of a virtual hour.
FASTEST = 1e6
# What SQLite keeps as a whole number.
LARGEST = 2**63 - 1
MEMORY = ":memory:"
AUTO, NONE = "auto", "none"
EVERY_ADDRESS = ("0.0.0.0", "::", "")  # noqa: S104 - compared with, not listened on


def setting(
    default: Any,
    help: str,  # noqa: A002 - what the command line calls it
    *choices: str,
    many: bool = False,
    is_secret: bool = False,
) -> Any:
    """Declare one setting: its default, what it does, and the words it may have."""
    metadata = {"help": help, "choices": choices, "many": many, "is_secret": is_secret}
    return field(default=default, metadata=metadata, repr=not is_secret)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How one simulator runs."""

    host: str = setting("127.0.0.1", "Address to listen on.")
    port: int = setting(8015, "Port to listen on; 0 takes a free one (see --endpoint-file).")
    tls: bool = setting(False, "Speak HTTPS on --port, instead of HTTP.")
    tls_port: int = setting(-1, "Port for HTTPS beside HTTP; 0 takes a free one, -1 none.")
    tls_certificate: str = setting(
        "", "File with the certificate of HTTPS, in PEM; made by the simulator's own authority if"
        " none is given (see cs-simulator ca)."
    )  # fmt: skip
    tls_key: str = setting("", "File with the private key of --tls-certificate, in PEM.")
    master_port: str = setting(
        AUTO,
        "Port of the clusters' own addresses, with TLS: a number, 0 for a free one, 'none', or"
        " 'auto' for the one after --port, or a free one if that is taken.",
    )
    advertised_host: str = setting(
        "", "Name or address by which clients reach this machine, for master_url; by default"
        " --host, or 127.0.0.1 where that is every address."
    )  # fmt: skip
    auth: str = setting(
        "none",
        "What becomes of signatures: not looked at; verified and told in the log; or verified and"
        " calls refused that are not signed as they must be.",
        "none",
        "log",
        "enforce",
    )
    credentials: tuple[str, ...] = setting(
        (),
        "An AccessKey that may sign, as ID:SECRET; repeatable.",
        many=True,
        is_secret=True,
    )
    credentials_file: str = setting(
        "", "JSON file of credentials: keys with status, security tokens and RAM policies."
    )
    db: str = setting(".cs-simulator/state.db", "SQLite file, or :memory: to keep nothing.")
    durability: str = setting(
        "normal",
        "What a commit survives: normal, the death of the process; full, a loss of power too.",
        "normal",
        "full",
    )
    clock: str = setting(
        "scaled",
        "What moves virtual time: the real clock, the same times --rate, only the control plane,"
        " or each repeated look at something under way.",
        *(mode.value for mode in ClockMode),
    )
    rate: float = setting(60.0, "Virtual seconds for each real one, with --clock scaled.")
    start: str = setting(
        "",
        "Where virtual time starts, as 2018-01-08T09:00:00Z or 'now'; by default now for clocks"
        " that run by themselves, and that Monday for those that do not.",
    )
    seed: int = setting(0, "The same seed and the same calls give the same answers.")
    default_region: str = setting("cn-beijing", "Region of calls that name none.")
    unknown_resources: str = setting(
        "adopt",
        "What becomes of well-formed ids that are not known: taken as existing, or refused.",
        "adopt",
        "refuse",
    )
    quota: tuple[str, ...] = setting(
        (),
        "A limit of the account, as NAME=NUMBER; repeatable. Names: "
        + ", ".join(each.name for each in fields(Quotas))
        + ".",
        many=True,
    )
    scenario: str = setting(
        "", "Scenario that holds for every tenant from its beginning: a YAML or JSON file, which is"
        " read again when it changes, or the name of a shipped one or of one of --config-dir."
    )  # fmt: skip
    fixtures: str = setting(
        "", "YAML or JSON file, or a folder of them, with what every tenant finds: networks,"
        " databases, instances, images, stock and quotas."
    )  # fmt: skip
    config_dir: str = setting(
        "", "Folder whose scenarios/ are found by name (default.yaml is in force by itself), whose"
        " fixtures/ every tenant finds, and whose init/ is run: start.d, ready.d, shutdown.d."
    )  # fmt: skip
    hook_timeout: float = setting(60.0, "Seconds that one hook of --config-dir may take.")
    error_keys: str = setting(
        "both",
        "Keys of service errors: both spellings, or the service's own lower-case ones only.",
        *(keys.value for keys in ErrorKeys),
    )
    times: str = setting(
        "utc", "How answers write times: 2018-01-08T09:00:00Z or …+08:00.", "utc", "china"
    )
    journal: str = setting("all", "Which calls are kept.", "all", "writes", "none")
    body_limit: int = setting(1_048_576, "Largest request body, in bytes.")
    url_limit: int = setting(8192, "Longest path with its query, in bytes.")
    log_level: str = setting(
        "info", "Least important log line shown.", "debug", "info", "warning", "error"
    )
    log_format: str = setting(
        "auto", "Text on a terminal and JSON otherwise, or always one of them.",
        "auto", "text", "json",
    )  # fmt: skip
    endpoint_file: str = setting(
        "", "File to write the server's address to once it is ready; removed at the end."
    )
    allow_remote: bool = setting(
        False,
        "Allow --host to be an address that other machines can reach; the control plane then"
        " wants the bearer token.",
    )
    control_token: str = setting(
        "",
        "Bearer token of the control plane; with --allow-remote one is made if none is given.",
        is_secret=True,
    )

    def check(self) -> None:
        """Raise :class:`UsageError` for an invalid value, saying what to give instead."""
        self._check_ports()
        self._check_certificates()
        if not 0 < self.rate <= FASTEST:
            raise UsageError(f"--rate {self.rate:g}: give a number above 0, at most {FASTEST:g}")
        if not 0 < self.hook_timeout < math.inf:
            raise UsageError(
                f"--hook-timeout {self.hook_timeout:g}: give a number of seconds above 0"
            )
        region = regions.find(self.default_region)
        if region is None or not region.swarm:
            known = ", ".join(each.region_id for each in regions.swarm_regions())
            raise UsageError(f"--default-region {self.default_region}: give one of {known}")
        if not self.db:
            raise UsageError(f"--db: give a file, or {MEMORY} to keep nothing")
        if not -LARGEST <= self.seed <= LARGEST:
            raise UsageError(f"--seed {self.seed}: give a whole number of at most 63 bits")
        for name in ("body_limit", "url_limit"):
            if getattr(self, name) < 1:
                raise UsageError(f"--{name.replace('_', '-')}: give a number above 0")
        self.start_instant(0)
        self.options()

    def _check_ports(self) -> None:
        _check_port("port", self.port, 0)
        _check_port("tls-port", self.tls_port, -1)
        if self.master_port not in (AUTO, NONE):
            _check_port("master-port", self.master_port, 0)

    def _check_certificates(self) -> None:
        if bool(self.tls_certificate) != bool(self.tls_key):
            raise UsageError("--tls-certificate and --tls-key: give both, or none")
        if self.auth == "enforce" and not (self.credentials or self.credentials_file):
            raise UsageError("--auth enforce: give --credentials or --credentials-file")

    @property
    def authority_folder(self) -> str:
        """Where the certificate authority is kept: beside the database, or nowhere."""
        return "" if self.db == MEMORY else str(Path(self.db).parent)

    @property
    def reached_as(self) -> str:
        """The name or address by which clients reach this machine."""
        return self.advertised_host or ("127.0.0.1" if self.host in EVERY_ADDRESS else self.host)

    @property
    def master_base(self) -> str:
        """What the clusters' own addresses begin with; empty where they are not served."""
        if not self.master_port.isdecimal() or self.master_port == "0":
            return ""
        return url("https", self.reached_as, int(self.master_port))

    def options(self) -> Options:
        """The options of every world; raises :class:`UsageError` for an unknown quota."""
        return Options(
            quotas=self._quotas(),
            adopts_unknown=self.unknown_resources == "adopt",
            default_region=self.default_region,
            china_times=self.times == "china",
            master_base=self.master_base,
        )

    def _quotas(self) -> Quotas:
        known = {each.name for each in fields(Quotas)}
        given: dict[str, int] = {}
        for text in self.quota:
            name, _, number = text.partition("=")
            if name not in known:
                raise UsageError(
                    f"--quota {text}: unknown name; known are {', '.join(sorted(known))}"
                )
            if not (number.isascii() and number.isdigit() and len(number) <= 9):
                raise UsageError(
                    f"--quota {text}: write it as {name}=NUMBER, of at most nine digits"
                )
            given[name] = int(number)
        return replace(Quotas(), **given)

    def start_instant(self, wall_now: int) -> int:
        """The instant at which new tenants' clocks start; raises :class:`UsageError`."""
        if self.start == "now":
            return wall_now
        if self.start:
            try:
                return instants.not_too_late(instants.from_text(self.start))
            except ValueError as problem:
                raise UsageError(f"--start: {problem}") from None
        runs_by_itself = self.clock in (ClockMode.SCALED, ClockMode.REALTIME)
        return wall_now if runs_by_itself else FIXED_START


def url(scheme: str, host: str, port: int) -> str:
    """An address as clients write it; IPv6 goes in brackets."""
    return f"{scheme}://[{host}]:{port}" if ":" in host else f"{scheme}://{host}:{port}"


def _check_port(name: str, port: object, least: int) -> None:
    text = str(port)
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdecimal() and least <= int(text[:9]) <= 65535):
        raise UsageError(f"--{name} {port}: give a number from {least} to 65535")
