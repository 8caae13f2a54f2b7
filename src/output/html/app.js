
"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const index = JSON.parse($("index").textContent);
  const SEVERITIES = ["强制性", "核实性", "提示"];
  const STATES = [["broken", "不符"], ["tail", "尾差"], ["checked", "相符"], ["undecided", "无法判定"], ["not_covered", "未核对"]];
  const GRADES = { exact: "相符", tail: "尾差", broken: "不符", undecided: "无法判定" };
  const GRADE_STATE = { exact: "checked", tail: "tail", broken: "broken", undecided: "undecided" };
  const BATCH = 100;
  const titles = new Map(index.rules);

  /** Makes an element; every word gets in as text, never as markup. */
  function make(tag, className, ...children) {
    const node = document.createElement(tag);
    if (className) node.className = className;
    for (const child of children) if (child !== null && child !== undefined) node.append(child);
    return node;
  }
  const option = (value, text) => { const o = make("option", "", text); o.value = value; return o; };
  const number = (n) => n.toLocaleString("zh-CN");

  const withUnit = (value, unit) => (/∞/.test(value) ? value : value + unit);

  // ---- reports -------------------------------------------------------------------------------------------------

  const pages = new Map();
  let shown = -1;
  let evidence = [];
  let evidenceAt = 0;

  /** Data of a report, parsed when first asked for; waits while the file is still loading. */
  async function page(n) {
    if (pages.has(n)) return pages.get(n);
    let node = $("report-" + n);
    while (!node && document.readyState === "loading") {
      await new Promise((resolve) => setTimeout(resolve, 50));
      node = $("report-" + n);
    }
    const data = JSON.parse(node.textContent);
    // Places are counted in characters; JavaScript counts UTF-16 units.
    const characters = /[\uD800-\uDBFF]/.test(data.text) ? Array.from(data.text) : null;
    data.slice = characters ? (a, b) => characters.slice(a, b).join("") : (a, b) => data.text.slice(a, b);
    if (pages.size > 20) pages.delete(pages.keys().next().value);
    pages.set(n, data);
    return data;
  }

  async function show(n) {
    if (n === shown) return page(n);
    const data = await page(n);
    shown = n;
    $("reports").value = n;
    $("card").hidden = true;
    render(data);
    legend(n, data);
    $("text").scrollTop = 0;
    return data;
  }

  /** Marks of a report in order: figures and headings, none inside another. */
  function marks(data) {
    const all = data.figures.map((f, id) => ({ start: f.at[0], end: f.at[1], figure: id, state: f.state }));
    data.headings.forEach((h) => { if (h[1] > h[0]) all.push({ start: h[0], end: h[1], heading: h }); });
    all.sort((a, b) => a.start - b.start || b.end - a.end);
    let end = -1;
    return all.filter((m) => m.start >= end && (end = m.end) >= 0);
  }

  function render(data) {
    const text = $("text");
    const all = marks(data);
    let next = 0;
    const take = (end) => { const some = []; while (next < all.length && all[next].start < end) some.push(all[next++]); return some; };
    const out = document.createDocumentFragment();
    for (const [start, end, kind] of data.blocks) {
      while (next < all.length && all[next].start < start) next++;
      const inside = take(end);
      if (kind === 1) out.append(table(data, start, end, inside));
      else paragraphs(out, data, start, end, inside, kind === 2 ? "aside" : "");
    }
    text.replaceChildren(out);
  }

  /** A block of running text; headings that stand in the middle of a line get a line of their own. */
  function paragraphs(out, data, start, end, inside, className) {
    let p = make("p", className);
    let at = start;
    const close = () => { if (p.textContent.trim()) out.append(p); p = make("p", className); };
    for (const m of inside) {
      p.append(data.slice(at, m.start));
      if (m.heading) {
        close();
        const h = make("h3", "level" + Math.min(m.heading[2], 6), data.slice(m.start, m.end));
        h.dataset.start = m.start;
        out.append(h);
      } else p.append(mark(data, m));
      at = m.end;
    }
    p.append(data.slice(at, Math.max(at, end)));
    close();
  }

  function mark(data, m) {
    const node = make("mark", m.state, data.slice(m.start, m.end));
    node.dataset.figure = m.figure;
    node.dataset.start = m.start;
    return node;
  }

  /** A table stands as lines of cells separated by tabs. */
  function table(data, start, end, inside) {
    const body = make("tbody");
    let row = make("tr"), cell = make("td");
    const put = (text) => {
      for (const piece of text.split(/([\t\n])/)) {
        if (piece === "\t" || piece === "\n") {
          row.append(cell); cell = make("td");
          if (piece === "\n") { body.append(row); row = make("tr"); }
        } else cell.append(piece);
      }
    };
    let at = start;
    for (const m of inside) {
      put(data.slice(at, m.start));
      cell.append(m.heading ? data.slice(m.start, m.end) : mark(data, m));
      at = m.end;
    }
    put(data.slice(at, end));
    row.append(cell); body.append(row);
    return make("table", "", body);
  }

  function legend(n, data) {
    const counts = {};
    data.figures.forEach((f) => { counts[f.state] = (counts[f.state] || 0) + 1; });
    const report = index.reports[n];
    const parts = STATES.map(([state, name]) => make("span", state, name + " " + number(counts[state] || 0)));
    const [exact, tail, broken, open] = report.grades;
    parts.push(make("em", "", `勾稽关系：相符 ${exact}，尾差 ${tail}，不符 ${broken}，无法判定 ${open}`));
    if (report.duplicate_of) parts.push(make("em", "", "正文与 " + report.duplicate_of + " 相同"));
    $("legend").replaceChildren(...parts);
  }

  /** What is known of one figure: the relations that hold it. */
  function card(data, id) {
    const figure = data.figures[id];
    const close = make("button", "close", "×");
    close.type = "button";
    close.setAttribute("aria-label", "关闭");
    close.onclick = () => { $("card").hidden = true; };
    const state = STATES.find(([s]) => s === figure.state)[1];
    const range = figure.low === null && figure.high === null ? "" :
      figure.low === figure.high ? `取值 ${figure.low}${figure.unit}` : `取值区间 ${figure.low ?? "−∞"} ～ ${figure.high ?? "∞"}${figure.unit}`;
    const head = make("h4", "", (figure.label || "（名目未定）") + "：" + data.slice(...figure.at));
    const list = figure.relations.map((r) => relation(data, r));
    $("card").replaceChildren(close, head, make("p", "meta", make("span", "grade " + figure.state, state), range),
      ...(list.length ? list : [make("p", "", "没有勾稽关系用到这个数。")]));
    $("card").hidden = false;
  }

  /** Arithmetic of a relation as a small table. */
  function relation(data, n) {
    const r = data.relations[n];
    const head = make("tr", "", ...["数据", "印出", "下限", "上限", "章节"].map((t) => make("th", "", t)));
    const rows = r.figures.map((id) => {
      const f = data.figures[id];
      const go = make("button", "go", data.slice(...f.at));
      go.type = "button";
      go.onclick = (event) => { event.stopPropagation(); reveal(f.at[0]); };
      const heading = f.section > 0 ? data.headings[f.section - 1] : null;
      return make("tr", id === r.result ? "result" : "", make("td", "", f.label || "—"), make("td", "", go),
        make("td", "", withUnit(f.low ?? "−∞", f.unit)), make("td", "", withUnit(f.high ?? "∞", f.unit)), make("td", "", heading ? heading[3] : ""));
    });
    // A rule is named after the defect: where there is none, its code is enough.
    const name = r.grade === "broken" ? `${r.rule} ${titles.get(r.rule) || ""}` : r.rule;
    const caption = make("caption", "", make("span", "grade " + GRADE_STATE[r.grade], GRADES[r.grade]), ` ${name}　`, r.formula);
    const table = make("table", "", caption, make("thead", "", head), make("tbody", "", ...rows));
    if (r.computed !== null) {
      const words = `重算 ${r.computed}${r.unit}` + (r.low !== null && r.low !== r.high ? `（${r.low} ～ ${r.high ?? "∞"}）` : "")
        + (r.stated !== null ? `，印出 ${r.stated}${r.unit}` : "") + (r.difference !== null ? `，差 ${r.difference}${r.unit}` : "");
      const cell = make("td", "", words);
      cell.colSpan = 5;
      table.append(make("tfoot", "", make("tr", "", cell)));
    }
    if (r.reason) caption.append("；" + r.reason);
    return table;
  }

  // ---- evidence in the text ------------------------------------------------------------------------------------

  function clearEvidence() {
    document.querySelectorAll("#text mark.evidence").forEach((m) => m.classList.remove("evidence", "now"));
    document.querySelectorAll("#text mark.word").forEach((m) => m.replaceWith(...m.childNodes));
    $("text").normalize();
    evidence = [];
  }

  /** Marks the evidence of a finding: figures that are marked already, and the words between. */
  function markEvidence(data, places) {
    clearEvidence();
    for (const [start, end, figure] of places) {
      const own = figure === null ? null : document.querySelector(`#text mark[data-figure="${figure}"]`);
      const node = own || words(data, start, end);
      if (node) { node.classList.add("evidence"); evidence.push(node); }
    }
    evidenceAt = -1;
    nextEvidence();
  }

  /** Puts a mark around characters of the text; the piece up to the next mark when it would overlap one. */
  function words(data, start, end) {
    const wanted = data.slice(start, end);
    for (const node of near(start)) {
      const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const at = walker.currentNode.data.indexOf(wanted);
        if (at < 0 || !wanted) continue;
        const range = document.createRange();
        range.setStart(walker.currentNode, at);
        range.setEnd(walker.currentNode, at + wanted.length);
        const mark = make("mark", "word");
        range.surroundContents(mark);
        return mark;
      }
    }
    return nearest(start);
  }

  /** Paragraphs around a place, the one that holds it first. */
  function near(start) {
    const mark = nearest(start);
    if (!mark) return Array.from($("text").children).slice(0, 50);
    const here = mark.closest("p, table, h3");
    return [here, here.previousElementSibling, here.nextElementSibling].filter(Boolean);
  }

  /** The last mark or heading at or before a place. */
  function nearest(start) {
    let best = null;
    for (const node of document.querySelectorAll("#text [data-start]")) {
      if (best && +node.dataset.start > start) break;
      best = node;
    }
    return best;
  }

  function reveal(start) {
    document.body.dataset.view = "text";
    const node = nearest(start);
    if (node) focusOn(node);
  }

  function focusOn(node) {
    document.querySelectorAll("#text .now").forEach((m) => m.classList.remove("now"));
    node.classList.add("now");
    node.scrollIntoView({ block: "center" });
  }

  function nextEvidence() {
    if (!evidence.length) return;
    evidenceAt = (evidenceAt + 1) % evidence.length;
    focusOn(evidence[evidenceAt]);
  }

  // ---- list ----------------------------------------------------------------------------------------------------

  const items = index.findings.map((f, n) => {
    const report = index.reports[f.report];
    const words = [f.message, f.rule, titles.get(f.rule) || "", f.section, report.unit || "", report.file, report.year || ""];
    return { n, f, report, severity: SEVERITIES.indexOf(f.severity), stake: f.stake === null ? -1 : Number(f.stake), words: words.join(" ").toLowerCase() };
  });
  let filtered = items;
  let current = -1;
  let open = -1;

  function filter() {
    const words = $("search").value.toLowerCase().split(/\s+/).filter(Boolean);
    const severities = SEVERITIES.map((_, n) => $("severity-" + n).checked);
    const [rule, unit, order] = [$("rule").value, $("unit").value, $("order").value];
    filtered = items.filter((i) => severities[i.severity] && (!rule || i.f.rule === rule) && (!unit || (i.report.unit || i.report.file) === unit)
      && words.every((w) => i.words.includes(w)));
    const by = {
      severity: (a, b) => a.severity - b.severity || b.stake - a.stake || a.n - b.n,
      stake: (a, b) => b.stake - a.stake || a.severity - b.severity || a.n - b.n,
      report: (a, b) => a.n - b.n,
    };
    filtered.sort(by[order]);
    current = open = -1;
    $("findings").replaceChildren();
    more();
    $("findings").scrollTop = 0;
    $("count").textContent = `${number(filtered.length)} / ${number(items.length)} 个问题`;
  }

  /** Adds the next items; the list grows as it is read. */
  function more(upTo = 0) {
    const list = $("findings");
    const end = Math.min(filtered.length, Math.max(list.children.length + BATCH, upTo));
    const out = document.createDocumentFragment();
    for (let n = list.children.length; n < end; n++) out.append(item(filtered[n], n));
    list.append(out);
  }

  function item({ f, report, severity }, n) {
    const stake = f.stake === null ? null : make("span", "stake", `涉及 ${f.stake} 万元`);
    const words = [`${f.rule} ${titles.get(f.rule) || ""}`, `${report.unit || report.file}${report.year ? " " + report.year : ""}`, f.section];
    const meta = make("div", "meta", make("span", "chip", f.severity), ...words.filter(Boolean).map((w) => make("span", "", w)), stake);
    const node = make("li", "s" + severity, meta, make("p", "message", f.message));
    node.dataset.n = n;
    return node;
  }

  function select(n) {
    if (n < 0 || n >= filtered.length) return;
    if (n >= $("findings").children.length) more(n + BATCH);
    const list = $("findings").children;
    if (list[current]) list[current].removeAttribute("aria-current");
    current = n;
    list[n].setAttribute("aria-current", "true");
    list[n].scrollIntoView({ block: "nearest" });
  }

  function collapse() {
    document.querySelectorAll("#findings .detail").forEach((d) => d.remove());
    open = -1;
  }

  /** Opens a finding: its arithmetic in the list, its evidence in the text. */
  async function expand(n) {
    select(n);
    const { f } = filtered[n];
    collapse();
    open = n;
    const data = await show(f.report);
    if (open !== n || shown !== f.report) return;
    const own = f.own === null ? null : data.findings[f.own];
    markEvidence(data, own ? own.evidence : f.at ? [[...f.at, null]] : []);
    const node = $("findings").children[n];
    node.append(detail(data, f, own));
    node.scrollIntoView({ block: "nearest" });
  }

  function detail(data, f, own) {
    const parts = [];
    if (own) {
      if (own.arithmetic) parts.push(make("p", "", own.arithmetic));
      if (own.cause) parts.push(make("p", "", "成因：" + own.cause));
      for (const [figure, proposed, slip] of own.suspects) {
        parts.push(make("p", "", "疑点：" + data.slice(...data.figures[figure].at) + (proposed ? `，疑为 ${proposed}` : "") + (slip ? `（${slip}）` : "")));
      }
      parts.push(...own.relations.map((r) => relation(data, r)));
    }
    if (f.other !== null) {
      const go = make("button", "go", "看对照的报告：" + index.reports[f.other].file);
      go.type = "button";
      go.onclick = (event) => { event.stopPropagation(); document.body.dataset.view = "text"; clearEvidence(); show(f.other); };
      parts.push(go);
    }
    const go = make("button", "go", "在原文中定位");
    go.type = "button";
    go.onclick = (event) => { event.stopPropagation(); document.body.dataset.view = "text"; if (evidence[0]) focusOn(evidence[0]); };
    parts.push(make("p", "", go));
    return make("div", "detail", ...parts);
  }

  /** The finding that a figure of the shown report belongs to; the next one when clicked again. */
  function findingOf(data, figure) {
    const holds = (f) => f.report === shown && f.own !== null && data.findings[f.own].evidence.some((e) => e[2] === figure);
    const hits = filtered.map((i, n) => (holds(i.f) ? n : -1)).filter((n) => n >= 0);
    return hits.length ? hits[(hits.indexOf(open) + 1) % hits.length] : -1;
  }

  // ---- set up --------------------------------------------------------------------------------------------------

  function setUp() {
    const count = (s) => items.filter((i) => i.severity === s).length;
    $("title").textContent = index.title;
    const sum = (pick) => index.reports.reduce((a, r) => a + pick(r), 0);
    const figures = sum((r) => r.figures);
    $("summary").textContent = `报告 ${number(index.reports.length)} 份，数据 ${number(figures)} 个，核对覆盖 ` +
      `${figures ? (Math.floor(sum((r) => r.checked) * 1000 / figures) / 10).toFixed(1) : 0}%；` + SEVERITIES.map((s, n) => `${s} ${number(count(n))}`).join("，");
    SEVERITIES.forEach((name, n) => {
      const box = make("input");
      box.type = "checkbox"; box.id = "severity-" + n; box.checked = true;
      $("severities").append(make("label", "s" + n, box, " " + name));
    });
    const used = (pick) => [...new Set(items.map(pick))].sort((a, b) => a.localeCompare(b, "zh-CN"));
    $("rule").append(option("", "全部规则"), ...used((i) => i.f.rule).map((r) => option(r, `${r} ${titles.get(r) || ""}`)));
    $("unit").append(option("", "全部单位"), ...used((i) => i.report.unit || i.report.file).map((u) => option(u, u)));
    $("reports").append(...index.reports.map((r, n) => option(n, r.file + (r.unit ? `（${r.unit}${r.year ? " " + r.year : ""}）` : ""))));
    if (index.errors.length) {
      $("errors").hidden = false;
      $("errors").firstElementChild.textContent = `无法读取的文件 ${index.errors.length} 个`;
      $("errors").lastElementChild.append(...index.errors.map(([file, why]) => make("li", "", `${file}：${why}`)));
    }
    filter();
    if (filtered.length) show(filtered[0].f.report); else if (index.reports.length) show(0);
  }

  function step(by) {
    const n = Number($("reports").value) + by;
    if (n >= 0 && n < index.reports.length) { clearEvidence(); show(n); }
  }

  $("filters").addEventListener("submit", (event) => event.preventDefault());
  $("filters").addEventListener("input", filter);
  $("findings").addEventListener("scroll", () => {
    const list = $("findings");
    if (list.scrollTop + list.clientHeight * 2 > list.scrollHeight && list.children.length < filtered.length) more();
  });
  $("findings").addEventListener("click", (event) => {
    const node = event.target.closest("li");
    if (!node || event.target.closest(".detail")) return;
    if (+node.dataset.n === open) collapse(); else expand(+node.dataset.n);
  });
  $("text").addEventListener("click", async (event) => {
    const node = event.target.closest("mark[data-figure]");
    if (!node) { $("card").hidden = true; return; }
    const data = await page(shown);
    const figure = +node.dataset.figure;
    const n = findingOf(data, figure);
    if (n >= 0) await expand(n);
    card(data, figure);
  });
  $("reports").addEventListener("change", () => { clearEvidence(); show(Number($("reports").value)); });
  $("previous-report").onclick = () => step(-1);
  $("next-report").onclick = () => step(1);
  $("show-list").onclick = () => { document.body.dataset.view = "list"; };
  $("show-text").onclick = () => { document.body.dataset.view = "text"; };
  $("show-help").onclick = () => $("help").showModal();
  window.addEventListener("beforeprint", () => more(filtered.length));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || $("help").open) return;
    const typing = event.target.matches("input[type=search], select");
    if (event.key === "Escape") {
      if (typing) event.target.blur();
      else if (!$("card").hidden) $("card").hidden = true;
      else collapse();
      return;
    }
    if (typing) {
      if (event.key === "Enter" && event.target.id === "search") { event.target.blur(); select(0); event.preventDefault(); }
      return;
    }
    const actions = {
      j: () => select(current + 1),
      k: () => select(Math.max(0, current - 1)),
      n: nextEvidence,
      "?": () => $("help").showModal(),
      "/": () => $("search").focus(),
      Enter: () => { if (!event.target.closest("button, summary") && current >= 0) (current === open ? collapse() : expand(current)); },
    };
    const action = actions[event.key];
    if (!action || (event.key === "Enter" && event.target.closest("button, summary"))) return;
    event.preventDefault();
    action();
  });
  setUp();
})();
