#!/usr/bin/env python3
"""Makes the fixtures of tests/formats.rs from reports.py with real office software.

    tests/formats/make.py [FOLDER]     needs soffice, chromium, gs, a Chinese font, and others.py's packages

Producers: own .docx (written here, with automatic numbering), LibreOffice (.docx .doc .rtf .pdf .html .xlsx .xls),
Chromium (print to PDF), Ghostscript (PDF distilled again), own PDF with CID fonts that are not embedded,
own .html, .txt in several encodings, .zip with a GBK name; and the independent ones of others.py.
"""
import html
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from reports import REPORTS, printed, truth

HERE = Path(__file__).resolve().parent
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
EPOCH = (1980, 1, 1, 0, 0, 0)


def pack(path, parts):
    """A zip file without dates, so that the bytes depend on the parts alone."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            z.writestr(info, text)


class GbkName(zipfile.ZipInfo):
    """A name as archivers of Chinese Windows write it: GBK, and not marked as UTF-8."""

    def _encodeFilenameFlags(self):
        return self.filename.encode("gbk"), self.flag_bits & ~0x800


# ---------------------------------------------------------------- docx

LEVELS = [("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."), ("decimal", "（%4）")]

TYPES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>
<Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/>
<Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>
<Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/>
</Types>"""
RELS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"""
DOC_RELS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>
<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/>
<Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/>
<Relationship Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header" Target="header1.xml"/>
</Relationships>"""
FONT = '<w:rFonts w:ascii="Noto Serif CJK SC" w:hAnsi="Noto Serif CJK SC" w:eastAsia="Noto Serif CJK SC"/>'


def run(text, props=""):
    return f'<w:r><w:rPr>{props}</w:rPr><w:t xml:space="preserve">{html.escape(text, quote=False)}</w:t></w:r>'


def paragraph(text, props=""):
    runs = "".join(run(piece) for piece in text.split("|"))
    return f"<w:p><w:pPr>{props}</w:pPr>{runs}</w:p>"


def docx_table(rows):
    width = len(rows[0])
    xml = ['<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>']
    xml += [f'<w:{side} w:val="single" w:sz="4" w:color="000000"/>' for side in
            ("top", "left", "bottom", "right", "insideH", "insideV")]
    xml.append("</w:tblBorders></w:tblPr><w:tblGrid>" + f'<w:gridCol w:w="{9000 // width}"/>' * width + "</w:tblGrid>")
    open_merges = {}
    for r, row in enumerate(rows):
        xml.append("<w:tr>")
        column = 0
        while column < width:
            cell = row[column]
            text, columns, n_rows = cell if isinstance(cell, tuple) else (cell, 1, 1)
            props = ""
            if cell is None:
                last, columns = open_merges[column]
                assert r <= last
                props, text = "<w:vMerge/>", ""
            elif n_rows > 1:
                open_merges[column] = (r + n_rows - 1, columns)
                props = '<w:vMerge w:val="restart"/>'
            if columns > 1:
                props = f'<w:gridSpan w:val="{columns}"/>' + props
            xml.append(f"<w:tc><w:tcPr>{props}</w:tcPr>{paragraph(text)}</w:tc>")
            column += columns
        xml.append("</w:tr>")
    return "".join(xml) + "</w:tbl>"


