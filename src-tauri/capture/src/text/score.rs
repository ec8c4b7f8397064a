//! How well a segment fits a field. The sums are log-odds in spirit: 0 is "as good as a note", 1 is clearly better.
//! Each feature is small; what decides is the best sum over the whole text (see `assign`).
//!
//! Deliberately absent: order and neighbourhood of segments; they are scored where segments are joined.

use super::evidence::{Evidence, address_weight};
use super::labels::Label;
use super::tokens::{Gap, Shape, Token};
use super::words as w;

/// A field that words can go to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    Name,
    Job,
    Department,
    Company,
    Address,
    Note,
}

/// The most words in one segment of a name, a job title, a department and a company.
pub(crate) const LONGEST: usize = 10;
/// Worse than any sum.
pub(crate) const NEVER: f32 = -1.0e6;

/// Where titles end and begin around a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NameCut {
    /// Words before the name.
    pub before: usize,
    /// First word after the name.
    pub after: usize,
}

/// Cuts the titles off a name; the name keeps at least one word.
pub(crate) fn cut_titles(segment: &[Token]) -> NameCut {
    let mut before = 0;
    while before + 1 < segment.len()
        && segment.get(before).is_some_and(|token| {
            // "Tan Sri" is a title, Tan alone mostly a family.
            let sri = segment.get(before + 1).is_some_and(|next| next.key == "sri");
            token.has(w::TITLE_BEFORE)
                && (token.key != "tan" || sri)
                && !(token.shape == Shape::Initial && before == 0 && !dotted_title(token))
        })
    {
        before += 1;
    }
    let mut after = segment.len();
    while after > before + 1
        && let Some(token) = segment.get(after - 1)
    {
        // Behind a comma any dotted short word is a degree.
        let degree = (token.has(w::TITLE_AFTER) || (token.gap == Gap::Comma && dotted_letters(token)))
            && (token.gap == Gap::Comma
                || token.key.contains('.')
                || matches!(token.shape, Shape::Upper)
                || segment.get(after).is_some())
            && token.shape != Shape::Lower;
        if !degree {
            break;
        }
        after -= 1;
    }
    NameCut { before, after }
}

fn dotted_letters(token: &Token) -> bool {
    token.key.contains('.') && token.key.split('.').all(|part| (1..=4).contains(&part.chars().count()))
}

/// `H.` before a name is a title (Haji), `M.` mostly an initial.
fn dotted_title(token: &Token) -> bool {
    matches!(token.key.as_str(), "h")
}

/// What labels say for a part over a segment.
fn forced(segment: &[Token], part: Part) -> f32 {
    segment
        .iter()
        .map(|token| match token.forced {
            None => 0.0,
            Some(label) if part_of(label) == Some(part) => 2.5,
            Some(_) => -6.0,
        })
        .sum()
}

fn part_of(label: Label) -> Option<Part> {
    match label {
        Label::Name => Some(Part::Name),
        Label::Job => Some(Part::Job),
        Label::Department => Some(Part::Department),
        Label::Company => Some(Part::Company),
        Label::Address | Label::City | Label::Office => Some(Part::Address),
        Label::Note | Label::Temperature | Label::OtherNumber => Some(Part::Note),
        Label::Phone(_) | Label::Email | Label::Web | Label::Social(_) => None,
    }
}

/// What the height of the letters says: names and companies are printed large, everything else small. Letters of
/// different height are rarely one value.
fn set_large(segment: &[Token], weight: f32) -> f32 {
    let sizes = segment.iter().map(|token| token.size);
    let (least, most) = sizes.fold((f32::MAX, f32::MIN), |(least, most), size| (least.min(size), most.max(size)));
    let apart = if most > least * 1.25 { -1.0 } else { 0.0 };
    weight * (most - 1.12).clamp(0.0, 0.8) * 1.6 + apart
}

fn add(token: &Token, weights: &[(u32, f32)]) -> f32 {
    weights.iter().filter(|(flag, _)| token.has(*flag)).map(|(_, weight)| weight).sum()
}

/// A greeting or a word of sentences inside a capitalised segment is mostly part of a name (`Kasih Bunda`).
fn talk(token: &Token, index: usize, greeting: f32, sentence: f32) -> f32 {
    let inside = index > 0 && matches!(token.shape, Shape::Capital | Shape::Upper);
    let factor = if inside { 0.25 } else { 1.0 };
    factor * add(token, &[(w::GREETING, greeting), (w::SENTENCE, sentence)])
}

