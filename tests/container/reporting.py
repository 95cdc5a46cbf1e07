"""What the proof says as it goes, what it has proved, and programs that must succeed."""

import subprocess

done: list[str] = []


def say(text: str) -> None:
    """Print a line at once."""
    print(text, flush=True)


def proved(claim: str, is_so: bool) -> None:
    """Note a claim; ends the script if it is not so."""
    say(f"  {'proved' if is_so else 'NOT SO'}: {claim}")
    if not is_so:
        raise SystemExit(1)
    done.append(claim)


def run(*command: str, **more) -> str:
    """Run a program that must succeed; gives what it writes."""
    ended = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False, **more)
    if ended.returncode:
        raise SystemExit(f"{' '.join(command)[:300]}: exit code {ended.returncode}\n{ended.stdout}")
    return ended.stdout
