//! The joint assignment: the text is cut into segments and each gets a field so that the sum of all scores is the
//! best, with at most one name, job title, department and company. It is exact (dynamic programming over place, used
//! fields and the last field).
//!
//! Deliberately absent: several people; a text is cut between people before (see `people`).

use super::evidence::Evidence;
use super::score::{self, LONGEST, NEVER, Part};
use super::tokens::{Gap, Shape, Token};
use super::words as w;

/// The most words of one person's text that are assigned; more go to the note.
pub(crate) const MAX_WORDS: usize = 600;

const PARTS: [Part; 6] = [Part::Name, Part::Job, Part::Department, Part::Company, Part::Address, Part::Note];
const MASKS: usize = 16;
/// The six parts and "nothing yet".
const LASTS: usize = 7;
const STATES: usize = MASKS * LASTS;

/// A run of words with its field.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Segment {
    pub part: Part,
    pub from: usize,
    pub to: usize,
    /// From 0 to 1.
    pub confidence: f32,
}

/// The best assignment and its sum.
#[derive(Debug, Clone, Default)]
pub(crate) struct Assignment {
    pub segments: Vec<Segment>,
    pub score: f32,
}

#[derive(Clone, Copy)]
struct Cell {
    score: f32,
    from: u32,
    state: u8,
    part: Part,
}

const EMPTY: Cell = Cell { score: NEVER, from: 0, state: 0, part: Part::Note };

/// The scores of one segment as each part that stands once.
#[derive(Clone, Copy)]
struct Four([f32; 4]);

/// Assigns the words of one person's text.
pub(crate) fn assign(text: &str, tokens: &[Token], evidence: &Evidence<'_>) -> Assignment {
    let count = tokens.len().min(MAX_WORDS);
    let tokens = tokens.get(..count).unwrap_or_default();
    let mut cells = vec![EMPTY; (count + 1) * STATES];
    let nothing = LASTS - 1;
    if let Some(cell) = cells.get_mut(nothing) {
        cell.score = 0.0;
    }
    let mut fours: Vec<Vec<Four>> = Vec::with_capacity(count);
    for at in 0..count {
        let here = Here::new(text, tokens, at, evidence);
        for state in 0..STATES {
            if let Some(score) =
                cells.get(at * STATES + state).map(|cell| cell.score).filter(|score| *score > NEVER / 2.0)
            {
                here.extend(&mut cells, at, state, score);
            }
        }
        fours.push(here.fours);
    }
    trace(&cells, count, &fours, tokens, evidence)
}

/// Everything that can begin at one word, worked out once for all states.
struct Here {
    fours: Vec<Four>,
    address: f32,
    note: f32,
    /// By the part before (the last one is "nothing") and the part that begins.
    boundaries: [[f32; PARTS.len()]; LASTS],
}

impl Here {
    fn new(text: &str, tokens: &[Token], at: usize, evidence: &Evidence<'_>) -> Self {
        let mut boundaries = [[0.0; PARTS.len()]; LASTS];
        for (last, row) in boundaries.iter_mut().enumerate() {
            for (slot, part) in row.iter_mut().zip(PARTS) {
                *slot = boundary(tokens, at, PARTS.get(last).copied(), part, evidence);
            }
        }
        Self {
            fours: segment_scores(text, tokens, at, evidence),
            address: score::address_word(tokens, at, evidence),
            note: tokens.get(at).map_or(NEVER, |token| score::note_word(token, evidence)),
            boundaries,
        }
    }

    fn extend(&self, cells: &mut [Cell], at: usize, state: usize, score: f32) {
        let (mask, last) = (state / LASTS, state % LASTS);
        let Some(boundaries) = self.boundaries.get(last) else { return };
        let cell = |score: f32, part: Part| Cell { score, from: at as u32, state: state as u8, part };
        for (index, (part, boundary)) in PARTS.into_iter().zip(boundaries).enumerate() {
            let join = score + boundary;
            match part {
                Part::Address => put(cells, at + 1, mask * LASTS + index, cell(join + self.address, part)),
                Part::Note => put(cells, at + 1, mask * LASTS + index, cell(join + self.note, part)),
                Part::Name | Part::Job | Part::Department | Part::Company if mask & (1 << index) == 0 => {
                    let target = (mask | (1 << index)) * LASTS + index;
                    for (length, four) in self.fours.iter().enumerate() {
                        let own = four.0.get(index).copied().unwrap_or(NEVER);
                        if own > NEVER / 2.0 {
                            put(cells, at + length + 1, target, cell(join + own, part));
                        }
                    }
                }
                Part::Name | Part::Job | Part::Department | Part::Company => {}
            }
        }
    }
}

