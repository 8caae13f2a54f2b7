use std::io::{self, Write};

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::{Console, Exit};

/// Says in Chinese what is wrong with the command line; help and version, which clap calls errors too, go to
/// standard output.
///
/// # Errors
/// When standard output cannot be written.
pub(super) fn report(error: &clap::Error, console: &mut Console) -> io::Result<Exit> {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        let page = error.render();
        if Console::style().color {
            write!(console.out(), "{}", page.ansi())?;
        } else {
            write!(console.out(), "{page}")?;
        }
        return Ok(Exit::Consistent);
    }
    console.complain(message(error));
    Ok(Exit::Unreadable)
}

fn message(error: &clap::Error) -> String {
    let word = |kind| error.get(kind).map(text).unwrap_or_default();
    let (argument, value) = (word(ContextKind::InvalidArg), word(ContextKind::InvalidValue));
    let what = match error.kind() {
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand => {
            "没有写要做什么".to_owned()
        }
        ErrorKind::InvalidSubcommand => format!("没有“{}”这个命令", word(ContextKind::InvalidSubcommand)),
        ErrorKind::UnknownArgument => format!("没有“{argument}”这个选项或参数"),
        ErrorKind::MissingRequiredArgument => format!("缺少 {argument}"),
        ErrorKind::InvalidValue if value.is_empty() => format!("{argument} 后面缺少内容"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => format!("{argument} 不能是“{value}”"),
        ErrorKind::ArgumentConflict => format!("{argument} 不能与 {} 同用", word(ContextKind::PriorArg)),
        ErrorKind::InvalidUtf8 => "命令行里有不是 UTF-8 的字符".to_owned(),
        _ => format!("命令写法不对（{argument}{value}）"),
    };
    let hint = |kind, lead, tail| error.get(kind).map(|v| format!("{lead}{}{tail}", text(v))).unwrap_or_default();
    // Messages of our own are in Chinese; those of the parsers of numbers are not.
    let source = std::error::Error::source(error).map(ToString::to_string);
    let source =
        source.map(|source| if source.is_ascii() { "（应为整数）".to_owned() } else { format!("（{source}）") });
    [
        what,
        hint(ContextKind::SuggestedSubcommand, "；是不是 ", "？"),
        hint(ContextKind::SuggestedArg, "；是不是 ", "？"),
        hint(ContextKind::SuggestedValue, "；是不是 ", "？"),
        hint(ContextKind::ValidValue, "；可以是：", ""),
        source.unwrap_or_default(),
        "\n       用 gouji --help 或 gouji <命令> --help 看写法".to_owned(),
    ]
    .concat()
}

fn text(value: &ContextValue) -> String {
    match value {
        ContextValue::Strings(all) => all.join("、"),
        other => other.to_string(),
    }
}