/// The score of a segment as a name with its titles.
pub(crate) fn name(segment: &[Token], evidence: &Evidence<'_>) -> f32 {
    let cut = cut_titles(segment);
    let core = segment.get(cut.before..cut.after).unwrap_or_default();
    let turned = is_turned(core, evidence);
    let wrong_gap = segment
        .iter()
        .enumerate()
        .skip(1)
        .any(|(index, token)| token.gap > Gap::Comma || (token.gap == Gap::Comma && index < cut.after && !turned));
    let length = core.len();
    if wrong_gap || length == 0 || length > 6 {
        return NEVER;
    }
    let mut score = match length {
        1 => 0.3,
        2 => 1.4,
        3 => 1.4,
        4 => 0.9,
        5 => 0.2,
        _ => -0.8,
    };
    let mut parts: f32 = 0.0;
    for (index, token) in core.iter().enumerate() {
        let particle = token.has(w::PARTICLE) && index > 0 && index + 1 < length;
        score += name_word(token, evidence, particle);
        if token.has(w::NAME_PART) {
            parts += 0.6;
        }
    }
    score += parts.min(1.2);
    score += (cut.before as f32 * 1.2).min(2.4) + ((segment.len() - cut.after) as f32 * 1.2).min(2.4);
    let named: Vec<&Token> = core.iter().collect();
    score += (evidence.in_mailbox(&named) * 1.7).min(3.8);
    score + set_large(segment, 1.1) + forced(segment, Part::Name)
}

/// `Müller, Hans` where the e-mail knows both words: the family name stands first.
pub(crate) fn is_turned(core: &[Token], evidence: &Evidence<'_>) -> bool {
    let [family, rest @ ..] = core else { return false };
    let comma = rest.first().is_some_and(|token| token.gap == Gap::Comma);
    let words: Vec<&Token> = core.iter().collect();
    comma && rest.len() <= 2 && family.shape != Shape::Lower && evidence.in_mailbox(&words) >= 1.5
}

fn name_word(token: &Token, evidence: &Evidence<'_>, particle: bool) -> f32 {
    let shape = match token.shape {
        Shape::Capital => 0.45,
        Shape::Upper if evidence.upper || token.key.chars().count() >= 4 => 0.4,
        Shape::Upper => 0.0,
        Shape::Initial => 0.2,
        Shape::Caseless => 0.4,
        Shape::Lower if particle => 0.2,
        Shape::Lower if evidence.lower => 0.25,
        Shape::Lower => -1.6,
        Shape::Number | Shape::Code | Shape::Symbol => -5.0,
    };
    let against = if particle { 0.0 } else { add(token, &[(w::CONNECTOR, -2.0), (w::SENTENCE, -1.6)]) };
    shape
        + against
        + add(
            token,
            &[
                (w::JOB, -2.2),
                (w::FIELD_OF_WORK, -1.2),
                (w::DEPARTMENT, -1.5),
                (w::LEGAL_BEFORE, -4.0),
                (w::LEGAL_AFTER, -1.5),
                (w::HOUSE, -1.4),
                (w::AUSPICIOUS, -0.35),
                (w::STREET, -1.5),
                (w::PLACE, -1.0),
                (w::CITY, -0.7),
                (w::COUNTRY, -1.6),
                (w::GREETING, -2.5),
                (w::TEMPERATURE, -2.0),
            ],
        )
}

/// The score of a segment as a job title.
pub(crate) fn job(segment: &[Token], evidence: &Evidence<'_>) -> f32 {
    // "Vice President, Operations"
    let of_work = |token: &Token| evidence.card && token.gap == Gap::Comma && token.has(w::FIELD_OF_WORK);
    if segment.iter().skip(1).any(|token| token.gap > Gap::Space && !of_work(token)) || segment.len() > 8 {
        return NEVER;
    }
    let heads = segment.iter().filter(|token| token.has(w::JOB)).count();
    let mut score = if heads > 0 { 2.6 + 0.3 * (heads - 1).min(2) as f32 } else { -0.5 };
    if segment.iter().skip(1).any(of_work) {
        score += 1.4;
    }
    for (index, token) in segment.iter().enumerate() {
        let inside = index > 0 && index + 1 < segment.len();
        score += match token.shape {
            Shape::Lower if inside && token.has(w::JOINER) => 0.1,
            Shape::Lower if evidence.lower && token.has(w::JOB | w::RANK | w::FIELD_OF_WORK) => 0.1,
            Shape::Lower if evidence.lower => -0.4,
            Shape::Lower if heads > 0 && token.has(w::JOB | w::RANK | w::FIELD_OF_WORK) => 0.1,
            Shape::Lower => -0.9,
            Shape::Number | Shape::Code => -2.0,
            Shape::Initial => -0.6,
            Shape::Symbol if token.has(w::JOINER) && inside => 0.0,
            Shape::Symbol => -2.0,
            Shape::Capital | Shape::Upper | Shape::Caseless => 0.05,
        };
        if !(inside && token.has(w::JOINER)) {
            score += talk(token, index, -2.0, -1.2) + add(token, &[(w::CONNECTOR, -0.8)]);
        }
        let about = token.has(w::RANK | w::FIELD_OF_WORK);
        if about && !token.has(w::JOB) {
            score += if heads > 0 { 0.4 } else { 0.25 };
        } else if heads == 0 && like_a_trade(&token.key) {
            score += 0.5;
        } else if heads > 0 && !about && !token.has(w::JOB | w::JOINER) {
            score -= 0.45;
        }
        // "Ketua Koperasi": a legal form without a name behind it only says of what.
        let of_what = token.has(w::LEGAL_BEFORE) && index > 0 && index + 1 == segment.len() && token.key.len() > 3;
        score += if of_what { 0.0 } else { add(token, &[(w::LEGAL_BEFORE, -4.0)]) };
        score += add(
            token,
            &[
                (w::LEGAL_AFTER, -2.0),
                (w::STREET, -1.5),
                (w::CITY, -0.3),
                (w::TEMPERATURE, -2.0),
                (w::TITLE_BEFORE, -0.5),
                (w::DEPARTMENT, -0.3),
            ],
        );
        if token.has(w::HOUSE) && !about && !token.has(w::JOB) {
            score -= 0.6;
        }
    }
    score + set_large(segment, -0.5) + forced(segment, Part::Job)
}

