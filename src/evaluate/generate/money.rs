//! Income, spending, budgets.

use super::words::ITEMS;
use super::writer::Writer;

pub(super) fn income(w: &mut Writer<'_>) {
    let total = w.facts.income();
    let parts = w.split(total, 3);
    let then = total * w.random.within(70, 130) / 100;
    let against = w.against(total, then);
    let reason = w.reason();
    let first = format!("本年收入合计{}，{against}，主要原因是{reason}。", w.money(total));
    let names = ["财政拨款收入", "事业收入", "其他收入"];
    let with_shares = w.random.chance(1, 2);
    let parts: Vec<String> = names
        .iter()
        .zip(&parts)
        .map(|(name, &part)| {
            let share = if with_shares { format!("，占{}", w.share(part, total)) } else { String::new() };
            format!("{name}{}{share}", w.money(part))
        })
        .collect();
    let mark = if with_shares { "；" } else { "、" };
    let second = format!("{}{}。", w.style.among, parts.join(mark));
    w.paragraph(&[first, second]);
}

pub(super) fn expenditure(w: &mut Writer<'_>) {
    let (basic, projects) = (w.facts.basic, w.facts.project_total());
    let total = basic + projects;
    let line = match w.random.below(3) {
        0 => format!(
            "本年支出合计{}，{}基本支出{}，占{}；项目支出{}，占{}。",
            w.money(total),
            w.style.among,
            w.money(basic),
            w.share(basic, total),
            w.money(projects),
            w.share(projects, total)
        ),
        1 => format!(
            "{}年全年支出{}，其中基本支出{}、项目支出{}，分别占总支出的{}和{}。",
            w.facts.year,
            w.money(total),
            w.money(basic),
            w.money(projects),
            w.share(basic, total),
            w.share(projects, total)
        ),
        _ => format!("本年支出{}，由基本支出{}和项目支出{}构成。", w.money(total), w.money(basic), w.money(projects)),
    };
    let then = total * w.random.within(75, 125) / 100;
    let against = w.against(total, then);
    let reason = w.reason();
    w.paragraph(&[line, format!("支出{against}，主要是{reason}。")]);
}

pub(super) fn balance(w: &mut Writer<'_>) {
    let (before, after, income, spent) = (w.facts.before, w.facts.after, w.facts.income(), w.facts.spent());
    let line = format!(
        "年初结转和结余{}，本年收入{}，本年支出{}，年末结转和结余{}。",
        w.money(before),
        w.money(income),
        w.money(spent),
        w.money(after)
    );
    w.paragraph(&[line]);
}

/// A list of budget classes with budget, account and completion.
pub(super) fn classes(w: &mut Writer<'_>) {
    let spent = w.facts.spent();
    let items = w.some(ITEMS, 3, 4);
    let parts = w.split(spent, items.len());
    let budget = spent * w.random.within(80, 115) / 100;
    let sign = if spent > budget { "大于" } else { "小于" };
    let reason = w.reason();
    let mut first = format!(
        "财政拨款支出年初预算{}，支出决算{}，完成年初预算的{}",
        w.money(budget),
        w.money(spent),
        w.share(spent, budget)
    );
    if spent != budget {
        first.push_str(&format!("，决算数{sign}年初预算数的主要原因是{reason}"));
    }
    w.paragraph(&[format!("{first}。")]);
    for (n, (item, &part)) in items.iter().zip(&parts).enumerate() {
        let planned = (part * w.random.within(85, 120) / 100).max(1);
        let number = w.style.number(2, n + 1);
        let mut line = format!(
            "{number}{item}年初预算为{}，支出决算为{}，完成年初预算的{}",
            w.money(planned),
            w.money(part),
            w.share(part, planned)
        );
        if w.random.chance(1, 3) && part != planned {
            let sign = if part > planned { "大于" } else { "小于" };
            line.push_str(&format!("，决算数{sign}预算数{}", w.money((part - planned).abs())));
        }
        w.paragraph(&[format!("{line}。")]);
    }
}

pub(super) fn basic(w: &mut Writer<'_>) {
    let (basic, personnel) = (w.facts.basic, w.facts.personnel);
    let public = basic - personnel;
    let wages = personnel * w.random.within(80, 96) / 100;
    let first = format!(
        "基本支出{}，其中：人员经费{}，占{}；公用经费{}，占{}。",
        w.money(basic),
        w.money(personnel),
        w.share(personnel, basic),
        w.money(public),
        w.share(public, basic)
    );
    let second =
        format!("人员经费中，工资福利支出{}，对个人和家庭的补助{}。", w.money(wages), w.money(personnel - wages));
    let parts = w.split(public, 5);
    let names = ["办公费", "差旅费", "水电费", "工会经费", "其他商品和服务支出"];
    let list: Vec<String> = names.iter().zip(parts).map(|(name, part)| format!("{name}{}", w.money(part))).collect();
    let third = format!("公用经费包括：{}。", list.join("、"));
    w.paragraph(&[first, second, third]);
}

pub(super) fn projects(w: &mut Writer<'_>) {
    let total = w.facts.project_total();
    let list: Vec<String> = w.facts.projects.iter().map(|(name, spent)| format!("{name}{}", w.money(*spent))).collect();
    let lead = w.random.pick(&["其中：", "具体包括", "分别是：", "其中"]);
    let first = format!("项目支出{}，{lead}{}。", w.money(total), list.join("、"));
    w.paragraph(&[first]);
}

pub(super) fn receptions(w: &mut Writer<'_>) {
    let cars = w.facts.car_cost;
    let guests = w.random.within(50, 900);
    let total = cars + guests;
    let budget = total + w.random.within(1, 600);
    let batches = w.random.within(10, 90);
    let people = batches * w.random.within(6, 12);
    let then = (total * w.random.within(80, 140) / 100).max(1);
    let against = w.against(total, then);
    let first = format!(
        "“三公”经费年初预算{}，支出决算{}，完成预算的{}，{against}。",
        w.money(budget),
        w.money(total),
        w.share(total, budget)
    );
    let second = format!(
        "其中：因公出国（境）费0万元；公务用车购置及运行维护费{}，其中公务用车购置费0万元、运行维护费{}；公务接待费{}，接待{}、{}。",
        w.money(cars),
        w.money(cars),
        w.money(guests),
        w.count(batches, "批次"),
        w.count(people, "人次")
    );
    w.paragraph(&[first, second]);
}

pub(super) fn none(w: &mut Writer<'_>) {
    let line = w.random.pick(&["无。", "本年度没有此项支出。", "收入、支出均为零。"]);
    w.paragraph(&[line.to_owned()]);
}

pub(super) fn purchases(w: &mut Writer<'_>) {
    let total = w.facts.project_total() / w.random.within(4, 12) + 300;
    let parts = w.split(total, 3);
    let small = total * w.random.within(50, 95) / 100;
    let line = format!(
        "本年度政府采购支出总额{}，其中：货物支出{}、工程支出{}、服务支出{}。授予中小企业合同金额{}，占政府采购支出总额的{}。",
        w.money(total),
        w.money(parts[0]),
        w.money(parts[1]),
        w.money(parts[2]),
        w.money(small),
        w.share(small, total)
    );
    w.paragraph(&[line]);
}
