"""`whydenied summary` counts what is in the records, however they are written and shared out."""

from __future__ import annotations

import gzip
import io
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties import examples
from tests.terminal import trail
from tests.terminal.conftest import Call
from whydenied.cli.logs import groups, records
from whydenied.cli.logs.records import Reader

FEW = [*trail.records(400)]
DENIED = [record for record in FEW if record.get("errorCode") == "AccessDenied"]
FAILED = [record for record in FEW if "errorCode" in record]


def s3(number: int, key: str) -> dict[str, Any]:
    """A data event whose message names nothing."""
    record = trail.record(number, trail.random.Random(number))
    named = {"bucketName": "acme-bills", "key": key, "Host": "acme-bills.s3.eu-west-1.amazonaws.com"}
    said = {"errorCode": "AccessDenied", "errorMessage": "Access Denied"}
    return {
        **record,
        "eventSource": "s3.amazonaws.com",
        "eventName": "GetObject",
        "requestParameters": named,
        **said,
    }


def compact(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


WRITTEN = {
    "as AWS delivers them": compact({"Records": FEW}),
    "with blanks": json.dumps({"Records": FEW}, indent=2),
    "a line each": "\n".join(map(compact, FEW)),
    "a list": json.dumps(FEW),
    "lookup-events": json.dumps(
        {"Events": [{"EventId": "x", "CloudTrailEvent": compact(each)} for each in FEW]}
    ),
    "EventBridge": "\n".join(compact({"version": "0", "detail": each}) for each in FEW),
    "CloudWatch Logs": json.dumps({"events": [{"timestamp": 1, "message": compact(each)} for each in FEW]}),
    "lines after a time": "\n".join(f"2026-11-30T10:00:00Z {compact(each)}" for each in FEW),
    "several files": compact({"Records": FEW[:100]}) + compact({"Records": FEW[100:]}),
}


@pytest.mark.parametrize("text", WRITTEN.values(), ids=[*WRITTEN])
@pytest.mark.parametrize("chunk", [1 << 20, 700])
def test_records_are_read_however_they_are_written(
    text: str, chunk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "_CHUNK", chunk)
    reader = Reader(io.StringIO(text))
    assert [*reader] == FAILED
    assert (reader.count, reader.unread) == (400, 0)


@pytest.mark.slow
@examples(40)
@given(st.sampled_from([*WRITTEN]), st.integers(300, 5_000))
def test_no_border_of_what_is_read_at_once_is_seen(how: str, chunk: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(records, "_CHUNK", chunk)
        assert [*Reader(io.StringIO(WRITTEN[how]))] == FAILED


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("not JSON at all\n", 0),
        (compact(FAILED[0]) + "\n{broken\n" + compact(FAILED[1]), 1),
        (compact({"Records": FEW})[:-30], 1),
        ("[" * 100_000 + "\n" + compact(FAILED[0]), 1),
        ('{"Records":[]}', 0),
        ("", 0),
    ],
)
def test_what_is_no_record_is_counted_and_left_out(text: str, unread: int) -> None:
    reader = Reader(io.StringIO(text))
    assert all(record in FAILED for record in reader)
    assert reader.unread <= unread or reader.unread == unread


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("year")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(trail, "A_FILE", 150)
        trail.write(folder, 400)
    digest = folder / "AWSLogs/111122223333/CloudTrail-Digest/a.json.gz"
    digest.parent.mkdir(parents=True)
    digest.write_bytes(gzip.compress(compact({"Records": FEW}).encode()))
    return folder


def expected() -> Counter[tuple[str, str, str]]:
    """Role, action and end of the message of each denial, counted without the checker."""
    found: Counter[tuple[str, str, str]] = Counter()
    for record in DENIED:
        _, _, said = record["errorMessage"].partition("perform: ")
        action, _, rest = said.partition(" ")
        kind = next(each for each in ("identity", "service control", "boundary") if each in rest)
        found[record["userIdentity"]["sessionContext"]["sessionIssuer"]["arn"], action, kind] += 1
    return found


KINDS = {"identity-based": "identity", "scp": "service control", "permissions-boundary": "boundary"}


def test_every_denial_is_counted_in_its_row(year: Path, call: Call) -> None:
    status, out, error = call("summary", str(year), "--format", "json")
    summary = json.loads(out)
    assert (status, error, summary["records"], summary["denials"]) == (0, "", 400, len(DENIED))
    rows = {
        (group["caller"], row["action"], KINDS[row["policy_type"]]): row["count"]
        for group in summary["groups"]
        for row in group["denials"]
    }
    assert rows == expected()
    assert all(
        sum(row["resources"].values()) == row["count"]
        for group in summary["groups"]
        for row in group["denials"]
    )
    assert summary["first"] == min(record["eventTime"] for record in DENIED)


