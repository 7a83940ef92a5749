"""What a denial leaves out that says neither who called nor why."""

from __future__ import annotations

from ..call.call import Call
from .fix import S3_SILENT


def silent(call: Call) -> tuple[str, ...]:
    """What S3 leaves out that says neither who called nor why it was denied."""
    denial = call.denial
    is_bare = not (denial.principal or denial.policy_type) and (denial.action or "").startswith("s3:")
    return (S3_SILENT,) if is_bare else ()
