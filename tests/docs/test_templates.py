"""Templates are found in the guide, and a wrong one is found wrong."""

from __future__ import annotations

import pytest

from tests.docs.templates import faults, templates
from tests.docs.test_guide import PAGES

WRONG = """Text.

```yaml
Resources:
  Lamp:
    Type: AWS::Lambda::Permission
    Properties:
      FunctionNam: lamp
      Action: lambda:InvokeFunction
      Principal: s3.amazonaws.com
```
"""


def test_templates_are_found() -> None:
    assert [line for line, _ in templates(WRONG)] == [4]
    assert [*templates("```yaml\nplugins: [whydenied]\n```\n")] == []
    assert sum(1 for page in PAGES.values() for _ in templates(page)) >= 1


def test_a_wrong_template_is_found() -> None:
    pytest.importorskip("cfnlint", reason="cfn-lint is installed by `make facts`")
    assert any("FunctionNam" in sentence for _, sentence in faults(WRONG))
