"""What a process that runs scripts is asked for, and the lines that it answers with."""

from typing import TypedDict

NAME = "scenario"
"""What problems call the text in the place of a file."""

RUN, SEED, REFUSED, END = b"run", b"seed", b"refused", b"end"
"""The first words of lines: a run, the outcome with one seed, why there is none, and the last line
of a job, which is also the first of the process. JSON follows, except after the last one."""


class Job(TypedDict):
    """A scenario to run: a line of JSON. An empty line ends the job that is under way."""

    text: str
    user_folder: str
    """The folder of the user's scenarios, which it may include."""
    seeds: list[int | None]
    """Null for the scenario's own seed."""
    is_sweep: bool
    """Whether only the outcome with each seed is of interest."""


class Refusal(TypedDict):
    """Why a scenario was not run to its end."""

    status: int
    code: str
    message: str
    problems: list[dict[str, object]]
    """What is wrong with the text, if that is why."""
