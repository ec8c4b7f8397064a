//! Words with what stands between them, and the labels among them.
//!
//! Deliberately absent: grammar. A word is judged by its letters, its neighbours and what the word lists say for it.

use super::labels::{Label, label, takes_words};
use super::spans::Span;
use super::words;

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Lower,
    Capital,
    Upper,
    /// One letter, with or without a dot.
    Initial,
    Number,
    /// Digits and letters together: `12A`, `B-10`.
    Code,
    /// Letters of a script without case.
    Caseless,
    Symbol,
}

/// What stands before a word, weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Gap {
    Space,
    Comma,
    Bracket,
    /// A bar, a bullet, a dash between blanks, the end of a sentence.
    Strong,
    /// A phone, e-mail, link or label was taken out here.
    Taken,
    Line,
    /// An empty line, or the beginning of the text.
    Blank,
}

/// A word.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    pub start: usize,
    pub end: usize,
    pub key: String,
    pub flags: u32,
    pub shape: Shape,
    pub gap: Gap,
    /// What a label before it says that it is.
    pub forced: Option<Label>,
    /// How high it is printed, as a multiple of what is usual around it; 1 where nobody knows.
    pub size: f32,
}

impl Token {
    pub(crate) fn has(&self, flag: u32) -> bool {
        self.flags & flag != 0
    }

    /// `#expo2026`.
    pub(crate) fn is_tag(&self) -> bool {
        self.key
            .strip_prefix('#')
            .is_some_and(|rest| rest.chars().count() >= 2 && rest.starts_with(char::is_alphabetic))
    }
}

/// A label with a value in words; the label itself belongs to no field.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LabelPlace {
    pub start: usize,
    pub end: usize,
}

/// The words of `from..to` outside the spans, and the labels among them.
pub(crate) fn tokens(text: &str, from: usize, to: usize, spans: &[Span]) -> (Vec<Token>, Vec<LabelPlace>) {
    let mut found = Vec::new();
    let mut gap = Gap::Blank;
    let mut at = from;
    for span in spans.iter().filter(|span| span.start >= from && span.end <= to) {
        gap = words_of(text, at, span.start, gap, &mut found);
        gap = gap.max(Gap::Taken);
        at = span.end;
    }
    words_of(text, at, to, gap, &mut found);
    settle(&mut found);
    let labels = take_labels(text, &mut found);
    (found, labels)
}

/// What only two neighbours tell: a state before its postcode (`CO 80202`) is no legal form, and a tag stands alone.
fn settle(found: &mut [Token]) {
    for index in 0..found.len() {
        let next = found.get(index + 1).map(|next| (next.gap, next.shape, next.key.len()));
        let previous_tag = index.checked_sub(1).and_then(|index| found.get(index)).is_some_and(|token| token.is_tag());
        let warm =
            index.checked_sub(1).and_then(|index| found.get(index)).is_some_and(|token| token.has(words::TEMPERATURE));
        let Some(token) = found.get_mut(index) else { break };
        if warm && token.gap == Gap::Space && is_prospect(&token.key) {
            token.flags = words::SENTENCE | words::TEMPERATURE;
        }
        if token.shape == Shape::Upper
            && token.key.len() == 2
            && matches!(next, Some((Gap::Space, Shape::Number, 5 | 10)))
        {
            token.flags = words::PLACE | words::PLACE_SURE;
        }
        if token.is_tag() {
            token.forced = Some(Label::Note);
        }
        if token.is_tag() || previous_tag {
            token.gap = token.gap.max(Gap::Strong);
        }
    }
}

/// What a temperature is said of: `hot lead`.
pub(crate) fn is_prospect(key: &str) -> bool {
    matches!(key, "lead" | "prospek" | "prospect")
}

fn separates(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            ',' | ';'
                | '|'
                | '•'
                | '·'
                | '('
                | ')'
                | '['
                | ']'
                | '{'
                | '}'
                | '<'
                | '>'
                | '"'
                | '“'
                | '”'
                | '«'
                | '»'
                | '?'
                | '!'
                | '*'
                | '_'
                | '~'
                | '、'
                | '，'
                | '。'
                | '：'
                | '（'
                | '）'
                | '●'
                | '▪'
                | '◦'
                | '→'
                | '─'
                | '—'
        )
}

