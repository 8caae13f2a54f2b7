#!/usr/bin/env python3
"""Expand marked reports into report.txt and gold.jsonl.

    unmark.py DIR...          write report.txt and gold.jsonl, check everything
    unmark.py --check DIR...  verify that both files are up to date and agree
    unmark.py --stats DIR...  counts of figures, relations and findings

The notation is described in README.md. Values are derived here only from
plain spellings; everything else must be stated by the annotator.
"""
import json
import re
import sys
import unicodedata
from collections import Counter
from decimal import Decimal, InvalidOperation, ROUND_DOWN, ROUND_HALF_UP, getcontext
from pathlib import Path

getcontext().prec = 50

KINDS = set("amount person_times count percentage percentage_points rate score multiple "
            "other_measure".split())
ROLES = set("total part change growth share completion average unit_price balance".split())
STAGES = {"年初预算", "调整预算", "决算", "结转结余"}
APPROXIMATIONS = set("over about under at_least at_most range".split())
GRADES = {"exact", "tail", "broken", "undecided"}
RELATIONS = set("total bound completion share growth change step product average same text_table "
                "balance percent_total range grim order permutation item_count sequence structure "
                "zero wording stale_year control_rate score capital_amount residue date "
                "duplicate".split())
ATTRIBUTES = {"id", "k", "v", "u", "lo", "hi", "ap", "r", "st", "pd"}
META = ["title", "unit", "region", "year", "kind"]
MEASURES = set("户 人 名 位 个 家 所 处 支 条 件 项 张 床 套 台 辆 对 次 场 期 份 村 亩 公里 平方米 吨 间 座 本 册 "
               "篇 批 批次 例 起 宗 卷 米 公顷 千米 只 头 棵 株 盏 栋 幢 片 块 部 类 种 轮 届 班 组 队 户次 班次 团组 "
               "股 级 根 口 袋 箱 盒 瓶 桶 车次 车 艘 具 页 幅 枚 桩 门 道 樘 副 面 顶 床位 立方米 平方公里 千瓦 千克 "
               "公斤 万立方米 家次 件次 岗 席 站 点 封 则 处次 节 课时 标段 首 台次 人份 笔 单 户数 环 万亩 孔 段 "
               "条次 扇 把 双 颗 枝 升 千瓦时 度 亩次 章 款 名次 个次".split())
TIMES = {"天", "小时", "工作日", "个工作日", "分钟", "个小时", "课时"}
MONEY = {"元": Decimal("0.0001"), "万元": Decimal(1), "亿元": Decimal(10000), "千元": Decimal("0.1"),
         "百万元": Decimal(100), "千万元": Decimal(1000), "百元": Decimal("0.01")}
APPROXIMATE_WORDS = re.compile(r"余|多|几|近|约为|大约|约|左右|上下|不足|不到|及以内|以内|不超过|最多|超过|逾|及以上|以上|至少|不少于|不低于|以下")


class Problems:
    """Collects line-numbered errors and warnings of one report."""

    def __init__(self, path):
        self.path, self.errors, self.warnings = path, [], []

    def error(self, line, text):
        self.errors.append(f"{self.path}:{line}: error: {text}")

    def warn(self, line, text):
        self.warnings.append(f"{self.path}:{line}: warning: {text}")


# ---------------------------------------------------------------- numbers

def squeeze(text):
    """Half-width digits and signs, no blanks of any kind."""
    text = unicodedata.normalize("NFKC", text)
    return re.sub(r"\s", "", text)


