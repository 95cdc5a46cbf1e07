"""A process whose disk is full, or that may write no more: it answers, says so, and goes on."""

import json
import os
import resource
import signal
import subprocess
from contextlib import contextmanager

import pytest

from tests.support.broken_storage import small_disk
from tests.support.builders import a_create_body
from tests.support.old_databases import restore, versions
from tests.support.process import call_url, command

pytestmark = pytest.mark.every_type

TENANTS = 16


@contextmanager
def serving(folder, *options, before="", stderr="log"):
    """A server in a folder, on a database there; *before* is a line of bash."""
    endpoint = folder / "endpoint"
    endpoint.unlink(missing_ok=True)
    serve = command("serve", "--clock=frozen", "--port=0", "--endpoint-file=endpoint", *options)
    words = " ".join(f"'{word}'" for word in [*serve, "--db=state.db", "--master-port=none"])
    process = subprocess.Popen(["bash", "-c", f"{before}\nexec {words} 2>>'{stderr}'"], cwd=folder)
    try:
        waited = command("wait", f"--endpoint-file={endpoint}", "--timeout=120")
        subprocess.run(waited, check=True, stdout=subprocess.DEVNULL)
        yield process, endpoint.read_text().strip()
    finally:
        process.kill()
        process.wait(60)


def create(url, number):
    """Create a cluster as one of the tenants; returns its name, and the answer."""
    name, tenant = f"c{number}", f"tenant{number % TENANTS}"
    block = f"172.28.{number // TENANTS}.0/24"
    answer = call_url(
        f"{url}/clusters", "POST", a_create_body(name=name, subnet_cidr=block, size=1),
        headers={"Authorization": f"acs {tenant}:unsigned"},
    )  # fmt: skip
    return (tenant, name), answer


def create_until_it_fails(url):
    """The clusters whose creation was answered, and the answer to the one that was not done."""
    answered = set()
    for number in range(2000):
        cluster, answer = create(url, number)
        if answer.status != 202:
            return answered, answer
        answered.add(cluster)
    raise AssertionError("nothing fails")


def clusters(url):
    found = set()
    for number in range(TENANTS):
        tenant = f"tenant{number}"
        listed = call_url(f"{url}/clusters", headers={"Authorization": f"acs {tenant}:unsigned"})
        found |= {(tenant, cluster["name"]) for cluster in listed.ok()}
    return found


def wait_until_written(url):
    """Wait until nothing is left to write: files are looked at before a commit, not during it."""
    for number in range(TENANTS):
        call_url(f"{url}/_simulator/picture?tenant=tenant{number}").ok()


def is_logged(folder, url, text):
    """Whether a text comes into the log, which is written after the answers, beside them."""
    return any(
        call_url(f"{url}/_simulator/livez").ok() and text in (folder / "log").read_text()
        for _ in range(1000)
    )


def test_a_process_that_may_write_no_more_loses_nothing_that_it_answered(tmp_path):
    """Neither its database nor its log can be written, and it must say so all the same."""
    options = ["--log-level=warning", "--journal=all", "--quota=clusters=1000"]
    limit = "ulimit -f 900"
    with serving(tmp_path, *options, before=limit, stderr="/dev/full") as (process, url):
        answered, failed = create_until_it_fails(url)
        assert (failed.status, failed.body["Code"]) == (500, "InternalError")
        for number in range(2000, 2000 + TENANTS):  # none of them waits for ever
            assert create(url, number)[1].status in (202, 500)
        assert call_url(f"{url}/_simulator/livez").status == 200
        assert call_url(f"{url}/_simulator/readyz").status in (200, 503)
        process.send_signal(signal.SIGKILL)
        process.wait(60)

    with serving(tmp_path, *options) as (_, url):
        assert answered <= clusters(url)


def test_a_process_goes_on_when_it_may_write_again(tmp_path):
    options = ["--quota=clusters=1000"]
    with serving(tmp_path, *options, before="ulimit -S -f 900") as (process, url):
        answered, failed = create_until_it_fails(url)
        # The limit of the process, as it can only be from outside.
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))
        refused = call_url(f"{url}/_simulator/readyz")
        assert (refused.status, refused.body["code"]) == (503, "NotReady")
        assert "disk I/O error" in refused.body["message"]
        assert call_url(f"{url}/_simulator/health").ok()["internal_errors"] >= 1

        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
        assert call_url(f"{url}/_simulator/readyz").status == 200
        assert create(url, 3000)[1].status == 202
        assert clusters(url) >= answered
        request_id = failed.body["RequestId"]
        listed = [
            entry
            for number in range(TENANTS)
            for entry in call_url(f"{url}/_simulator/calls?tenant=tenant{number}").ok()["calls"]
        ]
        [kept] = [entry for entry in listed if entry["request_id"] == request_id]
        assert (kept["status"], kept["code"]) == (500, "InternalError")


