"""The log of commits, folded into the tables at whatever moment, makes what writing them makes."""

import sqlite3
from contextlib import asynccontextmanager, closing
from itertools import chain
from zlib import crc32

import orjson
import pytest
from cs_simulator.domain.records import CallEntry, Cluster, LogLine, Node, Step, Vpc
from cs_simulator.storage import folding, ranges, segments, segments_ranges, writer
from cs_simulator.storage.changes import Changes, Clearing, TenantRow
from cs_simulator.storage.codec import ALL, BY_ENTRY, RESOURCES, insert_rows, row_id
from cs_simulator.storage.errors import DamageError, StorageError, UnstorableError
from cs_simulator.storage.file import SCHEMA_FILE
from cs_simulator.storage.store import Store
from hypothesis import given
from hypothesis import strategies as st

from tests.support.broken_storage import no_longer_files
from tests.support.records import example


def tenant_row(number=1, name="default", **given):
    plain = {"origin": "", "seed": 7, "clock_mode": "frozen", "clock_rate": 1.0, "now": 0}
    return TenantRow(number=number, name=name, counts="{}", **{**plain, **given})


def in_memory():
    database = sqlite3.connect(":memory:", isolation_level=None)
    database.executescript(SCHEMA_FILE.read_text("utf-8"))
    return closing(database)


def contents(database):
    """Every row of every table, apart from the log; of segments, the calls."""
    selects = [codec.select_from for codec in ALL] + ["SELECT * FROM tenant"]
    rows = {sql: sorted(database.execute(sql).fetchall()) for sql in selects}
    numbers = database.execute("SELECT DISTINCT id >> 40 FROM call_segment ORDER BY id").fetchall()
    for (number,) in numbers:
        rows[number] = sorted(chain.from_iterable(segments_ranges.checked(database, number)))
    return rows


def logged(database):
    return database.execute("SELECT id, tenant FROM commit_log ORDER BY id").fetchall()


# ---- any sequence


def positive(counts):
    return {name: count for name, count in counts.items() if count}


def write_tables(database, row, changes):
    """Write the changes of a tenant as rows of the tables, at once: what folding comes to.

    What it clears must have been counted as if it had been in them.
    """
    if changes.clearing is not None:
        deleted = ranges.clear(database, row.number, changes.clearing.keeps)
        assert positive(changes.clearing.deleted) == positive(deleted)
        if changes.clearing.deletes_tenant:
            database.execute("DELETE FROM tenant WHERE id = ?", (row.number,))
            return
    ranges.put_tenant(database, row)
    for table, records in changes.records.items():
        for serial, record in records.items():
            if record is None:
                sql = f"DELETE FROM {table} WHERE id = ?"
                database.execute(sql, (row_id(row.number, serial),))
            else:
                insert_rows(database, RESOURCES[table], [RESOURCES[table].row(row.number, record)])
    segments.append(database, row.number, changes.answered)
    for entry in changes.entries:
        codec = BY_ENTRY[type(entry)]
        insert_rows(database, codec, [codec.row(row.number, entry)])


class Course:
    """Units of two tenants that are committed, as the runtime does it, and folded in between."""

    def __init__(self, data):
        self.draw = data.draw
        self.serial = 0
        self.numbers = {"one": 1, "two": 2}
        self.there = {}
        """By tenant's name, table and key: the record."""

    def number(self):
        self.serial += 1
        return self.serial

    def change(self, name, changes):
        """Put a record, put another under its key, change it, drop it, or append an entry."""
        records = self.there.setdefault(name, {})
        table, kind = self.draw(st.sampled_from([("cluster", Cluster), ("step", Step)]))
        key = table, self.draw(st.integers(0, 2))
        old = records.get(key)
        kinds = ["put", "put again", "change", "drop", "log", "read", "many reads"]
        match self.draw(st.sampled_from(kinds)):
            case "put" if old is None:
                records[key] = example(kind, self.number())
                changes.put(table, records[key], is_new=True)
            case "put again" if old is not None:
                changes.drop(table, old)
                records[key] = example(kind, self.number())
                changes.put(table, records[key], is_new=True)
            case "change" if old is not None:
                records[key] = old._replace(cluster_id=f"c{self.number()}")
                changes.put(table, records[key], is_new=False)
            case "drop" if old is not None:
                changes.drop(table, records.pop(key))
            case "log":
                changes.entries.append(example(LogLine, self.number()))
            case "read":
                changes.answered.append(example(CallEntry, self.number()))
            case "many reads":
                numbers = [self.number() for _ in range(20)]
                changes.answered.extend(example(CallEntry, number) for number in numbers)

    def commit(self):
        """A group of one of the tenants or both, whose clearings come first."""
        group = []
        for name in self.draw(st.sampled_from([["one"], ["two"], ["one", "two"]])):
            changes = Changes(clearing=self.draw(st.sampled_from([None, None, None, Clearing()])))
            if changes.clearing is not None:
                self.there.pop(name, None)
                keeps = self.draw(st.sampled_from([frozenset(), frozenset({"call"})]))
                changes.clearing.keeps = keeps
            if self.draw(st.integers(0, 9)) == 0:
                changes.clearing = Clearing(deletes_tenant=True)
                self.there.pop(name, None)
            else:
                for _ in range(self.draw(st.integers(0, 6))):
                    self.change(name, changes)
            group.append((tenant_row(self.numbers[name], name, now=self.number()), changes))
            if changes.clearing is not None and changes.clearing.deletes_tenant:
                self.numbers[name] = self.number() + 2  # the next one of that name
        return group


