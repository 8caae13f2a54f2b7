//! What shows only between reports: each rule finds its defect, and stays silent beside it.
#![allow(clippy::disallowed_methods, reason = "tests make their own archives")]

mod support;

use std::fs;
use std::process::Command;

/// Converts reports; code, severity and message of the findings between them.
fn across(reports: &[(&str, String)]) -> Vec<(String, String, String)> {
    let dir = tempfile::tempdir().unwrap();
    let (archive, out) = (dir.path().join("档案"), dir.path().join("结果"));
    for (name, text) in reports {
        let path = archive.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let mut run = Command::new(env!("CARGO_BIN_EXE_gouji"));
    run.args(["convert", "--to", "csv", "--out"]).args([&out, &archive]);
    assert!(run.output().unwrap().status.success());
    let mut rows = csv::Reader::from_path(out.join("tables/findings.csv")).unwrap();
    let head = rows.headers().unwrap().clone();
    let at = |name: &str| head.iter().position(|h| h.trim_start_matches('\u{FEFF}') == name).unwrap();
    let (rule, severity, message) = (at("rule"), at("severity"), at("message"));
    let all = rows.records().map(Result::unwrap).filter(|row| row[rule].starts_with("GJ9"));
    all.map(|row| (row[rule].to_owned(), row[severity].to_owned(), row[message].to_owned())).collect()
}

/// Two years of one office.
fn years(before: &str, now: &str) -> Vec<(String, String, String)> {
    across(&[("2022.txt", office(2022, before)), ("2023.txt", office(2023, now))])
}

fn office(year: u16, words: &str) -> String {
    format!("青河县民政局{year}年度部门整体支出绩效自评报告\n一、基本情况\n{words}\n")
}

fn codes(found: &[(String, String, String)]) -> Vec<&str> {
    found.iter().map(|(code, _, _)| code.as_str()).collect()
}

#[test]
fn last_year_is_what_last_years_report_said() {
    let found = years("公务接待费4.20万元。", "公务接待费3.90万元，上年公务接待费5.10万元。");
    assert_eq!(codes(&found), ["GJ901"]);
    let (_, severity, message) = &found[0];
    assert_eq!(severity, "核实性");
    assert!(message.contains("写作5.10万元") && message.contains("为4.20万元，相差0.9万元"), "{message}");
    assert!(message.contains("2022.txt"), "{message}");
}

/// Every format of the audit tells what shows only between reports.
#[test]
fn every_list_tells_what_stands_between_reports() {
    let dir = tempfile::tempdir().unwrap();
    let archive = dir.path().join("档案");
    fs::create_dir(&archive).unwrap();
    fs::write(archive.join("2022.txt"), office(2022, "公务接待费4.20万元。")).unwrap();
    let now = archive.join("2023.txt");
    fs::write(&now, office(2023, "公务接待费3.90万元，上年公务接待费5.10万元。")).unwrap();
    let audit = |arguments: &[&str]| {
        let mut run = Command::new(env!("CARGO_BIN_EXE_gouji"));
        let out = run.current_dir(dir.path()).arg("audit").args(arguments).output().unwrap();
        (out.status.code().unwrap(), String::from_utf8(out.stdout).unwrap())
    };
    for format in ["text", "json", "sarif", "csv", "html"] {
        let (code, list) = audit(&["档案", "--to", format, "--rule", "GJ9"]);
        assert_eq!(code, 1, "{format}");
        assert!(list.contains("GJ901") && list.contains("相差0.9万元"), "{format}: {list}");
        let (code, list) = audit(&["档案", "--to", format, "--ignore", "GJ901,GJ6"]);
        assert_eq!(code, 0, "{format}: {list}");
        let (code, _) = audit(&["档案", "--to", format, "--rule", "GJ9", "--output", "清单"]);
        let written = fs::read_to_string(dir.path().join("清单")).unwrap();
        assert!(code == 1 && written.contains("GJ901"), "{format}: {written}");
    }
    let (_, list) = audit(&["档案", "--to", "json"]);
    let list: serde_json::Value = serde_json::from_str(&list).unwrap();
    assert_eq!((&list["across"][0]["report"], &list["summary"]["verify"]), (&"档案/2023.txt".into(), &1.into()));

    // A waiver accepts it, and a later run knows it again.
    let waiver = format!("[[waiver]]\nfingerprint = {}\nreason = \"已调整\"\n", list["across"][0]["fingerprint"]);
    fs::write(dir.path().join("豁免.toml"), waiver).unwrap();
    for format in ["text", "csv"] {
        let (code, list) = audit(&["档案", "--to", format, "--rule", "GJ9", "--waivers", "豁免.toml"]);
        assert!(code == 0 && !list.contains("GJ901"), "{format}: {list}");
    }
    audit(&["档案", "--to", "json", "--output", "旧.json"]);
    fs::write(&now, office(2023, "公务接待费3.90万元，上年公务接待费4.20万元。")).unwrap();
    audit(&["档案", "--to", "json", "--output", "新.json"]);
    let mut diff = Command::new(env!("CARGO_BIN_EXE_gouji"));
    let diff = diff.current_dir(dir.path()).args(["diff", "旧.json", "新.json"]).output().unwrap();
    assert!(String::from_utf8(diff.stdout).unwrap().contains("- 核实性 GJ901 档案/2023.txt"));
}

#[test]
fn the_same_figure_in_other_units_or_rounded_is_the_same() {
    assert!(years("公务接待费4.20万元。", "公务接待费3.90万元，上年公务接待费4.2万元。").is_empty());
    assert!(years("公务接待费4.204万元。", "公务接待费3.90万元，上年公务接待费4.20万元。").is_empty());
    assert!(years("公务接待费4.20万元。", "公务接待费3.90万元，上年公务接待费42000元。").is_empty());
}

#[test]
fn other_indicators_offices_and_gaps_are_not_compared() {
    assert!(years("公务接待费4.20万元。", "会议费3.90万元，上年会议费5.10万元。").is_empty());
    let other = office(2022, "公务接待费4.20万元。").replace("民政局", "教育局");
    let now = office(2023, "公务接待费3.90万元，上年公务接待费5.10万元。");
    assert!(across(&[("a.txt", other), ("b.txt", now.clone())]).is_empty());
    assert!(across(&[("a.txt", office(2021, "公务接待费4.20万元。")), ("b.txt", now)]).is_empty());
}

#[test]
fn a_report_that_contradicts_itself_decides_nothing() {
    assert!(
        !codes(&years("公务接待费4.20万元。\n公务接待费4.80万元。", "上年公务接待费5.10万元。")).contains(&"GJ901")
    );
}

#[test]
fn the_year_opens_as_the_last_one_closed() {
    let found = years("年末结转和结余25.00万元。", "年初结转和结余26.00万元。");
    assert_eq!(codes(&found), ["GJ904"]);
    assert!(years("年末结转和结余25.00万元。", "年初结转和结余25.00万元。").is_empty());
}

#[test]
fn copied_sentences_are_told_once() {
    let copied = "全年发放残疾人两项补贴335.19万元，惠及30483人次。\n全年临时救助资金162.42万元，共2131人次。";
    let found = years(copied, copied);
    assert_eq!(codes(&found), ["GJ902"]);
    assert!(found[0].2.contains("有2处文句") && found[0].1 == "核实性", "{:?}", found[0]);
    // The words alone, or a standing number, are nobody's fault.
    assert!(years("全年发放补贴335.19万元，惠及30483人次。", "全年发放补贴341.20万元，惠及30512人次。").is_empty());
    assert!(
        years("低保标准为每人每月650元，全年按月足额发放。", "低保标准为每人每月650元，全年按月足额发放。").is_empty()
    );
}

#[test]
fn figures_of_another_report_are_noticed() {
    let figures = (1..=24).map(|n| format!("第{n}个项目支出{}.{n:02}万元。\n", n * 37)).collect::<Vec<_>>().concat();
    let first = office(2022, &figures);
    let second = first.replace("青河县民政局", "青河县林业局").replace("一、基本情况", "一、单位基本情况概述");
    let found = across(&[("民政.txt", first.clone()), ("林业.txt", second)]);
    assert_eq!(codes(&found), ["GJ903"]);
    assert_eq!(found[0].1, "核实性");
    // A copy in the same format is a hint; in another format only a link.
    let copy = across(&[("a.txt", first.clone()), ("b.txt", first.clone())]);
    assert_eq!(copy.iter().map(|(c, s, _)| (c.as_str(), s.as_str())).collect::<Vec<_>>(), [("GJ903", "提示")]);
    assert!(across(&[("a.txt", first.clone()), ("a.md", first)]).is_empty());
}

#[test]
fn offices_do_not_exceed_their_county() {
    let office = |name: &str, amount: &str| {
        format!("青河县{name}2023年度部门整体支出绩效自评报告\n一、基本情况\n一般公共预算财政拨款支出{amount}万元。\n")
    };
    let county =
        |amount: &str| format!("青河县2023年预算执行情况报告\n一、基本情况\n一般公共预算财政拨款支出{amount}万元。\n");
    let archive = |total: &str| {
        across(&[
            ("局1.txt", office("民政局", "600.00")),
            ("局2.txt", office("教育局", "700.00")),
            ("县.txt", county(total)),
        ])
    };
    let found = archive("1200.00");
    assert_eq!(codes(&found), ["GJ905"]);
    assert!(found[0].2.contains("等2个单位之和已达1300万元，超出100万元"), "{}", found[0].2);
    assert!(archive("1300.00").is_empty() && archive("9000.00").is_empty());
}
