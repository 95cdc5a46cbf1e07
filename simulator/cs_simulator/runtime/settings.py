"""Every setting, once: from a field follow the option, the environment variable and the help.

``default_region`` is the option ``--default-region`` and the variable
``CS_SIMULATOR_DEFAULT_REGION``. The command line takes precedence over the environment, and that
over the default.

Longer than other modules because it is one table: a setting is added, and looked up, in one place.
"""

from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from cs_simulator.domain import instants
from cs_simulator.domain.clock import ClockMode
from cs_simulator.domain.errors import ErrorKeys, UsageError
from cs_simulator.domain.quotas import Quotas, checked
from cs_simulator.engine.options import Options

ENVIRONMENT_PREFIX = "CS_SIMULATOR_"

# Where the clocks of deterministic modes start: three minor versions of Kubernetes are creatable.
FIXED_START = instants.from_text("2026-09-01T09:00:00Z")
# The greatest integer that SQLite stores.
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
    """Declare one setting: its default, what it does, and the values that it may have.

    *many* settings are repeatable options; the value of a *secret* one is never printed.
    """
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
        "", "File with the certificate of HTTPS, in PEM; by default the simulator's own authority"
        " issues one (see cs-simulator ca)."
    )  # fmt: skip
    tls_key: str = setting("", "File with the private key of --tls-certificate, in PEM.")
    authority_certificate: str = setting(
        "", "File with the certificate of the authority that signs all others, in PEM, for several"
        " simulators that the same clients trust; those of the authorities above it may follow. By"
        " default each simulator makes one of its own, beside --db (see cs-simulator ca --new)."
    )  # fmt: skip
    authority_key: str = setting(
        "",
        "File with the private key of --authority-certificate, in PEM: EC or RSA, not encrypted.",
    )
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
        "How signatures are handled: none ignores them, log verifies them and logs what is wrong,"
        " enforce verifies them and refuses calls that are not signed correctly.",
        "none",
        "log",
        "enforce",
    )
    credentials: tuple[str, ...] = setting(
        (),
        "An AccessKey that is allowed to sign, as ID:SECRET; repeatable.",
        many=True,
        is_secret=True,
    )
    credentials_file: str = setting(
        "", "JSON file of credentials: keys with status, security tokens and RAM policies."
    )
    db: str = setting(".cs-simulator/state.db", "SQLite file, or :memory: to keep nothing.")
    durability: str = setting(
        "normal",
        "What a commit survives: normal, the end of the process; full, a loss of power too.",
        "normal",
        "full",
    )
    clock: str = setting(
        "scaled",
        "What moves virtual time: realtime, the real clock; scaled, the real clock times --rate;"
        " frozen, only the control plane; polling, each repeated read of something in progress.",
        *(mode.value for mode in ClockMode),
    )
    rate: float = setting(60.0, "Virtual seconds per real second, with --clock scaled.")
    poll_interval: str = setting(
        "",
        "Duration by which each repeated read moves a clock in mode polling, as 10s: the pause that"
        " the clients make between their reads. By default it moves to the next change.",
    )
    start: str = setting(
        "",
        "Where virtual time starts: an instant or 'now'. The default is now for realtime and scaled"
        " clocks, and 2026-09-01T09:00:00Z for frozen and polling clocks.",
    )
    seed: int = setting(0, "The same seed and the same calls give the same answers.")
    default_region: str = setting("cn-beijing", "Region of calls that do not name one.")
    kubernetes_version: tuple[str, ...] = setting(
        (),
        "A version of Kubernetes that is offered on every virtual day, like 1.34.1-aliyun.1;"
        " repeatable. By default the newest of the three newest minor versions of the day are.",
        many=True,
    )
    kubernetes_bodies: str = setting(
        "documented",
        "How bodies that create Kubernetes clusters are read: documented honours dedicated"
        " clusters, node pools and workers; today refuses dedicated clusters and leaves node pools"
        " and workers out, as a live account was seen to do.",
        "documented",
        "today",
    )
    unknown_resources: str = setting(
        "adopt",
        "How well-formed ids of unknown resources are handled: adopt creates the resource on its"
        " first mention, refuse refuses the call.",
        "adopt",
        "refuse",
    )
    quota: tuple[str, ...] = setting(
        (),
        "A limit of the account, as NAME=NUMBER; repeatable. Names: "
        + ", ".join(quota.name for quota in fields(Quotas))
        + ".",
        many=True,
    )
    scenario: str = setting(
        "", "Scenario in force for every new tenant: a YAML or JSON file, which is read again when"
        " it changes, or the name of a shipped scenario or of one of --config-dir."
    )  # fmt: skip
    fixtures: str = setting(
        "", "YAML or JSON file, or a folder of them, with what every new tenant has: networks,"
        " databases, instances, images, stock and quotas."
    )  # fmt: skip
    config_dir: str = setting(
        "", "Folder of configuration: scenarios/ are found by name (default.yaml is in force unless"
        " --scenario is given), fixtures/ are loaded for every tenant, the hooks in init/start.d,"
        " init/ready.d and init/shutdown.d are run."
    )  # fmt: skip
    hook_timeout: float = setting(60.0, "Real seconds that one hook of --config-dir may take.")
    error_keys: str = setting(
        "both",
        "Keys of service errors: both spellings (code and Code), or lower-case ones only.",
        ErrorKeys.BOTH.value,
        ErrorKeys.SERVICE.value,
    )
    times: str = setting(
        "utc",
        "Format of times in answers: 2018-01-08T09:00:00Z (utc) or 2018-01-08T17:00:00+08:00"
        " (china).",
        "utc",
        "china",
    )
    journal: str = setting(
        "all",
        "Which calls are journalled: all, writes only, or none.",
        "all",
        "writes",
        "none",
    )
    journal_limit: int = setting(
        1_000_000,
        "Most calls that the journal of a tenant keeps, and most decisions of rules and steps of"
        " tasks; beyond that the oldest are dropped. 0 keeps any number.",
    )
    journal_size: int = setting(
        268_435_456, "Most bytes of a tenant's journal; beyond that its oldest calls are dropped."
        " 0 keeps any number."
    )  # fmt: skip
    journal_age: str = setting(
        "",
        "Duration in real time for which calls are kept in the journal, as 720h; by default until"
        " there are too many.",
    )
    step_limit: int = setting(
        1_000_000,
        "Most steps of tasks and actions that one call may run, as many as are due before it, or as"
        " it advances over; a call that needs more is refused, and what was run is kept.",
    )
    body_limit: int = setting(1_048_576, "Largest request body, in bytes.")
    url_limit: int = setting(8192, "Longest path with its query, in bytes.")
    connection_limit: int = setting(
        4096,
        "Most connections at the same time, fewer where the process may open fewer files. One more"
        " closes the one that has been silent for longest, or is refused.",
    )
    idle_time: float = setting(
        900.0, "Real seconds after which a connection without a request is closed."
    )
    header_time: float = setting(30.0, "Real seconds that the headers of a request may take.")
    body_time: float = setting(
        300.0,
        "Real seconds that the body of a request may take, and that a client may leave an answer"
        " unread.",
    )
    shutdown_delay: float = setting(
        0.0,
        "Real seconds after SIGTERM or SIGINT in which calls are still answered, so that a proxy"
        " notices that readyz answers 503; a second signal cuts them short. The end itself takes up"
        " to 8 more: Docker kills 10 seconds after SIGTERM (stop_grace_period), Kubernetes 30"
        " (terminationGracePeriodSeconds).",
    )
    stream_limit: int = setting(100, "Most event streams at the same time.")
    tenant_stream_limit: int = setting(
        0, "Most event streams and watches of one tenant at the same time; 0 allows any number."
    )
    object_limit: int = setting(
        0, "Most Kubernetes objects of one tenant, in all of its clusters; 0 allows any number."
    )
    tenant_limit: int = setting(
        10_000, "Most tenants at the same time, in memory or not; a new one more is refused."
    )
    tenant_ttl: str = setting(
        "",
        "Duration in real time after which a tenant is deleted with all that it has, as 168h, for"
        " tenants that are made without a ttl of their own, or by a first call; by default never.",
    )
    snapshot_limit: int = setting(1000, "Most snapshots of one tenant.")
    snapshot_size: int = setting(
        1_073_741_824,
        "Largest snapshot, in bytes: of what is saved, and of a file that is uploaded, unpacked.",
    )
    log_level: str = setting(
        "info", "Lowest level that is logged.", "debug", "info", "warning", "error"
    )
    log_format: str = setting(
        "auto", "Format of the log; auto is text on a terminal and JSON otherwise.",
        "auto", "text", "json",
    )  # fmt: skip
    endpoint_file: str = setting(
        "", "File to write the server's address to once it is ready; removed when it stops."
    )
    allow_remote: bool = setting(
        False,
        "Allow --host to be an address that other machines can reach; the control plane then"
        " requires the bearer token.",
    )
    allowed_host: tuple[str, ...] = setting(
        (),
        "A further name by which the simulator is called (the Host header); repeatable. Known are"
        " localhost, every address, --host, --advertised-host and the service's own names.",
        many=True,
    )
    control_token: str = setting(
        "",
        "Bearer token of the control plane; with --allow-remote one is generated if none is given.",
        is_secret=True,
    )

    replica: str = setting(
        "",
        "Name of this simulator where it is one of several behind a proxy: of letters, digits, '-',"
        " '_' and '.'. Control calls that are about one simulator only must name it then.",
    )

    @property
    def authority_folder(self) -> str:
        """The folder of the certificate authority, beside the database; empty for memory only."""
        return "" if self.db == MEMORY else str(Path(self.db).parent)

    @property
    def reached_as(self) -> str:
        """The name or address by which clients reach this machine."""
        return self.advertised_host or ("127.0.0.1" if self.host in EVERY_ADDRESS else self.host)

    @property
    def master_base(self) -> str:
        """The beginning of the clusters' own addresses; empty where they are not served."""
        if not self.master_port.isdecimal() or self.master_port == "0":
            return ""
        return url("https", self.reached_as, int(self.master_port))

    def options(self) -> Options:
        """The options of every world; raises :class:`UsageError` for an unknown quota."""
        return Options(
            quotas=self._quotas(),
            adopts_unknown=self.unknown_resources == "adopt",
            default_region=self.default_region,
            kubernetes_versions=self.kubernetes_version,
            honours_old_bodies=self.kubernetes_bodies == "documented",
            object_limit=self.object_limit,
            china_times=self.times == "china",
            master_base=self.master_base,
        )

    def _quotas(self) -> Quotas:
        known = {quota.name for quota in fields(Quotas)}
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
            try:
                given[name] = checked(name, int(number))
            except ValueError as problem:
                raise UsageError(f"--quota {text}: {problem}") from None
        return replace(Quotas(), **given)

    @property
    def interval(self) -> int:
        """The interval of polling clocks; 0 for none. Raises :class:`UsageError`."""
        try:
            return instants.duration(self.poll_interval) if self.poll_interval else 0
        except ValueError as problem:
            raise UsageError(f"--poll-interval: {problem}") from None

    @property
    def longest_kept(self) -> int:
        """For how long calls are kept; 0 for any time. Raises :class:`UsageError`."""
        try:
            return instants.duration(self.journal_age) if self.journal_age else 0
        except ValueError as problem:
            raise UsageError(f"--journal-age: {problem}") from None

    @property
    def lifetime(self) -> int:
        """How long tenants exist that have no ttl of their own; 0 for ever.

        Raises :class:`UsageError`.
        """
        try:
            return instants.duration(self.tenant_ttl) if self.tenant_ttl else 0
        except ValueError as problem:
            raise UsageError(f"--tenant-ttl: {problem}") from None

    def start_instant(self, wall_now: int) -> int:
        """The instant at which new tenants' clocks start; raises :class:`UsageError`."""
        if self.start == "now":
            return wall_now
        if self.start:
            try:
                return instants.showable(instants.from_text(self.start))
            except ValueError as problem:
                raise UsageError(f"--start: {problem}") from None
        runs_by_itself = self.clock in (ClockMode.SCALED, ClockMode.REALTIME)
        return wall_now if runs_by_itself else FIXED_START


def url(scheme: str, host: str, port: int) -> str:
    """An address as clients write it, with IPv6 in brackets."""
    return f"{scheme}://[{host}]:{port}" if ":" in host else f"{scheme}://{host}:{port}"