@pytest.mark.parametrize("many", [0, 5, 10_000])
@given(data=st.data())
def test_folding_at_any_moment_makes_what_writing_the_tables_makes(many, data):
    course, sizes = Course(data), st.sampled_from([1, 400, folding.PIECE])
    with in_memory() as database, in_memory() as model, pytest.MonkeyPatch.context() as patch:
        patch.setattr(writer, "_MANY_CHANGES", many)
        for _ in range(data.draw(st.integers(1, 12))):
            group = course.commit()
            if writer.needs_tables(group):  # as the store does it
                folding.fold(database, at_once=data.draw(sizes))
            writer.write(database, group)
            for row, changes in sorted(group, key=lambda part: not part[1].clearing):
                write_tables(model, row, changes)
            if data.draw(st.booleans()):
                folding.fold(database, data.draw(sizes), at_once=data.draw(sizes))
        folding.fold(database)

        assert contents(database) == contents(model)
        assert logged(database) == []


def test_a_tenant_that_is_cleared_leaves_what_others_have_logged_where_it_is():
    with in_memory() as database:
        for number, name in ((1, "one"), (2, "two")):
            changes = Changes(entries=[example(LogLine, number)])
            writer.write(database, [(tenant_row(number, name), changes)])
        clearing = Clearing()
        group = [(tenant_row(1, "one"), Changes(clearing=clearing))]

        assert not writer.needs_tables(group)
        assert writer.write(database, group).cleared > 0
        assert positive(clearing.deleted) == {"log": 1}
        assert [tenant for _, tenant in logged(database)] == [2, 1]


# ---- what comes to nothing


def test_a_step_that_came_and_went_is_never_in_its_table():
    with in_memory() as database:
        went = Changes()
        went.drop("step", example(Step))
        database.executescript(
            "CREATE TRIGGER no AFTER INSERT ON step BEGIN SELECT RAISE(ABORT, 'written'); END"
        )
        came = Changes()
        came.put("step", example(Step), is_new=True)
        writer.write(database, [(tenant_row(), came)])
        writer.write(database, [(tenant_row(now=5), went)])

        folding.fold(database)

        assert logged(database) == []
        assert database.execute("SELECT count(*), sum(now) FROM tenant").fetchall() == [(1, 5)]


def test_a_node_that_changed_three_times_is_written_once():
    with in_memory() as database:
        database.executescript(
            "CREATE TABLE written (id); "
            "CREATE TRIGGER t AFTER INSERT ON node BEGIN INSERT INTO written VALUES (NEW.id); END"
        )
        for address in ("", "10.0.0.1", "10.0.0.2"):
            changes = Changes()
            changes.put("node", example(Node, ip_address=address), is_new=not address)
            writer.write(database, [(tenant_row(), changes)])

        folding.fold(database)

        assert database.execute("SELECT ip_address FROM node").fetchall() == [("10.0.0.2",)]
        assert len(database.execute("SELECT id FROM written").fetchall()) == 1


def test_a_piece_leaves_the_rest_for_the_next_one():
    with in_memory() as database:
        for serial in (1, 2, 3):
            changes = Changes(entries=[example(LogLine, serial)])
            writer.write(database, [(tenant_row(), changes)])

        assert not folding.fold(database, most=1).is_all
        assert logged(database) == [(2, 1), (3, 1)]
        assert folding.fold(database, most=folding.PIECE).is_all
        assert logged(database) == []


def test_a_record_that_lacks_a_field_of_today_has_its_default():
    """A process of an earlier version was killed, and its file was migrated."""
    codec = RESOURCES["node"]
    values = list(example(Node))

    assert codec.row(1, values[:-1]) == codec.row(1, Node(*values[:-1]))
    with pytest.raises(TypeError):
        codec.row(1, [*values, 1])


# ---- the store


@asynccontextmanager
async def opened(path):
    store = await Store.open(str(path))
    try:
        yield store
    finally:
        await store.close()


def putting(record, table="vpc"):
    changes = Changes()
    changes.put(table, record, is_new=True)
    return changes


