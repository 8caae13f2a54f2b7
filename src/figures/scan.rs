//! One pass over the text of a section: numbers, cue words, verbs and punctuation in order.

use crate::document::{Note, NoteKind};
use crate::quantity::numeral::Script;
use crate::text::Span;
use crate::text::script::{fold, is_blank};

use super::lexicon::{self, Word, class};
use super::number::{self, Around, At, Bare, Raw};
use super::shared_unit;
use super::zero;
use super::{Cue, TokenKind};

/// Pieces after which a semicolon ends a sentence, as a stop would: so many words are a list of sentences.
const LONG: usize = 400;

/// Pieces after which anything does. What is said of a figure costs looking back over its sentence.
const LONGEST: usize = 600;

/// 扫描所得. A figure, word or mark with its place.
#[derive(Clone, Debug)]
pub(super) enum Piece {
    /// A figure.
    Figure(Box<Raw>),
    /// A zero told in words: 为零, 未发生.
    Zero(zero::ZeroWords),
    /// A cue or mark.
    Token(TokenKind, Span),
    /// A verb.
    Verb(Span),
    /// A verb that is part of a noun unless it opens the clause.
    NounVerb(Span),
}

impl Piece {
    pub(super) fn span(&self) -> Span {
        match self {
            Self::Figure(raw) => raw.span,
            Self::Zero(z) => z.span,
            Self::Token(_, span) | Self::Verb(span) | Self::NounVerb(span) => *span,
        }
    }
}

