"""Backstage without Backstage: a site that its techdocs-core plugin builds, run through the sanitizer of its own
TechDocs package into a shadow root, in a page with the security policy that its backend sends."""

from __future__ import annotations

import json
from base64 import b64encode
from hashlib import sha256

from tests.hosts.rows import Row

_FROM = "/npm/@backstage/plugin-techdocs/dist/reader/transformers"
# What the sanitizer imports: DOMPurify, and two functions of React's and Backstage's that give it its settings.
_IMPORTS = json.dumps(
    {
        "imports": {
            "dompurify": "/npm/dompurify/dist/purify.es.mjs",
            "react": "/react.js",
            "@backstage/core-plugin-api": "/api.js",
        }
    }
)
_HASH = b64encode(sha256(_IMPORTS.encode()).digest()).decode()
# Helmet's defaults with the scripts that Backstage's backend adds, less the upgrade to https, which it has.
_POLICY = (
    "default-src 'self'; base-uri 'self'; font-src 'self' https: data:; frame-ancestors 'self'; "
    f"img-src 'self' data:; object-src 'none'; script-src 'self' 'unsafe-eval' 'sha256-{_HASH}'; "
    "script-src-attr 'none'; style-src 'self' https: 'unsafe-inline'"
)
_SETTINGS = {"allowedCustomElementTagNameRegExp": "^why-denied$"}


def _files(settings: dict[str, str]) -> dict[str, str]:
    return {
        "mkdocs.yml": "site_name: Wiki\nplugins: [techdocs-core]\n",
        "docs/index.md": "# Help\n\n<why-denied></why-denied>\n",
        "app/index.html": (
            '<!doctype html><html lang="en"><meta charset="utf-8"><title>App</title><link rel="icon" href="data:,">\n'
            '<link rel="stylesheet" href="/whydenied/whydenied.css">\n'
            '<script src="/whydenied/whydenied.js" defer></script>\n'
            f'<script type="importmap">{_IMPORTS}</script>\n'
            '<script type="module" src="/reader.js"></script><body><div id="reader"></div></body></html>\n'
        ),
        "app/react.js": (
            "export const useMemo = (make) => make();\nexport const useCallback = (call) => call;\n"
        ),
        "app/api.js": (
            f"const settings = {json.dumps(settings)};\n"
            "const config = { getOptionalString: (key) => settings[key], getOptionalStringArray: () => undefined };\n"
            "export const configApiRef = {};\n"
            "export const useApi = () => ({ getOptionalConfig: () => config });\n"
        ),
        "app/reader.js": (
            f'import {{ useSanitizerTransformer }} from "{_FROM}/html/transformer.esm.js";\n'
            f'import {{ transform }} from "{_FROM}/transformer.esm.js";\n'
            'const page = await (await fetch("/techdocs/index.html")).text();\n'
            "const dom = await transform(page, [useSanitizerTransformer()]);\n"
            'document.querySelector("#reader").attachShadow({ mode: "open" }).replaceChildren(dom);\n'
        ),
    }


def _row(name: str, settings: dict[str, str], note: str, broken: str = "") -> Row:
    steps = (
        "python -m mkdocs build --quiet --strict --site-dir {site}/techdocs",
        "cp -R app/. {site}",
        "cp -RL node_modules {site}/npm",
    )
    return Row(
        name,
        ("mkdocs-techdocs-core",),
        ("sh", "-c", " && ".join(steps)),
        alone=("@backstage/plugin-techdocs", "dompurify"),
        files=_files(settings),
        place="app/whydenied",
        headers={"Content-Security-Policy": _POLICY},
        note=note,
        broken=broken,
    )


BACKSTAGE = (
    _row(
        "Backstage's TechDocs, the element allowed",
        _SETTINGS,
        "embedded in the app; its own sanitizer and the backend's policy, in a page of ours",
    ),
    _row(
        "Backstage's TechDocs, not configured",
        {},
        "",
        "TechDocs takes away every element of its own name that the app's configuration does not allow",
    ),
)
