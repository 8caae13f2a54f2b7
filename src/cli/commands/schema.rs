use std::io::{self, Write};

use clap::{Args, ValueEnum};

use crate::cli::{Console, Exit};
use crate::output::schema::Output;

/// 写出 JSON 的模式（JSON Schema 2020-12）
#[derive(Args, Debug)]
#[command(override_usage = "gouji schema [report|error|audit|diff]", after_help = AFTER_HELP)]
pub(in crate::cli) struct Schema {
    /// report 一份报告（默认）；error pipe 的坏行；audit 问题清单；diff 两次的差别
    #[arg(value_name = "哪一种", value_enum, default_value_t = Which::Report)]
    which: Which,
}

const AFTER_HELP: &str = "\
示例：
  gouji schema > report.schema.json
  gouji schema audit";

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Which {
    Report,
    Error,
    Audit,
    Diff,
}

impl Schema {
    pub(in crate::cli) fn run(self, console: &mut Console) -> io::Result<Exit> {
        let output = match self.which {
            Which::Report => Output::Report,
            Which::Error => Output::Error,
            Which::Audit => Output::Audit,
            Which::Diff => Output::Diff,
        };
        console.out().write_all(&output.schema())?;
        Ok(Exit::Consistent)
    }
}
