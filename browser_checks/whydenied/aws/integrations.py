"""All actions that an execution role needs for an integration; Lambda's message names only the one that it
tried first.

Sources: https://docs.aws.amazon.com/lambda/latest/dg/permissions-managed-policies.html and AWS's managed
policies, read in November 2026; event sources
https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from ..values import dataclass


@dataclass(frozen=True, slots=True)
class Integration:
    """The actions of an integration: *on* its resource, *below* it (suffix of the ARN -> actions), *beside*
    it on others, *anywhere* on `*`.

    *tried*: actions in a message that identify the integration; *managed*: the AWS managed policy for it.
    """

    name: str
    tried: frozenset[str]
    on: tuple[str, ...] = ()
    below: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    beside: tuple[tuple[str, ...], ...] = ()
    anywhere: tuple[str, ...] = ()
    managed: str | None = None
    remark: str | None = None

    @property
    def all(self) -> tuple[str, ...]:
        """Every action of the integration."""
        return (
            *self.on,
            *(action for part in (*self.below.values(), *self.beside) for action in part),
            *self.anywhere,
        )


_INTERFACES = (
    "ec2:CreateNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DeleteNetworkInterface",
    "ec2:DescribeSubnets",
    "ec2:AssignPrivateIpAddresses",
    "ec2:UnassignPrivateIpAddresses",
)
_BROKER_NETWORK = (
    "ec2:CreateNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeVpcs",
    "ec2:DeleteNetworkInterface",
    "ec2:DescribeSubnets",
    "ec2:DescribeSecurityGroups",
)

VPC = Integration(
    "joining a VPC",
    frozenset(action.lower() for action in _INTERFACES),
    anywhere=_INTERFACES,
    managed="service-role/AWSLambdaVPCAccessExecutionRole",
    remark=(
        "Lambda makes the network interfaces itself and refuses a role whose ec2 actions are "
        'held to single resources: they stay on "*".'
    ),
)
EFS = Integration(
    "mounting a file system",
    frozenset({"elasticfilesystem:clientmount", "elasticfilesystem:clientwrite"}),
    on=("elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"),
    managed="AmazonElasticFileSystemClientReadWriteAccess",
    remark="The function must be in the file system's VPC as well; leave ClientWrite out if it only reads.",
)
KAFKA_LOGIN = Integration(
    "reading an MSK cluster with IAM authentication",
    frozenset({"kafka-cluster:connect"}),
    on=("kafka-cluster:Connect", "kafka-cluster:DescribeClusterDynamicConfiguration"),
    beside=(
        ("kafka-cluster:DescribeTopic", "kafka-cluster:ReadData"),
        ("kafka-cluster:DescribeGroup", "kafka-cluster:AlterGroup"),
    ),
    remark=(
        "This is for clusters with IAM authentication; with SASL/SCRAM or TLS the cluster's "
        "own access lists decide, not IAM."
    ),
)
ALL = (
    VPC,
    EFS,
    Integration(
        "reading a queue",
        frozenset({"sqs:receivemessage", "sqs:deletemessage", "sqs:getqueueattributes"}),
        on=("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"),
        managed="service-role/AWSLambdaSQSQueueExecutionRole",
        remark=("An encrypted queue takes kms:Decrypt on its key as well; a queue of another account also its queue policy."),
    ),
    Integration(
        "reading a Kinesis stream",
        frozenset(
            {"kinesis:getrecords", "kinesis:getsharditerator", "kinesis:describestream", "kinesis:describestreamsummary", "kinesis:listshards",
             "kinesis:liststreams", "kinesis:subscribetoshard"}
        ),
        on=("kinesis:DescribeStream", "kinesis:DescribeStreamSummary", "kinesis:GetRecords", "kinesis:GetShardIterator", "kinesis:ListShards"),
        below={"/consumer/*": ("kinesis:SubscribeToShard",)},
        anywhere=("kinesis:ListStreams",),
        managed="service-role/AWSLambdaKinesisExecutionRole",
        remark="An encrypted stream takes kms:Decrypt on its key as well.",
    ),
    Integration(
        "reading a DynamoDB stream",
        frozenset({"dynamodb:getrecords", "dynamodb:getsharditerator", "dynamodb:describestream", "dynamodb:liststreams"}),
        on=("dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"),
        anywhere=("dynamodb:ListStreams",),
        managed="service-role/AWSLambdaDynamoDBExecutionRole",
        remark="The resource is the table's stream (table/NAME/stream/LABEL), not the table.",
    ),
    Integration(
        "reading an MSK cluster",
        frozenset({"kafka:describecluster", "kafka:describeclusterv2", "kafka:getbootstrapbrokers"}),
        on=("kafka:DescribeCluster", "kafka:DescribeClusterV2"),
        anywhere=("kafka:GetBootstrapBrokers", *_BROKER_NETWORK),
        managed="service-role/AWSLambdaMSKExecutionRole",
        remark=("A cluster with IAM authentication also takes kafka-cluster actions on cluster, topic and group."),
    ),
    Integration(
        "reading a broker",
        frozenset({"mq:describebroker"}),
        on=("mq:DescribeBroker",),
        anywhere=_BROKER_NETWORK,
        remark="The role also takes secretsmanager:GetSecretValue on the secret with the broker's password.",
    ),
    Integration(
        "tracing",
        frozenset({"xray:puttracesegments", "xray:puttelemetryrecords"}),
        anywhere=("xray:PutTraceSegments", "xray:PutTelemetryRecords"),
        managed="AWSXRayDaemonWriteAccess",
    ),
)  # fmt: skip


def of(action: str) -> Integration | None:
    """The integration that an action belongs to, or None."""
    return next((integration for integration in ALL if action.lower() in integration.tried), None)