def numbering():
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{fmt}"/><w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>' for n, (fmt, text) in enumerate(LEVELS))
    return (f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:numbering {W}><w:abstractNum w:abstractNumId="0">'
            f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
            f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>')


def styles():
    headings = "".join(
        f'<w:style w:type="paragraph" w:styleId="h{n}"><w:name w:val="heading {n + 1}"/><w:basedOn w:val="n"/>'
        f'<w:pPr><w:numPr><w:ilvl w:val="{n}"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="{n}"/></w:pPr></w:style>'
        for n in range(4))
    return (f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr>{FONT}'
            f'<w:sz w:val="28"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" '
            f'w:styleId="n"><w:name w:val="Normal"/></w:style>{headings}</w:styles>')


def page_part(kind, text):
    page = ('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>')
    body = f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{run("— ")}{page}{run(" —")}</w:p>' if text is None else paragraph(text)
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{kind} {W}>{body}</w:{kind}>'


def docx(path, name, report):
    body = []
    indent = '<w:ind w:firstLineChars="200" w:firstLine="560"/><w:jc w:val="both"/>'
    for piece in report:
        if piece[0] == "title":
            body.append(paragraph(piece[1], '<w:jc w:val="center"/>'))
            if name == "columns":
                body.append(f'<w:p><w:pPr>{section(1)}</w:pPr></w:p>')
        elif piece[0] == "heading":
            body.append(paragraph(piece[2], f'<w:pStyle w:val="h{piece[1]}"/>'))
        elif piece[0] == "text":
            body.append(paragraph(piece[1], indent))
        else:
            body.append(docx_table(piece[1]))
    # A head on one page only cannot be told from a line of the text: the report of one page has none.
    head = report[0][1] if name != "columns" else ""
    rel = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    final = section(2 if name == "columns" else 1)
    document = (f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document {W} {rel}><w:body>'
                f'{"".join(body)}{final}</w:body></w:document>')
    pack(path, {"[Content_Types].xml": TYPES, "_rels/.rels": RELS, "word/document.xml": document,
                "word/_rels/document.xml.rels": DOC_RELS, "word/styles.xml": styles(), "word/numbering.xml": numbering(),
                "word/footer1.xml": page_part("ftr", None), "word/header1.xml": page_part("hdr", head)})


def section(columns):
    kind = '<w:type w:val="continuous"/>' if columns > 1 else ""
    return (f'<w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:footerReference w:type="default" r:id="rId3"/>{kind}'
            f'<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" '
            f'w:header="720" w:footer="720" w:gutter="0"/><w:cols w:num="{columns}" w:space="480"/></w:sectPr>')


# ---------------------------------------------------------------- html

PAGE = """<!DOCTYPE html>
<html lang="zh"><head><meta charset="{charset}"><title>{title}</title>
<style>body{{font-family:"Noto Serif CJK SC";font-size:14pt}}p{{text-indent:2em;text-align:justify}}
h1{{text-align:center;font-size:18pt}}table{{border-collapse:collapse;width:100%}}td{{border:1px solid #000;padding:2pt}}
.columns{{column-count:2}}@media print{{nav,.tools,footer{{display:none}}}}</style></head><body>
<nav><ul><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li><li><a href="/zwfw/">政务服务</a></li></ul>
<div>当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; 财政信息</div></nav>
<div class="content"><h1>{title}</h1>
<div class="tools">来源：县财政局　发布时间：2024-03-15 09:30　字体：<a href="#">大</a> <a href="#">中</a> <a href="#">小</a></div>
<div class="article {columns}" id="zoom">
{body}
</div></div>
<div class="tools"><a href="javascript:print()">打印</a> <a href="javascript:close()">关闭</a></div>
<footer><p>主办：云岭县人民政府　ICP备案12345678号　网站标识码4300000001</p></footer>
</body></html>
"""


def html_table(rows):
    out = ["<table>"]
    for row in rows:
        out.append("<tr>")
        for cell in row:
            if cell is None:
                continue
            text, columns, n_rows = cell if isinstance(cell, tuple) else (cell, 1, 1)
            spans = (f' colspan="{columns}"' if columns > 1 else "") + (f' rowspan="{n_rows}"' if n_rows > 1 else "")
            out.append(f"<td{spans}>{html.escape(text)}</td>")
        out.append("</tr>")
    return "".join(out) + "</table>"


def page(name, report, charset):
    title, body = report[0][1], []
    for kind, value in printed(report)[1:]:
        body.append(f"<p>{html.escape(value)}</p>" if kind == "text" else html_table(value))
    return PAGE.format(title=title, body="\n".join(body), charset=charset, columns="columns" if name == "columns" else "")


# ---------------------------------------------------------------- pdf with fonts that are not embedded

def cid_pdf(path, report, cmap, encode):
    """One Type0 font with a predefined CMap; words are broken into lines of 32 characters, digits may break."""
    lines = []
    for kind, value in printed(report):
        if kind == "text":
            text = "　　" + value if len(value) > 32 else value
            lines += [[(0, text[i:i + 32])] for i in range(0, len(text), 32)]
        else:
            cells = [[c if isinstance(c, str) else c[0] if c else "" for c in row] for row in value]
            # Each column as wide as its longest cell; merged cells stand where they begin, over empty places.
            single = [[c if isinstance(c, str) else c[0] if c and c[1] == 1 else "" for c in row] for row in value]
            wide = [7 * max(4, *(len(row[x]) for row in single)) + 10 for x in range(len(value[0]))]
            lines += [[(sum(wide[:x]), text) for x, text in enumerate(row) if text] for row in cells]
    pages = [lines[i:i + 36] for i in range(0, len(lines), 36)]
    objects = {1: b"<</Type/Catalog/Pages 2 0 R>>",
               3: f"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/{cmap}/DescendantFonts[4 0 R]>>".encode(),
               4: b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)"
                  b"/Supplement 2>>/DW 1000/FontDescriptor 5 0 R>>",
               5: b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0"
                  b"/Ascent 880/Descent -120/CapHeight 880/StemV 93>>"}
    kids, number = [], 6
    for n, page_lines in enumerate(pages):
        stream = []
        for down, line in enumerate(page_lines):
            for x, text in line:
                size = 14 if len(line) == 1 else 7
                stream.append(f"BT /F1 {size} Tf {60 + x} {780 - 20 * down} Td <{encode(text).hex()}> Tj ET")
        stream.append("BT /F1 10 Tf 280 40 Td " + f"<{encode(f'- {n + 1} -').hex()}> Tj ET")
        body = "\n".join(stream).encode()
        objects[number] = (f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>"
                           f"/Contents {number + 1} 0 R>>").encode()
        objects[number + 1] = b"<</Length %d>>stream\n%s\nendstream" % (len(body), body)
        kids.append(f"{number} 0 R")
        number += 2
    objects[2] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>".encode()
    out, offsets = bytearray(b"%PDF-1.5\n"), {}
    for n in sorted(objects):
        offsets[n] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (n, objects[n])
    xref = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % number
    out += b"".join(b"%010d 00000 n \n" % offsets[n] for n in range(1, number))
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (number, xref)
    path.write_bytes(bytes(out))


