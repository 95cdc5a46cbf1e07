"""What the Dockerfile says is so: its settings exist, and it copies what there is.

That the image works is proved by ``python -m tests.container.prove``, which needs to be root.
"""

import shlex
import tomllib
from dataclasses import fields

import pytest
from cs_simulator.runtime.files import config_dir
from cs_simulator.runtime.settings import ENVIRONMENT_PREFIX, Settings
from cs_simulator.runtime.settings_check import check

from tests.container.dockerfile import ROOT, is_sent, read

BUILD, IMAGE = read()
SETTINGS = {ENVIRONMENT_PREFIX + each.name.upper(): each for each in fields(Settings)}
GIVEN = {
    name: value for name, value in IMAGE.environment.items() if name.startswith(ENVIRONMENT_PREFIX)
}
IGNORE = (ROOT / ".dockerignore").read_text("utf-8")
COPIED = [
    source
    for step in BUILD.said("COPY")
    for source in shlex.split(step.text)[:-1]
    if "from" not in step.flags
]
MADE = " ".join(each.text for each in IMAGE.said("RUN"))


@pytest.mark.parametrize("name", GIVEN)
def test_every_variable_of_ours_is_a_setting_and_its_value_is_one(name):
    kind = type(SETTINGS[name].default)
    assert GIVEN[name] == "true" if kind is bool else kind(GIVEN[name])


def test_the_settings_of_the_image_make_sense():
    check(
        Settings(
            **{
                SETTINGS[name].name: value == "true" if value in ("true", "false") else value
                for name, value in GIVEN.items()
            }
        )
    )


def test_the_ports_that_are_exposed_are_those_that_are_listened_on():
    port = GIVEN.get("CS_SIMULATOR_PORT", str(Settings().port))
    assert IMAGE.last("EXPOSE").split() == [port, GIVEN["CS_SIMULATOR_MASTER_PORT"]]


def test_the_state_is_on_the_volume_which_belongs_to_the_user():
    volume, user = IMAGE.last("VOLUME"), IMAGE.last("USER")
    owner, group = user.split(":")
    assert GIVEN["CS_SIMULATOR_DB"].startswith(volume + "/")
    assert f"install -d -o {owner} -g {group} -m 0750 {volume}" in MADE
    assert int(owner) > 0


@pytest.mark.parametrize("moment", ["start.d", "ready.d", "shutdown.d"])
def test_the_folders_of_hooks_are_made_where_they_are_looked_for(moment):
    folder = config_dir.hooks_folder(GIVEN["CS_SIMULATOR_CONFIG_DIR"], moment)
    assert str(folder.relative_to("/etc")) in shlex.split(MADE)


@pytest.mark.parametrize("where", [config_dir.scenarios_folder, config_dir.fixtures_folder])
def test_the_other_folders_are_made_where_they_are_looked_for(where):
    folder = where(GIVEN["CS_SIMULATOR_CONFIG_DIR"])
    assert folder.removeprefix("/etc/") in shlex.split(MADE)


@pytest.mark.parametrize("name", COPIED)
def test_what_is_copied_is_there_and_sent_to_the_builder(name):
    assert (ROOT / name).exists()
    assert is_sent(name, IGNORE)


def test_everything_the_package_is_built_from_is_copied():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    packages = {package.partition("/")[0] for package in wheel["packages"]}
    wanted = {*packages, *wheel["force-include"], project["project"]["readme"]}
    assert wanted | {*project["project"]["license-files"], "pyproject.toml"} == set(COPIED)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("simulator/cs_simulator/cli/main.py", True),
        ("scenarios/healthy.yaml", True),
        ("simulator/cs_simulator/cli/__pycache__/main.cpython-312.pyc", False),
        ("simulator/cs_simulator/stray.pyc", False),
        (".git/config", False),
        ("tests/conftest.py", False),
        (".cs-simulator/state.db", False),
    ],
)
def test_only_what_is_needed_is_sent_to_the_builder(path, expected):
    assert is_sent(path, IGNORE) is expected


def test_what_the_image_runs_is_a_script_of_the_package():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    program, verb = IMAGE.command
    assert program in project["project"]["scripts"]
    assert verb == "serve"
    assert IMAGE.health_command[:2] == [program, "wait"]


def test_the_virtual_environment_is_taken_from_where_it_was_made():
    [step] = IMAGE.said("COPY")
    source, target = step.text.split()
    assert (step.flags, source) == ({"from": BUILD.name}, target)
    assert IMAGE.environment["PATH"] == f"{target}/bin:$PATH"
    assert f"venv --without-pip {target}" in BUILD.last("RUN")


def test_both_stages_are_of_one_base_whose_python_the_package_allows():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert BUILD.base == IMAGE.base
    version = BUILD.base.removeprefix("python:").removesuffix("-slim")
    assert f"Programming Language :: Python :: {version}" in project["classifiers"]


def test_what_the_image_is_built_from_is_in_a_source_distribution_too():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    packed = project["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]
    assert {"/Dockerfile", "/.dockerignore", "/simulator", "/scenarios"} <= set(packed)
