"""Error codes: the one place that knows what a code says by itself, whatever the message around it."""

from __future__ import annotations

import re
from functools import lru_cache

from ..text.regex import lazy_regex

# Squeezed code -> section name. Sources: the "Common errors" pages of the services' API references;
# https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html
SECTIONS = {
    "expiredtoken": "credentials",
    "expiredtokenexception": "credentials",
    "requestexpired": "credentials",
    "nocredentialproviders": "credentials",
    "credentialsprovidererror": "credentials",
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
    "kms.notfoundexception": "kms",
    "kms.kmsinvalidstateexception": "kms",
    "kmsdisabledexception": "kms",
    "disabledexception": "kms",
    "kmsinvalidstateexception": "kms",
    "kmsnotfoundexception": "kms",
    "kmsaccessdeniedfault": "kms",
    "kmsdisabledfault": "kms",
    "kmsnotfoundfault": "kms",
    "kmsinvalidstatefault": "kms",
    "kmskeynotaccessiblefault": "kms",
    "kmsoptinrequired": "kms",
    "kmsdisabled": "kms",
    "kmsnotfound": "kms",
    "kmsinvalidstate": "kms",
    "decryptionfailure": "kms",
    "decryptionfailureexception": "kms",
    "encryptionfailure": "kms",
    "encryptionfailureexception": "kms",
    "inaccessibleencryptioncredentialsexception": "kms",
    "accesscontrollistnotsupported": "not-access",
    "optinrequired": "not-access",
    "subscriptionrequiredexception": "not-access",
    "optinrequiredexception": "not-access",
    "customernotentitledexception": "not-access",
    "awsorganizationsnotinuseexception": "not-access",
    "organizationsnotinuseexception": "not-access",
    "cloudtrailaccessnotenabledexception": "not-access",
    "awsserviceaccessnotenabledexception": "not-access",
    "serialconsoleaccessdisabledexception": "not-access",
    "vpcassociationauthorizationnotfound": "not-access",
    "ec2accessdeniedexception": "vpc-permissions",
    "efsmountfailureexception": "efs",
    "s3filesmountfailureexception": "efs",
    "invalidcodesignatureexception": "code-signing",
    "codeverificationfailedexception": "code-signing",
    "insufficientcapabilitiesexception": "admin-delegate",
    "policynotattachable": "admin-deprecation",
    "allaccessdisabled": "s3-access-denied",
    "iamrolemissingpermissions": "role-callers",
    "iamrolemissingpermissionsfault": "role-callers",
    # Codes of single services, from the models of their APIs.
    "encryptionkeyaccessdeniedexception": "kms",
    "encryptionkeydisabledexception": "kms",
    "kmskeydisabledexception": "kms",
    "kmskeynotfoundexception": "kms",
    "kmskeyvalidationexception": "kms",
    "kmsexception": "kms",
    "invalidkmsresourceexception": "kms",
    "kmsfault": "kms",
    "kmsrequestfailedexception": "kms",
    "insufficientencryptionpolicyexception": "kms",
    "glueencryptionexception": "kms",
    "invalidkmskey.invalidstate": "kms",
    "client.invalidkmskey.invalidstate": "kms",
    "invalidsmsroleaccesspolicyexception": "role-callers",
    "invalidemailroleaccesspolicyexception": "role-callers",
    "failedresourceaccessexception": "role-callers",
    "insufficientcloudwatchlogsresourcepolicy": "service-invoke",
    "invalidlambdafunction": "service-invoke",
    "invalidlambdafunctionexception": "service-invoke",
    "invalids3configuration": "s3-access-denied",
    "invalids3configurationexception": "s3-access-denied",
    "unabletoaccesssecretexception": "around-the-function",
    "invalidsmsroletrustrelationshipexception": "assume-role",
    "invalidcrossaccountroleexception": "assume-role",
    "insufficients3bucketpolicyexception": "s3-access-denied",
    "insufficients3bucketpolicyfault": "s3-access-denied",
    "insufficientdeliverypolicyexception": "s3-access-denied",
    "bucketpermissionexception": "s3-access-denied",
    "blockedbyorganizationpolicyexception": "scp",
    "malformedpolicyexception": "policy-validation",
    "invalidpolicydocument": "policy-validation",
    "invalidpolicyexception": "policy-validation",
    "malformedresourcepolicydocumentexception": "policy-validation",
    "invalidresourcepolicyexception": "policy-validation",
    "resourcepolicynotvalidexception": "policy-validation",
    "invalidpolicyfault": "policy-validation",
    "policysizelimitexceededexception": "policy-validation",
    "resourcepolicyinvalidparameterexception": "policy-validation",
    "wafinvalidpermissionpolicyexception": "policy-validation",
    "waflogdestinationpermissionissueexception": "no-permissions",
    "invalidauthorizationmessageexception": "read-the-message",
    "credentialsendpointerror": "credentials",
}

# Squeezed codes of quotas, which say nothing of access; what is too long, or too many, the sentence says.
_QUOTAS = frozenset(
    {
        "limitexceeded",
        "limitexceededexception",
        "limitexceededfault",
        "servicequotaexceededexception",
        "quotaexceededexception",
        "constraintviolationexception",
    }
)

# A word of a code that says: denied for want of a permission. Codes of one service each are as many as
# services.
_DENIED = lazy_regex(
    r"accessden(?:ied|y)|denyaccess|unauthori[sz]ed|notauthori[sz]ed|forbidden|authori[sz]ation(?:error|fail|exception)|noauthorization|accessto[a-z]{2,30}denied|permissions?denied|"
    r"insufficient[a-z]{0,30}?(?:permission|privilege)|nopermission|(?:operation|creation)notpermitted|accessforbidden|^authfailure"
)
_STATUSES = ("403", "401")
# Codes of another system that stand in the same texts: the name tells whose they are.
_FOREIGN = lazy_regex(
    r"(?:java|javax|org|system|symfony|illuminate|microsoft|google|azure|kotlin\.io|scala|io\.grpc|oci)\b"
)


@lru_cache(maxsize=512)
def bare(code: str) -> str:
    """A code in small letters without the name space that a client puts before it:
    ``Aws::S3::Errors::AccessDenied``, ``com.amazon.coral#X``; ``ACCESS_DENIED`` is the same code."""
    return re.split(r"[#.:]", code.lower().rstrip(".:"))[-1].replace("_", "")


def section(code: str | None) -> str | None:
    """The section that the code by itself leads to."""
    small = (code or "").lower()
    return SECTIONS.get(small) or SECTIONS.get(bare(small))


def denied(code: str | None) -> bool:
    """Whether the code says that access was denied and no more: a code that names the cause has a section of
    its own."""
    small = (code or "").lower()
    if not small or section(small) or _FOREIGN.match(small):
        return False
    name = bare(small)
    return name in _STATUSES or _DENIED.search(name) is not None


def quota(code: str | None) -> bool:
    """Whether the code says that a quota is reached."""
    return bare(code or "") in _QUOTAS


def is_known(code: str | None) -> bool:
    """Whether the code says anything about access."""
    return denied(code) or section(code) is not None


def refuses(code: str | None) -> bool:
    """Whether a denial with this code, or without one, can be for want of a permission; any other code tells
    another fault."""
    return not code or denied(code) or "denied" in bare(code)


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