/// Whether a colon stands inside a time or an address of the web (`10:30`, `http://`).
fn inside_colon(part: &str, index: usize) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let before = part.get(..index).and_then(|head| head.chars().next_back());
    let after = part.get(index + 1..).and_then(|tail| tail.chars().next());
    (digit(before) && digit(after)) || after == Some('/')
}

fn gap_of(c: char, newlines: &mut u32) -> Gap {
    match c {
        '\n' => {
            *newlines += 1;
            if *newlines > 1 { Gap::Blank } else { Gap::Line }
        }
        '\r' | '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}' => Gap::Line,
        ',' | '、' | '，' => Gap::Comma,
        '(' | ')' | '[' | ']' | '（' | '）' | '{' | '}' => Gap::Bracket,
        '"' | '“' | '”' | '«' | '»' | '*' | '_' | '~' => Gap::Space,
        '\t' => Gap::Strong,
        c if c.is_whitespace() => Gap::Space,
        _ => Gap::Strong,
    }
}

/// Pushes the words of a stretch without spans; returns the gap that is open at its end.
fn words_of(text: &str, from: usize, to: usize, open: Gap, found: &mut Vec<Token>) -> Gap {
    let part = text.get(from..to).unwrap_or_default();
    let mut gap = open;
    let mut newlines = 0;
    let mut word_start: Option<usize> = None;
    let ends = part.char_indices().map(Some).chain(std::iter::once(None));
    for item in ends {
        let (index, c) = item.unwrap_or((part.len(), ' '));
        if !separates(c) && (c != ':' || inside_colon(part, index)) {
            word_start.get_or_insert(index);
            continue;
        }
        if let Some(start) = word_start.take() {
            let word = part.get(start..index).unwrap_or_default();
            if push_word(word, from + start, gap, found) {
                gap = after_word(word);
                newlines = 0;
            } else {
                // A lone dash, slash or the like.
                gap = gap.max(Gap::Strong);
            }
        }
        if item.is_some() {
            gap = gap.max(gap_of(c, &mut newlines));
        }
    }
    gap
}

/// A colon, or a full stop after a word that is no abbreviation, ends a piece.
fn after_word(word: &str) -> Gap {
    if word.ends_with([':', '：', '=']) {
        return Gap::Strong;
    }
    let Some(body) = word.strip_suffix('.') else { return Gap::Space };
    let short = body.chars().count() <= 3 || body.contains('.');
    let abbreviation =
        words::flags(&words::key(body)) & !(words::SENTENCE | words::GREETING | words::CITY | words::COUNTRY);
    let known = body.chars().count() <= 5 && abbreviation != 0;
    if short || known { Gap::Space } else { Gap::Strong }
}

/// Abbreviations that are printed without a blank before the next word: `Jl.Sudirman`, `PT.Maju`, `Bpk.Budi`.
const GLUED: [&str; 26] = [
    "pt", "cv", "ud", "jl", "jln", "gg", "no", "kel", "kec", "kab", "ir", "dr", "drs", "dra", "prof", "h", "hj", "bpk",
    "sdr", "tb", "rt", "rw", "lt", "mr", "mrs", "telp",
];

/// Pushes a word, cut where an abbreviation is glued to the next word; false where there is nothing but punctuation.
fn push_word(word: &str, start: usize, gap: Gap, found: &mut Vec<Token>) -> bool {
    let lead = word.len() - word.trim_start_matches(|c: char| is_edge(c) || c == '.').len();
    let body = word.get(lead..).unwrap_or_default().trim_end_matches(|c: char| is_edge(c) && c != '.');
    if !body
        .chars()
        .any(|c| c.is_alphanumeric() || c == '&' || c == '@' || (!c.is_ascii() && !c.is_control() && !is_edge(c)))
    {
        return false;
    }
    let mut gap = gap;
    let mut start = start + lead;
    let mut rest = body;
    while let Some((head, tail)) = rest.split_once('.')
        && tail.chars().filter(|c| c.is_alphanumeric()).count() >= 2
        && GLUED.contains(&head.to_lowercase().as_str())
        && !(tail.contains('.') && tail.split('.').all(|part| part.chars().count() <= 3))
    {
        push(head, start, start + head.len() + 1, gap, found);
        gap = Gap::Space;
        start += head.len() + 1;
        rest = tail;
    }
    push(rest, start, start + rest.len(), gap, found);
    true
}

