"""Pastes that want to be more than text. Each must end as text, and none may break or slow the page."""

BIG = 1_000_000
DENIED = "User: {} is not authorized to perform: {} on resource: {}"
MARKUP = [
    "<script>document.title='x'</script>",
    "<img src=x onerror=\"document.title='x'\">",
    "<svg onload=\"document.title='x'\"></svg>",
    "<iframe src=\"javascript:parent.document.title='x'\"></iframe>",
    "<a href=\"javascript:document.title='x'\">here</a>",
    "</textarea><script>document.title='x'</script>",
    "</why-denied><h1>gone</h1>",
    "<style>*{display:none}</style>",
    "<!-- <b> --><plaintext>",
    "&lt;script&gt;document.title='x'&lt;/script&gt;",
    "<math><mtext><img src=x onerror=\"document.title='x'\"></mtext></math>",
    "{{ 7 * 7 }} ${7*7} <%= 7*7 %> #{7*7} {% raw %}",
    "__proto__ constructor toString",
    "javascript:document.title='x'//",
]
HOSTILE = [
    *MARKUP,
    *(DENIED.format(markup, "lambda:GetFunction", "orders") for markup in MARKUP[:6]),
    *(DENIED.format("ines", "lambda:GetFunction", markup) for markup in MARKUP[:6]),
    DENIED.format("ines", "<b>lambda</b>:GetFunction", "orders"),
    "\u202e" + DENIED.format("ines", "lambda:GetFunction", "orders") + "\u202c",
    "\u0000\u0001\u0002\u001b[2J\u001b]0;title\u0007",
    "\U0001f600" * 2_000 + DENIED.format("ines", "lambda:GetFunction", "orders"),
    "e\u0301" * 5_000,
    "User: arn:" * (BIG // 10),
    "{" * BIG,
    "\\" * BIG,
    " " * BIG + ".",
    '{"Statement": [' * (BIG // 15),
    "a" * BIG,
    "<" * 100_000,
    DENIED.format("ines", "lambda:GetFunction", "o" * 100_000),
    "is not authorized to perform: " * 20_000,
]
