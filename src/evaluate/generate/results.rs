//! Goals, outputs, benefits, satisfaction, scores.

use super::words::BENEFITS;
use super::writer::Writer;

pub(super) fn goals(w: &mut Writer<'_>) {
    let goals = w.facts.goals.clone();
    let items: Vec<String> =
        goals.iter().map(|((verb, unit, what), plan)| format!("{verb}{what}{}", w.count(*plan, unit))).collect();
    let rate = w.random.pick(&["90%以上", "不低于95%", "85%以上"]);
    w.paragraph(&[format!("{}年度主要目标：{}；群众满意度{rate}。", w.facts.year, items.join("，"))]);
}

pub(super) fn outputs(w: &mut Writer<'_>) {
    for (n, ((verb, unit, what), plan)) in w.facts.goals.clone().into_iter().enumerate() {
        let done = plan * w.random.within(90, 125) / 100;
        let number = w.style.number(2, n + 1);
        let line = match w.random.below(3) {
            0 => format!(
                "{number}计划{verb}{what}{}，实际完成{}，完成率{}。",
                w.count(plan, unit),
                w.count(done, unit),
                w.share(done, plan)
            ),
            1 => format!(
                "{number}全年{verb}{what}{}，为年度目标{}的{}。",
                w.count(done, unit),
                w.count(plan, unit),
                w.share(done, plan)
            ),
            _ => {
                let city = done * w.random.within(20, 70) / 100;
                format!(
                    "{number}共{verb}{what}{}，其中城区{}、乡镇{}。",
                    w.count(done, unit),
                    w.count(city, unit),
                    w.count(done - city, unit)
                )
            }
        };
        w.paragraph(&[line]);
    }
}

pub(super) fn benefits(w: &mut Writer<'_>) {
    let mut sentences = Vec::new();
    for (who, unit, what) in w.some(BENEFITS, 1, 2) {
        let n = w.random.within(20, 1500);
        let price = w.random.within(1, 24) * 50;
        // Prices are multiples of 50 元, so that a year of them has no odd hundreds of 元.
        sentences.push(format!(
            "{who}{}，每{unit}每月{what}{}，全年共发放{}。",
            w.count(n, unit),
            w.style.yuan(price),
            w.money(n * price * 12 / 100)
        ));
    }
    w.paragraph(&sentences);
}

pub(super) fn effects(w: &mut Writer<'_>) {
    let (from, rise) = (w.random.within(400, 900), w.random.within(3, 90));
    let what =
        w.random.pick(&["农村自来水普及率", "森林覆盖率", "生活垃圾无害化处理率", "公共文化设施覆盖率", "医保参保率"]);
    let one = |n: i64| super::style::decimal(n, 1);
    let mut line = format!(
        "{what}由{}{p}提高到{}{p}，提高{}个百分点",
        one(from),
        one(from + rise),
        one(rise),
        p = w.style.percent
    );
    if w.random.chance(1, 2) {
        let then = w.random.within(100, 3000);
        let more = w.random.within(5, 400);
        line.push_str(&format!(
            "；受理群众投诉{}，比上年{}减少{}，下降{}",
            w.count(then, "件"),
            w.count(then + more, "件"),
            w.count(more, "件"),
            w.share(more, then + more)
        ));
    }
    w.paragraph(&[format!("{line}。")]);
}

pub(super) fn satisfaction(w: &mut Writer<'_>) {
    let sent = w.random.within(5, 60) * 10;
    let back = sent - w.random.within(0, sent / 12);
    let content = back * w.random.within(85, 99) / 100;
    let line = format!(
        "发放调查问卷{}，收回有效问卷{}，有效率{}；表示满意的{}，满意度{}。",
        w.count(sent, "份"),
        w.count(back, "份"),
        w.share(back, sent),
        w.count(content, "份"),
        w.share(content, back)
    );
    w.paragraph(&[line]);
}

pub(super) fn project_reports(w: &mut Writer<'_>) {
    let projects = w.facts.projects.clone();
    for (n, (project, spent)) in w.some(&projects, 1, 3).into_iter().enumerate() {
        let budget = spent + spent * w.random.within(0, 25) / 100;
        let levels = w.split(budget, 2);
        let number = w.style.number(2, n + 1);
        let first = format!(
            "{number}{project}项目。项目预算{}，其中上级资金{}、本级配套{}。",
            w.money(budget),
            w.money(levels[0]),
            w.money(levels[1])
        );
        let second = format!(
            "截至年末支出{}，预算执行率{}，结余{}。",
            w.money(spent),
            w.share(spent, budget),
            w.money(budget - spent)
        );
        w.paragraph(&[first, second]);
    }
}

pub(super) fn scores(w: &mut Writer<'_>) {
    let full = [10, 20, 40, 30];
    let got: Vec<i64> = full.iter().map(|&n| n - w.random.within(0, n / 8)).collect();
    let names = ["投入", "过程", "产出", "效益"];
    let list: Vec<String> = names
        .iter()
        .zip(full.iter().zip(&got))
        .map(|(name, (&full, &got))| format!("{name}{}，得{}", w.count(full, "分"), w.count(got, "分")))
        .collect();
    let total: i64 = got.iter().sum();
    let line = format!("自评总分{}，综合得分{}：{}。", w.count(100, "分"), w.count(total, "分"), list.join("；"));
    w.paragraph(&[line]);
}