def plain(number):
    """Exact decimal as a string without exponent or idle zeros."""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def derive(quote):
    """(kind, value, unit, half unit) of a plainly spelt figure, or None."""
    text = squeeze(quote).replace("−", "-").replace("﹪", "%")
    text = APPROXIMATE_WORDS.sub("", text)
    match = re.fullmatch(r"(-?)((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(\D*)", text)
    if not match:
        return None
    sign, digits, tail = match.groups()
    digits = digits.replace(",", "")
    value = Decimal(sign + digits)
    half = Decimal(5).scaleb(-1 - (len(digits.split(".")[1]) if "." in digits else 0))

    def result(kind, factor, unit, inexact=True):
        return kind, value * factor, unit, half * factor if inexact else Decimal(0)

    if tail in MONEY:
        return result("amount", MONEY[tail], "万元")
    if tail == "%":
        return result("percentage", Decimal(1), "%")
    if tail == "‰":
        return result("percentage", Decimal("0.1"), "%")
    if tail == "个百分点":
        return result("percentage_points", Decimal(1), "个百分点")
    match = re.fullmatch(r"(万|亿)?元/(\D+)", tail)
    if match:
        factor = {"万": Decimal(10000), "亿": Decimal(10) ** 8}.get(match.group(1), Decimal(1))
        return result("rate", factor, "元/" + match.group(2))
    if tail == "分":
        return result("score", Decimal(1), "分", "." in digits)
    if tail == "倍":
        return result("multiple", Decimal(1), "倍")
    if tail in TIMES:
        return result("other_measure", Decimal(1), tail)
    match = re.fullmatch(r"(万|亿|千)?(.+)", tail)
    if match:
        factor = {"万": Decimal(10000), "亿": Decimal(10) ** 8, "千": Decimal(1000)}.get(
            match.group(1), Decimal(1))
        unit = match.group(2)
        inexact = factor != 1 or "." in digits
        if unit in ("人次", "人·次", "人/次"):
            return result("person_times", factor, "人次", inexact)
        if unit in MEASURES:
            return result("count", factor, unit, inexact)
    return None


def approximate_bounds(quote):
    """Bounds by the words of the guide for a plainly spelt approximation: (low, high) or None."""
    text, found = squeeze(quote), derive(quote)
    if found is None:
        return None
    kind, value, _, _ = found
    digits = re.search(r"\d[\d,]*(?:\.\d+)?", text).group().replace(",", "")
    factor = value / Decimal(digits) if Decimal(digits) else Decimal(1)
    place = Decimal(1).scaleb(-len(digits.split(".")[1])) if "." in digits else None
    if place is None:
        place = Decimal(10) ** (len(digits) - len(digits.rstrip("0")))
        if place == 1 and kind in ("count", "person_times") and abs(factor) == 1:
            place = Decimal(10)
    unit = place * abs(factor)
    if re.search(r"余|多|几", text) and not re.search(r"最多", text):
        return value, value + unit
    if "近" in text:
        return value - unit, value
    if re.search(r"约|左右|上下", text):
        slack = max(unit / 2, abs(value) / 20)
        return value - slack, value + slack
    if re.search(r"以上|至少|不少于|不低于|超过|逾", text) and "不超过" not in text:
        return value, None
    if re.search(r"不足|不到|以内|不超过|最多|以下", text):
        return None, value
    return None


def half_unit(figure, derived):
    """Half of the last printed place, in the normalised unit; 0 for whole things and for none at all."""
    text, value, kind = squeeze(figure["quote"]), figure["value"], figure["kind"]
    if value is None or value == 0 and not re.search(r"\.\d", text):
        return Decimal(0)
    match = re.search(r"\d[\d,]*\.(\d+)", text)
    places = len(match.group(1)) if match else 0
    if derived:
        if kind == "rate" and not derived[3]:   # `420公斤` per 亩 is rounded, unlike a count
            return Decimal(5).scaleb(-1 - places)
        return derived[3]
    if not re.search(r"\d", text):   # number in words: the decimals of v
        places = max(0, -value.as_tuple().exponent)
    if kind in ("count", "person_times", "score") and not places:
        return Decimal(0)
    half = Decimal(5).scaleb(-1 - places)
    if kind == "amount" and "元" in text and not re.search(r"[万亿]", text):
        half *= Decimal("0.0001")
    return half


# ---------------------------------------------------------------- numbering

CHINESE = {c: n for n, c in enumerate("零一二三四五六七八九")}
CHINESE["〇"] = 0


def ordinal(text):
    """1-based number of an Arabic, Chinese, circled or Latin ordinal, or None."""
    text = text.strip()
    if len(text) == 1 and "①" <= text <= "⑳":
        return ord(text) - ord("①") + 1
    text = unicodedata.normalize("NFKC", text)
    if text.isdigit():
        return int(text)
    if re.fullmatch(r"[A-Za-z]", text):
        return ord(text.lower()) - ord("a") + 1
    match = re.fullmatch(r"([一二三四五六七八九]?)十([一二三四五六七八九]?)", text)
    if match:
        return CHINESE.get(match.group(1), 1) * 10 + CHINESE.get(match.group(2), 0)
    return CHINESE.get(text)


