//! Offices, people, cars, problems.

use super::words::{BRANCHES, DUTIES, MEASURES, PROBLEMS, ROOMS};
use super::writer::Writer;
use crate::outline::in_chinese;

pub(super) fn duties(w: &mut Writer<'_>) {
    let duties = w.some(DUTIES, 2, 2);
    let all: Vec<String> = duties.iter().enumerate().map(|(n, duty)| format!("（{}）{duty}；", n + 1)).collect();
    let first = format!("{}主要负责{}等工作。主要职责是：", w.facts.unit, w.facts.duty);
    let mut body = all.concat();
    body.truncate(body.len() - "；".len());
    w.paragraph(&[first, body, "。".to_owned()]);
}

pub(super) fn staff(w: &mut Writer<'_>) {
    let rooms = w.some(ROOMS, 3, 5);
    let n_rooms = i64::try_from(rooms.len()).unwrap_or_default();
    let lead = w.random.pick(&["内设", "现有内设机构", "下设"]);
    let mut first = format!("{}{lead}{}：{}", w.facts.unit, w.count(n_rooms, "个股室"), rooms.join("、"));
    if w.random.chance(1, 2) {
        let branches = w.some(BRANCHES, 2, 2);
        let number = w.count(i64::try_from(branches.len()).unwrap_or_default(), "个");
        first.push_str(&format!("；下属事业单位{number}，分别是{}", branches.join("、")));
    }
    first.push('。');
    let (posts, staff) = (w.facts.posts, w.facts.staff);
    let admin = posts * w.random.within(20, 60) / 100;
    let retired = w.random.within(3, 60);
    let second = format!(
        "核定编制{}，其中行政编制{}、事业编制{}。",
        w.count(posts, "名"),
        w.count(admin, "名"),
        w.count(posts - admin, "名")
    );
    let mut third = format!("{}年末实有在职人员{}", w.facts.year, w.count(staff, "人"));
    if w.random.chance(1, 2) {
        third.push_str(&format!("，在职人员控制率{}", w.share(staff, posts)));
    }
    third.push_str(&format!("。另有退休人员{}。", w.count(retired, "人")));
    w.paragraph(&[first, second, third]);
}

pub(super) fn cars(w: &mut Writer<'_>) {
    let (cars, run) = (w.facts.cars, w.facts.car_cost);
    let law = w.random.within(0, cars);
    let mut line = format!("截至{}年12月31日，共有车辆{}", w.facts.year, w.count(cars, "辆"));
    if law > 0 && law < cars {
        line.push_str(&format!("，其中执法执勤用车{}、其他用车{}", w.count(law, "辆"), w.count(cars - law, "辆")));
    }
    line.push_str(&format!("。全年运行维护费{}。单价100万元以上专用设备0台。", w.money(run)));
    w.paragraph(&[line]);
}

pub(super) fn problems(w: &mut Writer<'_>) {
    list(w, PROBLEMS, "从自评情况看，还存在一些不足。");
}

pub(super) fn measures(w: &mut Writer<'_>) {
    list(w, MEASURES, "下一步将采取以下措施。");
}

fn list(w: &mut Writer<'_>, all: &[&str], first: &str) {
    let some = w.some(all, 2, 2);
    let inline = w.random.chance(1, 2);
    if inline {
        let items: Vec<String> =
            some.iter().enumerate().map(|(n, item)| format!("{}是{item}", in_chinese(n + 1))).collect();
        w.paragraph(&[first.to_owned(), items.join("；"), "。".to_owned()]);
        return;
    }
    w.paragraph(&[first.to_owned()]);
    for (n, item) in some.iter().enumerate() {
        let number = w.style.number(1, n + 1);
        w.paragraph(&[format!("{number}{item}。")]);
    }
}