fn segment_scores(text: &str, tokens: &[Token], at: usize, evidence: &Evidence<'_>) -> Vec<Four> {
    let mut scores = Vec::new();
    for length in 1..=LONGEST.min(tokens.len() - at) {
        let Some(segment) = tokens.get(at..at + length) else { break };
        if length > 1 && segment.last().is_some_and(|token| token.gap >= Gap::Strong) {
            break;
        }
        let (Some(first), Some(last)) = (segment.first(), segment.last()) else { break };
        // The book is only asked for pieces that stand alone: asking for every run of words would be slow.
        let alone = first.gap > Gap::Space && tokens.get(at + length).is_none_or(|next| next.gap > Gap::Space);
        let printed = if alone { text.get(first.start..last.end) } else { None };
        scores.push(Four([
            score::name(segment, evidence),
            score::job(segment, evidence),
            score::department(segment, evidence),
            score::company(segment, printed, evidence),
        ]));
    }
    scores
}

fn put(cells: &mut [Cell], at: usize, state: usize, cell: Cell) {
    if let Some(slot) = cells.get_mut(at * STATES + state)
        && cell.score > slot.score
    {
        *slot = cell;
    }
}

/// What it costs or earns that `part` begins at word `at` after `previous`.
fn boundary(tokens: &[Token], at: usize, previous: Option<Part>, part: Part, evidence: &Evidence<'_>) -> f32 {
    let Some(token) = tokens.get(at) else { return 0.0 };
    if previous == Some(part) && matches!(part, Part::Address | Part::Note) {
        return if token.gap == Gap::Blank { -0.3 } else { 0.0 };
    }
    let before = at.checked_sub(1).and_then(|index| tokens.get(index));
    cut_cost(token, before, previous, part, evidence)
        + order(previous, part, token.gap, evidence.card)
        + opening(part, at, token, evidence)
}

fn opening(part: Part, at: usize, token: &Token, evidence: &Evidence<'_>) -> f32 {
    match part {
        Part::Address => -0.8,
        // Who types one line begins with the name; cards and signatures may begin with the company.
        Part::Name if at == 0 && evidence.one_line => 1.5,
        Part::Name if at == 0 => 0.9,
        Part::Name if token.gap >= Gap::Taken => 0.3,
        Part::Company if at == 0 => 0.3,
        Part::Name | Part::Job | Part::Department | Part::Company | Part::Note => 0.0,
    }
}

/// Cutting between two words with nothing but a blank between them needs a reason.
fn cut_cost(token: &Token, before: Option<&Token>, previous: Option<Part>, part: Part, evidence: &Evidence<'_>) -> f32 {
    match token.gap {
        Gap::Space => {}
        Gap::Comma => return -0.1,
        Gap::Bracket | Gap::Strong | Gap::Taken | Gap::Line | Gap::Blank => return 0.0,
    }
    let Some(before) = before else { return 0.0 };
    if token.forced.is_some() != before.forced.is_some() {
        return 0.0;
    }
    if evidence.card {
        // A lost sign between a job title and a company is seen often enough; a note beside a value is not.
        return match part {
            Part::Company if token.has(w::LEGAL_BEFORE) => 0.0,
            Part::Note => -4.0,
            _ if previous == Some(Part::Note) => -4.0,
            _ if before.has(w::LEGAL_AFTER) && previous == Some(Part::Company) => -0.8,
            _ => -2.0,
        };
    }
    let introduces = matches!(before.key.as_str(), "saya" | "is" | "am" | "i'm" | "adalah" | "bernama" | "nama");
    let joined = (before.has(w::CONNECTOR) || introduces) && previous == Some(Part::Note);
    match part {
        Part::Company if token.has(w::LEGAL_BEFORE) => 0.0,
        Part::Company | Part::Name if joined => -0.3,
        Part::Name if token.has(w::TITLE_BEFORE) => -0.4,
        Part::Address if token.has(w::STREET) => -0.2,
        Part::Note if token.has(w::SENTENCE | w::CONNECTOR | w::TEMPERATURE) && !proud(token, evidence) => -0.2,
        Part::Note if token.shape == Shape::Lower && !evidence.lower => -0.4,
        _ if before.has(w::LEGAL_AFTER) && previous == Some(Part::Company) => -0.4,
        _ => -1.4,
    }
}

