//! Lines to cards: folded lines put together, beginnings and ends found, also where they are missing.
//!
//! Deliberately absent: what a property means; only BEGIN, END, AGENT and the two encodings that change how lines go on
//! are known here.

use std::io::Read;
use std::ops::Range;

use crate::error::{ExchangeError, Limits};

use super::property::{header_end, is_property};
use super::read::{RefusedCode, Version};
use super::source::{Line, Source};

/// One line of a card after unfolding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RawLine {
    /// Where it stands in the card's bytes.
    pub(crate) bytes: Range<usize>,
    /// The line of the file it began on, from 1.
    pub(crate) number: u64,
    /// How the line goes on.
    form: Form,
}

/// How the lines after this one may belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// The parameters are not complete yet.
    Unknown,
    Plain,
    QuotedPrintable,
    Base64,
}

/// One card as it stands in the file.
#[derive(Debug, Default)]
pub(crate) struct RawCard {
    pub(crate) bytes: Vec<u8>,
    pub(crate) lines: Vec<RawLine>,
    /// The line it begins on, from 1.
    pub(crate) first_line: u64,
    pub(crate) begun: bool,
    pub(crate) ended: bool,
    /// Why the card cannot be kept, if a limit was passed.
    pub(crate) refused: Option<RefusedCode>,
    /// Bytes that count against the limit of a card.
    counted: usize,
    /// White space before BEGIN, which every line of the card then has.
    indent: usize,
    /// How many cards inside this one are open.
    depth: usize,
    /// Length of the last physical line, for the two kinds of folding of 2.1.
    last_length: usize,
    old: bool,
}

/// Takes cards from lines.
pub(crate) struct Cards<R> {
    source: Source<R>,
    line: Vec<u8>,
    /// A BEGIN that ended the card before it: its line number and indent.
    pending: Option<(u64, usize)>,
    /// Lines outside of every card.
    pub(crate) stray: u64,
    /// Whether any line held more than white space.
    pub(crate) saw_text: bool,
}

impl<R: Read> Cards<R> {
    pub(crate) fn new(source: Source<R>) -> Self {
        Self { source, line: Vec::new(), pending: None, stray: 0, saw_text: false }
    }

    /// Fills `card` with the next card; false at the end of the file.
    pub(crate) fn next_card(&mut self, card: &mut RawCard) -> Result<bool, ExchangeError> {
        self.begin_pending(card);
        loop {
            match self.source.next_line(&mut self.line)? {
                Line::End => return Ok(self.close_open(card)),
                Line::TooLong => {
                    self.saw_text = true;
                    card.refuse(RefusedCode::LineTooLong, self.source.line);
                }
                Line::Whole => {
                    if self.line.contains(&0) {
                        self.line.retain(|byte| *byte != 0);
                    }
                    self.saw_text |= !self.line.trim_ascii().is_empty();
                    if self.take_line(card) {
                        return Ok(true);
                    }
                }
            }
        }
    }

    fn begin_pending(&mut self, card: &mut RawCard) {
        card.clear();
        if let Some((number, indent)) = self.pending.take() {
            card.begin(number, indent);
        }
    }

    /// At the end of the file: a card without END counts, a few stray lines without BEGIN do not.
    fn close_open(&mut self, card: &mut RawCard) -> bool {
        let open = card.is_something();
        if !open {
            self.stray += card.lines.len() as u64;
        }
        open
    }

    /// Whether the line completed the card.
    fn take_line(&mut self, card: &mut RawCard) -> bool {
        let limits = self.source.limits();
        let line = strip_indent(&self.line, card.indent);
        if card.goes_on_after_soft_break(line) {
            card.append(line, 0, &limits);
            return false;
        }
        match marker(line, !card.begun) {
            Marker::Begin(indent) if card.begun && card.expects_agent() => {
                card.depth += 1;
                card.append_nested(line, indent, &limits);
                false
            }
            Marker::Begin(indent) => {
                if card.is_something() {
                    self.pending = Some((self.source.line, indent));
                    return true;
                }
                self.stray += card.lines.len() as u64;
                card.clear();
                card.begin(self.source.line, indent);
                false
            }
            Marker::End if card.depth > 0 => {
                card.depth -= 1;
                card.append_nested(line, 0, &limits);
                false
            }
            Marker::EndBegin => {
                card.ended = true;
                self.pending = Some((self.source.line, 0));
                card.is_something() || {
                    self.stray += card.lines.len() as u64 + 1;
                    self.begin_pending(card);
                    false
                }
            }
            Marker::End => {
                if card.is_something() {
                    card.ended = true;
                    return true;
                }
                self.stray += card.lines.len() as u64 + 1;
                card.clear();
                false
            }
            Marker::None if card.depth > 0 => {
                card.append_nested(line, 0, &limits);
                false
            }
            Marker::None => {
                card.take(line, self.source.line, &limits);
                false
            }
        }
    }
}