/// Endings that trades have in many languages.
fn like_a_trade(key: &str) -> bool {
    key.chars().count() >= 6
        && ["er", "or", "ist", "eur", "ier", "ant", "ian", "wan", "ologi", "in"]
            .iter()
            .any(|ending| key.ends_with(ending))
}

/// The score of a segment as a department.
pub(crate) fn department(segment: &[Token], evidence: &Evidence<'_>) -> f32 {
    if segment.iter().skip(1).any(|token| token.gap > Gap::Space) || segment.len() > 7 {
        return NEVER;
    }
    let marked =
        segment.first().is_some_and(|t| t.has(w::DEPARTMENT)) || segment.last().is_some_and(|t| t.has(w::DEPARTMENT));
    let fields = segment.iter().filter(|token| token.has(w::FIELD_OF_WORK)).count();
    let mut score = if marked { 2.2 } else { 0.0 } + if fields > 0 { 0.8 } else { -0.6 };
    if marked && segment.len() == 1 {
        return -1.0 + forced(segment, Part::Department);
    }
    for token in segment {
        score += match token.shape {
            Shape::Lower if token.has(w::JOINER) => 0.0,
            Shape::Lower if !evidence.lower => -0.9,
            Shape::Number | Shape::Code => -1.5,
            _ => 0.0,
        };
        if !token.has(w::FIELD_OF_WORK | w::DEPARTMENT | w::JOINER) {
            score -= 0.5;
        }
        score += add(
            token,
            &[
                (w::JOB, -1.6),
                (w::LEGAL_BEFORE, -4.0),
                (w::LEGAL_AFTER, -2.0),
                (w::SENTENCE, -0.6),
                (w::GREETING, -2.0),
                (w::TEMPERATURE, -1.0),
            ],
        );
    }
    score + set_large(segment, -0.5) + forced(segment, Part::Department)
}

/// The score of a segment as a company; `printed` is the segment as it stands in the text, if the book may be asked.
pub(crate) fn company(segment: &[Token], printed: Option<&str>, evidence: &Evidence<'_>) -> f32 {
    let odd_gap = |token: &Token| token.gap > Gap::Bracket || (token.gap > Gap::Space && !token.has(w::LEGAL_AFTER));
    if segment.iter().skip(1).any(odd_gap) && !is_partnership(segment) {
        return NEVER;
    }
    let first_legal = segment.first().is_some_and(|token| token.has(w::LEGAL_BEFORE));
    let last_legal = segment.len() > 1 && segment.last().is_some_and(|token| token.has(w::LEGAL_AFTER));
    let names = segment.iter().filter(|token| !token.has(w::LEGAL_BEFORE | w::LEGAL_AFTER)).count();
    if names == 0 {
        return NEVER;
    }
    let mut score = if first_legal { 4.2 } else { 0.0 } + if last_legal { 3.6 } else { 0.0 };
    let legal = first_legal || last_legal;
    score += match segment.len() {
        1 => 0.05,
        2..=5 => 0.35,
        6..=7 => 0.0,
        _ => -0.8,
    };
    let houses: f32 = segment
        .iter()
        .map(|t| {
            if t.has(w::HOUSE) {
                1.0
            } else if t.has(w::AUSPICIOUS) {
                0.5
            } else {
                0.0
            }
        })
        .sum();
    score += (houses * 1.1).min(2.2);
    score += evidence.in_domain(segment) * 3.4;
    if segment.len() <= 8 && printed.is_some_and(|printed| evidence.is_known(printed)) {
        score += 4.0;
    }
    for (index, token) in segment.iter().enumerate() {
        score += company_word(token, evidence, legal, index);
    }
    score + set_large(segment, 0.8) + forced(segment, Part::Company)
}