/// Reads `span` of `text`; pieces come in order, notes are appended.
pub(super) fn scan(text: &str, span: Span, pieces: &mut Vec<Piece>, notes: &mut Vec<Note>) {
    let first = pieces.len();
    let end = span.end as usize;
    let mut at = span.start as usize;
    let mut floor = at;
    let mut bares: Vec<Bare> = Vec::new();
    let classes = lexicon::classes();
    let bytes = text.as_bytes();
    // Where the sentence begins among the pieces.
    let mut sentence = first;
    while at < end {
        if pieces.len() - sentence.min(pieces.len()) > LONGEST {
            pieces.push(Piece::Token(TokenKind::Stop, Span::new(at, at)));
            sentence = pieces.len();
        }
        let b = bytes[at];
        // Plain ASCII letters and most Han characters stop here.
        let (c, len) = if b < 0x80 {
            (char::from(b), 1)
        } else {
            let Some(c) = text[at..].chars().next() else { break };
            (c, c.len_utf8())
        };
        let flags = classes.get(c as usize).copied().unwrap_or(0);
        if flags & !class::BLANK == 0 {
            at += len;
            continue;
        }
        if c == '零'
            && let Some(zero) = zero::in_words(text, span, at)
        {
            at = zero.span.end as usize;
            pieces.push(Piece::Zero(zero));
            continue;
        }
        // 与预算数一致, 由两部分组成: a numeral that begins a word of its own counts nothing.
        let is_word = || matches!(c, '一' | '两' | '三' | '四') && lexicon::word_at(&text[at..end]).is_some();
        if flags & class::NUMBER != 0 && !is_word() {
            match number::read(Around { text, start: span.start as usize, floor, end }, at) {
                At::Figure(raw) => {
                    shared_unit::resolve(text, &mut bares, &raw, pieces, first);
                    if let Some((kind, message)) = raw.note {
                        notes.push(Note::at(kind, raw.span, message));
                    }
                    at = raw.span.end as usize;
                    floor = at;
                    drop_covered(pieces, first, raw.span);
                    pieces.push(Piece::Figure(raw));
                    continue;
                }
                At::Bare(bare) => {
                    at = (bare.span.end as usize).max(at + len);
                    if bare.numeral.script == Script::Arabic
                        && let Some(raw) = shared_unit::without_list(text, span, &bare, pieces)
                    {
                        bares.clear();
                        notes.push(Note::at(NoteKind::UnitUnclear, raw.span, "没有印出单位，按上下文读取"));
                        floor = raw.span.end as usize;
                        drop_covered(pieces, first, raw.span);
                        pieces.push(Piece::Figure(Box::new(raw)));
                        continue;
                    }
                    shared_unit::wait(text, span, &mut bares, bare);
                    continue;
                }
                At::Skip(to) => {
                    at = to.max(at + len);
                    bares.clear();
                    continue;
                }
                At::NotExact(place) => {
                    notes.push(Note::at(NoteKind::NumberUnclear, place, "数字超出精确范围，未读取"));
                    at = place.end as usize;
                    continue;
                }
                At::Nothing => {}
            }
        }
        if flags & class::BLANK_FORM != 0 {
            if let Some(zero) = zero::in_words(text, span, at) {
                at = zero.span.end as usize;
                drop_covered(pieces, first, zero.span);
                pieces.push(Piece::Zero(zero));
                continue;
            }
            if let Some(raw) = number_word(text, at) {
                at = raw.span.end as usize;
                pieces.push(Piece::Figure(Box::new(raw)));
                continue;
            }
            if let Some(missing) = zero::missing_number(text, span, at) {
                notes.push(Note::at(NoteKind::NumberMissing, missing, "应有数字处为空白或符号"));
                at = (missing.end as usize).max(at + len);
                continue;
            }
        }
        if flags & class::MARK != 0 {
            // “无灯、暗灯”: a mark inside a quoted name bounds nothing.
            if c == '、' && quoted(text, span, at) {
                at += len;
                continue;
            }
            let mark =
                if c == '；' && pieces.len() - sentence.min(pieces.len()) > LONG { TokenKind::Stop } else { mark(c) };
            pieces.push(Piece::Token(mark, Span::new(at, at + len)));
            at += len;
            if mark == TokenKind::Stop {
                sentence = pieces.len();
            }
            continue;
        }
        if flags & class::WORD != 0
            && let Some((word, word_len)) = lexicon::word_over_lines(&text[at..end])
        {
            let place = Span::new(at, at + word_len);
            match word {
                Word::Cue(cue) if stands(text, span, place, cue) => {
                    pieces.push(Piece::Token(TokenKind::Cue(cue), place));
                }
                Word::Verb => pieces.push(Piece::Verb(place)),
                Word::NounVerb => pieces.push(Piece::NounVerb(place)),
                Word::Cue(_) | Word::Plain => {}
            }
            at += word_len;
            continue;
        }
        at += len;
    }
}

/// Whether a quotation opens close before `at` and closes close behind.
fn quoted(text: &str, span: Span, at: usize) -> bool {
    const REACH: usize = 10;
    let before = text[span.start as usize..at].chars().rev().take(REACH);
    let opens = before.take_while(|&c| !matches!(c, '”' | '。' | '，')).any(|c| c == '“');
    let behind = text[at..span.end as usize].chars().take(REACH);
    opens && behind.take_while(|&c| !matches!(c, '“' | '。' | '，')).any(|c| c == '”')
}

/// Words that a figure's limit word covers (超过 before a number) are part of the figure.
fn drop_covered(pieces: &mut Vec<Piece>, first: usize, span: Span) {
    while pieces.len() > first && pieces.last().is_some_and(|p| p.span().start >= span.start) {
        pieces.pop();
    }
}

fn mark(c: char) -> TokenKind {
    match c {
        '，' | ',' => TokenKind::Comma,
        '；' | ';' => TokenKind::Semicolon,
        '、' => TokenKind::Enumeration,
        '：' | ':' => TokenKind::Colon,
        '（' | '(' | '［' | '【' => TokenKind::Open,
        '）' | ')' | '］' | '】' => TokenKind::Close,
        _ => TokenKind::Stop,
    }
}