impl RawCard {
    /// The bytes of one line.
    pub(crate) fn line(&self, line: &RawLine) -> &[u8] {
        self.bytes.get(line.bytes.clone()).unwrap_or_default()
    }

    /// The version that the card says it has.
    pub(crate) fn version(&self) -> Version {
        let line = self.lines.iter().map(|line| self.line(line)).find(|line| starts_with(line, b"VERSION"));
        match line.and_then(|line| line.splitn(2, |byte| *byte == b':').nth(1)).map(<[u8]>::trim_ascii) {
            Some(b"2.1") => Version::V21,
            Some(b"3.0" | b"3") => Version::V30,
            Some(b"4.0" | b"4") => Version::V40,
            _ => Version::Unknown,
        }
    }

    /// Gives the card up; its lines are passed over until it ends.
    fn refuse(&mut self, code: RefusedCode, number: u64) {
        if self.first_line == 0 {
            self.first_line = number;
        }
        self.refused = self.refused.or(Some(code));
        self.bytes = Vec::new();
        self.lines.clear();
    }

    fn clear(&mut self) {
        let (mut bytes, mut lines) = (std::mem::take(&mut self.bytes), std::mem::take(&mut self.lines));
        bytes.clear();
        lines.clear();
        *self = Self { bytes, lines, ..Self::default() };
    }

    fn begin(&mut self, number: u64, indent: usize) {
        self.begun = true;
        self.first_line = number;
        self.indent = indent;
    }

    /// Whether there is a card to report, kept or refused.
    fn is_something(&self) -> bool {
        self.begun || self.refused.is_some() || self.looks_like_card()
    }

    /// Whether lines without BEGIN hold something that only a card has.
    fn looks_like_card(&self) -> bool {
        const KNOWN: [&[u8]; 7] = [b"FN", b"N", b"TEL", b"EMAIL", b"ORG", b"NICKNAME", b"ADR"];
        self.lines.iter().any(|line| {
            let bytes = self.line(line);
            let name = bytes.split(|byte| matches!(byte, b':' | b';')).next().unwrap_or_default();
            let name = name.rsplit(|byte| *byte == b'.').next().unwrap_or_default().trim_ascii();
            KNOWN.iter().any(|known| name.eq_ignore_ascii_case(known))
        })
    }

    fn goes_on_after_soft_break(&self, line: &[u8]) -> bool {
        let Some(last) = self.lines.last() else { return false };
        last.form == Form::QuotedPrintable
            && self.line(last).trim_ascii_end().last() == Some(&b'=')
            && marker(line, false) != Marker::End
    }

    /// Whether the card inside AGENT begins on the next line, as 2.1 has it.
    fn expects_agent(&self) -> bool {
        self.depth > 0
            || self.lines.last().is_some_and(|last| {
                let line = self.line(last).trim_ascii();
                line.last() == Some(&b':') && starts_with(line, b"AGENT")
            })
    }

    fn take(&mut self, line: &[u8], number: u64, limits: &Limits) {
        if self.refused.is_some() || line.is_empty() {
            return;
        }
        let folded = matches!(line.first(), Some(b' ' | b'\t')) && !self.lines.is_empty();
        let base64 = self.lines.last().is_some_and(|last| last.form == Form::Base64);
        if folded {
            let keeps_blank = self.old && !base64 && !(74..=77).contains(&self.last_length);
            self.append(line, usize::from(!keeps_blank), limits);
        } else if base64 && is_base64(line) {
            self.append(line, 0, limits);
        } else if is_property(line) {
            self.open(line, number, limits);
        } else if !self.lines.is_empty() && !base64 {
            // A line break that its writer forgot to escape.
            self.append_text(b"\n", limits);
            self.append(line, 0, limits);
        }
        self.last_length = line.len();
    }

    fn open(&mut self, line: &[u8], number: u64, limits: &Limits) {
        if !self.begun && self.lines.is_empty() {
            self.first_line = number;
        }
        let start = self.bytes.len();
        self.lines.push(RawLine { bytes: start..start, number, form: form_of(line) });
        if starts_with(line, b"VERSION") {
            self.old = line.trim_ascii_end().ends_with(b"2.1");
        }
        self.append(line, 0, limits);
    }

