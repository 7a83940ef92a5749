"""What answers an error without a policy imports nothing that only policies need: the page's reader waits for
all that it imports."""

import json
import subprocess
import sys

import pytest

DENIED = (
    "User: arn:aws:iam::111122223333:user/ines is not authorized to perform: lambda:GetFunction on resource: "
    "arn:aws:lambda:eu-west-1:111122223333:function:orders"
)
PROGRAM = """
import json, sys
from whydenied import Guide, check
report = check(sys.argv[1], Guide.empty())
print(json.dumps([report.denials[0].action, [name for name in sys.modules if name.startswith("whydenied.")]]))
"""
LATER = ("whydenied.lint", "whydenied.evaluation", "whydenied.verdict", "whydenied.policies.notations.")


@pytest.mark.parametrize(
    "reason",
    [
        "",
        " because no identity-based policy allows the lambda:GetFunction action",
        " with an explicit deny in a service control policy",
    ],
)
def test_an_error_without_a_policy_waits_for_nothing_else(reason: str) -> None:
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, DENIED + reason], capture_output=True, text=True, check=True
    )
    action, imported = json.loads(run.stdout)
    assert action == "lambda:GetFunction"
    assert "whydenied.advice.suggest" in imported
    assert [name for name in imported if name.startswith(LATER)] == []
