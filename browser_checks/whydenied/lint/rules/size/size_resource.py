"""The policy of a function, bucket or other resource is longer than its service takes.

Lambda takes 20,480 bytes for the policy of a function, a version or an alias, S3 the same for a bucket, SQS
8,192 for a queue. Many statements of one kind, one for each topic or rule, are the usual reason.

Bad (resource):
    {
      "Effect": "Allow",
      "Principal": {"AWS": "arn:aws:iam::111122223333:role/app"},
      "Action": "s3:GetObject",
      "Resource": ["arn:aws:s3:::invoices-of-the-year/{0000..0519}/*"]
    }

Good (resource):
    {
      "Effect": "Allow",
      "Principal": {"AWS": "arn:aws:iam::111122223333:role/app"},
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::invoices-of-the-year/*"
    }

Source: https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ...policy import Policy
from ...rule import LONG, POLICY, WARNING, Problem, Rule
from ._quota import over

_QUOTAS = {
    "lambda": (20_480, "a function's policy"), "s3": (20_480, "a bucket's policy"), "sqs": (8_192, "a queue's policy"),
    "kms": (32_768, "a key's policy"), "dynamodb": (20_480, "a table's policy"), "secretsmanager": (20_480, "a secret's policy"),
    "ecr": (10_240, "a repository's policy"),
}  # fmt: skip
"""Characters that the policy of a service's resource may have; of other services it is not known for certain.

Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html,
https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html,
https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html,
https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutResourcePolicy.html,
https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutResourcePolicy.html,
https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_SetRepositoryPolicy.html,
https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
"""
_ENDPOINT = (20_480, "an endpoint's policy")


def check(policy: Policy) -> Iterator[Problem]:
    """A policy over the quota of its service, where that is known."""
    found = _ENDPOINT if policy.type == "vpc-endpoint" else _QUOTAS.get(policy.service or "")
    if found:
        yield from over(policy, *found, "One statement with a wildcard can replace many of the same kind.")


RULE = Rule(
    "size-resource", WARNING, POLICY, check, types=frozenset({"resource", "vpc-endpoint"}), needs=(LONG,)
)