/// `Smith, Jones & Brown LLP`
fn is_partnership(segment: &[Token]) -> bool {
    segment.last().is_some_and(|token| token.has(w::LEGAL_AFTER))
        && segment.iter().any(|token| token.shape == Shape::Symbol && token.has(w::JOINER))
        && segment.iter().skip(1).all(|token| token.gap <= Gap::Comma)
        && !segment.iter().any(|token| token.has(w::JOB | w::TITLE_AFTER))
}

fn company_word(token: &Token, evidence: &Evidence<'_>, legal: bool, index: usize) -> f32 {
    let shape = match token.shape {
        Shape::Upper | Shape::Capital | Shape::Caseless => 0.12,
        Shape::Lower if evidence.lower && legal && !token.has(w::SENTENCE) => 0.1,
        Shape::Lower if token.has(w::JOINER) && index > 0 => 0.0,
        Shape::Lower if evidence.lower => -0.15,
        Shape::Lower => -1.0,
        Shape::Initial => 0.0,
        Shape::Symbol if token.has(w::JOINER) && index > 0 => 0.1,
        Shape::Number => -0.6,
        Shape::Code => -0.2,
        Shape::Symbol => -1.0,
    };
    // A second legal form inside means that two companies, or a company and more, stand here.
    let second = if index > 0 { add(token, &[(w::LEGAL_BEFORE, -4.0)]) } else { 0.0 };
    let other_field = if legal { 0.4 } else { 1.0 };
    let joined = token.has(w::JOINER) && index > 0;
    let house = token.has(w::HOUSE);
    shape
        + second
        + other_field
            * (if house { 0.0 } else { add(token, &[(w::JOB, -1.8), (w::FIELD_OF_WORK, -0.5), (w::PLACE, -0.6)]) }
                + add(token, &[(w::STREET, -1.8), (w::CITY, -0.3), (w::TITLE_BEFORE, -0.8), (w::DEPARTMENT, -0.8)]))
        + if joined { 0.0 } else { talk(token, index, -2.0, -1.6) + add(token, &[(w::CONNECTOR, -1.2)]) }
        + add(token, &[(w::TEMPERATURE, -1.5)])
}

/// What one word adds to an address.
pub(crate) fn address_word(tokens: &[Token], index: usize, evidence: &Evidence<'_>) -> f32 {
    let Some(token) = tokens.get(index) else { return NEVER };
    let around = evidence.address.get(index).copied().unwrap_or(0.0);
    let own = address_weight(tokens, index, evidence.region);
    let mut score = if own > 0.0 && around >= 0.9 {
        own
    } else if around >= 0.9 {
        match token.shape {
            Shape::Lower if !evidence.lower => -0.3,
            Shape::Symbol => -0.5,
            _ => 0.3,
        }
    } else {
        own * 0.3 - 0.45
    };
    if own <= 0.0 {
        score += add(token, &[(w::JOB, -1.0), (w::LEGAL_BEFORE, -3.0), (w::LEGAL_AFTER, -1.5), (w::HOUSE, -0.2)]);
    }
    score += add(token, &[(w::SENTENCE, -0.9), (w::GREETING, -1.0), (w::TEMPERATURE, -1.5)]);
    score + forced(std::slice::from_ref(token), Part::Address)
}

/// What one word adds to a note.
pub(crate) fn note_word(token: &Token, evidence: &Evidence<'_>) -> f32 {
    // Sentences are rare on cards, and the small words of a street or a slogan make none.
    let share = if evidence.card { 0.4 } else { 1.0 };
    let lower = if token.shape == Shape::Lower && !evidence.lower { 0.35 } else { 0.0 };
    let number = if matches!(token.shape, Shape::Number | Shape::Code) { 0.15 } else { 0.0 };
    share * (lower + number)
        + share
            * add(
                token,
                &[
                    (w::SENTENCE, if token.shape == Shape::Lower { 0.8 } else { 0.4 }),
                    (w::GREETING, 0.9),
                    (w::CONNECTOR, 0.3),
                    (w::TEMPERATURE, 1.2),
                ],
            )
        + forced(std::slice::from_ref(token), Part::Note)
}
