use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::cli::{Console, Exit};
use crate::evaluate::generate::{self, Form};
use crate::evaluate::{self, Case, Phase, mutate, neutral};

/// 用带标准答案的报告评测：每一步读对多少，问题发现多少，误报多少
#[derive(Args, Debug)]
#[command(override_usage = "gouji evaluate [选项] <语料目录>", after_help = AFTER_HELP)]
pub(in crate::cli) struct Evaluate {
    /// 语料目录：各报告的 report.txt、gold.jsonl、about.toml
    #[arg(value_name = "语料目录")]
    corpus: PathBuf,
    /// 只评 tune、test 或 fresh 一组
    #[arg(long, value_name = "组", value_enum)]
    split: Option<Split>,
    /// text 表（默认）；json 供程序读
    #[arg(long, value_name = "格式", value_enum, default_value_t = Format::Text)]
    format: Format,
    /// 逐条列出漏的、多的、不同的
    #[arg(long)]
    misses: bool,
    /// 只评这几项，逗号分隔：metadata、sections、figures、labels、relations、findings 等
    #[arg(long, value_name = "项", value_delimiter = ',', value_parser = phase)]
    phase: Vec<Phase>,
    /// 只评这一份（文件夹名）
    #[arg(long, value_name = "报告")]
    report: Option<String>,
    /// 不评测，而是在该目录里生成这么多份各不相同、前后一致的报告，供试用和测速
    #[arg(long, value_name = "份数", conflicts_with_all = ["split", "misses", "phase", "report"])]
    generate: Option<u64>,
    /// 生成的报告存成各种文件（docx、html、GB18030 文本、zip 等），而不只是 txt
    #[arg(long, requires = "generate")]
    mixed: bool,
    /// 在一致的报告里各放一处笔误，共这么多个，看能发现多少
    #[arg(long, value_name = "个数", conflicts_with_all = ["phase", "generate"])]
    mutants: Option<usize>,
    /// 生成、变异的种子（默认 1）：种子相同，结果相同
    #[arg(long, value_name = "种子", default_value_t = 1)]
    seed: u64,
}

const AFTER_HELP: &str = "\
示例：
  gouji evaluate corpus --split test
  gouji evaluate corpus --split tune --phase labels --misses
  gouji evaluate corpus --split test --format json
  gouji evaluate seeds/consistent --mutants 5000
  gouji evaluate --generate 1000 生成的档案
  gouji evaluate --generate 1000 --mixed 各种文件的档案

答案的写法见 corpus/README.md。退出码：0 完成  2 答案与原文对不上，或没有语料。";

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Split {
    Tune,
    Test,
    Fresh,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

fn phase(name: &str) -> Result<Phase, String> {
    let known = Phase::ALL.map(Phase::name).join("、");
    Phase::ALL.into_iter().find(|phase| phase.name() == name).ok_or_else(|| format!("可以是：{known}"))
}

impl Evaluate {
    pub(in crate::cli) fn run(self, console: &mut Console) -> io::Result<Exit> {
        if let Some(n) = self.generate {
            return Ok(generate(&self.corpus, n, self.seed, self.mixed, console));
        }
        let split = self.split.map(|split| match split {
            Split::Tune => evaluate::Split::Tune,
            Split::Test => evaluate::Split::Test,
            Split::Fresh => evaluate::Split::Fresh,
        });
        let mut cases = match evaluate::gather(&self.corpus, split) {
            Ok(cases) => cases,
            Err(error) => {
                console.complain(error);
                return Ok(Exit::Unreadable);
            }
        };
        cases.retain(|case| self.report.as_ref().is_none_or(|id| *id == case.id));
        if let Some(n) = self.mutants {
            return self.mutate(&mutate::consistent(cases), n, console);
        }
        let score = evaluate::evaluate(&cases);
        let phases = if self.phase.is_empty() { Phase::ALL.to_vec() } else { self.phase };
        let out = console.out();
        match self.format {
            Format::Text => write!(out, "{}", evaluate::table(&score, &phases))?,
            Format::Json => writeln!(out, "{}", evaluate::json(&score))?,
        }
        if self.misses {
            write!(out, "\n{}", evaluate::misses(&score, &phases))?;
        }
        Ok(Exit::Consistent)
    }
}

impl Evaluate {
    fn mutate(&self, cases: &[Case], n: usize, console: &mut Console) -> io::Result<Exit> {
        let trials = mutate::trials(cases, n, self.seed);
        let score = mutate::score(&trials);
        match self.format {
            Format::Text => write!(console.out(), "一致的报告{}份\n\n{}", cases.len(), mutate::table(&score))?,
            Format::Json => writeln!(console.out(), "{}", mutate::json(&score))?,
        }
        if self.misses {
            write!(console.out(), "\n没有发现的\n{}", mutate::misses(&trials))?;
        }
        if matches!(self.format, Format::Text) {
            let changed = neutral::rewritten(cases);
            let n = cases.len() * neutral::Rewrite::ALL.len();
            writeln!(console.out(), "\n中性改写{n}次，读出有变化的{}次", changed.len())?;
            for neutral::Rewritten { report, rewrite, figures, findings } in changed {
                let first = figures.first().map_or("", String::as_str);
                let (n, rules) = (figures.len(), findings.join("、"));
                writeln!(console.out(), "  {report} {}：数据{n}处 {first} 新问题 {rules}", rewrite.title())?;
            }
        }
        Ok(Exit::Consistent)
    }
}

/// Writes `n` reports as numbered files, a thousand to a folder.
fn generate(folder: &Path, n: u64, seed: u64, is_mixed: bool, console: &mut Console) -> Exit {
    for n in 0..n {
        let form = if is_mixed { Form::mixed(n) } else { Form::Text };
        let folder = folder.join(format!("{:03}", n / 1000));
        let path = folder.join(format!("{n:06}.{}", form.extension()));
        let bytes = generate::file(seed + n, form).map_err(io::Error::from);
        #[expect(clippy::disallowed_methods, reason = "the command line writes files")]
        let written = bytes.and_then(|bytes| fs::create_dir_all(&folder).and_then(|()| fs::write(&path, bytes)));
        if let Err(error) = written {
            console.complain(format_args!("{}：写不了（{error}）；请检查目录权限和磁盘空间", path.display()));
            return Exit::Unreadable;
        }
    }
    Exit::Consistent
}