def image(path):
    """A copy of an open file, as ``kill -9`` would leave it."""
    copy = path.with_name("image.db")
    for suffix in ("", "-wal"):
        source = path.with_name(path.name + suffix)
        copy.with_name(copy.name + suffix).write_bytes(source.read_bytes())
    return copy


@pytest.fixture
async def left(tmp_path):
    """A file of two tenants whose process was killed before anything was folded."""
    async with opened(tmp_path / "state.db") as store:
        for number, name in ((1, "one"), (2, "two")):
            for serial in (1, 2):
                changes = putting(example(Vpc, serial, vpc_id=f"v{serial}"))
                changes.makes_tenant = serial == 1
                await store.write([(tenant_row(number, name), changes)])
        assert store.is_behind
        return image(tmp_path / "state.db")


async def vpcs(store, name):
    return [vpc.vpc_id for vpc in (await store.load(name)).records["vpc"]]


async def test_what_a_killed_process_logged_is_in_the_tables_after_the_next_start(left):
    with closing(sqlite3.connect(left)) as database:
        assert len(logged(database)) == 4
        assert database.execute("SELECT id FROM vpc").fetchall() == []

    async with opened(left) as store:
        assert not store.is_behind
        assert await vpcs(store, "one") == await vpcs(store, "two") == ["v1", "v2"]
        assert await store.damaged() == []


async def test_a_file_that_was_closed_has_everything_in_its_tables(tmp_path):
    async with opened(tmp_path / "x.db") as store:
        await store.write([(tenant_row(), putting(example(Vpc)))])

    with closing(sqlite3.connect(tmp_path / "x.db")) as database:
        assert logged(database) == []
        assert len(database.execute("SELECT id FROM vpc").fetchall()) == 1


async def test_what_the_end_has_no_time_to_fold_is_folded_by_the_next_start(tmp_path, monkeypatch):
    monkeypatch.setattr("cs_simulator.storage.store.AT_THE_END", 1)
    store = await Store.open(str(tmp_path / "x.db"))
    for serial in range(3):
        await store.write([(tenant_row(), putting(example(Vpc, serial, vpc_id=f"v{serial}")))])
    await store.fold_rest(within=0)
    await store.close(folds=False)
    with closing(sqlite3.connect(tmp_path / "x.db")) as database:
        assert len(logged(database)) >= 2

    async with opened(tmp_path / "x.db") as store:
        assert not store.is_behind
        assert await vpcs(store, "default") == ["v0", "v1", "v2"]


async def test_the_end_folds_all_if_there_is_time(tmp_path):
    async with opened(tmp_path / "x.db") as store:
        await store.write([(tenant_row(), putting(example(Vpc)))])
        await store.fold_rest()
        assert not store.is_behind


async def test_a_store_that_is_behind_catches_up_piece_by_piece(tmp_path):
    async with opened(tmp_path / "x.db") as store:
        await store.write([(tenant_row(), putting(example(Vpc)))])

        await store.fold()

        assert not store.is_behind
        assert len(await store._database.rows("SELECT id FROM vpc")) == 1


async def test_the_log_never_grows_far_beyond_its_bound(tmp_path, monkeypatch):
    monkeypatch.setattr("cs_simulator.storage.staging.MOST_UNFOLDED", 1)
    async with opened(tmp_path / "x.db") as store:
        for serial in range(5):
            await store.write([(tenant_row(), putting(example(Vpc, serial)))])

        assert not store.is_behind
        assert len(await store._database.rows("SELECT id FROM vpc")) == 5


@pytest.mark.parametrize("number", [2**53, 2**63 - 1, -(2**63)])
async def test_a_number_of_64_bits_is_kept(tmp_path, number):
    async with opened(tmp_path / "x.db") as store:
        await store.write([(tenant_row(seed=number), putting(example(Vpc, created=number)))])

        assert (await store.load("default")).tenant_row.seed == number
        rows = await store._database.rows("SELECT created FROM vpc")
        assert rows == [(number,)]


@pytest.mark.parametrize("number", [2**63, 2**64 - 1, 2**64, 2**70, -(2**63) - 1, "\udc00", None])
async def test_what_no_table_can_keep_is_not_logged(tmp_path, number):
    async with opened(tmp_path / "x.db") as store:
        for group in (
            [(tenant_row(seed=number), Changes())],
            [(tenant_row(), putting(example(Vpc, name=number)))] if number is not None else [],
        ):
            if group:
                with pytest.raises(UnstorableError, match="it cannot keep this"):
                    await store.write(group)

        assert await store.tenants() == []


async def test_reads_are_answered_although_the_disk_takes_nothing_that_is_folded(tmp_path):
    path = tmp_path / "x.db"
    async with opened(path) as store:
        await store.write([(tenant_row(), putting(example(Vpc, vpc_id="v")))])
        with no_longer_files(path.with_name("x.db-wal").stat().st_size):
            assert await vpcs(store, "default") == ["v"]
            assert await vpcs(store, "default") == ["v"]
            assert store.is_behind
            with pytest.raises(StorageError):
                await store.fold()

        assert await vpcs(store, "default") == ["v"]
        assert not store.is_behind