def test_jobs_and_pipes_change_nothing(year: Path, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    one = call("summary", str(year), "--format", "json")
    assert call("summary", str(year), "--format", "json", "--jobs", "2") == one
    monkeypatch.setattr("sys.stdin", io.StringIO(compact({"Records": FEW})))
    groups_of = [json.loads(out)["groups"] for out in (one[1], call("summary", "--format", "json")[1])]
    counts = [{group["caller"]: group["count"] for group in each} for each in groups_of]
    assert counts[0] == counts[1]


def test_a_person_reads_who_what_by_which_since_when_and_what_to_do(year: Path, call: Call) -> None:
    out = call("summary", str(year))[1]
    top = max(expected(), key=lambda key: expected()[key])
    assert "400 records" in out and top[0] in out and top[1] in out
    assert "explicit deny in SCP" in out and "no Allow in identity-based policy" in out
    assert "since 2026-01-" in out and "Fix: " in out
    assert "callers more" in call("summary", str(year), "--top", "2")[1]
    markdown = call("summary", str(year), "--format", "markdown")[1]
    assert "| times | action | on | denied by | since | last |" in markdown and "```json" in markdown


def test_one_change_for_each_kind_of_policy_helps_with_all_that_it_denied(year: Path, call: Call) -> None:
    several = 0
    for group in json.loads(call("summary", str(year), "--format", "json")[1])["groups"]:
        kinds = {(row["policy_type"], row["effect"]) for row in group["denials"]}
        assert len(group["changes"]) == len(kinds)
        for layer, kind in (("identity", "identity-based"), ("boundary", "permissions-boundary")):
            rows = [
                row for row in group["denials"] if (row["policy_type"], row["effect"]) == (kind, "implicit")
            ]
            found = [
                each["fix"]
                for each in group["changes"]
                if each["fix"]["layer"] == layer and each["fix"]["policy"]
            ]
            if rows:
                several += len(rows) > 1
                allowed = {each["Action"] for fix in found for each in fix["policy"]["Statement"]}
                assert {row["action"] for row in rows} <= allowed
    assert several > 3


def test_a_caller_that_is_only_denied_on_purpose_gets_no_allow(folder: Path, call: Call) -> None:
    purposely = [record for record in DENIED if "service control policy" in record["errorMessage"]][:1]
    (folder / "a.json").write_text(compact({"Records": purposely * 3}))
    (group,) = json.loads(call("summary", "a.json", "--format", "json")[1])["groups"]
    assert group["count"] == 3 and [each["fix"]["kind"] for each in group["changes"]] == ["change-deny"]


def test_a_bucket_of_many_objects_is_one_row(folder: Path, call: Call) -> None:
    made = [s3(1, f"2026/{number}.pdf") for number in range(500)]
    (folder / "a.json").write_text(compact({"Records": made}))
    (group,) = json.loads(call("summary", "a.json", "--format", "json")[1])["groups"]
    (row,) = group["denials"]
    assert (row["action"], row["count"], len(row["resources"]), row["more_resources"]) == (
        "s3:GetObject",
        500,
        40,
        True,
    )
    assert "at least" in call("summary", "a.json")[1]


def test_memory_is_bounded(folder: Path, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(groups, "_MOST_ROWS", 3)
    (folder / "a.json").write_text(compact({"Records": FEW}))
    summary = json.loads(call("summary", "a.json", "--format", "json")[1])
    kept = [row["count"] for group in summary["groups"] for row in group["denials"]]
    assert len(kept) == 3 and sum(kept) + summary["more"] == len(DENIED)


def test_a_packed_file_that_breaks_off_counts_as_far_as_it_goes(folder: Path, call: Call) -> None:
    packed = gzip.compress("\n".join(map(compact, FEW)).encode())
    (folder / "a.json.gz").write_bytes(packed[: len(packed) // 2])
    status, out, error = call("summary", "a.json.gz", "--format", "json")
    assert status == 0 and "were no JSON" in error and json.loads(out)["records"] >= 0


def test_a_file_that_is_not_there_is_a_wrong_call(folder: Path, call: Call) -> None:
    status, _, error = call("summary", "none.json")
    assert status == 2 and "cannot read none.json" in error
    assert call("summary", "--jobs", "0")[0] == 2


def test_batch_reads_the_same_files_on_several_processes(year: Path, call: Call) -> None:
    one = call("batch", str(year))
    assert call("batch", str(year), "--jobs", "2") == one
    rows = [json.loads(line) for line in one[1].splitlines()]
    assert len(rows) == len(DENIED) and rows[0]["report"]["kind"] == "cloudtrail"
    assert {row["id"] for row in rows} == {record["eventID"] for record in DENIED}


def test_batch_keeps_the_order_of_lines_on_several_processes(folder: Path, call: Call) -> None:
    lines = [compact({"id": number, "text": "nothing"}) for number in range(100)] + ["{"]
    (folder / "a.jsonl").write_text("\n".join(lines))
    rows = [json.loads(line) for line in call("batch", "a.jsonl", "--jobs", "2")[1].splitlines()]
    assert [row["id"] for row in rows] == [*range(100), None] and "Line 101" in rows[-1]["error"]