HAN = "[一二三四五六七八九十〇零]+"
DIGITS = "[0-9０-９]+"
NUMBERINGS = [
    (0, re.compile(rf"(第\s*(?:{HAN}|{DIGITS})\s*(?:部分|章|篇)[、.．：:]?)")),
    (2, re.compile(rf"([（(]\s*{HAN}\s*[）)][、.．]?)")),
    (1, re.compile(rf"({HAN}\s*[、.．,，])")),
    (4, re.compile(rf"([（(]\s*{DIGITS}\s*[）)][、.．]?)")),
    (3.5, re.compile(rf"({DIGITS}(?:[.．][0-9０-９]{{1,2}})+[、.．]?)(?=\D|$)")),
    (3, re.compile(rf"({DIGITS}\s*[、.．)）])")),
    (5, re.compile(r"([①-⑳][、.．]?)")),
    (6, re.compile(r"([A-Z][.．、)）])")),
    (7, re.compile(r"([a-z][.．、)）])")),
]


def read_number(heading):
    """(level, ordinal, printed number) of a heading, or None."""
    for level, pattern in NUMBERINGS:
        match = pattern.match(heading)
        if match:
            printed = match.group(1)
            core = re.sub(r"第|部分|章|篇|[（）()、,，：:\s]", "", printed)
            if level == 3.5:
                parts = [p for p in re.split(r"[.．]", core) if p]
                return 3 + len(parts) / 10, ordinal(parts[-1]), printed
            return level, ordinal(core.strip(".．")), printed
    return None


# ---------------------------------------------------------------- parsing

