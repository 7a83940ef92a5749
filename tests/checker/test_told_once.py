"""An error whose text is lost, and in the same paste the full message of the same refusal: one refusal, and
the message decides."""

from __future__ import annotations

import pytest

from whydenied import Guide, check

REQUEST = "3b0efa8d-1111-4222-8333-9d8b4f7ab97c"
OTHER_REQUEST = "77c1d2e3-1111-4222-8333-0a1b2c3d4e5f"
LOST = {
    "terraform": (
        "Error: error creating Lambda Function (1): AccessDeniedException: \n\tstatus code: "
        f"403, request id: {REQUEST}"
    ),
    "twice": (
        f"1st try: AccessDeniedException: \n\tstatus code: 403, request id: {REQUEST}\n2nd try: "
        "AccessDeniedException: \n\tstatus code: 403"
    ),
    "short": "creating function orders: AccessDeniedException: status code: 403",
    "java": (
        "AWSLambdaException: null (Service: AWSLambda; Status Code: 403; Error Code: AccessDeniedException)"
    ),
}
LAYER = (
    "User: arn:aws:iam::111122223333:user/mia is not authorized to perform: "
    "lambda:GetLayerVersion on resource: "
    "arn:aws:lambda:eu-west-1:444455556666:layer:shared:4 because no resource-based policy "
    "allows the lambda:GetLayerVersion action"
)
ROLE = (
    "User: arn:aws:iam::111122223333:user/mia is not authorized to perform: iam:PassRole "
    "on resource: arn:aws:iam::111122223333:role/orders"
)
BETWEEN = {
    "a sentence": "\n\nWhat CloudTrail has for it:\n\n",
    "configuration": "\n\n" + "  with aws_lambda_function.orders,\n  on main.tf line 12\n" * 20 + "\n\n",
}


@pytest.mark.parametrize("between", BETWEEN)
@pytest.mark.parametrize("lost", LOST)
def test_the_message_that_tells_more_decides(lost: str, between: str, guide: Guide) -> None:
    report = check(LOST[lost] + BETWEEN[between] + LAYER, guide)
    (denial,) = report.denials
    assert (report.section, denial.action) == ("security_iam_troubleshoot-layers", "lambda:GetLayerVersion")
    assert denial.error_code == "AccessDeniedException"


APART = {
    "two messages": (LOST["terraform"] + BETWEEN["a sentence"] + LAYER + "\n\n" + ROLE, 3),
    "another request": (
        LOST["terraform"]
        + BETWEEN["configuration"]
        + f"{LAYER} (Status Code: 403, Request ID: {OTHER_REQUEST})",
        2,
    ),
    "another service": (LOST["java"] + BETWEEN["configuration"] + ROLE, 2),
    "a service that is not named": (
        (
            "RekognitionException: null (Service: Rekognition; Status Code: 403; Error Code: "
            "AccessDeniedException)"
        )
        + BETWEEN["configuration"]
        + LAYER,
        2,
    ),
    "afterwards": (LAYER + BETWEEN["configuration"] + LOST["terraform"], 2),
    "an operation": (
        "An error occurred (AccessDenied) when calling the ListQueues operation: null"
        + BETWEEN["configuration"]
        + LAYER,
        2,
    ),
}


@pytest.mark.parametrize("case", APART)
def test_what_may_be_another_refusal_stays(case: str, guide: Guide) -> None:
    paste, number = APART[case]
    assert len(check(paste, guide).denials) == number


def test_nothing_else_is_lost_with_it(guide: Guide) -> None:
    """The request that only the short error names is told, and its place is the paste's."""
    paste = LOST["terraform"] + BETWEEN["configuration"] + LAYER
    (denial,) = check(paste, guide).denials
    start, end = denial.spans["request_id"]
    assert denial.request_id == paste[start:end] == REQUEST
