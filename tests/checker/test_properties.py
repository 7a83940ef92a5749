"""Any text at all gives a report, and every span cuts out of the paste what it names."""

from __future__ import annotations

import json
import random
import string
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from tests.properties import examples
from whydenied import Guide, Report, check
from whydenied.text.secrets import BLOT
from whydenied.text.squeeze import squeezed
from whydenied.text.text import Text
from whydenied.text.undo import undo

FORMS = [
    json.loads(line)["text"]
    for line in (Path(__file__).parent.parent / "cases/messages.jsonl").read_text("utf-8").splitlines()
]
GUIDE = Guide.empty()
DAMAGE = st.sampled_from(
    [
        "",
        "\n",
        "\\n",
        '\\"',
        "&quot;",
        "\u200b",
        "\x1b[31m",
        "\u2502 ",
        "\r\n",
        "\ud800",
        "{",
        "}",
        "{x}",
        "\\\\",
        " ",
        "| ",
        "\0",
        "arn:",
        "*",
        "::",
    ]
)


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """One or two real forms with damage at any place."""
    text = "\n".join(draw(st.lists(st.sampled_from(FORMS), min_size=1, max_size=2)))
    for _ in range(draw(st.integers(0, 5))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(DAMAGE) + text[at + draw(st.integers(0, 15)) :]
    return text


def well_formed(report: Report, paste: str) -> None:
    json.dumps(report.to_json()).encode("utf-8")
    for denial in report.denials:
        for name, (start, end) in denial.spans.items():
            assert 0 <= start < end <= len(paste), name
    for secret in report.secrets:
        assert 0 <= secret.span[0] < secret.span[1] <= len(paste)


@given(st.text(max_size=2_000))
@examples(150)
def test_any_text_gives_a_report(text: str) -> None:
    well_formed(check(text, GUIDE), text)


@given(damaged())
@example(
    "Your access has been denied by EC2, please make sure your function execution role "
    "have permission to\n*}ateNetworkInterface*."
)
@examples(250)
def test_any_damage_gives_a_report(guide: Guide, text: str) -> None:
    """Read with the whole guide, whose messages with slots are forms of their own."""
    well_formed(check(text, guide), text)


@given(st.sampled_from(FORMS), st.integers(24, 120))
@examples(120)
def test_hard_wraps_hide_nothing(text: str, width: int) -> None:
    """A main message cut at any width says what the whole one says."""
    if (
        "\n" in text
        or " is not authorized to perform" not in text
        or "{" in text
        or '"' in text
        or "&" in text
    ):
        return
    wrapped = "\n".join(text[at : at + width] for at in range(0, len(text), width))
    whole, cut = check(text, GUIDE).denials[0], check(wrapped, GUIDE).denials[0]
    assert (cut.effect, cut.policy_type) == (whole.effect, whole.policy_type)
    if whole.effect:
        assert squeezed(cut.action or "") == squeezed(whole.action or "")


@given(damaged())
@examples(100)
def test_undone_text_leads_back(text: str) -> None:
    undone = undo(Text(text))
    for at in range(0, len(undone.chars), 7):
        start, end = undone.span(at, at + 1)
        assert 0 <= start < end <= len(text)


WORDS = st.text(string.ascii_letters + string.digits + ':/*-.\u2502"\\\n ', max_size=40)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=6,
)
FIELDS = {
    "eventSource": st.sampled_from(["lambda.amazonaws.com", "s3.amazonaws.com", "ec2.amazonaws.com"])
    | ANYTHING,
    "eventName": st.sampled_from(["GetObject", "CreateFunction20150331", "RunInstances"]) | ANYTHING,
    "errorCode": st.sampled_from(["AccessDenied", "Client.UnauthorizedOperation", "ThrottlingException"])
    | ANYTHING,
    "errorMessage": st.sampled_from(FORMS) | ANYTHING,
    "userIdentity": st.fixed_dictionaries({"arn": ANYTHING, "principalId": ANYTHING}) | ANYTHING,
    "requestParameters": st.fixed_dictionaries({"bucketName": ANYTHING, "key": ANYTHING}) | ANYTHING,
    "resources": st.lists(st.fixed_dictionaries({"ARN": ANYTHING}), max_size=2) | ANYTHING,
    "requestID": ANYTHING,
    "allowed": st.booleans() | ANYTHING,
    "explicitDeny": st.booleans() | ANYTHING,
    "context": st.fixed_dictionaries({"principal": ANYTHING, "action": ANYTHING, "resource": ANYTHING})
    | ANYTHING,
}
WRAPPED = st.sampled_from(
    [
        lambda record: record,
        lambda record: {"Records": [record, record]},
        lambda record: {"Events": [{"CloudTrailEvent": json.dumps(record)}]},
        lambda record: {"detail-type": "AWS API Call via CloudTrail", "detail": record},
        lambda record: {"DecodedMessage": json.dumps(record)},
        lambda record: {"Records": record},
    ]
)