class Report:
    def __init__(self, directory):
        self.directory = Path(directory)
        self.problems = Problems(self.directory / "report.marked")
        self.text, self.meta, self.sections, self.figures = "", {}, [], []
        self.relations, self.findings = [], []
        self.raw = (self.directory / "report.marked").read_text(encoding="utf-8-sig")
        self.parse()

    def parse(self):
        body, lines, notes = [], [], []   # characters, their lines, annotation lines
        for number, line in enumerate(self.raw.split("\n"), 1):
            if line.startswith("%%"):
                notes.append((number, line[2:].strip()))
                continue
            body.append(line + "\n")
            lines.extend([number] * (len(line) + 1))
        body = "".join(body)
        if body.endswith("\n"):
            body = body[:-1]
        self.scan(body, lines)
        self.locate()
        for number, note in notes:
            self.annotation(number, note)
        for key in META:
            if not self.meta.get(key):
                self.problems.error(1, f"%% meta lacks {key}=")

    def scan(self, body, lines):
        """Remove the marks and record sections and figures with their offsets."""
        out, at, length = [], 0, 0
        last = 0 if not lines else lines[-1]
        while at < len(body):
            char = body[at]
            line = lines[at] if at < len(lines) else last
            if char in "⟦§":
                close = "⟧" if char == "⟦" else "§"
                end = body.find(close, at + 1)
                inner = body[at + 1:end] if end >= 0 else ""
                if end < 0 or (char == "⟦" and ("⟦" in inner or "§" in inner)) \
                        or (char == "§" and ("⟦" in inner or "⟧" in inner or "\n\n" in inner)):
                    self.problems.error(line, f"unbalanced {char}: {body[at:at + 30]!r}")
                    at += 1
                    continue
                take = self.figure if char == "⟦" else self.section
                quote = take(line, inner, length)
                out.append(quote)
                length += len(quote)
                at = end + 1
                continue
            if char == "⟧":
                self.problems.error(line, f"unbalanced ⟧: {body[max(0, at - 20):at + 1]!r}")
            out.append(char)
            length += 1
            at += 1
        self.text = "".join(out)

    def section(self, line, inner, start):
        override = None
        match = re.match(r"\(([^()=]*)=([^()]*)\)", inner)
        if match:
            inner = inner[match.end():]
            parts = [ordinal(p) for p in re.split(r"[.．]", match.group(2))]
            if None in parts or not parts:
                self.problems.error(line, f"malformed section path ({match.group(2)})")
            else:
                override = parts
            shown = match.group(1).strip()
        quote, heading = inner, inner.strip()
        found = read_number(heading)
        number = found[2] if found else ""
        stack = self.sections[-1]["stack"] if self.sections else []
        if override:
            if shown and (not found or ordinal(shown) != found[1]):
                self.problems.error(line, f"override says printed number {shown}, heading has {number!r}")
            depth = len(override)
            level = stack[depth - 1][0] if len(stack) >= depth else (
                found[0] if found and (len(stack) < depth - 1 or depth == 1
                                       or found[0] > stack[depth - 2][0]) else None)
            base = []
            for i, n in enumerate(override[:-1]):
                base.append((stack[i][0] if i < len(stack) else i + 1, n))
            if level is None:
                level = base[-1][0] + 1 if base else 1
            stack = base + [(level, override[-1])]
        elif found and found[1]:
            level = found[0]
            stack = [entry for entry in stack if entry[0] < level] + [(level, found[1])]
        else:
            self.problems.error(line, f"heading without a readable number needs (=path): {heading!r}")
            stack = stack or [(1, 1)]
        title = heading[len(number):].strip().rstrip("。：:；;")
        self.sections.append({"path": [n for _, n in stack], "stack": stack, "number": number,
                              "title": title, "quote": quote, "start": start,
                              "end": start + len(quote), "line": line})
        return quote

    def figure(self, line, inner, start):
        """Record one ⟦quote|label|attributes⟧ and return the quote."""
        problems, fields = self.problems, inner.split("|")
        if len(fields) not in (2, 3):
            problems.error(line, f"a figure needs quote|label or quote|label|attributes: {inner!r}")
        quote, label, words = (fields + ["", ""])[:3]
        label, attributes = label.strip(), self.attributes(line, words, inner)
        known = {}
        for key in ("v", "lo", "hi"):
            if key in attributes:
                try:
                    known[key] = Decimal(attributes[key])
                except InvalidOperation:
                    problems.error(line, f"{key}={attributes[key]} is not a number")
        derived = derive(quote)
        if derived and derived[0] == "amount" and attributes.get("k") == "rate" \
                and attributes.get("u", "元").startswith("元"):
            derived = "rate", derived[1] * 10000, None, derived[3] * 10000   # rates are in 元
        value = known.get("v", derived[1] if derived and attributes.get("ap") != "range" else None)
        figure = {"id": attributes.get("id"), "quote": quote,
                  "kind": attributes.get("k") or (derived[0] if derived else None), "value": value,
                  "unit": attributes.get("u") or (derived[2] if derived else None),
                  "low": known.get("lo"), "high": known.get("hi"),
                  "approximation": attributes.get("ap"), "label": label, "role": attributes.get("r"),
                  "stage": attributes.get("st"), "period": attributes.get("pd"),
                  "start": start, "line": line}
        figure["half"] = half_unit(figure, derived)
        self.check_figure(figure, derived, attributes, inner)
        self.figures.append(figure)
        return quote

    def attributes(self, line, words, inner):
        found = {}
        for word in words.split():
            key, sign, value = word.partition("=")
            if not sign or key not in ATTRIBUTES:
                self.problems.error(line, f"unknown attribute {word!r} in {inner!r}")
            elif key in found:
                self.problems.error(line, f"attribute {key} twice in {inner!r}")
            else:
                found[key] = value
        return found

    def check_figure(self, figure, derived, attributes, inner):
        line, quote, label = figure["line"], figure["quote"], figure["label"]
        kind, unit, value = figure["kind"], figure["unit"], figure["value"]
        low, high, approximation = figure["low"], figure["high"], figure["approximation"]
        error, warn = self.problems.error, self.problems.warn
        if not quote.strip() or quote != quote.strip():
            error(line, f"empty quote or blanks around it: {inner!r}")
        if label.count("[") != label.count("]") or re.search(r"\[[^\]]*\[", label):
            error(line, f"brackets of the label do not match: {label!r}")
        if kind not in KINDS:
            error(line, f"kind of {quote!r} unknown or not derivable, give k=")
        if value is None and not (approximation and (low is not None or high is not None)):
            error(line, f"value of {quote!r} cannot be derived, give v=")
        if unit is None:
            error(line, f"unit of {quote!r} cannot be derived, give u=")
        elif kind == "amount" and not unit.endswith("万元") and not re.search(r"万\S+", unit):
            error(line, f"amounts are normalised to 万元: {quote!r} has u={unit}")
        if derived and value not in (None, derived[1]) and not approximation \
                and not {"u", "k"} & attributes.keys():
            warn(line, f"v={value} but {quote!r} reads as {plain(derived[1])} {derived[2]}")
        if approximation and approximation not in APPROXIMATIONS:
            error(line, f"unknown approximation ap={approximation}")
        if approximation and low is None and high is None:
            error(line, f"ap= without lo= or hi=: {inner!r}")
        if not approximation and not (low is None and high is None):
            error(line, f"lo=/hi= without ap=: {inner!r}")
        if low is not None and high is not None and low > high:
            error(line, f"lo > hi: {inner!r}")
        if not approximation and derived and APPROXIMATE_WORDS.search(squeeze(quote)):
            error(line, f"{quote!r} is approximate: give lo= hi= ap=")
        bounds = approximate_bounds(quote) if approximation and approximation != "range" else None
        if bounds and kind == "rate" and "/" not in quote:
            bounds = tuple(None if bound is None else bound * 10000 for bound in bounds)
        if bounds and (low, high) != bounds:
            text = "..".join("" if bound is None else plain(bound) for bound in bounds)
            warn(line, f"bounds of {quote!r} should be {text} by the guide")
        if figure["role"] and figure["role"] not in ROLES:
            error(line, f"unknown role r={figure['role']}")
        if figure["stage"] and figure["stage"] not in STAGES:
            error(line, f"unknown stage st={figure['stage']}")
        if figure["period"] and not re.fullmatch(r"本年|上年|\d{4}", figure["period"]):
            error(line, f"unknown period pd={figure['period']}")

    def locate(self):
        """Ids, sections, occurrences; labels must be words of the text."""
        explicit, squeezed = {}, squeeze(self.text)
        for index, figure in enumerate(self.figures, 1):
            name = figure["id"] or f"f{index}"
            if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name):
                self.problems.error(figure["line"], f"malformed id {name!r}")
            if name in explicit:
                self.problems.error(figure["line"], f"id {name} given twice")
            figure["id"], explicit[name] = name, figure
        self.by_id = explicit
        for index, section in enumerate(self.sections):
            section["occurrence"] = occurrences(self.text[:section["start"] + len(section["quote"])],
                                                section["quote"])
        for figure in self.figures:
            before = [s for s in self.sections if s["end"] <= figure["start"]]
            begin = before[-1]["end"] if before else 0
            figure["section"] = before[-1]["path"] if before else []
            figure["occurrence"] = occurrences(
                self.text[begin:figure["start"] + len(figure["quote"])], figure["quote"])
            label = figure["label"]
            full = squeeze(re.sub(r"[\[\]]", "", label))
            core = squeeze(re.sub(r"\[[^\]]*\]", "", label))
            either = [squeeze(words) for words in re.findall(r"\[([^\]]*)\]", label)] if not core else [core]
            if label and full not in squeezed and any(words not in squeezed for words in either):
                self.problems.warn(figure["line"], f"label {label!r} is not in the text")

    def annotation(self, line, note):
        word, _, rest = note.partition(" ")
        rest = rest.strip()
        if word == "meta":
            for match in re.finditer(r"(\w+)=(.*?)(?=\s+\w+=|$)", rest):
                if match.group(1) not in META:
                    self.problems.error(line, f"unknown meta {match.group(1)}=")
                self.meta[match.group(1)] = match.group(2).strip()
            if not re.fullmatch(r"\d{4}", self.meta.get("year", "")):
                self.problems.error(line, "meta year= must be four digits")
        elif word == "rel":
            self.relation(line, rest)
        elif word == "find":
            self.finding(line, rest)
        elif word != "note":
            self.problems.error(line, f"unknown annotation line %% {word}")

    def relation(self, line, rest):
        kind, grade, expression = (rest.split(None, 2) + ["", "", ""])[:3]
        if kind not in RELATIONS:
            self.problems.error(line, f"unknown relation kind {kind!r}")
        if grade not in GRADES:
            self.problems.error(line, f"unknown grade {grade!r}")
        expression = expression.strip()
        formula = re.split(r"#", expression)[0]
        names = []
        for name in re.findall(r"(?<![A-Za-z0-9_])[A-Za-z][A-Za-z0-9_]*", formula):
            if name not in self.by_id:
                self.problems.error(line, f"relation names unknown figure {name!r}")
            elif name not in names:
                names.append(name)
        self.relations.append({"kind": kind, "grade": grade, "figures": names,
                               "expression": expression, "line": line})
        if grade in ("exact", "tail", "broken") and all(n in self.by_id for n in names) and names:
            computed = recompute(formula, self.by_id)
            if computed and computed[0] != grade:
                self.problems.warn(line, f"stated {grade}, recomputed {computed[0]} ({computed[1]}): {expression}")

    def finding(self, line, rest):
        kind, _, rest = rest.partition(" ")
        if kind not in RELATIONS:
            self.problems.error(line, f"unknown finding kind {kind!r}")
        found = {"culprit": None, "proposed": None, "cause": None, "quote": None}
        while True:
            match = re.match(r'\s*(\w+)=("([^"]*)"|\S+)\s*', rest)
            if not match or match.group(1) not in found:
                break
            value = match.group(3) if match.group(3) is not None else match.group(2)
            found[match.group(1)] = value
            rest = rest[match.end():]
        if re.match(r"\s*[a-z]+=", rest):
            self.problems.error(line, f"unknown finding attribute {rest.split()[0]!r}")
        for name in (found["culprit"] or "").split(","):
            if name and name not in self.by_id:
                self.problems.error(line, f"culprit {name!r} is no figure")
        if found["quote"] and found["quote"] not in self.text:   # line breaks and blanks may intervene
            pattern = r"\s*".join(re.escape(c) for c in re.sub(r"\s", "", found["quote"]))
            match = re.search(pattern, self.text)
            if match:
                found["quote"] = match.group()
            else:
                self.problems.error(line, f"quote {found['quote']!r} not in the text")
        self.findings.append({"kind": kind, **found, "text": rest.strip() or None})

    def gold(self):
        """Lines of gold.jsonl in the order of the text."""
        meta = {key: self.meta.get(key) for key in META}
        if str(meta["year"]).isdigit():
            meta["year"] = int(meta["year"])
        lines = [{"type": "meta", **meta}]
        items = [(s["start"], 0, {"type": "section", **{k: s[k] for k in (
            "path", "number", "title", "quote", "occurrence")}}) for s in self.sections]
        for f in self.figures:
            number = {k: None if f[k] is None else plain(f[k]) for k in ("value", "low", "high")}
            items.append((f["start"], 1, {
                "type": "figure", "id": f["id"], "section": f["section"], "quote": f["quote"],
                "occurrence": f["occurrence"], "kind": f["kind"], "value": number["value"],
                "unit": f["unit"], "low": number["low"], "high": number["high"],
                "approximation": f["approximation"], "label": f["label"], "role": f["role"],
                "stage": f["stage"], "period": f["period"]}))
        lines += [item for _, _, item in sorted(items, key=lambda i: i[:2])]
        lines += [{"type": "relation", **{k: r[k] for k in ("kind", "grade", "figures", "expression")}}
                  for r in self.relations]
        lines += [{"type": "finding", **f} for f in self.findings]
        return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def occurrences(text, quote):
    """How often quote stands in text, overlapping hits included."""
    count, at = 0, text.find(quote)
    while at >= 0 and quote:
        count, at = count + 1, text.find(quote, at + 1)
    return count


