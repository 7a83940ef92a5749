"""The IAM data: what it answers, that it is whole, and that it stays small and quick."""

from __future__ import annotations

from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties import examples
from whydenied.aws.data import far, iam, keys, managed_policies, near, principals, regions
from whydenied.aws.data.packed import Action, ConditionKey, Service

DATA = Path(iam.__file__).parent
SOURCES = DATA.parents[2]


def found(name: str) -> Action:
    action = iam.action(name)
    assert isinstance(action, Action), name
    return action


@pytest.mark.parametrize(
    ("name", "level", "resources", "condition_keys"),
    [
        ("lambda:InvokeFunction", "Write", {"function": True}, {"lambda:EventSourceToken"}),
        ("Lambda:invokefunctionURL", "Write", {"function": True}, {"lambda:FunctionUrlAuthType"}),
        ("lambda:AddPermission", "Permissions management", {"function": True}, {"lambda:Principal"}),
        ("lambda:ListFunctions", "List", {}, set()),
        (
            "lambda:TagResource",
            "Tagging",
            {"function": False, "layer": None},
            {"aws:RequestTag/${TagKey}", "aws:TagKeys"},
        ),
        ("s3:GetObject", "Read", {"object": False, "bucket": None}, set()),
        ("s3:ListBucket", "List", {"bucket": False, "object": None}, {"s3:prefix"}),
        ("sqs:SendMessage", "Write", {"queue": True}, set()),
        ("eks:DescribeCluster", "Read", {"cluster": True}, set()),
        ("workmail:ListUsers", "List", {"organization": True}, set()),
    ],
)
def test_an_action_is_what_the_reference_says(
    name: str, level: str, resources: dict[str, bool | None], condition_keys: set[str]
) -> None:
    action = found(name)
    assert f"{action.service}:{action.name}".lower() == name.lower()
    assert action.access_level == level
    types = {row.name: row.required for row in action.resource_types}
    assert {name: types.get(name) for name in resources} == resources
    assert condition_keys <= set(action.condition_keys)


def test_dependent_actions_are_what_the_caller_also_needs() -> None:
    assert "iam:PassRole" in found("lambda:CreateFunction").dependent_actions


@pytest.mark.parametrize(
    "name",
    [
        "",
        ":",
        "lambda",
        "lambda:",
        "lambda:*",
        "lambda:Invoke",
        "lambda:InvokeFunction ",
        "lamda:InvokeFunction",
        "a" * 10**6,
        "\ud800:x",
    ],
)
def test_what_is_no_action_is_unknown(name: str) -> None:
    assert iam.action(name) is None
    assert iam.keys_of(name) == frozenset()


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("lambda:InvokeFunction", ["lambda:InvokeFunction"]),
        ("LAMBDA:invokefunction*", ["lambda:InvokeFunction", "lambda:InvokeFunctionUrl"]),
        ("sqs:*Message", ["sqs:DeleteMessage", "sqs:ReceiveMessage", "sqs:SendMessage"]),
        ("sts:Assume????", ["sts:AssumeRole", "sts:AssumeRoot"]),
        ("sts:A***Role", ["sts:AssumeRole"]),
        ("lambda:Nothing*", []),
        ("lambda:", []),
        ("lambda", []),
        ("nothing:*", []),
        ("lambda:[A-Z]*", []),
        ("lambda:" + "a*" * 5000, []),
        ("lambda:" + "*?" * 5000, []),
    ],
)
def test_a_pattern_gives_the_actions_it_matches(pattern: str, expected: list[str]) -> None:
    assert list(iam.expand(pattern) or ()) == expected


def test_stars_match_everything() -> None:
    everything = set(iam.expand("*") or ())
    assert everything == set(iam.expand("*:*") or ())
    assert everything >= {"lambda:InvokeFunction", "workmail:ListUsers"}
    assert set(iam.expand("s?s:Create*") or ()) >= {"sqs:CreateQueue", "sns:CreateTopic"}


