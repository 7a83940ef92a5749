"""What is spared for speed changes no answer: a rule that is not asked has nothing to say, and a text without a
word of secrets has none."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from tests.cases.secrets import AWS, NEAR, OTHERS, PLACES, Maker
from whydenied import Guide, check
from whydenied.lint import index
from whydenied.lint.pages import page
from whydenied.lint.patterns import any_account
from whydenied.lint.policy import Policy, policy_of
from whydenied.lint.rule import (
    CONDITIONS,
    LONG,
    NAMED_RESOURCE,
    ODD_CONDITION,
    POLICY,
    RESOURCES,
    STATEMENT,
    TYPED,
    Rule,
)
from whydenied.lint.rules import all_rules
from whydenied.lint.run import Lines
from whydenied.lint.traits import root_traits, traits
from whydenied.policies.documents import sole
from whydenied.policies.kind import kind
from whydenied.policies.nodes import Node
from whydenied.text import credentials, secrets
from whydenied.text.text import Text
from whydenied.text.words import Words

TRAITS = {CONDITIONS, LONG, NAMED_RESOURCE, ODD_CONDITION, RESOURCES, TYPED}


def spared() -> list[Rule]:
    """The rules that an index leaves out where it sees that they have nothing to say."""
    return [
        rule
        for rule in all_rules()
        if rule.concerns_text
        or (rule.looks_at == POLICY and rule.concerns_action)
        or TRAITS.intersection(rule.needs)
    ]


def policies() -> Iterator[Policy]:
    """The policies of all rules' pages."""
    for rule in all_rules():
        for example in page(rule).examples:
            if document := sole(Text(example.policy)):
                context = frozenset({"whole", "alone"})
                yield policy_of(document, example.type or kind(document).type, None, context)


def test_a_rule_that_is_not_asked_has_nothing_to_say() -> None:
    left_out: set[str] = set()
    for policy in policies():
        words = index.mentioned(policy)
        parts = [traits(statement) for statement in policy.statements]
        whole = index.whole(policy.type, words, root_traits(policy, parts))
        for rule in spared():
            if (rule.types and policy.type not in rule.types) or (
                rule.mentions and words.isdisjoint(rule.mentions)
            ):
                continue
            if rule.looks_at == POLICY and rule not in whole:
                left_out.add(rule.code)
                assert not [*rule.check(policy)], rule.code
            for statement, told in zip(policy.statements, parts, strict=True):
                asked = index.chosen(policy.type, words, statement.effect, told)[STATEMENT]
                if (
                    rule.looks_at == STATEMENT
                    and rule not in asked
                    and rule.effect in (None, statement.effect)
                ):
                    left_out.add(rule.code)
                    assert not [*rule.check(statement, policy)], rule.code
    assert left_out == {rule.code for rule in spared()}
    assert len(left_out) > 10


@pytest.mark.parametrize(
    "text", [*NEAR, *(make(Maker(shape))[1] for shape, make in {**AWS, **OTHERS}.items())]
)
@pytest.mark.parametrize("place", PLACES)
def test_a_text_without_a_word_of_secrets_has_none(text: str, place: str, monkeypatch) -> None:
    paste = PLACES[place]("value", text)
    quick = secrets.find(paste)
    every = Words((paste[:1] or " ",))
    monkeypatch.setattr(secrets, "_ASKING", every)
    monkeypatch.setattr(secrets, "_BEGINS", every)
    assert secrets.find(paste) == quick


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("arn:aws:sqs:eu-west-1:444455556666:a:b", "arn:aws:sqs:eu-west-1:111122223333:a:b"),
        ("arn:aws:s3:::reports/*", "arn:aws:s3:::reports/*"),
        ("arn:aws:sqs:eu-west-1:44445555666:orders", "arn:aws:sqs:eu-west-1:44445555666:orders"),
        ("arn:aws:sqs:*:*:orders", "arn:aws:sqs:*:*:orders"),
        ("*", "*"),
    ],
)
def test_the_form_of_an_arn_has_no_account_of_its_own(text: str, form: str) -> None:
    assert any_account(text) == form
    for rule in all_rules():
        for tells in (rule.fault, rule.concerns_text):
            assert tells is None or bool(tells(text)) == bool(tells(form)), rule.code


def test_lines_are_found_in_any_order() -> None:
    text = "a\nbc\n\nd"
    lines = Lines(text)
    for place in (7, 0, 3, 2, 6, 4, 5, 1):
        before = text[:place].split("\n")
        assert lines.at(place) == (len(before), len(before[-1]) + 1)


def test_words_that_begin_alike_are_all_found() -> None:
    words = Words(("glpat-", "glrt-", "g", "key"))
    assert sorted(words.found_in("a glrt- and a key")) == ["g", "glrt-", "key"]
    assert not words.any_in("nothin")


WORDS = [word for begins, _ in credentials.TOKENS for word in begins]


@pytest.mark.parametrize("word", WORDS)
def test_words_are_found_wherever_they_stand(word: str) -> None:
    words = Words(WORDS)
    every = words.found_in(" ".join(WORDS))
    assert sorted(every) == sorted(WORDS)
    for text in (
        word,
        f"_.{word}",
        f"a_b.c {word}_.",
        f"_{word}{word[::-1]}",
        word[1:],
        word[:-1],
        word[::-1],
    ):
        assert words.found_in(text) == [each for each in every if each in text]


def test_the_values_of_a_policy_are_gone_with_its_report() -> None:
    texts = [example.policy for example in page(all_rules()[0]).examples]
    gc.collect()
    gc.disable()
    try:
        before = sum(isinstance(each, Node) for each in gc.get_objects())
        for text in texts:
            check(text, Guide.empty(), policies=[text])
        assert sum(isinstance(each, Node) for each in gc.get_objects()) == before
    finally:
        gc.enable()
