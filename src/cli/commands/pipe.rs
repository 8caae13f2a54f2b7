use std::cell::RefCell;
use std::fmt;
use std::io::{self, BufRead, BufReader, Write};
use std::thread;

use clap::Args;
use rayon::prelude::*;
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};

use crate::cli::input::{Problem, Reading, guarded};
use crate::cli::queue::Queue;
use crate::cli::{Console, Exit};
use crate::document;
use crate::output::json;
use crate::review;

/// 逐行处理：标准输入每行一个 {"id":…,"text":…}，标准输出每行一份报告
#[derive(Args, Debug)]
#[command(override_usage = "gouji pipe [选项]", after_help = AFTER_HELP)]
pub(in crate::cli) struct Pipe {
    /// 连同全文一起写出
    #[arg(long)]
    text: bool,
    #[command(flatten)]
    limit: super::Limit,
}

const AFTER_HELP: &str = "\
示例：
  printf '%s\\n' '{\"id\":7,\"text\":\"支出12万元，其中：办公费5万元、差旅费7万元。\"}' | gouji pipe

输出与输入一行对一行（空行略去），次序不变，id 照样写回，读到多少写多少。
坏行也答一行：{\"id\":…,\"error\":{\"line\":…,\"kind\":…,\"message\":…}}，其余不受影响。
退出码：0 完成  2 有坏行。";

/// Bytes of requests that may wait: the bound of this command's memory, which answers multiply.
const WAITING_BYTES: usize = 4 << 20;

/// Requests that one thread works on before what is done is written: more would keep a reader waiting.
const PER_THREAD: usize = 16;

/// A line of standard input, or why it could not be kept.
struct Line {
    number: u64,
    bytes: Result<Vec<u8>, String>,
}

/// What became of one line.
struct Answer {
    json: Vec<u8>,
    is_error: bool,
}

impl Pipe {
    pub(in crate::cli) fn run(self, console: &mut Console) -> io::Result<Exit> {
        let queue = Queue::new(WAITING_BYTES);
        let longest = usize::try_from(self.limit.limits().file_bytes).unwrap_or(usize::MAX);
        let most = PER_THREAD * rayon::current_num_threads();
        let mut exit = Exit::Consistent;
        thread::scope(|scope| {
            scope.spawn(|| read_lines(&queue, longest));
            // On a failed write the reader must not wait for room that never comes.
            let _close = queue.close_on_drop();
            loop {
                // Slow input comes line by line and is answered here; what has piled up goes to all cores.
                let lines = queue.take(most);
                let answers: Vec<Answer> = match lines.len() {
                    0 => return Ok(exit),
                    1 => lines.into_iter().map(|line| self.answer(line)).collect(),
                    _ => lines.into_par_iter().map(|line| self.answer(line)).collect(),
                };
                for answer in answers {
                    console.out().write_all(&answer.json)?;
                    if answer.is_error {
                        exit = exit.and(Exit::Unreadable);
                    }
                }
                console.out().flush()?;
            }
        })
    }

    fn answer(&self, line: Line) -> Answer {
        let mut json = Vec::new();
        let outcome = match line.bytes {
            Ok(bytes) => self.report(&bytes, &mut json),
            Err(message) => Err(Fault { id: None, kind: "too_large", message }),
        };
        let is_error = outcome.is_err();
        if let Err(fault) = outcome {
            json.clear();
            json::write_error(fault.id.as_deref(), line.number, fault.kind, &fault.message, &mut json);
        }
        json.push(b'\n');
        Answer { json, is_error }
    }

    fn report(&self, line: &[u8], json: &mut Vec<u8>) -> Result<(), Fault> {
        let request = Request::read(line)?;
        let id = request.id;
        let fault = |kind, message| Fault { id: id.clone(), kind, message };
        if request.text.trim().is_empty() {
            return Err(fault("empty", "text 没有内容；请核对这一行的来源".to_owned()));
        }
        let reading = Reading { limits: self.limit.limits(), ..Reading::default() };
        let name = id.as_deref().unwrap_or_default().trim_matches('"');
        guarded(name, || {
            let review = review::check(document::from_text(request.text, name), &reading.judging);
            let options = json::Options {
                id: Some(id.as_deref().unwrap_or("null")),
                text: self.text,
                layout: json::Layout::Line,
            };
            json::write(&review, options, json);
            Ok::<_, Problem>(())
        })
        .map_err(|problem| fault("internal", problem.to_string()))
    }
}

/// Why a line got no report.
struct Fault {
    id: Option<String>,
    kind: &'static str,
    message: String,
}

/// One line that was understood. Ids may be anything; they are written back as they came.
struct Request {
    id: Option<String>,
    text: String,
}

impl Request {
    fn read(line: &[u8]) -> Result<Self, Fault> {
        let id = RefCell::new(None);
        let mut parser = serde_json::Deserializer::from_slice(line);
        let text = Fields { id: &id }.deserialize(&mut parser).and_then(|text| parser.end().map(|()| text));
        let id = id.into_inner();
        match text {
            Ok(Some(text)) => Ok(Self { id, text }),
            Ok(None) => Err(Fault {
                id,
                kind: "bad_request",
                message: "缺少 text 字段；每行应为 {\"id\":…,\"text\":…}".to_owned(),
            }),
            Err(error) => {
                let place = error.column();
                let message = match error.classify() {
                    serde_json::error::Category::Data => "text 不是字符串；每行应为 {\"id\":…,\"text\":…}".to_owned(),
                    _ => format!("第{place}个字节处不是合法的 UTF-8 JSON；每行应为 {{\"id\":…,\"text\":…}}"),
                };
                Err(Fault { id, kind: "bad_request", message })
            }
        }
    }
}

/// Reads `{"id":…,"text":…}`. The id is handed out as soon as it is seen, so that a line that breaks later still
/// gets its answer.
struct Fields<'c> {
    id: &'c RefCell<Option<String>>,
}