@pytest.mark.parametrize(
    ("name", "own", "kind", "multivalued"),
    [
        ("aws:SourceArn", "aws:SourceArn", "ARN", False),
        ("AWS:SourceAccount", "aws:SourceAccount", "String", False),
        ("aws:PrincipalOrgPaths", "aws:PrincipalOrgPaths", "String", True),
        ("aws:ResourceTag/team", "aws:ResourceTag/${TagKey}", "String", False),
        ("aws:PrincipalTag/a/b:c", "aws:PrincipalTag/${TagKey}", "String", False),
        ("aws:SecureTransport", "aws:SecureTransport", "Bool", False),
        ("aws:MultiFactorAuthAge", "aws:MultiFactorAuthAge", "Numeric", False),
        ("aws:CurrentTime", "aws:CurrentTime", "Date", False),
        ("aws:SourceIp", "aws:SourceIp", "IPAddress", False),
        ("lambda:SourceFunctionArn", "lambda:SourceFunctionArn", "ARN", False),
        ("lambda:SubnetIds", "lambda:SubnetIds", "String", True),
        ("s3:RequestObjectTag/cost", "s3:RequestObjectTag/${TagKey}", "String", False),
        ("secretsmanager:ResourceTag/x", "secretsmanager:ResourceTag/${TagKey}", "String", False),
        ("kms:EncryptionContext:app", "kms:EncryptionContext:${EncryptionContextKey}", "String", False),
        ("events:Metadata/x/Matcher", "events:Metadata/${MetadataKey}/Matcher", "String", False),
        ("cognito-identity.amazonaws.com:amr", "cognito-identity.amazonaws.com:amr", "String", True),
        ("SAML:aud", "saml:aud", "String", False),
        (
            "token.actions.githubusercontent.com:repository",
            "token.actions.githubusercontent.com:repository",
            "String",
            False,
        ),
        ("catalog:ChangeType", "catalog:ChangeType", "String", False),
        ("ec2:osuser", "ec2:osuser", "String", False),
    ],
)
def test_a_condition_key_is_found_as_policies_write_it(
    name: str, own: str, kind: str, multivalued: bool
) -> None:
    assert iam.condition_key(name) == ConditionKey(own, kind, multivalued)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "name",
    ["", "aws", "aws:", "aws:ResourceTag", "aws:ResourceTag/", "aws:Nothing", "s3:prefx", "s3:ExistingObjectTag/", "nothing:x", "oidc.example.com:sub",
     "kms:EncryptionContext:", "a" * 10**6, "aws:arn"],
)  # fmt: skip
def test_what_is_no_condition_key_is_unknown(name: str) -> None:
    assert iam.condition_key(name) is None


@pytest.mark.parametrize(
    ("name", "claim"),
    [
        ("oidc.example.com:sub", True),
        ("oidc.eks.eu-west-1.amazonaws.com/id/ABCD:aud", True),
        ("token.actions.githubusercontent.com:sub", True),
        ("s3:prefix", False),
        ("aws:SourceArn", False),
        ("oidc.example.com", False),
        ("oidc.example.com:", False),
        (".:x", False),
    ],
)
def test_claims_of_identity_providers_are_told_apart(name: str, claim: bool) -> None:
    assert iam.is_claim(name) is claim


@pytest.mark.parametrize(
    ("action", "key", "taken"),
    [
        ("s3:ListBucket", "s3:prefix", True),
        ("s3:GetObject", "s3:prefix", False),
        ("s3:GetObject", "s3:ExistingObjectTag/team", True),
        ("s3:GetObject", "aws:SourceVpce", True),
        ("s3:GetObject", "lambda:SourceFunctionArn", True),
        ("lambda:CreateFunction", "lambda:Layer", True),
        ("lambda:InvokeFunction", "aws:ResourceTag/team", True),
        ("lambda:ListFunctions", "aws:ResourceTag/team", False),
        ("lambda:InvokeFunction", "aws:RequestTag/team", False),
        ("iam:PassRole", "iam:PassedToService", True),
        ("s3:GetObject", "iam:PassedToService", False),
        ("secretsmanager:GetSecretValue", "secretsmanager:ResourceTag/team", True),
        ("s3:GetObject", "aws:Nothing", False),
    ],
)
def test_which_keys_a_request_for_an_action_carries(action: str, key: str, taken: bool) -> None:
    assert iam.takes(action, key) is taken


@pytest.mark.parametrize(
    ("call", "actions"),
    [
        ("lambda:Invoke", ("lambda:InvokeFunction",)),
        ("s3:listobjectsv2", ("s3:ListBucket",)),
        ("s3:HeadObject", ("s3:GetObject",)),
        ("s3:ListDirectoryBuckets", ("s3express:ListAllMyDirectoryBuckets",)),
        ("kms:ReEncrypt", ("kms:ReEncryptFrom", "kms:ReEncryptTo")),
        ("apigateway:CreateRestApi", ("apigateway:POST",)),
        ("sqs:SendMessageBatch", ("sqs:SendMessage",)),
        ("sqs:SendMessage", ()),
        ("nothing", ()),
    ],
)
def test_operations_that_are_no_actions(call: str, actions: tuple[str, ...]) -> None:
    assert iam.api_actions(call) == actions


@pytest.mark.parametrize(
    ("name", "service", "meant"),
    [
        ("InvokeFunctions", "lambda", "InvokeFunction"),
        ("invokefuntion", "lambda", "InvokeFunction"),
        ("GetObjects", "s3", "GetObject"),
        ("DescribeInstance", "ec2", "DescribeInstances"),
        ("PutItems", "dynamodb", "PutItem"),
        ("Frobnicate", "ec2", None),
        ("", "ec2", None),
        ("x" * 10**6, "ec2", None),
    ],
)
def test_the_nearest_action(name: str, service: str, meant: str | None) -> None:
    assert iam.nearest(name, (iam.names(service) or {}).values()) == meant


@pytest.mark.parametrize(
    ("prefix", "meant"), [("lamda", "lambda"), ("s33", "s3"), ("dynamo", "dynamodb"), ("xyzzy", None)]
)
def test_the_nearest_service(prefix: str, meant: str | None) -> None:
    assert iam.nearest(prefix, iam.TITLES) == meant


