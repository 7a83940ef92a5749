"""The Regions of AWS by partition.

Source: https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html, and partitions.json of botocore 1.43.11 (Apache-2.0).
"""

from __future__ import annotations

_REGIONS = """
aws us-east-1 us-east-2 us-west-1 us-west-2 af-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2 \
ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7 ca-central-1 ca-west-1 eu-central-1 \
eu-central-2 eu-north-1 eu-south-1 eu-south-2 eu-west-1 eu-west-2 eu-west-3 il-central-1 me-central-1 me-south-1 mx-central-1 sa-east-1
aws-cn cn-north-1 cn-northwest-1
aws-us-gov us-gov-east-1 us-gov-west-1
aws-iso us-iso-east-1 us-iso-west-1
aws-iso-b us-isob-east-1 us-isob-west-1
aws-iso-e eu-isoe-west-1
aws-iso-f us-isof-east-1 us-isof-south-1
aws-eusc eusc-de-east-1
"""

BY_PARTITION: dict[str, tuple[str, ...]] = {
    partition: tuple(regions) for partition, *regions in (line.split() for line in _REGIONS.strip().splitlines())
}
"""The partitions that ARNs begin with (`arn:aws-cn:`), and the Regions of each."""

REGIONS = frozenset(region for regions in BY_PARTITION.values() for region in regions)
"""All Regions."""
