//! The JSON Schema of everything that is written as JSON, told once as data: `gouji schema` and docs/schema print it,
//! and tests hold every output against it.

mod audit;
mod report;
mod shape;

use shape::{Field, Shape, field};

/// 模式版本. Grows in the first place when a field goes or changes, in the second when one is added.
pub const VERSION: &str = "1.0";

/// 模式. The JSON documents that gouji writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Output {
    /// One report: `extract`, `pipe`, `convert`.
    Report,
    /// The answer of `pipe` to a line that gave no report.
    Error,
    /// The list of `audit --format json`.
    Audit,
    /// What `diff --format json` says of two runs.
    Diff,
}

impl Output {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Report, Self::Error, Self::Audit, Self::Diff];

    /// Name on the command line and of the file in docs/schema.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Error => "error",
            Self::Audit => "audit",
            Self::Diff => "diff",
        }
    }

    /// What `schema.id` says in every such document.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Report => "urn:gouji:schema:report",
            Self::Error => "urn:gouji:schema:error",
            Self::Audit => "urn:gouji:schema:audit",
            Self::Diff => "urn:gouji:schema:diff",
        }
    }

    /// The schema, JSON Schema 2020-12, spread over lines.
    #[must_use]
    pub fn schema(self) -> Vec<u8> {
        match self {
            Self::Report => report::report(),
            Self::Error => report::error(),
            Self::Audit => audit::audit(),
            Self::Diff => audit::diff(),
        }
        .write()
    }
}

/// The header that every document carries.
fn header(output: Output) -> Field {
    let fields =
        vec![field("id", "模式标识", Shape::Fixed(output.id())), field("version", "模式版本", Shape::Fixed(VERSION))];
    field("schema", "本文件遵循的模式", Shape::Object(fields))
}
