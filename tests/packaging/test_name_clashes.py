"""A user's own modules may have any name: none of ours is in their way, nor they in ours."""

import pytest

from tests.support.as_a_user import run
from tests.support.forker import LEAN

TEST = """
import cs_simulator
import scenarios
import simulator
import tests

def test_the_simulator_is_used_beside_own_modules(cs_tenant):
    assert simulator.OWN and scenarios.OWN and tests.OWN
    assert cs_tenant.clusters.list() == []
    assert "site-packages" in cs_simulator.__file__
"""


@pytest.fixture(params=["simulator.py", "simulator/__init__.py"])
def project(request, tmp_path):
    """A folder with modules of names that ours have or once had, and a test that imports them."""
    for path in (request.param, "scenarios/__init__.py", "tests/__init__.py"):
        module = tmp_path / path
        module.parent.mkdir(exist_ok=True)
        module.write_text("OWN = True\n")
    (tmp_path / "tests" / "test_own.py").write_text(TEST)
    return tmp_path


@pytest.mark.parametrize("command", ["pytest", "python -m pytest"])
def test_a_project_with_modules_of_such_names_runs_its_tests(installed, project, command):
    done = run(project, *installed[command], "-q", *LEAN, PYTHONPATH=".")

    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 passed" in done.stdout


@pytest.mark.parametrize("command", ["cs-simulator", "python -m cs_simulator"])
def test_the_command_line_works_in_a_project_with_such_modules(installed, project, command):
    done = run(
        project, *installed[command], "scenario", "show", "lost-create-reply", PYTHONPATH="."
    )

    assert done.returncode == 0, done.stderr
