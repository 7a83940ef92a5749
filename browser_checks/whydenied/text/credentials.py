"""Credentials of other services than AWS, and passwords, by the forms that make them known; look-alikes and
placeholders are left alone.

Forms: the token formats that the services document, and gitleaks's rules (MIT).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from math import log2

_B, _E = r"(?<![A-Za-z0-9_])", r"(?![A-Za-z0-9_])"
# What a token begins with, and its whole form.
_TOKENS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("ghp_", "gho_", "ghu_", "ghs_", "ghr_"), r"gh[pousr]_[A-Za-z0-9]{36,255}"),
    (("github_pat_",), r"github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}"),
    (("glpat-", "gldt-", "glrt-", "glcbt-", "glptt-", "glft-", "glsoat-", "glimt-", "glagent-"),
     r"gl(?:pat|dt|rt|cbt|ptt|ft|soat|imt|agent)-[\w-]{20,200}(?:\.[\w.-]{2,80})?"),
    (("GR1348941",), r"GR1348941[\w-]{20}"),
    (("xox",), r"xox[abceoprs](?:\.xox[bp])?-[\w-]{10,300}"),
    (("xapp-",), r"xapp-\d-[A-Z0-9]{6,20}-\d{6,20}-[A-Za-z0-9]{20,100}"),
    (("hooks.slack.com",), r"hooks\.slack\.com/(?:services|workflows|triggers)/[A-Za-z0-9+/]{20,120}"),
    (("sk_live_", "sk_test_", "rk_live_", "rk_test_"), r"[sr]k_(?:live|test)_[A-Za-z0-9]{16,250}"),
    (("whsec_",), r"whsec_[A-Za-z0-9+/]{24,100}={0,2}"),
    (("AIza",), r"AIza[\w-]{35}"),
    (("GOCSPX-",), r"GOCSPX-[\w-]{24,40}"),
    (("ya29.",), r"ya29\.[\w.-]{20,2000}"),
    (("1//0",), r"1//0[\w-]{40,200}"),
    (("npm_",), r"npm_[A-Za-z0-9]{36}"),
    (("pypi-",), r"pypi-AgE[\w-]{50,2000}"),
    (("Q~",), r"[A-Za-z0-9_~.-]{3}\dQ~[A-Za-z0-9_~.-]{31,34}"),
    (("SG.",), r"SG\.[\w-]{20,24}\.[\w-]{39,50}"),
    (("sk-",), r"sk-(?:ant-|proj-|svcacct-|admin-|or-)?[\w-]{32,250}"),
    (("hf_",), r"hf_[A-Za-z0-9]{34,40}"),
    (("dop_v1_", "doo_v1_", "dor_v1_"), r"do[por]_v1_[0-9a-f]{64}"),
    (("shpat_", "shpca_", "shppa_", "shpss_"), r"shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}"),
    (("atlasv1.",), r"[A-Za-z0-9]{14}\.atlasv1\.[\w-]{60,70}"),
    (("hvs.", "hvb."), r"hv[sb]\.[\w-]{24,300}"),
    (("dckr_pat_",), r"dckr_pat_[\w-]{27}"),
    (("ATATT3", "ATCTT3"), r"AT[AC]TT3[\w=-]{60,300}"),
    (("NRAK-",), r"NRAK-[A-Z0-9]{27}"),
    (("glsa_", "glc_"), r"(?:glsa_[A-Za-z0-9]{32}_[0-9a-fA-F]{8}|glc_[A-Za-z0-9+/]{32,400}={0,2})"),
    (("lin_api_",), r"lin_api_[A-Za-z0-9]{40}"),
    (("PMAK-",), r"PMAK-[0-9a-f]{24}-[0-9a-f]{34}"),
    (("dp.",), r"dp\.(?:pt|st|ct|sa|scim|audit)\.(?:[\w-]{1,40}\.)?[A-Za-z0-9]{40,44}"),
    (("AGE-SECRET-KEY-1",), r"AGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}"),
    (("rubygems_",), r"rubygems_[0-9a-f]{48}"),
    (("sntrys_", "sntryu_"), r"sntry[su]_[A-Za-z0-9+/=_-]{60,400}"),
    (("pul-",), r"pul-[0-9a-f]{40}"),
    (("pscale_",), r"pscale_(?:tkn|pw|oauth)_[\w.=-]{32,64}"),
    (("dapi",), r"dapi[0-9a-f]{32}(?:-\d)?"),
    (("sbp_",), r"sbp_[0-9a-f]{40}"),
    (("nfp_",), r"nfp_[A-Za-z0-9]{36,40}"),
    ((":AA",), r"\d{8,10}:AA[\w-]{33}"),
    (("discord",), r"discord(?:app)?\.com/api/webhooks/\d{15,21}/[\w-]{60,80}"),
)  # fmt: skip
TOKENS = tuple((begins, _B + form + _E) for begins, form in _TOKENS)
"""What a token begins with, and its pattern. Patterns of this module are compiled when a word in the text asks
for them: all of them take longer than most answers."""
BEGINS = tuple(word for begins, _ in TOKENS for word in begins)
"""All that tokens begin with: most pastes hold none of it."""
_FIXED = ("github_pat_", "GR1348941", "AIza", "npm_", "ghp_", "dop_v1_", "shpat_", "rubygems_", "lin_api_")

# A password inside an address: of a database, a repository, a queue.
_ADDRESS = r"(?i)\b[a-z][a-z0-9+.-]{1,30}://(?:[^\s:/@\"'<>|]{0,100}):([^\s/@\"'<>|]{3,200}(?:@[^\s/@\"'<>|]{1,60})?)@(?!sha256:)[\w\[]"
_HEADER = r"(?i)\b(?:proxy-)?authorization[\"'\\]{0,3}[ \t]{0,40}[:=,|\u2502][ \t]{0,20}(?:[|>][+-]?\s{1,40})?[\"'\\]{0,3}(?:basic|bearer|token|bot)[ \t]{1,4}([A-Za-z0-9+/=_.~-]{8,4000})"
_USER = r"(?<![\w-])(?:-u|--user|--proxy-user)[ =]{1,4}[\"']?[^\s:\"'/]{1,100}:([^\s\"']{4,200})"
_NETRC = r"\blogin\s{1,8}\S{1,100}\s{1,8}password\s{1,8}(\S{4,200})"
_DOCKER = r"\\{0,3}\"(?:auth|identitytoken|registrytoken)\\{0,3}\"\s{0,8}:\s{0,8}\\{0,3}\"([A-Za-z0-9+/=_.-]{8,4000})"
_NPMRC = r":?_(?:auth(?:Token)?|password)[ \t]{0,4}=[ \t]{0,4}[\"']?([A-Za-z0-9+/=_.-]{8,400})"
_AZURE = r"(?i)(?:AccountKey|SharedAccessKey|SharedSecret)=([A-Za-z0-9+/]{40,90}={0,2})|[?&;]sig=([A-Za-z0-9%/+_-]{40,120}=?)(?=[&\s\"']|$)"
_QUOTE = r"(?:&quot;|&#34;|[\"'\\`]){0,6}"
_BETWEEN = rf"{_QUOTE}[ \t]{{0,40}}(?:=>|:=|[:=|\u2502]|,(?=[ \t]{{0,4}}[\"']))[ \t]{{0,20}}(?:[|>][+-]?\s{{1,40}})?{_QUOTE}"
_VALUE = r"([^\s\"'`\\,;&|<>{}()\u2502]{6,400})"
_PASSWORD = rf"(?i)(?<![A-Za-z0-9:$.])(?:[\w.-]{{0,40}}[_.-])?(?:password|passwd|passphrase|pwd|pgpassword|mysql_pwd){_BETWEEN}{_VALUE}"
_FLAG = r"(?i)(?<!\S)--[\w-]{0,40}(?:password|passwd|passphrase)[ =]{1,4}[\"']?([^\s\"'-][^\s\"']{5,200})"
_NAMED = rf"(?i)(?<![A-Za-z0-9:$./])(?:[\w.-]{{0,40}}[_.-])?(?:client[_-]?secret|app[_-]?secret|secret[_-]?key|jwt[_-]?secret|webhook[_-]?secret|signing[_-]?secret|secret|api[_-]?key|apikey|access[_-]?token|auth[_-]?token|refresh[_-]?token|private[_-]?token|bearer[_-]?token|bot[_-]?token|encryption[_-]?key|(?<=_)token){_BETWEEN}{_VALUE}"
_PASSWORDS = {"password": "", "passwd": "", "passphrase": "", "pwd": ""}
_KEYS = {
    "secret": "",
    "key": r"(?:secret|api|encryption)[_-]?$",
    "token": r"(?:access|auth|refresh|private|bearer|bot)[_-]?$|_$",
}
_HEAD = 12
_FOLLOWS = r"(?:&quot;|&#34;|[\"'\\`]){0,6}(?:[ \t]{0,40}(?:=>|:=|[:=|\u2502,])|\s)"
# How far the name and the value of a secret may reach before and behind such a word.
_BEFORE = 120
_BEHIND = 900
# What people write where a secret would stand.
_PLACEHOLDER = (
    r"(?i)example|placeholder|your|change_?me|redacted|masked|hidden|removed|dummy|xxxx|0{8}|\*{3}|\u2022{3}|\.{3}|\u2026|\u2588"
    r"|^(?:my|the|a|some|user|admin|db|new|old)?[_-]?(?:password|passwd|pass|secret|token|apikey|api[_-]?key|value|string|none|null|true|false|required|undefined|optional)\d{0,3}$"
    r"|^[$%@#<{\[(]|\$\{|\{\{|<[\w -]+>|^(?:var|local|data|module|env|process|os|self|args|config|settings|secrets?|params?|event|aws)[.\[(]"
    r"|^(?:https?|s3|file|ssm|arn|op|vault|projects|resolve):|^arn|^/"
)
_UUID = r"(?i)[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"


def entropy(word: str) -> float:
    """Entropy in bits per character: near 4.7 for 40 characters of random base64, below 4 for words and
    paths."""
    return -sum(share * log2(share) for share in (word.count(char) / len(word) for char in set(word)))


def contains(text: str, words: tuple[str, ...]) -> bool:
    """Whether the text contains one of the words; much cheaper than searching a pattern that begins with
    them."""
    for word in words:  # noqa: SIM110 - any() takes three times as long, and this runs for every paste
        if word in text:
            return True
    return False


def tokens(text: str, *, fixed: bool = False) -> Iterator[tuple[int, int]]:
    """Where tokens of other services stand; with *fixed* only those whose end does not depend on what
    follows."""
    if not contains(text, BEGINS):
        return
    for begins, pattern in TOKENS:
        if fixed and begins[0] not in _FIXED:
            continue
        if contains(text, begins):
            for match in re.finditer(pattern, text):
                tail = match[0][len(begins[0]) :]
                if not re.search(_PLACEHOLDER, match[0]) and len(set(tail)) > 6:
                    yield match.span()


def passwords(text: str) -> Iterator[tuple[int, int]]:
    """Where passwords stand, and keys that only their names make known."""
    lower = text.lower()
    if "://" in text:
        yield from _values(_ADDRESS, text, 3)
    if "authorization" in lower:
        yield from (match.span(1) for match in re.finditer(_HEADER, text) if _is_opaque(match[1]))
    if "-u" in text or "--proxy-user" in text:
        yield from _values(_USER, text, 4)
    if '"' in text and ("auth" in lower or "token" in lower):
        yield from (match.span(1) for match in re.finditer(_DOCKER, text) if _is_opaque(match[1]))
    if "_auth" in text or "_password" in text:
        yield from _values(_NPMRC, text, 8)
    if "key=" in lower or "sig=" in lower or "secret=" in lower:
        for match in re.finditer(_AZURE, text):
            yield match.span(1 if match[1] else 2)
    for start, end in _asking(text, lower, _PASSWORDS):
        for pattern in (_PASSWORD, _FLAG, _NETRC):
            yield from _values(pattern, text, 6, start, end)
    for start, end in _asking(text, lower, _KEYS):
        for match in re.compile(_NAMED).finditer(text, start, end):
            value = match[1]
            if len(value) >= 16 and "://" not in value and _is_opaque(value) and entropy(value) >= 3.2:
                yield match.span(1)


def _asking(text: str, lower: str, words: Mapping[str, str]) -> Iterator[tuple[int, int]]:
    """The parts of a text around *words* that name a secret, each behind what it needs before it, and followed by
    what parts a name from its value: these patterns are slow, and a paste may have megabytes."""
    if len(lower) != len(text):  # a letter that is two small ones
        yield 0, len(text)
        return
    if not contains(lower, tuple(words)):
        return
    follows = re.compile(_FOLLOWS)
    places = sorted(
        place
        for word, head in words.items()
        for place in _places(lower, word)
        if follows.match(lower, place + len(word))
        and (not head or re.search(head, lower[max(0, place - _HEAD) : place]))
    )
    begin = stop = 0
    for place in places:
        start, end = max(0, place - _BEFORE), min(len(text), place + _BEHIND)
        if start > stop:
            if stop:
                yield begin, stop
            begin = start
        stop = end
    if stop:
        yield begin, stop


def _places(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def _values(
    pattern: str, text: str, least: int, start: int = 0, end: int | None = None
) -> Iterator[tuple[int, int]]:
    for match in re.compile(pattern).finditer(text, start, len(text) if end is None else end):
        value = match[1]
        if len(value) >= least and not re.search(_PLACEHOLDER, value) and len(set(value)) > 2:
            mixed = not value.isalpha() or not (value.islower() or value.istitle())
            if mixed or pattern is _ADDRESS or pattern is _USER:
                yield match.span(1)


def _is_opaque(value: str) -> bool:
    """Whether a value looks drawn, not written: letters and digits, no placeholder, no id that is printed
    everywhere."""
    return bool(
        any(map(str.isalpha, value))
        and (any(map(str.isdigit, value)) or len(value) >= 40 or value.endswith("="))
        and not re.search(_PLACEHOLDER, value)
        and not re.fullmatch(_UUID, value)
    )
