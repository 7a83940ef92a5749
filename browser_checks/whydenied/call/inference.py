"""What the words hide: conclusions from a denial that AWS did not print, each with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..aws import arn
from ..aws.operations import actions_for
from ..report import Denial
from ..text.regex import lazy_regex

_KNOWN_SESSIONS = lazy_regex(
    r"AWSCloudFormation|botocore-session-\d+|aws-go-sdk-\d+|aws-sdk-js-\w+|i-[0-9a-zA-Z]{8,17}|GitHubActions|github-?actions.*|"
    r"terraform.*|CognitoIdentity\w+|session|web-identity.*|awscli-session-\w+|AWSCodeBuild-.+|\d+|AssumeRole.*|assume-?role.*|.*@.*|.*=.*|"
    # What tools and services call theirs.
    r"external-secrets-provider-aws|token-file-web-identity|eks-.+-[0-9a-f]{8}-[0-9a-f-]{27}|AmazonMWAA-\w+|APPSYNC_ASSUME_ROLE|BackplaneAssumeRoleSession|"
    r"ecs-service-scheduler|BuildSession|GlueJobRunnerSession|AWS-Crawler|SageMaker|BedrockAgentCore-.+|DMS_ENGINE_ROLE|RedshiftIamRoleSession|"
    r".+-\d{10}(?:\d{3}|\d{9})?|gitlab-?(?:ci|runner).*|buildkite-agent.*|circleci.*|airflow.*|databricks.*|snowflake.*|vault-.+|spinnaker.*|jenkins.*",
    re.IGNORECASE,
)
_INSIDE_FUNCTION = lazy_regex(
    r"/var/task|/var/runtime|START RequestId|END RequestId|REPORT RequestId|Invoke Error|\"errorType\"|lambda_handler|lambda_function\.py|LAMBDA_WARNING"
)


# What runs in a cluster, in its role's name.
_CONTROLLER = lazy_regex(
    r"external-?(?:dns|secrets)|cert-?manager|karpenter|load-?balancer-?controller|(?:ebs|efs|fsx|s3)-?csi|cluster-?autoscaler|argo-?cd|flux|velero|"
    r"fluent-?(?:bit|d)|crossplane|kiam|kube2iam|vpc-?cni|keda|prometheus|grafana|loki|thanos|tempo|jenkins|vault|node-?group|kops|eks",
    re.IGNORECASE,
)
# Names that say nothing of a function, in a role's name as in a session's.
_GENERIC = lazy_regex(
    r"(?:session|role|user|admin|deploy\w*|build\w*|ci|cd|test\w*|dev|prod\w*|stag\w*|main|app|api|web|default|service|runner|worker|pipeline|terraform|jenkins|github\w*|"
    r"x+|\W+|\d+|redacted|name|session-?name|aws-cdk\S*)[\d-]*",
    re.IGNORECASE,
)
_FUNCTION_NAME = lazy_regex(
    r"(?:Function|Fn|Lambda|[-_](?:function|fn|lambda|handler))(?:-[A-Za-z0-9]{8,14})?$"
)
# CloudFormation's names: stack, logical id, and what makes them unique.
_OF_STACK = lazy_regex(r"[A-Za-z][\w-]{0,80}-([A-Za-z][A-Za-z0-9]{3,60})-[A-Za-z0-9]{8,14}")
_ROLE_OF = r"(?:-role-[a-z0-9]{8}|[-_]?(?:service|execution|exec|lambda|function|fn|iam)?[-_]?role)"
_IN_WORDS = lazy_regex(r"\blambda(?:'s)?[\s_-]{0,3}(?:function|execution|exec|code|role)?\b", re.IGNORECASE)
_SUBJECT = lazy_regex(
    r"\b(?:lambda(?: function)?|(?:lambda|function)(?:'s)? (?:execution )?role) is not authorized to perform",
    re.IGNORECASE,
)


def function_of(denial: Denial, around: str) -> str | None:
    """The function whose own code was denied: the session of an execution role is named after the
    function."""
    if not arn.is_session(denial.principal):
        return None
    role, session = arn.session_parts(denial.principal or "")
    if not session or _KNOWN_SESSIONS.fullmatch(session) or role.startswith("AWSReservedSSO_"):
        return None
    if f":log-group:/aws/lambda/{session}:" in f"{denial.resource}:":
        return session  # it writes its own log
    if _INSIDE_FUNCTION.search(around) or "lambda" in role.lower() or "lambda" in session.lower():
        return session
    if _CONTROLLER.search(role):
        return None
    if not _GENERIC.fullmatch(session) and (_FUNCTION_NAME.search(session) or _named_after(role, session)):
        return session
    shared = next(
        (at for at, (a, b) in enumerate(zip(role, session, strict=False)) if a != b),
        min(len(role), len(session)),
    )
    return session if shared >= 8 else None


def in_words(denial: Denial, around: str) -> bool:
    """Whether the message says in words that a function's own code was denied: "lambda function is not
    authorized"."""
    who = denial.principal or ""
    if who.startswith("arn:") or who.endswith(".amazonaws.com"):
        return False
    return bool(_IN_WORDS.search(who) or _SUBJECT.search(around))


