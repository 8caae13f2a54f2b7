//! The JSON Schema of everything that is written as JSON, told once as data: `gouji schema` and docs/schema print it,
//! and tests hold every output against it.

mod audit;
mod report;
mod shape;

use crate::output::json::{SCHEMA_ID, SCHEMA_VERSION, pretty};

use shape::Schema;

/// 模式. The JSON documents that gouji writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Output {
    /// One report: `extract`, `pipe`, `convert`.
    Report,
    /// The answer of `pipe` to a line that gave no report.
    Error,
    /// The list of `audit --format json`.
    Audit,
}

impl Output {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Report, Self::Error, Self::Audit];

    /// Name on the command line and of the file in docs/schema.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Error => "error",
            Self::Audit => "audit",
        }
    }

    /// The schema, JSON Schema 2020-12, spread over lines.
    #[must_use]
    pub fn schema(self) -> Vec<u8> {
        let schema = match self {
            Self::Report => report::report(),
            Self::Error => report::error(),
            Self::Audit => audit::audit(),
        };
        pretty(&schema.write())
    }
}

/// `urn:gouji:schema:report` and the like.
fn id(output: Output) -> String {
    debug_assert!(SCHEMA_ID.ends_with("report"));
    SCHEMA_ID.replace("report", output.name())
}

/// The header that every document carries.
fn header(output: Output) -> shape::Field {
    use shape::{Shape, field};
    let fields = vec![
        field("id", "模式标识", Shape::Fixed(id(output))),
        field("version", "模式版本", Shape::Fixed(SCHEMA_VERSION.into())),
    ];
    field("schema", "本文件遵循的模式", Shape::Object(fields))
}

fn schema(output: Output, title: &'static str, root: Vec<shape::Field>, definitions: Vec<shape::Definition>) -> Schema {
    Schema { id: id(output), title, root, definitions }
}