# ---------------------------------------------------------------- recomputation

class Unparsed(Exception):
    pass


def recompute(formula, figures):
    """(grade, detail) of `x = expression` or `x >= expression`, None if it cannot be parsed."""
    formula = unicodedata.normalize("NFKC", formula)
    for old, new in (("≤", "<="), ("≥", ">="), ("×", "*"), ("÷", "/"), ("−", "-"), ("≈", "=")):
        formula = formula.replace(old, new)
    parts = re.split(r"(<=|>=|=|<|>)", formula)
    if len(parts) != 3:
        return None
    names = re.findall(r"[A-Za-z][A-Za-z0-9_]*", formula)
    kinds = {figures[n]["kind"] for n in names}
    raw_percent = kinds <= {"percentage", "percentage_points"}
    in_yuan = "rate" in kinds

    def scale(figure):
        if figure["kind"] == "percentage" and not raw_percent:
            return Decimal("0.01")
        if figure["kind"] == "amount" and in_yuan:
            return Decimal(10000)
        return Decimal(1)

    try:
        left, right = (Evaluation(parts[i], figures, scale).run() for i in (0, 2))
    except (Unparsed, InvalidOperation, ZeroDivisionError):
        return None
    sign = parts[1]
    detail = f"{float(left[1]):.8g} against {float(right[1]):.8g}"
    if sign in ("<=", ">=", "<", ">"):
        if sign in (">=", ">"):
            left, right = right, left
        strict = len(sign) == 1
        if left[1] < right[1] or left[1] == right[1] and not strict:
            return "exact", detail
        return ("tail" if left[0] <= right[2] and not strict else "broken"), detail
    if left[1] == right[1] and left[0] <= right[2]:
        return "exact", detail
    single = re.fullmatch(r"\s*([A-Za-z][A-Za-z0-9_]*)\s*", parts[0])
    if single and "/" in parts[2] or single and "*" in parts[2] and figures[single.group(1)]["kind"] != "count":
        figure = figures[single.group(1)]
        if figure["approximation"] is None:   # a quotient printed as a whole count is rounded too
            step = (figure["half"] * 2 or Decimal(1)) * scale(figure)
            places = right[1] / step
            if places.quantize(Decimal(1), ROUND_HALF_UP) * step == left[1]:
                return "exact", detail
            if places.quantize(Decimal(1), ROUND_DOWN) * step == left[1]:
                return "tail", detail + ", truncated"
    approximate = any(figures[n]["approximation"] for n in names)
    if left[0] <= right[2] and right[0] <= left[2]:
        return ("exact" if approximate else "tail"), detail
    return "broken", detail


