"""Whether a line's end is a sentence's, or what a wrap left."""

from __future__ import annotations

import pytest

from whydenied.text.lines import is_wrapped
from whydenied.text.records import Records

_ARN = "arn:aws:sqs:eu-west-1:111122223333:tides"


@pytest.mark.parametrize(
    ("text", "wrapped"),
    [
        ("The user is not\nauthorized to do this", True),
        ("ERROR: the queue said:\nAccess Denied", True),
        ("AccessDenied: Access Denied\n    at Request.extractError", True),
        ("no valid providers in chain\ncaused by: AccessDenied", True),
        ('errorType: "AccessDenied"\nerrorMessage: "Access Denied"', True),
        ("<Code>AccessDenied</Code>\n<Message>Access Denied</Message>", True),
        (f"so that it may read {_ARN}\nand write to it", True),
        ("upload failed: Access Denied\nError: the next step was left out", False),
        ("Cannot exceed quota for PolicyVersions: 7\nBuild step 4 failed (AccessDenied)", False),
        (
            f"denied on {_ARN} with an explicit deny in a session policy\nAccess Denied (Aws::S3::Errors)",
            False,
        ),
        ("sqs:SendMessage with an explicit deny\n\nsns:Publish with another one", False),
    ],
)
def test_a_line_that_goes_on(text: str, wrapped: bool) -> None:
    assert is_wrapped(text, text.index("\n")) is wrapped


def test_lines_of_one_width_are_one_paragraph() -> None:
    text = (
        "An error occurred (AccessDeniedException) when calling the\n"
        "AssumeRoleForPodIdentity operation: Unauthorized Exception!\n"
        "EKS does not have permissions to assume the associated role."
    )
    assert not Records(text).in_lines(0, len(text) - 1)


def test_an_empty_line_between_short_ones_goes_on_nowhere() -> None:
    assert not is_wrapped("}\n\n{", 2)
