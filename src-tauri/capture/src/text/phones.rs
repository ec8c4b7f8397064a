//! Phone numbers inside a text. A run of digits is a phone when its country gives such numbers out and nothing around
//! it says that it is something else; after a phone label, or begun like a phone while somebody types, it is kept as raw
//! text even when it cannot be read.
//!
//! Deliberately absent: reading the number itself (see `phone`).

use corong_domain::contact::PhoneKind;

use super::labels::{Label, label, label_before};
use super::regions::hinted;
use super::spans::{Found, Span, line_start};
use super::words;
use crate::phone::{PhoneReading, ascii_digit, has_trunk_zero, is_digit_word, read_phone};

/// Attempts to read a number in one text; bounds the work on a text of nothing but digits.
const MAX_ATTEMPTS: u32 = 4000;
/// The most groups that one number is printed in.
const MAX_GROUPS: usize = 8;

/// One run of digits without anything between them, in bytes.
#[derive(Debug, Clone, Copy)]
struct Group {
    start: usize,
    end: usize,
    digits: usize,
}

struct Finder<'a> {
    text: &'a str,
    region: &'a str,
    /// Other countries that the text speaks of; tried first where the own is not named.
    foreign: Vec<String>,
    foreign_first: bool,
    trunk_zero: bool,
    attempts: u32,
    spans: Vec<Span>,
}

/// All phones outside `taken`, with their labels.
pub(crate) fn find_phones(text: &str, region: &str, taken: &[Span]) -> Vec<Span> {
    let trunk_zero = has_trunk_zero(region);
    let (foreign, foreign_first) = hinted(text, taken, region);
    let mut finder = Finder { text, region, foreign, foreign_first, trunk_zero, attempts: 0, spans: Vec::new() };
    let mut from = 0;
    for span in taken {
        finder.scan(from, span.start);
        from = span.end;
    }
    finder.scan(from, text.len());
    finder.spans
}

