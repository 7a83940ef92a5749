"""Errors whose code says that no permission is missing: no Allow is proposed for any, and no policy is asked
for."""

from __future__ import annotations

import pytest

from whydenied import Guide, check

KEY = "arn:aws:kms:eu-west-1:111122223333:key/5d1f0a3c-0000-4b6e-9c55-2f3c6a7b8d90"
CODES = {
    "DisabledException": ("Decrypt", f"{KEY} is disabled."),
    "KMSDisabledException": ("Decrypt", "The key cannot be used"),
    "KMS.DisabledException": ("GetParameter", f"{KEY} is disabled."),
    "kms:DisabledException": ("Decrypt", f"{KEY} is disabled."),
    "KMSInvalidStateException": ("Decrypt", f"{KEY} is pending deletion."),
    "KMS.KMSInvalidStateException": ("GenerateDataKey", f"{KEY} is pending import."),
    "KMSNotFoundException": (
        "Decrypt",
        "Lambda was unable to decrypt the environment variables because the KMS key was not found.",
    ),
    "NotFoundException": ("Decrypt", f"Key '{KEY}' does not exist"),
    "InvalidCiphertextException": ("Decrypt", ""),
    "ResourceNotFoundException": (
        "Invoke",
        "Function not found: arn:aws:lambda:eu-west-1:111122223333:function:billing",
    ),
    "NoSuchEntity": ("GetRole", "The role with name billing-exec cannot be found."),
    "NoSuchBucket": ("PutObject", "The specified bucket does not exist"),
    "InvalidStateException": ("StartExecution", "The state machine is being deleted"),
    "ResourceConflictException": (
        "UpdateFunctionCode",
        "The operation cannot be performed at this time. An update is in progress for resource",
    ),
    "ThrottlingException": ("Decrypt", "Rate exceeded"),
    "Throttling": ("AssumeRole", "Rate exceeded"),
    "TooManyRequestsException": ("Invoke", "Rate Exceeded."),
    "SlowDown": ("PutObject", "Please reduce your request rate."),
    "ExpiredToken": ("PutObject", "The provided token has expired."),
    "ExpiredTokenException": ("Decrypt", "The security token included in the request is expired"),
    "RequestExpired": ("DescribeInstances", "Request has expired."),
    "RequestTimeTooSkewed": (
        "GetObject",
        "The difference between the request time and the current time is too large.",
    ),
    "SignatureDoesNotMatch": (
        "GetObject",
        "The request signature we calculated does not match the signature you provided.",
    ),
    "InvalidSignatureException": (
        "Decrypt",
        "Signature expired: 20261124T101010Z is now earlier than 20261124T101011Z",
    ),
    "InvalidClientTokenId": ("GetCallerIdentity", "The security token included in the request is invalid."),
}
FORMS = {
    "botocore": "An error occurred ({code}) when calling the {operation} operation: {words}",
    "go": (
        "operation error SERVICE: {operation}, https response error StatusCode: 400, "
        "RequestID: 1, {code}: {words}"
    ),
    "java": "{code}: {words} (Service: Service, Status Code: 400, Request ID: 1)",
    "cloudtrail": '{{"eventVersion": "1.08", "eventSource": "kms.amazonaws.com", "eventName": '
    '"{operation}", "errorCode": "{code}", '
    '"errorMessage": "{words}", "userIdentity": {{"type": "AssumedRole", "arn": '
    '"arn:aws:sts::111122223333:assumed-role/billing/x"}}}}',
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("code", CODES)
def test_no_allow(code: str, form: str, guide: Guide) -> None:
    operation, words = CODES[code]
    report = check(FORMS[form].format(code=code, operation=operation, words=words), guide)
    assert {fix.layer for fix in report.fixes} <= {"none"}
    assert report.policy_to_fetch is None


@pytest.mark.parametrize(
    ("words", "title", "commands"),
    [
        (
            f"DisabledException) when calling the Decrypt operation: {KEY} is disabled.",
            "is disabled; enable it",
            ["enable-key"],
        ),
        (
            f"KMSInvalidStateException) when calling the Encrypt operation: {KEY} is pending deletion.",
            "cancel that",
            ["cancel-key-deletion"],
        ),
        (
            f"KMSInvalidStateException) when calling the Encrypt operation: {KEY} is Unavailable.",
            "look at its key state",
            ["describe-key"],
        ),
        (
            "DisabledException) when calling the Decrypt operation: the key is disabled.",
            "is disabled; enable it",
            [],
        ),
    ],
)
def test_what_to_do_about_a_key(words: str, title: str, commands: list[str], guide: Guide) -> None:
    (fix,) = check(f"An error occurred ({words}", guide).fixes
    assert title in fix.title
    said = fix.commands.get("aws-cli", "")
    assert bool(said) is bool(commands)
    assert all(f"aws kms {command} --key-id {KEY} --region eu-west-1" in said for command in commands)