fn is_edge(c: char) -> bool {
    matches!(
        c,
        '-' | '–'
            | '—'
            | ':'
            | '='
            | '/'
            | '\\'
            | '\''
            | '’'
            | '‘'
            | '`'
            | '+'
            | '^'
            | '\u{feff}'
            | '\u{200b}'
            | '\u{fe0f}'
            | '…'
            | '%'
    )
}

fn push(word: &str, start: usize, end: usize, gap: Gap, found: &mut Vec<Token>) {
    // Cameras read the l of "Jl." as a capital I or a 1.
    let key = if matches!(word, "JI." | "Ji." | "J1.") { "jl".to_owned() } else { words::key(word) };
    let mut flags = words::flags(&key);
    if flags == 0 && key.contains('.') {
        flags = words::flags(&key.replace('.', ""));
    }
    if flags == 0 && key.contains(['/', '-', '+']) {
        flags = key.split(['/', '-', '+']).map(words::flags).fold(0, |all, part| all | part);
    }
    flags |= shape_flags(word, &key);
    found.push(Token { start, end, flags, shape: shape(word), gap, forced: None, size: 1.0, key });
}

/// What the form of a word says: degrees are dotted (`S.Kom`, `M.Si.`), Germanic streets end alike.
fn shape_flags(word: &str, key: &str) -> u32 {
    let mut flags = 0;
    let dotted = word.contains('.')
        && key.contains('.')
        && key.split('.').all(|part| (1..=5).contains(&part.chars().count()) && part.chars().all(char::is_alphabetic))
        && word.chars().next().is_some_and(char::is_uppercase)
        && key.split('.').any(|part| part.chars().count() >= 2 || key.split('.').count() == 2);
    let initials = key.split('.').all(|part| part.chars().count() == 1) && key.split('.').count() > 2;
    if dotted && !initials {
        flags |= words::TITLE_AFTER;
    }
    if !key.is_ascii() {
        flags |= eastern(key);
    }
    let long = key.chars().count() >= 6;
    let street = [
        "strasse", "straße", "str", "weg", "platz", "gasse", "allee", "damm", "ufer", "straat", "laan", "plein",
        "gracht", "gatan", "vej",
    ];
    if long && street.iter().any(|ending| key.ends_with(ending)) {
        flags |= words::STREET;
    }
    flags
}

/// Chinese, Japanese and Korean write legal forms and posts without a blank.
fn eastern(key: &str) -> u32 {
    let company = ["株式会社", "有限会社", "有限公司", "公司", "주식회사"];
    let post =
        ["部長", "課長", "社長", "取締役", "主任", "経理", "經理", "经理", "总监", "總監", "대표", "부장", "과장"];
    if company.iter().any(|form| key.starts_with(form) || key.ends_with(form)) {
        words::LEGAL_BEFORE | words::HOUSE
    } else if post.iter().any(|ending| key.ends_with(ending)) {
        words::JOB
    } else {
        0
    }
}

fn shape(word: &str) -> Shape {
    let digits = word.chars().filter(|c| c.is_numeric()).count();
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    if digits > 0 {
        return if letters == 0 { Shape::Number } else { Shape::Code };
    }
    if letters == 0 {
        return Shape::Symbol;
    }
    let upper = word.chars().filter(|c| c.is_uppercase()).count();
    let lower = word.chars().filter(|c| c.is_lowercase()).count();
    if upper + lower == 0 {
        return Shape::Caseless;
    }
    let first_upper = word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
    match (letters, upper, lower) {
        (1, 1, _) => Shape::Initial,
        (_, _, 0) => Shape::Upper,
        _ if first_upper || upper > 0 => Shape::Capital,
        _ => Shape::Lower,
    }
}