impl Finder<'_> {
    /// Cuts `from..to` into runs of digit groups and looks at each.
    fn scan(&mut self, from: usize, to: usize) {
        let mut run: Vec<Group> = Vec::new();
        for group in groups(self.text, from, to) {
            if let Some(last) = run.last()
                && !joins(self.text.get(last.end..group.start).unwrap_or_default())
            {
                self.take(&run, from, to);
                run.clear();
            }
            run.push(group);
        }
        self.take(&run, from, to);
    }

    /// Takes the phones out of one run, longest first from the left.
    fn take(&mut self, run: &[Group], from: usize, to: usize) {
        let Some(first) = run.first() else { return };
        let line = line_start(self.text, first.start).max(from).max(self.last_end());
        let before = self.text.get(line..first.start).unwrap_or_default();
        let labelled =
            label_before(before.trim_end_matches(['+', '(', ' ', '＋'])).map(|(at, label)| (line + at, label));
        if matches!(labelled, Some((_, Label::OtherNumber))) || self.is_other_number(run, before) {
            return;
        }
        if !matches!(labelled, Some((_, Label::Phone(_))))
            && speaks_of_a_licence(before)
            && !before.trim_end().ends_with('+')
        {
            return;
        }
        let mut label = labelled.filter(|(_, label)| matches!(label, Label::Phone(_) | Label::Office));
        let mut index = 0;
        while let Some(rest) = run.get(index..)
            && !rest.is_empty()
        {
            let used = self.number_at(rest, label, to);
            if used > 0 {
                label = None;
            }
            index += used.max(1);
        }
    }

    fn last_end(&self) -> usize {
        self.spans.last().map_or(0, |span| span.end)
    }

    /// Tries to read a number from the first group on; returns how many groups it took.
    fn number_at(&mut self, groups: &[Group], label: Option<(usize, Label)>, to: usize) -> usize {
        let Some(first) = groups.first() else { return 0 };
        let start = self.number_start(first.start);
        let printed = self.text.get(start..first.end).unwrap_or_default();
        let prefixed = printed.starts_with(['+', '0', '(', '＋', 'O', 'o']) || ascii_digit_at(printed) == Some('0');
        let country = printed.starts_with("62") && self.region.eq_ignore_ascii_case("ID");
        let foreign = american(self.text, start, groups).is_some();
        if label.is_none() && self.trunk_zero && !prefixed && !country && !foreign {
            return self.sibling(groups, start);
        }
        let mut digits: usize = groups.iter().take(MAX_GROUPS).map(|group| group.digits).sum();
        for count in (1..=groups.len().min(MAX_GROUPS)).rev() {
            let Some(last) = groups.get(count - 1) else { break };
            if (7..=19).contains(&digits) && self.attempts < MAX_ATTEMPTS {
                self.attempts += 1;
                let end = close(self.text, start, last.end, to);
                let raw = self.text.get(start..end).unwrap_or_default();
                let (reading, _) = self.read(raw);
                let plain = prefixed || label.is_some() || !self.trunk_zero || foreign;
                if reading.is_valid() && (plain || reading.national.starts_with(['0', '('])) {
                    self.push(start, end, label, true, to);
                    return count;
                }
            }
            digits -= last.digits;
        }
        self.half_number(groups, start, label, to)
    }

    /// Reads a number as one of the own country or of one that the text speaks of; tells whether it is foreign.
    fn read(&self, raw: &str) -> (PhoneReading, bool) {
        let zero = raw.trim_start_matches(['(', ' ']).starts_with('0');
        let abroad = || {
            let mut readings = self.foreign.iter().map(|region| read_phone(raw, region));
            // A number that is dialled with a 0 in its country is also printed with it.
            readings.find(|reading| {
                reading.is_valid() && (zero || !reading.national.trim_start_matches('(').starts_with('0'))
            })
        };
        if self.foreign_first
            && !raw.trim_start_matches(['(', ' ']).starts_with("08")
            && let Some(reading) = abroad()
        {
            return (reading, true);
        }
        let own = read_phone(raw, self.region);
        if own.is_valid() || self.foreign_first {
            return (own, false);
        }
        abroad().map_or((own, false), |reading| (reading, true))
    }

    /// A number that cannot be read but is one by its label, or is being typed.
    fn half_number(&mut self, groups: &[Group], start: usize, label: Option<(usize, Label)>, to: usize) -> usize {
        let take = groups.len().min(MAX_GROUPS);
        let digits: usize = groups.iter().take(take).map(|group| group.digits).sum();
        let (Some(first), Some(last)) = (groups.first(), groups.get(take - 1)) else { return 0 };
        let printed = self.text.get(start..first.end).unwrap_or_default();
        if let Some(end) = american(self.text, start, groups) {
            self.push(start, end, label, false, to);
            return 3;
        }
        let phone_label = matches!(label, Some((_, Label::Phone(_)))) && !self.state_and_postcode(groups, label, start);
        let least = if self.region.eq_ignore_ascii_case("ID") { 4 } else { 6 };
        let zero = self.trunk_zero && printed.trim_start_matches('(').starts_with('0');
        let postcode = groups.len() == 1 && self.after_place(start);
        let shaped = groups.len() > 1 || printed.starts_with("08");
        let begun = (printed.starts_with('+') && digits >= 3)
            || (zero && shaped && !postcode && (least..=14).contains(&digits) && groups.len() <= 4);
        if (phone_label && (4..=20).contains(&digits)) || (begun && digits <= 15) {
            let end = close(self.text, start, last.end, to);
            self.push(start, end, label, false, to);
            return take;
        }
        0
    }

    /// `Seattle, WA 98101`: a label without a colon behind a town and before five digits is a state.
    fn state_and_postcode(&self, groups: &[Group], label: Option<(usize, Label)>, start: usize) -> bool {
        let Some((at, _)) = label else { return false };
        let printed = self.text.get(at..start).unwrap_or_default();
        let before = self.text.get(line_start(self.text, at)..at).unwrap_or_default().trim_end();
        let five = groups.first().is_some_and(|group| group.digits == 5);
        five && !printed.contains([':', '.', '=']) && before.ends_with(|c: char| c == ',' || c.is_alphabetic())
    }

    /// The second of two numbers that share an area code: `(021) 555-1234 / 555-1235`.
    fn sibling(&mut self, groups: &[Group], start: usize) -> usize {
        let Some(previous) = self.spans.last() else { return 0 };
        let between = self.text.get(previous.end..start).unwrap_or_default().trim();
        let digits: usize = groups.iter().take(2).map(|group| group.digits).sum();
        let kind = match &previous.found {
            Found::Phone { kind, .. } => *kind,
            Found::Email(_) | Found::Link { .. } => return 0,
        };
        let first = groups.first().map_or(0, |group| group.digits);
        let listed = matches!(between, "," | "&" | "dan" | "and" | "or") && (7..=8).contains(&first);
        if !listed && (between != "/" || !(6..=8).contains(&digits)) {
            return 0;
        }
        let count = if listed { 1 } else { groups.len().min(2) };
        let Some(last) = groups.get(count - 1) else { return 0 };
        let raw = self.text.get(start..last.end).unwrap_or_default().to_owned();
        self.spans.push(Span {
            start,
            end: last.end,
            found: Found::Phone { raw, kind, valid: false },
            confidence: 0.5,
        });
        count
    }

    fn push(&mut self, start: usize, end: usize, label: Option<(usize, Label)>, valid: bool, to: usize) {
        let extended = extension_end(self.text, end, to);
        let mut raw = self.text.get(start..extended).unwrap_or_default().trim().to_owned();
        let (reading, abroad) = if valid { self.read(&raw) } else { (read_phone(&raw, self.region), false) };
        if abroad && !raw.starts_with('+') {
            // Without its country code nobody could read it again at home.
            raw.clone_from(&reading.international);
            if !reading.extension.is_empty() {
                raw.push_str(" ext ");
                raw.push_str(&reading.extension);
            }
        }
        let mut kind = match label {
            Some((_, Label::Phone(kind))) => kind,
            Some((_, Label::Office)) => Some(PhoneKind::Work),
            _ => None,
        };
        let (end, trailing) = label_after(self.text, extended, to);
        match trailing {
            Some(Label::Phone(Some(after))) => kind = Some(after),
            Some(Label::Office) => kind = Some(PhoneKind::Work),
            _ => {}
        }
        if kind.is_none() && valid {
            kind = Some(reading.kind);
        }
        let confidence = match (valid, label.is_some()) {
            (true, true) => 0.99,
            (true, false) => 0.95,
            (false, true) => 0.6,
            (false, false) => 0.5,
        };
        // An office label also says where the address is: it stays a word.
        let start = match label {
            Some((at, Label::Phone(_))) => at,
            _ => start,
        };
        self.spans.push(Span { start, end, found: Found::Phone { raw, kind, valid }, confidence });
    }

    /// Moves back over an opening bracket and a plus.
    fn number_start(&self, at: usize) -> usize {
        let head = self.text.get(..at).unwrap_or_default();
        let mut start = at;
        let mut blanks = 0;
        for (index, c) in head.char_indices().rev().take(4) {
            match c {
                '+' | '(' | '＋' => start = index,
                ' ' if blanks == 0 && start < at => blanks += 1,
                _ => break,
            }
        }
        start.max(self.last_end().min(at))
    }

    /// Whether a town or a country stands before: then a lone group is a postcode.
    fn after_place(&self, start: usize) -> bool {
        let line = self.text.get(line_start(self.text, start)..start).unwrap_or_default();
        let word = line.split_whitespace().next_back().unwrap_or_default();
        words::flags(&words::key(word)) & (words::CITY | words::COUNTRY | words::PLACE) != 0
    }

    fn is_other_number(&self, run: &[Group], before: &str) -> bool {
        let lengths: Vec<usize> = run.iter().map(|group| group.digits).collect();
        let Some(first) = run.first() else { return true };
        let Some(last) = run.last() else { return true };
        let run_text = self.text.get(first.start..last.end).unwrap_or_default();
        let separators: String = run_text.chars().filter(|c| ascii_digit(*c).is_none()).collect();
        let plus = before.trim_end().ends_with(['+', '(']);
        if lengths.starts_with(&[2, 3, 3, 1, 3, 3]) || (lengths.len() == 1 && lengths.first().is_some_and(|n| *n >= 16))
        {
            return true;
        }
        is_date(&lengths, &separators, run_text)
            || is_hours(&lengths, &separators)
            || (!plus && is_amount(&lengths, &separators, run_text))
            || is_money(before, window(self.text, last.end, self.text.len()))
    }
}