impl<'de> DeserializeSeed<'de> for Fields<'_> {
    type Value = Option<String>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Fields<'_> {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with id and text")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        #[derive(Deserialize)]
        #[serde(field_identifier, rename_all = "lowercase")]
        enum Key {
            Id,
            Text,
            #[serde(other)]
            Other,
        }
        let mut text = None;
        while let Some(key) = map.next_key::<Key>()? {
            match key {
                Key::Id => *self.id.borrow_mut() = Some(map.next_value::<serde_json::Value>()?.to_string()),
                Key::Text => text = Some(map.next_value::<String>()?),
                Key::Other => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(text)
    }
}

/// Puts every line of standard input into the queue, blank lines excepted.
fn read_lines(queue: &Queue<Line>, longest: usize) {
    let mut input = BufReader::with_capacity(1 << 16, io::stdin());
    for number in 1.. {
        let mut bytes = Vec::new();
        let (is_last, line) = match read_line(&mut input, longest, &mut bytes) {
            Ok(Ending::LineEnd) => (false, Ok(bytes)),
            Ok(Ending::EndOfInput) => (true, Ok(bytes)),
            Ok(Ending::TooLong) => (false, Err(format!("一行超过 {longest} 字节；请拆开，或用 --limit 放宽限额"))),
            Err(error) => (true, Err(format!("读取标准输入失败（{error}）；请检查上一个命令"))),
        };
        let is_blank = line.as_ref().is_ok_and(|bytes| bytes.trim_ascii().is_empty());
        let size = line.as_ref().map_or(0, Vec::len);
        if (!is_blank && !queue.put(Line { number, bytes: line }, size)) || is_last {
            break;
        }
    }
    queue.close();
}

enum Ending {
    LineEnd,
    EndOfInput,
    TooLong,
}

/// One line without its end; of a line longer than `longest` the rest is passed over, not kept.
fn read_line(input: &mut impl BufRead, longest: usize, line: &mut Vec<u8>) -> io::Result<Ending> {
    let mut too_long = false;
    loop {
        let chunk = match input.fill_buf() {
            Ok(chunk) => chunk,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if chunk.is_empty() {
            return Ok(if too_long { Ending::TooLong } else { Ending::EndOfInput });
        }
        let end = memchr::memchr(b'\n', chunk);
        let taken = &chunk[..end.unwrap_or(chunk.len())];
        too_long |= line.len() + taken.len() > longest;
        if too_long {
            *line = Vec::new();
        } else {
            line.extend_from_slice(taken);
        }
        let used = end.map_or(chunk.len(), |n| n + 1);
        input.consume(used);
        if end.is_some() {
            return Ok(if too_long { Ending::TooLong } else { Ending::LineEnd });
        }
    }
}
