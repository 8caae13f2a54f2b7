//! Every rule's own examples are run: a broken one gives exactly the finding shown, a holding one gives none.
#![allow(clippy::disallowed_methods, reason = "tests read the sources")]

use gouji::document;
use gouji::findings::{Finding, JudgeSettings};
use gouji::relations::rules::RULES;
use gouji::review;

fn findings(text: &str) -> Vec<Finding> {
    review::check(document::from_text(text.to_owned(), "例.txt"), &JudgeSettings::default()).findings.findings
}

fn told(findings: &[Finding]) -> Vec<String> {
    findings.iter().map(|f| format!("{} {}", f.rule, f.message)).collect()
}

#[test]
fn broken_examples_give_the_finding_shown() {
    let mut wrong = String::new();
    for rule in RULES {
        for example in rule.doc().broken {
            let (shown, found) = (format!("{} {}", rule.code(), example.message), told(&findings(example.text)));
            if found != [shown.clone()] {
                wrong.push_str(&format!("{}\n  shown {shown}\n  found {found:#?}\n", example.text));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn near_misses_are_silent() {
    let mut wrong = String::new();
    for rule in RULES {
        for text in rule.doc().holding {
            let found = told(&findings(text));
            if !found.is_empty() {
                wrong.push_str(&format!("{} {text}\n  found {found:#?}\n", rule.code()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_rule_has_examples_of_both_kinds() {
    for rule in RULES {
        let doc = rule.doc();
        assert!(!doc.broken.is_empty() && !doc.holding.is_empty(), "{}", rule.code());
    }
}

#[test]
fn codes_are_unique_sorted_and_well_formed() {
    let codes: Vec<&str> = RULES.iter().map(|rule| rule.code()).collect();
    assert!(codes.is_sorted_by(|a, b| a < b), "{codes:?}");
    for rule in RULES {
        let code = rule.code();
        assert!(code.len() == 5 && code.starts_with("GJ") && code[2..].bytes().all(|b| b.is_ascii_digit()), "{code}");
        assert!(rule.name().bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{}", rule.name());
    }
}

#[test]
fn every_file_of_the_folder_is_registered() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/relations/rules");
    let table = std::fs::read_to_string(format!("{folder}/mod.rs")).expect("the table of rules is there");
    for entry in std::fs::read_dir(folder).expect("the folder of rules is there") {
        let name = entry.expect("a file").file_name().into_string().expect("an ASCII name");
        let Some(module) = name.strip_suffix(".rs").filter(|module| *module != "mod") else { continue };
        let code = std::fs::read_to_string(format!("{folder}/{name}")).expect("a rule is text");
        assert!(table.contains(&format!("mod {module};")), "{name} is no module");
        let is_rule = code.contains("impl Rule for");
        assert!(!is_rule || table.contains(&format!("&{module}::")), "{name} is not in the table");
    }
}
