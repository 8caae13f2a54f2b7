"""A .docx of everything that Word can do to a report's text: numbering formats, restarts, overrides, tracked changes,
hidden text, fields, notes, boxes, nested tables, content controls. Written by hand; the truth stands beside each piece."""
import html

from make import DOC_RELS, RELS, TYPES, W, pack, run

FORMATS = [  # numFmt, lvlText, printed for 1, 2, 3
    ("chineseCountingThousand", "%1、", ["一、", "二、", "三、"]),
    ("japaneseCounting", "第%1条", ["第一条", "第二条", "第三条"]),
    ("ideographDigital", "（%1）", ["（一）", "（二）", "（三）"]),
    ("chineseLegalSimplified", "%1、", ["壹、", "贰、", "叁、"]),
    ("ideographTraditional", "%1．", ["甲．", "乙．", "丙．"]),
    ("decimalFullWidth", "（%1）", ["（１）", "（２）", "（３）"]),
    ("decimalEnclosedCircle", "%1", ["①", "②", "③"]),
    ("upperLetter", "%1.", ["A.", "B.", "C."]),
    ("lowerRoman", "%1)", ["i)", "ii)", "iii)"]),
    ("decimalZero", "%1.", ["01.", "02.", "03."]),
]
NAMES = ["基本情况", "收支情况", "绩效情况"]


def level(ilvl, fmt, text, more=""):
    return (f'<w:lvl w:ilvl="{ilvl}"><w:start w:val="1"/><w:numFmt w:val="{fmt}"/>{more}<w:suff w:val="nothing"/>'
            f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>')


def numbering():
    abstracts = [f'<w:abstractNum w:abstractNumId="{n}"><w:multiLevelType w:val="multilevel"/>{level(0, fmt, text)}</w:abstractNum>'
                 for n, (fmt, text, _) in enumerate(FORMATS)]
    deep = level(0, "chineseCounting", "%1、") + level(1, "decimal", "%1.%2", "<w:isLgl/>") + level(2, "decimal", "%1.%2.%3", "<w:isLgl/>")
    abstracts.append(f'<w:abstractNum w:abstractNumId="20"><w:multiLevelType w:val="multilevel"/>{deep}</w:abstractNum>')
    nums = [f'<w:num w:numId="{n + 1}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(len(FORMATS))]
    nums.append('<w:num w:numId="20"><w:abstractNumId w:val="20"/></w:num>')
    nums.append('<w:num w:numId="21"><w:abstractNumId w:val="20"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>')
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:numbering {W}>{"".join(abstracts)}{"".join(nums)}</w:numbering>'


def styles():
    return (f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:styles {W}><w:style w:type="paragraph" w:default="1" '
            f'w:styleId="n"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="h"><w:name w:val="heading 1"/>'
            f'<w:basedOn w:val="n"/><w:pPr><w:numPr><w:numId w:val="20"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
            f'<w:style w:type="paragraph" w:styleId="plain"><w:name w:val="plain"/><w:basedOn w:val="h"/><w:pPr><w:numPr>'
            f'<w:numId w:val="0"/></w:numPr></w:pPr></w:style></w:styles>')


def para(inner, props=""):
    return f"<w:p><w:pPr>{props}</w:pPr>{inner}</w:p>"


def numbered(text, num, ilvl=0):
    return para(run(text), f'<w:numPr><w:ilvl w:val="{ilvl}"/><w:numId w:val="{num}"/></w:numPr>')


def fld(code, result):
    def char(kind):
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'
    return f'{char("begin")}<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>{char("separate")}{run(result)}{char("end")}'


def cell(text, props=""):
    return f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/>{props}</w:tcPr>{text if text.startswith("<") else para(run(text))}</w:tc>'


GRID = "<w:tblGrid>" + '<w:gridCol w:w="2000"/>' * 3 + "</w:tblGrid>"


def pieces():
    """(xml, printed lines)"""
    out = []
    for n, (_, _, marks) in enumerate(FORMATS):
        for name, mark in zip(NAMES, marks):
            out.append((numbered(name, n + 1), [mark + name]))
    out += [
        (para(run("部门概况"), '<w:pStyle w:val="h"/>'), ["一、部门概况"]),
        (numbered("机构设置", 20, 1), ["1.1机构设置"]),
        (numbered("内设股室", 20, 2), ["1.1.1内设股室"]),
        (numbered("人员编制", 20, 1), ["1.2人员编制"]),
        (para(run("不编号的标题"), '<w:pStyle w:val="plain"/>'), ["不编号的标题"]),
        (para(run("收支情况"), '<w:pStyle w:val="h"/>'), ["二、收支情况"]),
        (numbered("收入", 20, 1), ["2.1收入"]),
        (numbered("另起编号", 21), ["五、另起编号"]),
        (numbered("接着编号", 21), ["六、接着编号"]),
        (para(run("全年支出12") + run("3.4") + run("5万元") + '<w:del w:id="1" w:author="a" w:date="2024-01-01T00:00:00Z"><w:r><w:delText>，旧数99</w:delText></w:r></w:del>'
              + '<w:ins w:id="2" w:author="a" w:date="2024-01-01T00:00:00Z">' + run("，增长5.2%") + "</w:ins>" + run("。")), ["全年支出123.45万元，增长5.2%。"]),
        (para(run("可见") + run("看不见的88", "<w:vanish/>") + run("文字。")), ["可见文字。"]),
        (para(run("共") + fld("= 5+7", "12") + run("个项目。")), ["共12个项目。"]),
        (para(run("收入合计") + '<w:hyperlink w:anchor="a">' + run("56.78") + "</w:hyperlink>" + run("万元。")), ["收入合计56.78万元。"]),
        ('<w:sdt><w:sdtPr/><w:sdtContent>' + para(run("控件中的支出9.9万元。")) + "</w:sdtContent></w:sdt>", ["控件中的支出9.9万元。"]),
        ("<w:tbl><w:tblPr><w:tblW w:w=\"0\" w:type=\"auto\"/></w:tblPr>" + GRID
         + "<w:tr>" + cell("项目", '<w:vMerge w:val="restart"/>') + cell("决算数", '<w:gridSpan w:val="2"/>') + "</w:tr>"
         + "<w:tr>" + cell("<w:p/>", "<w:vMerge/>") + cell("本年") + cell("上年") + "</w:tr>"
         + "<w:tr>" + cell("公用经费") + cell("32.41") + cell("35.10") + "</w:tr></w:tbl>",
         ["项目\t决算数\t", "\t本年\t上年", "公用经费\t32.41\t35.10"]),
        (para(run("表后的段落，结余1.23万元。")), ["表后的段落，结余1.23万元。"]),
    ]
    return out


def make(path):
    found = pieces()
    body = "".join(xml for xml, _ in found)
    document = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document {W}><w:body>{body}</w:body></w:document>'
    drop = [line for line in TYPES.splitlines() if "footer1" not in line and "header1" not in line]
    rels = [line for line in DOC_RELS.splitlines() if "footer1" not in line and "header1" not in line]
    pack(path, {"[Content_Types].xml": "\n".join(drop), "_rels/.rels": RELS, "word/document.xml": document,
                "word/_rels/document.xml.rels": "\n".join(rels), "word/styles.xml": styles(), "word/numbering.xml": numbering()})
    return "\n".join(line for _, lines in found for line in lines) + "\n"
