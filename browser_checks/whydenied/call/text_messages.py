"""Text messages of SNS, which go to a telephone number and to no topic.

Source: https://docs.aws.amazon.com/sns/latest/dg/sns-using-identity-based-policies.html
"""

from __future__ import annotations

from ..text.regex import lazy_regex

_PHONE = lazy_regex(r"\+\d{6,15}|PHONE_NUMBER")
_NOTE = 'A text message has no ARN: only "*" covers it, and every topic as well; deny those in a statement beside it.'


def of_text_message(printed: str | None) -> tuple[str, ...]:
    """What to say of a text message; nothing where the resource is something else."""
    return (_NOTE,) if _PHONE.fullmatch(printed or "") else ()