    fn append(&mut self, line: &[u8], skip: usize, limits: &Limits) {
        if let Some(last) = self.lines.last()
            && last.form == Form::QuotedPrintable
        {
            let bytes = self.line(last);
            let trimmed = bytes.trim_ascii_end();
            if trimmed.last() == Some(&b'=') {
                let keep = last.bytes.start + trimmed.len() - 1;
                self.bytes.truncate(keep);
            }
        }
        self.append_text(line.get(skip..).unwrap_or_default(), limits);
        if let Some(last) = self.lines.last()
            && last.form == Form::Unknown
        {
            let form = form_of(self.line(last));
            if let Some(last) = self.lines.last_mut() {
                last.form = form;
            }
        }
    }

    /// A line of the card inside AGENT: its lines become one text.
    fn append_nested(&mut self, line: &[u8], indent: usize, limits: &Limits) {
        if self.lines.last().is_some_and(|last| self.line(last).last() != Some(&b':')) {
            self.append_text(b"\\n", limits);
        }
        self.append_text(line.get(indent..).unwrap_or_default(), limits);
    }

    fn append_text(&mut self, text: &[u8], limits: &Limits) {
        if self.refused.is_some() {
            return;
        }
        let Some(last) = self.lines.last_mut() else { return };
        self.bytes.extend_from_slice(text);
        last.bytes.end = self.bytes.len();
        let length = last.bytes.len();
        if last.form != Form::Base64 {
            self.counted += text.len() + 1;
        }
        let number = last.number;
        if length > limits.line {
            self.refuse(RefusedCode::LineTooLong, number);
        } else if self.counted > limits.card || self.bytes.len() > limits.card + 2 * limits.line {
            self.refuse(RefusedCode::CardTooLarge, number);
        }
    }
}

/// What a line does to cards.
#[derive(Debug, PartialEq, Eq)]
enum Marker {
    /// A card begins; with the white space before it, in bytes.
    Begin(usize),
    End,
    /// One file was put behind another that had no line end after its last card.
    EndBegin,
    None,
}

/// `indented` says whether white space may stand before it; inside a card that would be a folded line.
fn marker(line: &[u8], indented: bool) -> Marker {
    let unmarked = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    let trimmed = unmarked.trim_ascii_start();
    let indent = unmarked.len() - trimmed.len();
    if indent > 0 && !indented {
        return Marker::None;
    }
    if starts_with(trimmed, b"END:VCARD") {
        let rest = trimmed.get(9..).unwrap_or_default();
        let rest = rest.strip_prefix(b"\xef\xbb\xbf").unwrap_or(rest);
        if rest.trim_ascii().eq_ignore_ascii_case(b"BEGIN:VCARD") {
            return Marker::EndBegin;
        }
    }
    let is = |word: &[u8]| {
        starts_with(trimmed, word)
            && trimmed
                .get(word.len()..)
                .unwrap_or_default()
                .trim_ascii_start()
                .strip_prefix(b":")
                .is_some_and(|rest| rest.trim_ascii().eq_ignore_ascii_case(b"VCARD"))
    };
    if is(b"BEGIN") {
        Marker::Begin(indent)
    } else if is(b"END") {
        Marker::End
    } else {
        Marker::None
    }
}

fn starts_with(line: &[u8], word: &[u8]) -> bool {
    line.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}

fn strip_indent(line: &[u8], indent: usize) -> &[u8] {
    let blanks = line.iter().take(indent).take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    line.get(blanks..).unwrap_or_default()
}

/// How a property goes on, by its parameters.
fn form_of(line: &[u8]) -> Form {
    let Some(end) = header_end(line) else { return Form::Unknown };
    let header = line.get(..end).unwrap_or_default();
    if !header.contains(&b';') {
        return Form::Plain;
    }
    for parameter in header.split(|byte| matches!(byte, b';' | b',' | b'=')) {
        let word = parameter.trim_ascii();
        if word.eq_ignore_ascii_case(b"QUOTED-PRINTABLE") || word.eq_ignore_ascii_case(b"QP") {
            return Form::QuotedPrintable;
        }
        if word.eq_ignore_ascii_case(b"BASE64") || word.eq_ignore_ascii_case(b"B") {
            return Form::Base64;
        }
    }
    Form::Plain
}

fn is_base64(line: &[u8]) -> bool {
    line.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=' | b' ' | b'\t'))
}