/// The end of a number in the North American way of printing, which is a phone anywhere: `(415) 555-2671`.
fn american(text: &str, start: usize, groups: &[Group]) -> Option<usize> {
    let lengths: Vec<usize> = groups.iter().take(3).map(|group| group.digits).collect();
    let end = groups.get(2)?.end;
    let printed = text.get(start..end)?;
    let parted = printed.starts_with('(') || printed.contains('-');
    (lengths == [3, 3, 4] && parted && !printed.starts_with(['0', '+'])).then_some(end)
}

/// Whether one of the last words before a number says that it is a licence or an account (`Izin Usaha 0120-0034`).
fn speaks_of_a_licence(before: &str) -> bool {
    let licences = [
        "izin",
        "license",
        "licence",
        "lic",
        "lisensi",
        "npwp",
        "nib",
        "siup",
        "sipa",
        "reg",
        "registration",
        "registrasi",
        "rek",
        "rekening",
        "iban",
        "vat",
        "tax",
        "sertifikat",
        "certificate",
    ];
    let piece = before.rsplit([',', ';', '|', '•']).next().unwrap_or_default();
    piece.split_whitespace().rev().take(4).any(|word| licences.contains(&words::key(word).as_str()))
}

fn ascii_digit_at(text: &str) -> Option<char> {
    text.chars().next().and_then(ascii_digit)
}