def _named_after(role: str, session: str) -> bool:
    """Whether the role's name is made of the function's, as the console, SAM and CDK make it."""
    found = _OF_STACK.fullmatch(session)
    for name in (session, found[1] if found else ""):
        if (
            len(name) >= 3
            and not _GENERIC.fullmatch(name)
            and re.search(rf"(?:^|[-_/]){re.escape(name)}{_ROLE_OF}", role, re.IGNORECASE)
        ):
            return True
    return False


def cross_account(denial: Denial) -> bool:
    """Whether caller and resource are in different accounts; a policy's own ARN says nothing of that."""
    caller, owner = arn.account(denial.principal), arn.account(denial.resource)
    if not caller or not owner or caller == owner:
        return False
    # Ids that were shortened in two ways, "999" and "123456", prove nothing.
    if caller.isdigit() and owner.isdigit() and len(caller) != len(owner):
        return False
    # Two maskings of one account ("xxxx" and "xxxxx", "<my account_id>" and "<my_aws_account_id>") are not two
    # accounts.
    return _comparable(caller) and _comparable(owner) and _meant(caller) != _meant(owner)


def _meant(account: str) -> str:
    """What a masked account is called, without the letters and words by which two maskings of one differ."""
    return _REPEATED.sub(r"\1", account if account.isdigit() else _ANY_ACCOUNT.sub("", account.lower()))


_REPEATED = lazy_regex(r"([^\W\d_])\1+")
_ANY_ACCOUNT = lazy_regex(r"(?:aws|your|account|acct|number|id|no|nr|[\W_])+")


def _comparable(account: str) -> bool:
    return account.isdigit() or (
        len(re.sub(r"[^A-Za-z0-9]", "", account)) >= 5
        and bool(re.search(r"[a-z]{3}|[A-Z]{3}", account))
        and not re.fullmatch(
            r"[<\[{$(]*(?:aws[_ -]?)?(?:account|acct|acc)(?:[_ -]?(?:id|number|no))?[>\]})]*|redacted|x+",
            account,
            re.IGNORECASE,
        )
    )


def reasons(denial: Denial, around: str, call: str | None, *, three_way: bool = False) -> Iterator[str]:
    """What follows from the denial without being printed in it, a sentence each."""
    yield from _who(denial, around)
    yield from _what(denial, call)
    if cross_account(denial):
        yield (
            f"The caller is in account {arn.account(denial.principal)}, the resource in "
            f"{arn.account(denial.resource)}: "
            "both accounts have to allow the call."
        )
    yield from _which_policy(denial, three_way)


def _who(denial: Denial, around: str) -> Iterator[str]:
    if not arn.is_session(denial.principal):
        return
    role, session = arn.session_parts(denial.principal or "")
    if function := function_of(denial, around):
        yield (
            f"The session is named {function}, as Lambda names the session after the function: "
            f"the function's own code was denied, and its execution role {role} is what needs the permission."
        )
    elif role:
        name = role.removeprefix("AWSReservedSSO_")
        home = f"the role {role}" if name == role else f"the permission set {name.rpartition('_')[0] or name}"
        what = f"{session} is just the name of the session" if session else "This is a session"
        yield f"{what}: policies are attached to {home}, not to the session."


def _what(denial: Denial, call: str | None) -> Iterator[str]:
    if not call or not denial.action:
        return
    name, needed = call.split(":")[1], actions_for(call)
    if denial.action.lower() == call.lower():
        if needed != (call,):
            yield f"{name} is the name of the call; a policy allows it by {' and '.join(needed)}."
    elif denial.action.lower() not in {action.lower() for action in needed}:
        yield f"{name} was called, but {denial.action} is what was denied: that action is the one to allow."


def _which_policy(denial: Denial, three_way: bool) -> Iterator[str]:
    if three_way:
        yield (
            "KMS names three possible causes at once: no such key in this Region, a key policy "
            "that does not allow it, or one that denies it."
        )
    if denial.effect == "implicit":
        yield "This is an implicit deny: nothing denies the call, but no policy of this type allows it."
    elif denial.effect == "explicit":
        yield "This is an explicit Deny: a Deny overrides every Allow, so adding an Allow won't help."
    if denial.policy_type in ("scp", "rcp") and denial.policy_arn:
        yield (
            "The account in the policy's ARN is the organization's management account; it does not "
            "make this a cross-account call."
        )
    if not denial.policy_type and denial.action and denial.principal and not denial.effect:
        yield (
            "The message names no policy type: older wordings and calls across organizations leave "
            "it out, so it is not known here."
        )
