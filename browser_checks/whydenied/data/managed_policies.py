"""AWS managed policies for Lambda that were withdrawn, and what took their place.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-deprecated.html
"""

REPLACED = {
    "AWSLambdaFullAccess": "AWSLambda_FullAccess",
    "AWSLambdaReadOnlyAccess": "AWSLambda_ReadOnlyAccess",
}