@given(st.fixed_dictionaries({}, optional=FIELDS), WRAPPED, st.sampled_from([None, 2]), WORDS)
@examples(250)
def test_any_structured_paste_gives_a_report(record, wrap, indent, before) -> None:  # type: ignore[no-untyped-def]
    text = before + json.dumps(wrap(record), indent=indent)
    well_formed(check(text, GUIDE), text)


KEY_ID = st.builds(
    "{}{}".format,
    st.sampled_from(["AKIA", "ASIA"]),
    st.text(string.ascii_uppercase + "234567", min_size=16, max_size=16),
)
BASE64 = string.ascii_letters + string.digits + "/+"
# Random characters, for their spread: a run of one letter is no secret.
CHANCE = st.integers(0, 2**32).map(random.Random)
SECRET = CHANCE.map(lambda chance: "".join(chance.sample(BASE64, 40)))
TOKEN = CHANCE.map(lambda chance: "IQoJb3JpZ2lu" + "".join(chance.choices(BASE64, k=160)))
SHOWN = st.one_of(
    KEY_ID.map(lambda value: (value, value)),
    SECRET.map(lambda value: (value, f"aws_secret_access_key={value}")),
    SECRET.map(lambda value: (value, f'"SecretAccessKey": "{value}"')),
    SECRET.map(lambda value: (value, f"<SecretAccessKey>{value}</SecretAccessKey>")),
    TOKEN.map(lambda value: (value, value)),
    TOKEN.map(lambda value: (value, f"AWS_SESSION_TOKEN={value}")),
    st.text("0123456789abcdef", min_size=64, max_size=64).map(
        lambda value: (value, f"X-Amz-Signature={value}")
    ),
)


@given(st.sampled_from(FORMS), SHOWN, st.floats(0, 1), st.booleans())
@examples(400)
def test_a_secret_anywhere_is_never_echoed(
    form: str, shown: tuple[str, str], where: float, in_a_slot: bool
) -> None:
    """Between two words of a message, or in the place of one of its values."""
    value, printed = shown
    words = form.split(" ")
    at = round(where * (len(words) - 1))
    words[at : at + in_a_slot] = [printed]
    answer = json.dumps(check(" ".join(words), GUIDE).to_json(), ensure_ascii=False)
    assert value not in answer


@given(SECRET, st.sampled_from(["principal", "resource"]))
@examples(100)
def test_a_slot_does_not_tell_how_long_a_secret_is(secret: str, slot: str) -> None:
    values = {
        "principal": "arn:aws:iam::111122223333:user/ines",
        "resource": "arn:aws:s3:::orders",
        slot: f"AWS_SECRET_ACCESS_KEY={secret}",
    }
    text = (
        f"User: {values['principal']} is not authorized to perform: s3:GetObject on resource: "
        f"{values['resource']}"
    )
    for denial in check(text, GUIDE).denials:
        assert BLOT * 5 not in (getattr(denial, slot) or "")