@pytest.mark.parametrize(
    ("principal", "standing"),
    [
        ("lambda.amazonaws.com", "known"),
        ("edgelambda.amazonaws.com", "known"),
        ("delivery.logs.amazonaws.com", "known"),
        ("logs.eu-west-1.amazonaws.com", "known"),
        ("ec2.amazonaws.com.cn", "known"),
        ("alexa-appkit.amazon.com", "known"),
        ("something.lambda.amazonaws.com", "cannot-tell"),
        ("something.aws.internal", "cannot-tell"),
        ("s33.amazonaws.com", "unknown"),
        ("lambda.amazon.com", "unknown"),
        ("lambda", "unknown"),
        (".amazonaws.com", "unknown"),
        ("..lambda.amazonaws.com", "unknown"),
        ("", "unknown"),
    ],
)
def test_service_principals(principal: str, standing: str) -> None:
    assert principals.standing(principal) == standing


def test_a_misspelt_principal_has_a_nearest() -> None:
    assert iam.nearest("s33.amazonaws.com", principals.candidates()) == "s3.amazonaws.com"


def test_every_listed_principal_is_known() -> None:
    assert {principals.standing(name) for name in principals.candidates()} == {"known"}


def test_regions_belong_to_one_partition() -> None:
    listed = [region for names in regions.BY_PARTITION.values() for region in names]
    assert len(listed) == len(set(listed)) == len(regions.REGIONS)
    assert "us-gov-west-1" in regions.BY_PARTITION["aws-us-gov"]


def test_withdrawn_policies_give_way_to_current_ones() -> None:
    assert set(managed_policies.REPLACED.values()) <= managed_policies.CURRENT.keys()
    assert not managed_policies.WITHDRAWN.keys() & managed_policies.CURRENT.keys()
    assert all(path.endswith(f"/{name}") for name, path in managed_policies.CURRENT.items())


def test_what_is_unlisted_or_retired_is_not_in_the_data_as_well() -> None:
    from whydenied.aws.data import unlisted

    assert not [name for name in unlisted.ACTIONS if iam.action(name) or not iam.is_unlisted(name.upper())]
    assert not [
        prefix for prefix in unlisted.RETIRED if iam.exists(prefix) or not iam.is_retired(prefix.upper())
    ]


@pytest.mark.parametrize("prefix", sorted(iam.TITLES))
def test_every_service_is_whole(prefix: str) -> None:
    service = iam.service(prefix.upper())
    assert isinstance(service, Service)
    assert (service.prefix, service.title) == (prefix, iam.TITLES[prefix])
    names = sorted(action.name for action in service.actions.values())
    assert list(iam.expand(f"{prefix}:*") or ()) == [f"{prefix}:{name}" for name in names]
    assert list((iam.names(prefix) or {}).values()) == names
    for lower, action in service.actions.items():
        assert iam.action(f"{prefix}:{action.name}") is action
        assert lower == action.name.lower()
        assert {row.name for row in action.resource_types} <= service.resource_types.keys()
        assert iam.keys_of(f"{prefix}:{action.name}") <= service.condition_keys.keys()
        assert not [need for need in action.dependent_actions if not iam.action(need)]
    for key in service.condition_keys.values():
        assert key.name.count("${") <= 1
        assert iam.condition_key(key.name) is not None
    for resource in service.resource_types.values():
        assert all(
            pattern.startswith("arn:") and pattern.count(":") >= 5 for pattern in resource.arn_patterns
        )


def test_far_and_near_are_all_services() -> None:
    assert near.TEXTS.keys() | far.TEXTS.keys() == iam.TITLES.keys()
    assert not near.TEXTS.keys() & far.TEXTS.keys()
    assert iam.TITLES.keys() >= iam.RCP_SUPPORTED


NAMES = sorted(iam.names("s3") or ())


@given(st.sampled_from(NAMES), st.lists(st.tuples(st.integers(0, 40), st.sampled_from("*?")), max_size=6))
@examples(200)
def test_patterns_match_as_shells_match(name: str, wildcards: list[tuple[int, str]]) -> None:
    pattern = name
    for place, mark in wildcards:
        at = place % (len(pattern) + 1)
        pattern = pattern[:at] + mark + pattern[at + (mark == "?") :]
    expected = [
        f"s3:{known}" for lower, known in (iam.names("s3") or {}).items() if fnmatchcase(lower, pattern)
    ]
    assert list(iam.expand(f"S3:{pattern}") or ()) == expected


@given(st.text(max_size=60))
@examples(300)
def test_any_text_at_all_gets_an_answer(text: str) -> None:
    for name in (text, f"lambda:{text}", f"aws:{text}"):
        iam.action(name)
        iam.expand(name)
        iam.is_claim(name)
        iam.nearest(name, iam.TITLES)
        principals.standing(name)
        assert not iam.condition_key(name) or ":" in name


def test_tables_of_keys_are_of_known_types() -> None:
    assert all(key.name.lower() == lower for lower, key in (keys.GLOBAL | keys.CORRECTED).items())
    assert keys.GLOBAL.keys() >= keys.LISTED
    assert set(keys.DEPRECATED.values()) <= {key.name for key in keys.GLOBAL.values()}
