//! Files that the program writes about itself are those that are checked in.

mod support;

use gouji::output::manual;
use gouji::output::schema::Output;

use support::golden::golden;

#[test]
fn schemas_are_fresh() {
    for output in Output::ALL {
        let schema = String::from_utf8(output.schema()).unwrap();
        golden(&format!("docs/schema/{}.schema.json", output.name()), &schema);
    }
}

#[test]
fn the_manual_of_the_rules_is_fresh() {
    golden("docs/RULES.md", &manual::markdown(&gouji::archive::rules()));
}

#[test]
fn ci_compares_and_does_not_write() {
    let ci = std::env::var_os("CI").is_some();
    assert!(!(ci && support::is_blessing()), "BLESS=1 in CI would accept anything");
}