/// Finds labels at the beginnings of pieces, takes their words out, and marks the words they announce.
fn take_labels(text: &str, found: &mut Vec<Token>) -> Vec<LabelPlace> {
    let mut places = Vec::new();
    let mut kept: Vec<Token> = Vec::with_capacity(found.len());
    let mut index = 0;
    let mut open: Option<Label> = None;
    while let Some(token) = found.get(index) {
        if token.gap >= Gap::Line || token.gap == Gap::Taken {
            open = None;
        }
        if token.gap > Gap::Space
            && let Some((count, label)) = label_at(text, found.get(index..).unwrap_or_default())
        {
            let last = found.get(index + count - 1).map_or(token.end, |last| last.end);
            if label != Label::OtherNumber {
                places.push(LabelPlace { start: token.start, end: last });
                let gap = token.gap.max(Gap::Taken);
                index += count;
                open = None;
                if let Some(next) = found.get(index)
                    && next.gap < Gap::Taken
                {
                    open = takes_words(label).then_some(label);
                    kept.push(Token { gap, forced: open, ..next.clone() });
                    index += 1;
                }
                continue;
            }
        }
        if list_number(text, token) {
            places.push(LabelPlace { start: token.start, end: token.end });
            if let Some(next) = found.get(index + 1).filter(|next| next.gap < Gap::Taken) {
                let next = Token { gap: token.gap, ..next.clone() };
                if let Some(slot) = found.get_mut(index + 1) {
                    *slot = next;
                }
            }
            index += 1;
            continue;
        }
        if let Some(other) = other_number(found.get(index..).unwrap_or_default()) {
            for _ in 0..other {
                if let Some(token) = found.get(index) {
                    kept.push(Token { forced: Some(Label::OtherNumber), ..token.clone() });
                }
                index += 1;
            }
            continue;
        }
        if open.is_some_and(|label| ends_at(label, token)) {
            open = None;
        }
        kept.push(Token { forced: open.or(token.forced), ..token.clone() });
        index += 1;
    }
    *found = kept;
    places
}

/// `1.` or `2)` at the beginning of a line.
fn list_number(text: &str, token: &Token) -> bool {
    let after = text.get(token.end..).unwrap_or_default();
    let dotted = after.starts_with(')') || text.get(token.start..token.end).is_some_and(|word| word.ends_with('.'));
    token.gap >= Gap::Line && token.shape == Shape::Number && token.key.len() <= 3 && dotted
}

/// How many words a tax, licence or account number takes with its label: `NPWP 01.234.567.8-901.000`.
fn other_number(rest: &[Token]) -> Option<usize> {
    let first = rest.first()?;
    if first.shape == Shape::Number || label(&first.key) != Some(Label::OtherNumber) {
        return None;
    }
    let numbers = rest
        .iter()
        .skip(1)
        .take_while(|token| token.gap <= Gap::Strong && matches!(token.shape, Shape::Number | Shape::Code))
        .count();
    let digits: usize =
        rest.iter().skip(1).take(numbers).map(|t| t.key.chars().filter(char::is_ascii_digit).count()).sum();
    (digits >= 6).then_some(numbers + 1)
}

/// A labelled name or title ends at a comma, an address or a note only with its line.
fn ends_at(label: Label, token: &Token) -> bool {
    match label {
        Label::Address | Label::Office | Label::Note | Label::City => false,
        _ => token.gap >= Gap::Comma && !token.has(words::TITLE_AFTER | words::LEGAL_AFTER),
    }
}

/// A label of up to three words followed by a colon, or a pictogram.
fn label_at(text: &str, rest: &[Token]) -> Option<(usize, Label)> {
    let first = rest.first()?;
    if first.shape == Shape::Symbol {
        let found = label(text.get(first.start..first.end)?)?;
        return takes_words(found).then_some((1, found));
    }
    for count in (1..=rest.len().min(3)).rev() {
        let inner = rest.get(1..count).unwrap_or_default();
        let Some(last) = rest.get(count - 1) else { continue };
        let after = text.get(last.end..).unwrap_or_default().trim_start_matches([' ', '\t', '\u{a0}', '.']);
        if inner.iter().all(|token| token.gap == Gap::Space)
            && after.starts_with([':', '=', '：'])
            && let Some(found) = text.get(first.start..last.end).and_then(label)
        {
            return Some((count, found));
        }
    }
    None
}