/// Whether a short word that is also part of others stands as a cue here.
fn stands(text: &str, span: Span, place: Span, cue: Cue) -> bool {
    let before = &text[span.start as usize..place.start as usize];
    let after = &text[place.end as usize..span.end as usize];
    let word = place.of(text);
    let previous = before.chars().next_back();
    match (cue, word) {
        // 到, 至, 达到 lead to a new value only directly before it.
        (Cue::To, "到" | "至" | "达到") => {
            let next = after.trim_start_matches(is_blank).chars().next();
            next.is_some_and(|c| c.is_ascii_digit() || crate::quantity::numeral::may_begin(c))
        }
        (Cue::From, _) => !previous.is_some_and(|c| "理自缘经来各独亲擅".contains(c)),
        // 收入比3.05:1 is a ratio.
        (Cue::Against, "比") => {
            let digits = after.trim_start_matches(|c: char| fold(c).is_ascii_digit() || fold(c) == '.');
            let ratio = digits.len() < after.len() && digits.starts_with([':', '：', '∶']);
            !ratio && !previous.is_some_and(|c| "占对相评不可配价百好无环同正反".contains(c))
        }
        (Cue::Against, "较") => !previous.is_some_and(|c| "比计相".contains(c)),
        (Cue::Total, "共") => !previous.is_some_and(|c| "公中总合一".contains(c)),
        // 比上年1198例少92例: a bare word of comparison stands between two numbers.
        (Cue::Increase | Cue::Decrease, "多" | "少") => {
            let digit = after.trim_start_matches(is_blank).starts_with(|c: char| c.is_ascii_digit());
            digit && previous.is_some_and(|c| "元例个人吨次户件%％亩米里年名家所辆台点".contains(c))
        }
        (Cue::Increase | Cue::Decrease, "增" | "减" | "降") => {
            // 审减, 扣减 are names of their own.
            let next = after.trim_start_matches(is_blank).chars().next();
            let is_name = previous.is_some_and(|c| "审扣抵冲".contains(c));
            !is_name && next.is_some_and(|c| c.is_ascii_digit() || c == '约' || c == '近')
                || previous.is_some_and(|c| "比".contains(c))
        }
        (Cue::EtCetera, _) => !previous.is_some_and(|c| "一二三四五六七八九十特上中下初高优同平对均甲乙".contains(c)),
        (Cue::Share, "占") => !previous.is_some_and(|c| "侵霸抢强".contains(c)),
        // 公务用车均为0, 案件均已办结: 均 is a word of its own.
        (Cue::Average, "车均") => !previous.is_some_and(|c| "用公汽货客机校".contains(c)),
        (Cue::Average, "件均") => !previous.is_some_and(|c| "案文条信邮事".contains(c)),
        (Cue::Average, _) => !after.starts_with(['已', '未', '按', '由', '能', '符', '属']),
        (Cue::Composed, "两项" | "两类") => before.ends_with(['这', '上', '以', '等', '共']),
        _ => true,
    }
}

/// 翻一番, 翻两番: a multiple told in words.
fn number_word(text: &str, at: usize) -> Option<Raw> {
    use crate::quantity::Interval;
    use rust_decimal::Decimal;
    let rest = &text[at..];
    let (word, value) =
        [("翻一番", 2), ("翻了一番", 2), ("翻番", 2), ("翻两番", 4), ("翻了两番", 4), ("翻三番", 8), ("翻了三番", 8)]
            .into_iter()
            .find(|(w, _)| rest.starts_with(w))?;
    let span = Span::new(at, at + word.len());
    let value = Decimal::from(value);
    Some(Raw {
        span,
        number: span,
        unit_span: Span::new(at + word.len(), at + word.len()),
        kind: super::Kind::Multiple,
        value,
        unit: "倍".to_owned(),
        per: None,
        interval: Interval::around(value, Decimal::new(5, 1)),
        approximation: super::Approximation::Exact,
        place: Decimal::ONE,
        note: None,
    })
}