# ---------------------------------------------------------------- workbooks

def tables(report):
    """The tables of a report, each below the unit that is announced for it."""
    pieces = printed(report)
    found = []
    for (_, before), (kind, rows) in zip(pieces, pieces[1:]):
        if kind == "table":
            unit = [[before] + [""] * (len(rows[0]) - 1)] if str(before).startswith("单位：") else []
            found.append(unit + rows)
    return found


def cell_name(column, row):
    return f"{chr(ord('A') + column)}{row + 1}"


def xlsx(path, report):
    """One sheet per table; whole and decimal numbers as numbers with a format, merged cells."""
    sheets = tables(report)
    parts = {"[Content_Types].xml": '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>' + "".join(f'<Override PartName="/xl/worksheets/sheet{n + 1}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>' for n in range(len(sheets))) + "</Types>",
             "_rels/.rels": RELS.replace("word/document.xml", "xl/workbook.xml")}
    s = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    r = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    parts["xl/workbook.xml"] = f'<?xml version="1.0" encoding="UTF-8"?><workbook {s} {r}><sheets>' + "".join(f'<sheet name="表{n + 1}" sheetId="{n + 1}" r:id="rId{n + 1}"/>' for n in range(len(sheets))) + "</sheets></workbook>"
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts["xl/_rels/workbook.xml.rels"] = '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' + "".join(f'<Relationship Id="rId{n + 1}" Type="{rel}/worksheet" Target="worksheets/sheet{n + 1}.xml"/>' for n in range(len(sheets))) + f'<Relationship Id="rId99" Type="{rel}/styles" Target="styles.xml"/></Relationships>'
    parts["xl/styles.xml"] = f'<?xml version="1.0" encoding="UTF-8"?><styleSheet {s}><numFmts count="1"><numFmt numFmtId="170" formatCode="0.0"/></numFmts><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="4" applyNumberFormat="1"/><xf numFmtId="2" applyNumberFormat="1"/><xf numFmtId="170" applyNumberFormat="1"/></cellXfs></styleSheet>'
    for n, rows in enumerate(sheets):
        xml, merges = [], []
        for y, row in enumerate(rows):
            xml.append(f'<row r="{y + 1}">')
            for x, cell in enumerate(row):
                if cell is None:
                    continue
                text, columns, n_rows = cell if isinstance(cell, tuple) else (cell, 1, 1)
                if columns * n_rows > 1:
                    merges.append(f'<mergeCell ref="{cell_name(x, y)}:{cell_name(x + columns - 1, y + n_rows - 1)}"/>')
                number = text.replace(",", "")
                if number.replace(".", "", 1).isdigit():
                    decimals = len(number.partition(".")[2])
                    style = {0: 0, 1: 3, 2: 1 if "," in text else 2}[decimals]
                    # A sum that binary arithmetic gets wrong in the last place, as real sheets hold it.
                    value = repr(float(number) - 0.1 + 0.1) if decimals else number
                    xml.append(f'<c r="{cell_name(x, y)}" s="{style}"><v>{value}</v></c>')
                else:
                    xml.append(f'<c r="{cell_name(x, y)}" t="inlineStr"><is><t>{html.escape(text)}</t></is></c>')
            xml.append("</row>")
        merged = f'<mergeCells count="{len(merges)}">{"".join(merges)}</mergeCells>' if merges else ""
        parts[f"xl/worksheets/sheet{n + 1}.xml"] = f'<?xml version="1.0" encoding="UTF-8"?><worksheet {s}><sheetData>{"".join(xml)}</sheetData>{merged}</worksheet>'
    pack(path, parts)


