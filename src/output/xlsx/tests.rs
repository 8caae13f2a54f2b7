use calamine::{Data, Reader, Xlsx};

use super::*;
use crate::output::audit_list::{ListedFigure, ListedNote, ListedRelation};

fn report(file: &str) -> ListedReport {
    let decimal = |text: &str| Some(text.parse().unwrap());
    let finding = ListedFinding {
        section: "二（一）基本支出".to_owned(),
        rule: "GJ101".to_owned(),
        severity: "强制性".to_owned(),
        message: "=HYPERLINK(\"x\")合计847.86万元，分项之和847.68万元，请核对。".to_owned(),
        quote: "=1+1".to_owned(),
        value_unit: "万元".to_owned(),
        stated: decimal("847.86"),
        computed: decimal("847.68"),
        difference: decimal("0.18"),
        at_stake: decimal("0.18"),
        suspect: "847.86万元".to_owned(),
        proposed: "847.68万元".to_owned(),
        fingerprint: "00ff00ff00ff00ff".to_owned(),
        ..ListedFinding::default()
    };
    ListedReport {
        file: file.to_owned(),
        unit: Some("芦淞区民政局".to_owned()),
        year: Some(2022),
        n_figures: 10,
        n_checked: 7,
        findings: vec![finding],
        relations: vec![ListedRelation {
            grade: "不符",
            formula: "609.55 + 238.13 = 847.86".to_owned(),
            ..Default::default()
        }],
        uncovered: vec![ListedFigure {
            text: "12户".to_owned(),
            value: decimal("12"),
            state: "未核对",
            ..Default::default()
        }],
        notes: vec![ListedNote {
            kind: "unreadable".to_owned(),
            message: "第3页无文字层".to_owned(),
            ..Default::default()
        }],
    }
}

fn written(previous: Previous, files: &[&str]) -> Vec<u8> {
    let mut paper = WorkingPaper::new(previous).unwrap();
    for file in files {
        paper.report(&report(file)).unwrap();
    }
    let mut out = Vec::new();
    paper.finish(&mut out).unwrap();
    out
}

fn open(bytes: &[u8]) -> Xlsx<std::io::Cursor<Vec<u8>>> {
    Xlsx::new(std::io::Cursor::new(bytes.to_vec())).unwrap()
}

fn cell(book: &mut Xlsx<std::io::Cursor<Vec<u8>>>, sheet: &str, row: usize, head: &str) -> Data {
    let range = book.worksheet_range(sheet).unwrap();
    let column = range.rows().next().unwrap().iter().position(|c| *c == head).unwrap();
    range.rows().nth(row).unwrap()[column].clone()
}

#[test]
fn sheets_hold_what_was_found() {
    let bytes = written(Previous::default(), &["甲.docx"]);
    let mut book = open(&bytes);
    assert_eq!(book.sheet_names(), [SUMMARY, FINDINGS, RELATIONS, UNCOVERED, UNREAD]);
    assert_eq!(cell(&mut book, FINDINGS, 1, "差额（万元）"), Data::Float(0.18));
    assert_eq!(cell(&mut book, FINDINGS, 1, "年度"), Data::Float(2022.0));
    assert_eq!(cell(&mut book, FINDINGS, 1, "处理状态"), Data::String("待核实".to_owned()));
    assert_eq!(cell(&mut book, RELATIONS, 1, "判定"), Data::String("不符".to_owned()));
    assert_eq!(cell(&mut book, UNREAD, 1, "说明"), Data::String("第3页无文字层".to_owned()));
}

#[test]
fn no_text_becomes_a_formula() {
    let bytes = written(Previous::default(), &["甲.docx"]);
    let mut book = open(&bytes);
    assert_eq!(cell(&mut book, FINDINGS, 1, "原文"), Data::String("=1+1".to_owned()));
    for sheet in [FINDINGS, RELATIONS, UNCOVERED, UNREAD] {
        assert_eq!(book.worksheet_formula(sheet).unwrap().used_cells().count(), 0);
    }
}

#[test]
fn the_same_findings_give_the_same_bytes() {
    assert_eq!(
        written(Previous::default(), &["甲.docx", "乙.docx"]),
        written(Previous::default(), &["甲.docx", "乙.docx"])
    );
}

/// A list in which the first finding was worked on.
fn filled_in() -> Previous {
    Previous::of("甲.docx", "00ff00ff00ff00ff", "属实", "已约谈")
}

#[test]
fn what_was_filled_in_is_kept() {
    let bytes = written(filled_in(), &["甲.docx"]);
    let mut book = open(&bytes);
    assert_eq!(cell(&mut book, FINDINGS, 1, "处理状态"), Data::String("属实".to_owned()));
    // It survives being read back from the workbook itself, also when the file was renamed.
    let again = written(Previous::read(bytes).unwrap(), &["改名.docx"]);
    let mut book = open(&again);
    assert_eq!(cell(&mut book, FINDINGS, 1, "备注"), Data::String("已约谈".to_owned()));
}

#[test]
fn what_was_filled_in_for_one_file_is_not_said_of_another() {
    // The second file is new, then it is known and nobody has worked on it.
    let bytes = written(filled_in(), &["甲.docx", "乙.docx"]);
    let again = written(Previous::read(bytes.clone()).unwrap(), &["乙.docx", "甲.docx"]);
    for (bytes, [first, second]) in [(bytes, ["属实", "待核实"]), (again, ["待核实", "属实"])] {
        let mut book = open(&bytes);
        assert_eq!(cell(&mut book, FINDINGS, 1, "处理状态"), Data::String(first.to_owned()));
        assert_eq!(cell(&mut book, FINDINGS, 2, "处理状态"), Data::String(second.to_owned()));
    }
}

#[test]
fn what_was_filled_in_for_a_finding_that_is_gone_is_not_lost() {
    let mut paper = WorkingPaper::new(filled_in()).unwrap();
    paper.report(&ListedReport { file: "乙.docx".to_owned(), ..ListedReport::default() }).unwrap();
    let mut bytes = Vec::new();
    paper.finish(&mut bytes).unwrap();
    assert_eq!(cell(&mut open(&bytes), GONE, 1, "备注"), Data::String("已约谈".to_owned()));
    assert!(matches!(Previous::read(b"PK".to_vec()), Err(PreviousError::Unreadable(_))));
}