class Evaluation:
    """Interval evaluation of + - * / ( ) over figure ids and literals: (low, middle, high)."""

    def __init__(self, text, figures, scale):
        self.tokens = re.findall(r"[A-Za-z][A-Za-z0-9_]*|\d+(?:\.\d+)?%?|[-+*/()]|\S", text)
        self.figures, self.scale, self.at = figures, scale, 0

    def run(self):
        value = self.sum()
        if self.at != len(self.tokens):
            raise Unparsed
        return value

    def peek(self):
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def next(self):
        self.at += 1
        return self.tokens[self.at - 1] if self.at <= len(self.tokens) else ""

    def sum(self):
        value = self.product()
        while self.peek() in ("+", "-"):
            sign, other = self.next(), self.product()
            if sign == "+":
                value = tuple(a + b for a, b in zip(value, other))
            else:
                value = value[0] - other[2], value[1] - other[1], value[2] - other[0]
        return value

    def product(self):
        value = self.atom()
        while self.peek() in ("*", "/"):
            sign, other = self.next(), self.atom()
            middle = value[1] * other[1]
            if sign == "/":
                if other[0] <= 0 <= other[2]:
                    raise Unparsed
                middle = value[1] / other[1]
                other = 1 / other[2], None, 1 / other[0]
            ends = [a * b for a in (value[0], value[2]) for b in (other[0], other[2])]
            value = min(ends), middle, max(ends)
        return value

    def atom(self):
        token = self.next()
        if token == "(":
            value = self.sum()
            if self.next() != ")":
                raise Unparsed
            return value
        if token == "-":
            low, middle, high = self.atom()
            return -high, -middle, -low
        if token[:1].isdigit():
            number = Decimal(token.rstrip("%"))
            if token.endswith("%"):
                number /= 100
            return number, number, number
        figure = self.figures.get(token)
        if figure is None:
            raise Unparsed
        factor = self.scale(figure)
        middle = figure["value"]
        if figure["approximation"]:
            big = Decimal(10) ** 15
            low = figure["low"] if figure["low"] is not None else -big
            high = figure["high"] if figure["high"] is not None else big
            middle = middle if middle is not None else (low + high) / 2
        elif middle is None:
            raise Unparsed
        else:
            low, high = middle - figure["half"], middle + figure["half"]
        return low * factor, middle * factor, high * factor