# ---------------------------------------------------------------- office software

def soffice(folder, source, target, out_name):
    """Converts with LibreOffice; `target` may name a filter."""
    with tempfile.TemporaryDirectory() as tmp:
        subprocess.run(["soffice", f"-env:UserInstallation=file://{tmp}/profile", "--headless", "--convert-to", target,
                        "--outdir", f"{tmp}/out", str(source)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        [made] = list(Path(f"{tmp}/out").iterdir())
        shutil.move(made, folder / out_name)


def chromium(source, target):
    with tempfile.TemporaryDirectory() as tmp:
        subprocess.run(["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp}",
                        "--no-pdf-header-footer", f"--print-to-pdf={target}", source.as_uri()],
                       check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def main():
    import features
    import others
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    for name, report in REPORTS.items():
        out = folder / name
        out.mkdir(parents=True, exist_ok=True)
        (out / "truth.txt").write_text(truth(report), encoding="utf-8")
        docx(out / "own.docx", name, report)
        soffice(out, out / "own.docx", "docx:MS Word 2007 XML", "libreoffice.docx")
        soffice(out, out / "own.docx", "doc:MS Word 97", "libreoffice.doc")
        soffice(out, out / "own.docx", "rtf", "libreoffice.rtf")
        soffice(out, out / "own.docx", "pdf:writer_pdf_Export", "libreoffice.pdf")
        soffice(out, out / "own.docx", "html:HTML (StarWriter)", "libreoffice.html")
        (out / "own.html").write_text(page(name, report, "utf-8"), encoding="utf-8")
        (out / "gbk.html").write_bytes(page(name, report, "gb2312").encode("gb18030"))
        # Embedded Chinese fonts make large files: each browser prints half of the reports.
        if name in ("columns", "tables"):
            chromium(out / "own.html", out / "chromium.pdf")
        subprocess.run(["gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pdfwrite", f"-sOutputFile={out / 'ghostscript.pdf'}",
                        str(out / "libreoffice.pdf")], check=True)
        cid_pdf(out / "cid-gbk.pdf", report, "GBK-EUC-H", lambda s: s.encode("gbk"))
        cid_pdf(out / "cid-ucs2.pdf", report, "UniGB-UCS2-H", lambda s: s.encode("utf-16-be"))
        others.make(out, name, report, printed(report), tables(report))
        if name in ("tables", "budget"):
            xlsx(out / "own.xlsx", report)
            soffice(out, out / "own.xlsx", "xlsx:Calc MS Excel 2007 XML", "libreoffice.xlsx")
            soffice(out, out / "own.xlsx", "xls:MS Excel 97", "libreoffice.xls")
    # Office software writes other numbers than Word for some of the features: only Word's own are measured.
    out = folder / "features"
    out.mkdir(exist_ok=True)
    (out / "truth.txt").write_text(features.make(out / "own.docx"), encoding="utf-8")
    text = truth(REPORTS["numbered"])
    for label, encoding in [("gb18030", "gb18030"), ("utf16", "utf-16-le"), ("utf16be-bom", "utf-16-be"), ("utf8-bom", "utf-8-sig")]:
        bom = b"\xFE\xFF" if label.endswith("be-bom") else b""
        (folder / "numbered" / f"{label}.txt").write_bytes(bom + text.replace("\n", "\r\n").encode(encoding))
    with zipfile.ZipFile(folder / "numbered" / "gbk-name.zip", "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr(GbkName("2023年自评报告.docx", EPOCH), (folder / "numbered" / "own.docx").read_bytes())
    sizes = sum(f.stat().st_size for f in folder.rglob("*") if f.is_file())
    print(f"{sizes} bytes in all")


if __name__ == "__main__":
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")
    main()