/// Capitalised where small letters are usual: rather part of a name than of a sentence.
fn proud(token: &Token, evidence: &Evidence<'_>) -> bool {
    matches!(token.shape, Shape::Capital | Shape::Upper) && !evidence.upper
}

/// The usual order on cards and in signatures.
fn order(previous: Option<Part>, part: Part, gap: Gap, card: bool) -> f32 {
    let apart = gap > Gap::Space;
    match (previous, part) {
        // Below a printed name the job title stands more often than anything else.
        (Some(Part::Name), Part::Job) if card && gap == Gap::Line => 1.7,
        (Some(Part::Name), Part::Job) if apart => 0.9,
        (Some(Part::Name), Part::Company) => 0.5,
        (Some(Part::Name), Part::Department) => 0.2,
        (Some(Part::Job), Part::Department | Part::Company) => 0.4,
        // "IT Dept. Head" is one title.
        (Some(Part::Department), Part::Job) if !apart => -1.8,
        (Some(Part::Department), Part::Company | Part::Job) => 0.3,
        (Some(Part::Company), Part::Name | Part::Address) => 0.3,
        (Some(Part::Name), Part::Address) => 0.0,
        (Some(Part::Address), Part::Name | Part::Job) => -0.4,
        _ => 0.0,
    }
}

/// Walks back from the best end; neighbouring words of an address or a note become one segment.
fn trace(cells: &[Cell], count: usize, fours: &[Vec<Four>], tokens: &[Token], evidence: &Evidence<'_>) -> Assignment {
    let best = (0..STATES)
        .filter_map(|state| cells.get(count * STATES + state).map(|cell| (state, cell.score)))
        .fold((0, NEVER), |best, next| if next.1 > best.1 { next } else { best });
    let mut segments: Vec<Segment> = Vec::new();
    let (mut at, mut state) = (count, best.0);
    while at > 0 {
        let Some(cell) = cells.get(at * STATES + state) else { break };
        let from = cell.from as usize;
        if from >= at {
            break;
        }
        let confidence = confidence(cell.part, from, at, fours, tokens, evidence);
        match segments.last_mut() {
            Some(next) if next.part == cell.part && matches!(cell.part, Part::Address | Part::Note) => {
                let (own, other) = ((at - from) as f32, (next.to - next.from) as f32);
                next.confidence = (next.confidence * other + confidence * own) / (own + other);
                next.from = from;
            }
            _ => segments.push(Segment { part: cell.part, from, to: at, confidence }),
        }
        (at, state) = (from, usize::from(cell.state));
    }
    segments.reverse();
    Assignment { segments, score: best.1 }
}

/// How far a segment's own score is above its best rival.
fn confidence(
    part: Part,
    from: usize,
    to: usize,
    fours: &[Vec<Four>],
    tokens: &[Token],
    evidence: &Evidence<'_>,
) -> f32 {
    let words = tokens.get(from..to).unwrap_or_default();
    let note: f32 = words.iter().map(|token| score::note_word(token, evidence)).sum();
    let address: f32 = (from..to).map(|index| score::address_word(tokens, index, evidence)).sum();
    let four = fours.get(from).and_then(|row| row.get(to - from - 1)).map_or([NEVER; 4], |four| four.0);
    let [name, job, department, company] = four;
    let all = [name, job, department, company, address - 0.8, note];
    let own = all.get(part as usize).copied().unwrap_or(0.0) + if part == Part::Address { 0.8 } else { 0.0 };
    let rival =
        all.iter().enumerate().filter(|(index, _)| *index != part as usize).map(|(_, s)| *s).fold(NEVER, f32::max);
    let margin = (own - rival).clamp(-6.0, 6.0);
    1.0 / (1.0 + (-(margin + 0.5) * 0.8).exp())
}
