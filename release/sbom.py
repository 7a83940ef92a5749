"""The software bill of materials of a wheel, as CycloneDX: the package itself and each work that it carries, with
version, licence and origin, from the notices that travel with it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from email import message_from_bytes
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from cyclonedx.factory.license import LicenseFactory
from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

RUNTIME = "mkdocs_whydenied/runtime/files/"
SPDX = {
    "Mozilla Public License 2.0": "MPL-2.0",
    "Python Software Foundation License 2": "PSF-2.0",
    "MIT / University of Illinois NCSA": "MIT OR NCSA",
    "MIT": "MIT",
    "zlib": "Zlib",
    "bzip2": "bzip2-1.0.6",
    "BSD 2-Clause": "BSD-2-Clause",
}
"""The notices' words for licences, and their SPDX expressions."""
_ROW = re.compile(
    r"^\| (?!work |---)(?P<work>[^|]+?) \| (?P<where>[^|]+?) \| (?P<licence>[^|]+?) \| (?P<links>[^|]+?) \|$",
    re.MULTILINE,
)


def carried(wheel: ZipFile) -> Iterator[Component]:
    """The works of others in a wheel."""
    manifest = json.loads(wheel.read(f"{RUNTIME}manifest.json"))
    info = json.loads(wheel.read(f"{RUNTIME}pyodide-lock.json"))["info"]
    versions = {"CPython": manifest["python"], "Pyodide": manifest["pyodide"], "Emscripten": info["platform"]}
    for row in _ROW.finditer(wheel.read(f"{RUNTIME}THIRD_PARTY.md").decode()):
        name = row["work"].split()[0]
        yield Component(
            name=name,
            bom_ref=name,
            version=versions.get(name),
            type=ComponentType.LIBRARY,
            licenses=[LicenseFactory().make_from_string(SPDX[row["licence"]])],
            description=row["where"].replace("`", ""),
            external_references=[
                ExternalReference(type=ExternalReferenceType.WEBSITE, url=XsUri(row["links"].split(", ")[-1]))
            ],
        )


def bill(path: Path) -> str:
    """The bill of a wheel as JSON. Raises ValueError when it is not what CycloneDX's schema asks for."""
    with ZipFile(path) as wheel:
        name = next(each for each in wheel.namelist() if each.endswith(".dist-info/METADATA"))
        metadata = message_from_bytes(wheel.read(name))
        bom = Bom()
        bom.metadata.component = Component(
            name=str(metadata["Name"]),
            bom_ref=str(metadata["Name"]),
            version=str(metadata["Version"]),
            type=ComponentType.LIBRARY,
            purl=PackageURL("pypi", None, str(metadata["Name"]), str(metadata["Version"])),
            licenses=[LicenseFactory().make_from_string(str(metadata["License-Expression"]))],
            hashes=[
                HashType(alg=HashAlgorithm.SHA_256, content=hashlib.sha256(path.read_bytes()).hexdigest())
            ],
        )
        for component in carried(wheel):
            bom.components.add(component)
            bom.register_dependency(bom.metadata.component, [component])
    text = JsonV1Dot6(bom).output_as_string(indent=1)
    if problem := JsonStrictValidator(SchemaVersion.V1_6).validate_str(text):
        raise ValueError(f"the bill of materials is not CycloneDX: {problem}")
    # Two bills of one wheel are the same: no serial number, no time.
    plain: dict[str, Any] = json.loads(text)
    plain.pop("serialNumber", None)
    plain["metadata"].pop("timestamp", None)
    return json.dumps(plain, indent=1, ensure_ascii=False) + "\n"
