#!/usr/bin/env python3
"""Puts what the project has into fuzz/corpus/<target>/: the fuzzers start from real reports and documents."""
import hashlib
import pathlib
import zipfile

root = pathlib.Path(__file__).resolve().parent.parent
texts = sorted(root.glob("corpus/tune/*/report.txt")) + sorted(root.glob("seeds/*/*/report.txt"))
documents = [p for p in sorted(root.glob("tests/formats/*/*")) if p.is_file()]


def put(target, content):
    folder = root / "fuzz" / "corpus" / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / hashlib.sha256(content).hexdigest()[:16]).write_bytes(content)


for path in texts:
    text = path.read_text(encoding="utf-8")
    put("bytes", text.encode())
    put("bytes", text[:3000].encode("gb18030"))
    for line in text.splitlines():
        if line.strip():
            put("text", line.encode())
    put("text", text[:2000].encode())
    put("numeral", text[:500].encode())
for path in documents:
    content = path.read_bytes()
    if len(content) < 400_000:
        put("bytes", content)
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as package:
            names = package.namelist()
            parts = ["document", "numbering", "styles", "footnotes"]
            put("docx", b"\0".join(package.read(f"word/{n}.xml") if f"word/{n}.xml" in names else b"" for n in parts))