async def test_a_store_opens_although_the_disk_takes_nothing_that_is_folded(left):
    size = left.with_name("image.db-wal").stat().st_size
    with no_longer_files(size):
        async with opened(left) as store:
            assert store.is_behind
            assert await vpcs(store, "one") == ["v1", "v2"]

    async with opened(left) as store:
        assert not store.is_behind


async def test_a_fold_that_fails_leaves_everything_and_is_tried_again(tmp_path):
    async with opened(tmp_path / "x.db") as store:
        await store.write([(tenant_row(), putting(example(Vpc, vpc_id="v")))])
        await store._database.do(
            lambda database: database.execute(
                "CREATE TRIGGER no AFTER INSERT ON vpc BEGIN SELECT unknown(); END"
            ),
            folds=False,
        )
        with pytest.raises(StorageError, match="unknown"):
            await store.load("default")
        assert store.is_behind
        await store._database.do(lambda database: database.execute("DROP TRIGGER no"), folds=False)

        assert await vpcs(store, "default") == ["v"]


async def test_a_tenant_of_a_name_that_another_has_is_not_written(tmp_path):
    async with opened(tmp_path / "x.db") as store:
        await store.write([(tenant_row(1), Changes(makes_tenant=True))])
        with pytest.raises(UnstorableError, match="UNIQUE"):
            await store.write([(tenant_row(2), Changes(makes_tenant=True))])

        assert [known.number for known in await store.tenants()] == [1]


# ---- damage


CHECKSUM = "commit_log 1: its checksum does not fit: it was changed, or damaged, outside"
UNFIT = "commit_log 1: it does not fit the tables"


def damage(path, change):
    """Change the content of the first row of the log of tenant 1; returns what is said of it."""
    with closing(sqlite3.connect(path)) as database:
        [(content,)] = database.execute("SELECT content FROM commit_log WHERE id = 1").fetchall()
        content, checksum, said = change(content)
        sql = "UPDATE commit_log SET content = ?, checksum = coalesce(?, checksum) WHERE id = 1"
        database.execute(sql, (content, checksum))
        database.commit()
    return said


def forged(change):
    """The content as another program makes it, which knows how to make the checksum."""

    def changed(content):
        found = orjson.loads(content)
        change(found)
        content = orjson.dumps(found)
        return content, crc32(content, 1), UNFIT

    return changed


DAMAGES = {
    "bytes": lambda content: (content.replace(b"v1", b"v9"), None, CHECKSUM),
    "cut off": lambda content: (content[:-1], None, CHECKSUM),
    "empty": lambda _: (b"", None, CHECKSUM),
    "no JSON": lambda _: (b"[", crc32(b"[", 1), "commit_log 1: unexpected end of data"),
    "not that": lambda _: (b"7", crc32(b"7", 1), "commit_log 1: "),
    "no table": forged(lambda found: found["put"].update(unknown=[[1]])),
    "too few values": forged(lambda found: found["put"].update(vpc=[[1]])),
    "another type": forged(lambda found: found["put"]["vpc"][0].__setitem__(4, "text")),
    "no number": forged(lambda found: found["dropped"].update(vpc=["x"])),
    "a list": forged(lambda found: found.update(entries=[])),
}


@pytest.mark.parametrize("change", DAMAGES.values(), ids=list(DAMAGES))
async def test_damage_of_the_log_is_said_of_its_tenant_and_of_no_other(left, change):
    said = damage(left, change)

    async with opened(left) as store:
        [found] = await store.damaged()
        assert (found.number, found.has_resources) == (1, True)
        assert found.reason.startswith(said)
        assert await vpcs(store, "two") == ["v1", "v2"]
        with pytest.raises(DamageError) as raised:
            await store.load("one")
        assert raised.value.cause == found.reason


@pytest.mark.parametrize("change", DAMAGES.values(), ids=list(DAMAGES))
async def test_a_tenant_whose_log_is_damaged_is_whole_again_after_a_reset(left, change):
    damage(left, change)

    async with opened(left) as store:
        changes = Changes(clearing=Clearing())
        await store.write([(tenant_row(1, "one"), changes)])
        assert await vpcs(store, "one") == []
        assert await store.damaged() == []


async def test_damage_that_is_larger_than_a_piece_keeps_nobody_from_being_folded(left, monkeypatch):
    damage(left, DAMAGES["too few values"])
    monkeypatch.setattr(folding, "PIECE", 1)

    async with opened(left) as store:
        assert not store.is_behind
        assert await vpcs(store, "two") == ["v1", "v2"]