/// The digit words of `from..to`; a word with other letters in it is none (`12A`, `B10`).
fn groups(text: &str, from: usize, to: usize) -> Vec<Group> {
    let part = text.get(from..to).unwrap_or_default();
    let mut groups = Vec::new();
    let mut word_start = None;
    let mut has_digit = false;
    let ends = part.char_indices().chain(std::iter::once((part.len(), ' ')));
    let mut before_word = ' ';
    let mut previous = ' ';
    for (index, c) in ends {
        if c.is_alphanumeric() || c == '|' && word_start.is_some() && has_digit {
            if word_start.is_none() {
                word_start = Some(index);
                before_word = previous;
                has_digit = false;
            }
            has_digit |= ascii_digit(c).is_some();
        } else if let Some(start) = word_start.take()
            && has_digit
            && !matches!(before_word, '@' | '#' | '_')
            && let Some(word) = part.get(start..index)
            && is_digit_word(word)
        {
            let word = word.trim_end_matches('|');
            let digits = word.chars().count();
            groups.push(Group { start: from + start, end: from + start + word.len(), digits });
        }
        previous = c;
    }
    groups
}

/// Whether two groups can belong to one number.
fn joins(between: &str) -> bool {
    between.chars().count() <= 3
        && between
            .chars()
            .all(|c| matches!(c, ' ' | '-' | '.' | '(' | ')' | '/' | '–' | '‑' | '‐' | '\u{a0}' | '+' | '－' | '~'))
        && !between.starts_with(". ")
        && !between.contains("--")
}

