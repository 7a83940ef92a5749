"""pre-commit's hooks beside each other: ``python -m tests.bench.hooks``. Each on the same 200 policies, by pre-commit
itself, in the form that it reads: JSON, or a template for each.

Each hook runs twice, and the second run counts: Python's compiled files are there, as on a machine that has run it
before. Then one policy gets a fault, and a run tells whether it is found.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import venv
from dataclasses import dataclass
from pathlib import Path

from tests.bench.table import show
from tests.conftest import ROOT

COUNT = 200
PEERS = ROOT / "build/peers/hooks"
SOUND = (
    ("s3:GetObject", "arn:aws:s3:::acme-{at}/*"),
    ("lambda:InvokeFunction", "arn:aws:lambda:eu-west-1:111122223333:function:orders-{at}"),
    ("dynamodb:GetItem", "arn:aws:dynamodb:eu-west-1:111122223333:table/orders-{at}"),
    ("sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:orders-{at}"),
    ("sns:Publish", "arn:aws:sns:eu-west-1:111122223333:orders-{at}"),
    ("kms:Decrypt", "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-{at:012d}"),
    (
        "secretsmanager:GetSecretValue",
        "arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders-{at}-??????",
    ),
)
FAULTS = (("s3:GetObject", "s3:GetObjekt"), ("s3:GetObject", "*"))
"""An action that does not exist, and every action; the resource of the second becomes `*`, too."""
OURS = f"{ROOT}/browser_checks/pre_commit.py --fail-on security"


@dataclass(frozen=True)
class Hook:
    """One hook: what of its index it is, if it is not ours, and how it is run."""

    name: str
    package: str
    entry: str
    """With ``{bin}`` for the programs of its environment."""
    templates: bool = False
    """Whether it reads templates and no policies alone."""
    names: bool = True
    """Whether it takes the names of files."""


HOOKS = (
    Hook("whydenied, JSON", "", OURS),
    Hook("parliament, JSON", "parliament", "{bin}/parliament --directory .", names=False),
    Hook("whydenied, templates", "", OURS, templates=True),
    Hook("cfn-lint, templates", "cfn-lint", "{bin}/cfn-lint", templates=True),
    Hook(
        "checkov, templates",
        "checkov",
        "{bin}/checkov --directory . --framework cloudformation --quiet --compact",
        templates=True,
        names=False,
    ),
)


def policy(at: int) -> dict[str, object]:
    """One that has no finding."""
    action, resource_arn = SOUND[at % len(SOUND)]
    statement = {"Effect": "Allow", "Action": action, "Resource": resource_arn.format(at=at)}
    return {"Version": "2012-10-17", "Statement": [statement]}


def template(at: int) -> dict[str, object]:
    """A template with the same policy."""
    made = {"Type": "AWS::IAM::ManagedPolicy", "Properties": {"PolicyDocument": policy(at)}}
    return {"AWSTemplateFormatVersion": "2010-09-09", "Resources": {"Policy": made}}


def environment(package: str) -> Path:
    """The programs of a peer, installed once."""
    place = PEERS / package
    if not (place / "ready").exists():
        venv.create(place, with_pip=True, clear=True)
        pip = [str(place / "bin/python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, package], check=True)
        (place / "ready").touch()
    return place / "bin"


def repository(folder: Path, hook: Hook) -> None:
    """A repository with the policies, and this hook."""
    make = template if hook.templates else policy
    for at in range(COUNT):
        (folder / f"{at:03}.json").write_text(json.dumps(make(at), indent=2) + "\n", "utf-8")
    entry = hook.entry.format(bin=environment(hook.package)) if hook.package else hook.entry
    settings = (
        f"id: hook, name: hook, language: system, entry: '{entry}', pass_filenames: {json.dumps(hook.names)}"
    )
    (folder / ".pre-commit-config.yaml").write_text(
        f"repos: [{{repo: local, hooks: [{{{settings}, files: json$}}]}}]\n", "utf-8"
    )
    subprocess.run(["git", "init", "--quiet"], cwd=folder, check=True)
    subprocess.run(["git", "add", "--all"], cwd=folder, check=True)


def run(folder: Path) -> tuple[float, float, int, str]:
    """Seconds, seconds of processors, status and what is printed."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [sys.executable, "-m", "pre_commit", "run", "--all-files", "--verbose"]
    done = subprocess.run(command, cwd=folder, env=kept, capture_output=True, text=True, check=False)
    took, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return took, spent, done.returncode, done.stdout + done.stderr


def measured(hook: Hook) -> list[str]:
    """A row of the table."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        repository(folder, hook)
        run(folder)
        took, spent, status, said = run(folder)
        if "-v" in sys.argv:
            print(said)
        found = [is_found(folder, fault) for fault in FAULTS]
    passes = "passes" if status == 0 else f"status {status}"
    return [hook.name, f"{took:.1f}", f"{spent:.1f}", passes, *found]


def is_found(folder: Path, fault: tuple[str, str]) -> str:
    """Whether the hook fails for one policy with this fault."""
    faulty = folder / "007.json"
    sound = faulty.read_text("utf-8")
    text = sound.replace(*fault)
    if fault[1] == "*":
        text = text.replace("arn:aws:s3:::acme-7/*", "*")
    assert text != sound
    faulty.write_text(text, "utf-8")
    status, said = run(folder)[2:]
    faulty.write_text(sound, "utf-8")
    if "-v" in sys.argv:
        print(said)
    return "found" if status else "not found"


def main() -> None:
    """Measure and print."""
    heads = ["hook", "s", "s of processors", "200 sound ones", "an action that is none", "`*` on `*`"]
    show("pre-commit on 200 policies", heads, [measured(hook) for hook in HOOKS])


if __name__ == "__main__":
    main()
