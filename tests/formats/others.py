"""Second producers, independent of the first ones:

    pip install python-docx reportlab weasyprint openpyxl xlwt pypandoc_binary

python-docx, pandoc (.docx .rtf .html .md), WeasyPrint and ReportLab (.pdf), openpyxl (.xlsx), xlwt (.xls)."""
from pathlib import Path


def cells(rows):
    """(row, column, text, columns, rows) of every cell that begins somewhere."""
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            if cell is not None:
                text, columns, n_rows = cell if isinstance(cell, tuple) else (cell, 1, 1)
                yield y, x, text, columns, n_rows


def python_docx(path, pieces):
    import docx
    document = docx.Document()
    for n, (kind, value) in enumerate(pieces):
        if kind == "text":
            document.add_paragraph(value, style="Title" if n == 0 else None)
            continue
        table = document.add_table(len(value), len(value[0]), style="Table Grid")
        for y, x, text, columns, n_rows in cells(value):
            cell = table.cell(y, x)
            if columns * n_rows > 1:
                cell = cell.merge(table.cell(y + n_rows - 1, x + columns - 1))
            cell.text = text
    document.save(str(path))


def pandoc(source, target, kind):
    import pypandoc
    extra = ["--wrap=none", "-s"] if kind in ("rtf", "html") else ["--wrap=none"]
    pypandoc.convert_file(str(source), kind, format="html", outputfile=str(target), extra_args=extra)


def article(pieces):
    """The report as a bare page: what converters are given."""
    import html
    from make import html_table
    body = [f"<h1>{html.escape(pieces[0][1])}</h1>"]
    for kind, value in pieces[1:]:
        body.append(f"<p>{html.escape(value)}</p>" if kind == "text" else html_table(value))
    return ('<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title></title><style>body{font-family:"Noto Serif CJK SC"}'
            'p{text-indent:2em}td{border:1px solid #000}table{border-collapse:collapse;width:100%}'
            '@page{@bottom-center{content:"- " counter(page) " -"}}</style></head><body>' + "\n".join(body) + "</body></html>")


def weasyprint(source, target):
    from weasyprint import HTML
    HTML(filename=str(source)).write_pdf(str(target))


def reportlab(path, name, pieces):
    """Frames of text and ruled tables in a font that is not embedded."""
    from reportlab.lib import colors
    from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Table, TableStyle
    from xml.sax.saxutils import escape
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    body = ParagraphStyle("body", fontName="STSong-Light", fontSize=12, leading=20, firstLineIndent=24, alignment=TA_JUSTIFY, wordWrap="CJK")
    title = ParagraphStyle("title", parent=body, fontSize=18, leading=28, firstLineIndent=0, alignment=TA_CENTER)
    small = ParagraphStyle("small", parent=body, fontSize=9, leading=12, firstLineIndent=0)
    width, height = A4
    n_columns = 2 if name == "columns" else 1
    gap, margin = 24, 72
    wide = (width - 2 * margin - gap * (n_columns - 1)) / n_columns
    frames = [Frame(margin + n * (wide + gap), margin, wide, height - 2 * margin, 0, 0, 0, 0) for n in range(n_columns)]

    def number(canvas, document):
        canvas.setFont("STSong-Light", 9)
        canvas.drawCentredString(width / 2, 40, f"第 {document.page} 页")

    document = BaseDocTemplate(str(path), pagesize=A4, invariant=1)
    document.addPageTemplates(PageTemplate(frames=frames, onPage=number))
    flow = []
    for n, (kind, value) in enumerate(pieces):
        if kind == "text":
            flow.append(Paragraph(escape(value), title if n == 0 else body))
            continue
        data = [[""] * len(value[0]) for _ in value]
        style = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
        for y, x, text, columns, n_rows in cells(value):
            data[y][x] = Paragraph(escape(text), small)
            style.append(("SPAN", (x, y), (x + columns - 1, y + n_rows - 1)))
        flow.append(Table(data, colWidths=[wide / len(value[0])] * len(value[0]), style=TableStyle(style)))
    document.build(flow)


def number(text):
    """The number of a cell and its format; `None` for words."""
    digits = text.replace(",", "")
    if not digits.replace(".", "", 1).isdigit():
        return None
    n_decimals = len(digits.partition(".")[2])
    value = float(digits) if n_decimals else int(digits)
    return value, ("#,##0" if "," in text else "0") + ("." + "0" * n_decimals if n_decimals else "")


def openpyxl(path, sheets):
    import openpyxl as excel
    book = excel.Workbook()
    book.remove(book.active)
    for n, rows in enumerate(sheets):
        sheet = book.create_sheet(f"表{n + 1}")
        for y, x, text, columns, n_rows in cells(rows):
            cell = sheet.cell(y + 1, x + 1)
            found = number(text)
            cell.value, cell.number_format = found if found else (text or None, "General")
            if columns * n_rows > 1:
                sheet.merge_cells(start_row=y + 1, start_column=x + 1, end_row=y + n_rows, end_column=x + columns)
    book.save(str(path))


def xlwt(path, sheets):
    import xlwt as excel
    book = excel.Workbook(encoding="utf-8")
    for n, rows in enumerate(sheets):
        sheet = book.add_sheet(f"表{n + 1}")
        for y, x, text, columns, n_rows in cells(rows):
            found = number(text)
            value, style = (found[0], excel.easyxf(num_format_str=found[1])) if found else (text, excel.Style.default_style)
            if columns * n_rows > 1:
                sheet.write_merge(y, y + n_rows - 1, x, x + columns - 1, value, style)
            elif text:
                sheet.write(y, x, value, style)
    book.save(str(path))


def make(folder: Path, name, report, pieces, sheets):
    python_docx(folder / "python-docx.docx", pieces)
    bare = folder / "bare.html"
    bare.write_text(article(pieces), encoding="utf-8")
    pandoc(bare, folder / "pandoc.docx", "docx")
    pandoc(bare, folder / "pandoc.rtf", "rtf")
    pandoc(bare, folder / "pandoc.html", "html")
    pandoc(bare, folder / "pandoc.md", "gfm")
    if name in ("numbered", "budget"):
        weasyprint(bare, folder / "weasyprint.pdf")
    bare.unlink()
    reportlab(folder / "reportlab.pdf", name, pieces)
    if name in ("tables", "budget"):
        openpyxl(folder / "openpyxl.xlsx", sheets)
        xlwt(folder / "xlwt.xls", sheets)