/// A bracket that was opened inside the number is closed with it.
fn close(text: &str, start: usize, end: usize, to: usize) -> usize {
    let raw = text.get(start..end).unwrap_or_default();
    let open = raw.matches('(').count() > raw.matches(')').count();
    if open && end < to && text.get(end..).is_some_and(|rest| rest.starts_with(')')) { end + 1 } else { end }
}

/// The next few characters, so that a long text is not walked again for every number.
fn window(text: &str, from: usize, to: usize) -> &str {
    let end = text.floor_char_boundary(to.min(from + 32));
    text.get(from..end).unwrap_or_default()
}

/// The end of an extension after a number, or `end` itself.
fn extension_end(text: &str, end: usize, to: usize) -> usize {
    let tail = window(text, end, to);
    let trimmed = tail.trim_start_matches([' ', ',', '(', '-']);
    let lower = trimmed.to_ascii_lowercase();
    for word in ["extension", "pesawat", "ekstensi", "ext", "ekst", "pes", "x", "#"] {
        let Some(rest) = lower.strip_prefix(word) else { continue };
        let value = rest.trim_start_matches(['.', ':', ' ', ')']);
        let digits = value.len() - value.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        if (1..=6).contains(&digits) {
            let used = tail.len() - trimmed.len() + word.len() + (rest.len() - value.len()) + digits;
            let close = tail.get(used..).is_some_and(|after| after.starts_with(')'));
            return end + used + usize::from(close);
        }
    }
    end
}

/// A label in brackets after a number: `0812... (WA)`.
fn label_after(text: &str, end: usize, to: usize) -> (usize, Option<Label>) {
    let tail = window(text, end, to);
    let trimmed = tail.trim_start_matches(' ');
    if let Some(inner) = trimmed.strip_prefix('(')
        && let Some(close) = inner.find(')').filter(|close| *close <= 24)
        && let Some(found) = inner.get(..close).and_then(label)
        && matches!(found, Label::Phone(_) | Label::Office)
    {
        return (end + (tail.len() - trimmed.len()) + close + 2, Some(found));
    }
    (end, None)
}

fn is_date(lengths: &[usize], separators: &str, run: &str) -> bool {
    if lengths.len() != 3 || run.starts_with(['+', '(']) {
        return false;
    }
    let same = ["--", "//", "..", "  "].contains(&separators);
    same && matches!(lengths, [1 | 2, 1 | 2, 2 | 4] | [4, 1 | 2, 1 | 2])
}

/// Opening hours: `08.00 - 17.00`.
fn is_hours(lengths: &[usize], separators: &str) -> bool {
    matches!(lengths, [1 | 2, 2, 1 | 2, 2]) && separators.starts_with('.') && separators.ends_with('.')
}

/// `1.250.000`: groups of three behind the first.
fn is_amount(lengths: &[usize], separators: &str, run: &str) -> bool {
    let Some((first, rest)) = lengths.split_first() else { return false };
    !rest.is_empty()
        && *first <= 3
        && !run.starts_with('0')
        && rest.iter().all(|n| *n == 3)
        && separators.chars().all(|c| c == '.')
}

fn is_money(before: &str, after: &str) -> bool {
    let head = before.trim_end_matches([' ', '.']).to_lowercase();
    let currency = ["rp", "idr", "usd", "sgd", "eur"]
        .iter()
        .any(|word| head.strip_suffix(word).is_some_and(|rest| !rest.ends_with(|c: char| c.is_alphanumeric())))
        || head.ends_with(['$', '€', '£', '¥']);
    let unit: String = after.trim_start().chars().take_while(|c| c.is_alphabetic() || *c == '%').take(12).collect();
    let counted = [
        "juta", "jt", "ribu", "rb", "miliar", "unit", "units", "pcs", "buah", "kg", "ton", "pax", "orang", "%",
        "tahun", "hari", "bulan", "box", "dus", "karton", "liter", "meter", "watt", "people", "pieces",
    ]
    .contains(&unit.to_lowercase().as_str());
    currency || counted
}