# ---------------------------------------------------------------- commands

def agree(directory, problems):
    """The gold file on disk must point into the report on disk."""
    text = (directory / "report.txt").read_text(encoding="utf-8")
    lines = [json.loads(l) for l in (directory / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    starts, figures, at = [], [], 0
    for line in lines:
        if line["type"] == "section":
            place = -1
            for _ in range(line["occurrence"]):
                place = text.find(line["quote"], place + 1)
                if place < 0:
                    problems.error(0, f"section {line['quote']!r} not found")
                    break
            starts.append((place, place + len(line["quote"]), line["path"]))
    for line in lines:
        if line["type"] == "section":
            at += 1
        if line["type"] != "figure":
            continue
        figures.append(line["id"])
        begin = starts[at - 1][1] if at else 0
        end = starts[at][0] if at < len(starts) else len(text)
        if (starts[at - 1][2] if at else []) != line["section"]:
            problems.error(0, f"figure {line['id']}: section differs")
        body, place = text[begin:end], -1
        for _ in range(line["occurrence"]):
            place = body.find(line["quote"], place + 1)
        if place < 0:
            problems.error(0, f"figure {line['id']}: {line['quote']!r} not in its section")
    for line in lines:
        if line["type"] == "relation":
            for name in line["figures"]:
                if name not in figures:
                    problems.error(0, f"relation names {name!r}")


def statistics(reports):
    figures, relations, findings, sets, chars = Counter(), Counter(), Counter(), Counter(), 0
    for report in reports:
        chars += len(report.text)
        sets[report.directory.resolve().parent.name] += 1
        figures.update(f["kind"] for f in report.figures)
        relations.update((r["kind"], r["grade"]) for r in report.relations)
        findings.update(f["kind"] for f in report.findings)
    consistent = sum(not r.findings for r in reports)
    split = ", ".join(f"{name} {n}" for name, n in sorted(sets.items()))
    print(f"reports {len(reports)} ({split}; without findings {consistent}), chars {chars}, "
          f"figures {sum(figures.values())}, relations {sum(relations.values())}, "
          f"findings {sum(findings.values())}")
    print("figures by kind:", ", ".join(f"{k} {n}" for k, n in figures.most_common()))
    print("relations by kind and grade:")
    for kind in sorted({k for k, _ in relations}):
        row = {g: relations[kind, g] for g in ("exact", "tail", "broken", "undecided")}
        print(f"  {kind:14}" + "".join(f"{g} {n:<5}" for g, n in row.items() if n))
    grades = Counter()
    for (_, grade), n in relations.items():
        grades[grade] += n
    print("  all           " + "".join(f"{g} {n:<5}" for g, n in grades.items()))
    print("findings by kind:", ", ".join(f"{k} {n}" for k, n in findings.most_common()))


def main(arguments):
    mode = arguments[0] if arguments and arguments[0].startswith("--") else ""
    directories = [Path(a) for a in arguments[1 if mode else 0:]]
    if mode not in ("", "--check", "--stats") or not directories:
        print(__doc__)
        return 2
    failed, reports = False, []
    for directory in directories:
        try:
            report = Report(directory)
        except (OSError, UnicodeDecodeError) as problem:
            print(f"{directory}: error: {problem}", file=sys.stderr)
            failed = True
            continue
        reports.append(report)
        problems = report.problems
        if mode == "--check":
            for name, content in (("report.txt", report.text), ("gold.jsonl", report.gold())):
                path = directory / name
                if not path.exists() or path.read_text(encoding="utf-8") != content:
                    problems.error(0, f"{name} is missing or not up to date")
            if not problems.errors:
                agree(directory, problems)
        elif not mode and not problems.errors:
            (directory / "report.txt").write_text(report.text, encoding="utf-8")
            (directory / "gold.jsonl").write_text(report.gold(), encoding="utf-8")
        if mode != "--stats":
            for line in problems.errors + problems.warnings:
                print(line, file=sys.stderr)
        failed |= bool(problems.errors)
    if mode == "--stats":
        statistics(reports)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
