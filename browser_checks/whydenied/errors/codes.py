"""Error codes that say by themselves what kind of problem it is, whatever the message around them."""

from __future__ import annotations

# Squeezed code -> section name. Sources: the "Common errors" pages of the services' API references;
# https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html
SECTIONS = {
    "expiredtoken": "credentials",
    "expiredtokenexception": "credentials",
    "requestexpired": "credentials",
    "nocredentialproviders": "credentials",
    "credentialsprovidererror": "credentials",
    "authfailure": "credentials",
    "unrecognizedclientexception": "access-keys",
    "invalidclienttokenid": "access-keys",
    "invalidaccesskeyid": "access-keys",
    "signaturedoesnotmatch": "access-keys",
    "invalidsignatureexception": "access-keys",
    "incompletesignature": "access-keys",
    "incompletesignatureexception": "access-keys",
    "malformedpolicydocument": "policy-validation",
    "malformedpolicydocumentexception": "policy-validation",
    "malformedpolicy": "policy-validation",
    "policylengthexceededexception": "function-policy",
    "publicpolicyexception": "function-policy",
    "kmsaccessdeniedexception": "kms",
    "kmsaccessdenied": "kms",
    "kms.accessdeniedexception": "kms",
    "kms.disabledexception": "kms",
    "kmsdisabledexception": "kms",
    "disabledexception": "kms",
    "kmsinvalidstateexception": "kms",
    "kmsnotfoundexception": "kms",
    "ec2accessdeniedexception": "vpc-permissions",
    "efsmountfailureexception": "efs",
    "s3filesmountfailureexception": "efs",
    "invalidcodesignatureexception": "code-signing",
    "codeverificationfailedexception": "code-signing",
    "insufficientcapabilitiesexception": "admin-delegate",
    "policynotattachable": "admin-deprecation",
}

# Codes that mean "refused by authorization" and nothing more.
REFUSED = frozenset(
    (
        "accessdenied", "accessdeniedexception", "accessdeniedfault", "unauthorizedoperation", "client.unauthorizedoperation",
        "authorizationerror", "authorizationerrorexception", "unauthorizedaccess", "unauthorizedexception", "notauthorized", "unauthorizedtaggingoperation",
        "403",
    )
)  # fmt: skip


def refuses(code: str | None) -> bool:
    """Whether a refusal with this code, or without one, can be for want of a permission; any other code tells another fault."""
    said = (code or "").lower()
    return not said or said in REFUSED or "denied" in said or "authoriz" in said


# Codes of one service only, where the operation alone does not tell the service.
SERVICES = {
    "policylengthexceededexception": "lambda",
    "unauthorizedoperation": "ec2",
    "client.unauthorizedoperation": "ec2",
    "authfailure": "ec2",
    "requestexpired": "ec2",
    "disabledexception": "kms",
    "malformedpolicydocument": "iam",
}
