"""The built guide: what its page is asked, and the programs that ask."""

from __future__ import annotations

import json

from tests.bench.reading import MESSAGE

POLICY = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Action": ["lambda:GetFunction", "lambda:InvokeFunctions"], "Resource": "*"},
            {
                "Effect": "Allow",
                "Action": "s3:GetObject",
                "Resource": "arn:aws:s3:::reports/*",
                "Condition": {"Bool": {"aws:SecureTransport": "true"}},
            },
        ],
    },
    indent=2,
)
ASKED = MESSAGE

# From the first touch to the report; nothing of the runtime is loaded before.
ANSWER = """async (paste) => {
  const start = performance.now();
  const report = await whydenied.ask(paste);
  const end = performance.now();
  if (report.denials[0].action !== "lambda:GetFunction") throw new Error("wrong answer: " + JSON.stringify(report));
  return { start, end };
}"""

# The first policy, with no rest after the error before it.
ANSWER_POLICY = """async (paste) => {
  const start = performance.now();
  const report = await whydenied.ask(paste);
  if (report.kind !== "policy" || !report.policies.length) throw new Error("wrong answer: " + JSON.stringify(report));
  return performance.now() - start;
}"""