@pytest.mark.skipif(os.geteuid() != 0, reason="only a privileged process can make a small disk")
def test_a_full_disk_under_log_and_database_ends_nothing(tmp_path):
    with small_disk(tmp_path / "disk") as is_small, serving_on(tmp_path / "disk", is_small) as url:
        answered, failed = create_until_it_fails(url)
        assert (failed.status, failed.body["Code"]) == (500, "InternalError")
        refused = call_url(f"{url}/_simulator/readyz")
        assert (refused.status, refused.body["code"]) == (503, "NotReady")
        assert "full" in refused.body["message"]

        (tmp_path / "disk" / "ballast").unlink()
        assert call_url(f"{url}/_simulator/readyz").status == 200
        assert create(url, 3000)[1].status == 202
        assert clusters(url) >= answered
        assert is_logged(tmp_path / "disk", url, '"background.works_again"')


@contextmanager
def serving_on(disk, is_small):
    if not is_small:
        pytest.skip("a small disk cannot be made here")
    (disk / "ballast").write_bytes(bytes(2_500_000))
    options = ["--log-format=json", "--quota=clusters=1000"]
    with serving(disk, *options) as (_, url):
        yield url


def test_a_file_that_is_deleted_is_missed_until_it_is_back(tmp_path):
    with serving(tmp_path) as (_, url):
        assert create(url, 1)[1].status == 202
        away = (tmp_path / "state.db").rename(tmp_path / "away")

        assert create(url, 2)[1].status == 500
        refused = call_url(f"{url}/_simulator/reset", "POST", {})
        assert (refused.status, refused.body["code"]) == (500, "StorageFailed")
        assert "state.db was deleted while it was in use" in refused.body["message"]
        unready = call_url(f"{url}/_simulator/readyz")
        assert (unready.status, "was deleted" in unready.body["message"]) == (503, True)
        assert len(clusters(url)) == 1
        doctor = subprocess.run(
            command("doctor", f"--url={url}", "--json"), check=False, capture_output=True
        )
        checks = {check["check"]: check for check in json.loads(doctor.stdout)["checks"]}
        assert doctor.returncode == 1
        assert not checks["database"]["ok"]
        assert "was deleted" in checks["errors"]["detail"]

        away.rename(tmp_path / "state.db")
        assert call_url(f"{url}/_simulator/readyz").status == 200
        assert create(url, 2)[1].status == 202


def test_a_file_that_is_replaced_is_not_written(tmp_path):
    with serving(tmp_path) as (_, url):
        assert create(url, 1)[1].status == 202
        (tmp_path / "state.db").rename(tmp_path / "away")
        (tmp_path / "state.db").write_bytes(b"another")

        assert create(url, 2)[1].status == 500
        unready = call_url(f"{url}/_simulator/readyz")
        assert "replaced by another file" in unready.body["message"]
        assert (tmp_path / "state.db").read_bytes() == b"another"


@pytest.mark.parametrize("name", ["state.db", "state.db-wal"])
def test_a_file_that_is_cut_off_in_its_place_is_not_written(tmp_path, name):
    with serving(tmp_path) as (_, url):
        assert create(url, 1)[1].status == 202
        answered = clusters(url)
        wait_until_written(url)
        whole = (tmp_path / name).read_bytes()
        (tmp_path / name).write_bytes(b"")

        assert create(url, 2)[1].status == 500
        unready = call_url(f"{url}/_simulator/readyz")
        assert unready.status == 503
        assert is_logged(tmp_path, url, f"{name} was cut off while it was in use")
        (tmp_path / name).write_bytes(whole)
    with serving(tmp_path) as (_, url):
        assert clusters(url) == answered
        assert create(url, 2)[1].status == 202


@pytest.mark.parametrize("is_new", [True, False], ids=["a new file", "an old file"])
def test_a_start_without_room_says_so_and_succeeds_once_there_is(tmp_path, is_new):
    """The old file has to be migrated, which makes it longer."""
    path = tmp_path / "state.db"
    if not is_new:
        restore(versions()[0], path)
    size = path.stat().st_size if path.exists() else 1024
    serve = command("serve", "--port=0", f"--db={path}", "--master-port=none")
    done = subprocess.run(
        ["bash", "-c", f'ulimit -f {size // 1024}; exec "$@"', "bash", *serve],
        check=False, capture_output=True, text=True, timeout=60,
    )  # fmt: skip

    assert done.returncode == 2, done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert str(path) in done.stderr
    assert "disk" in done.stderr
    with serving(tmp_path) as (_, url):
        assert call_url(f"{url}/_simulator/readyz").status == 200
