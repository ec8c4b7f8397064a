//! What the rest of a text says about its words: e-mail addresses, domains, the use of capitals, and the book.
//!
//! Deliberately absent: any decision.

use super::spans::{Found, Span};
use super::tokens::{Gap, Shape, Token};
use super::words;
use super::{Known, TextContext};
use corong_domain::text::fold;

/// Mail services that people share: their domain names no company.
const SHARED: [&str; 24] = [
    "gmail",
    "googlemail",
    "yahoo",
    "ymail",
    "outlook",
    "hotmail",
    "live",
    "msn",
    "icloud",
    "me",
    "aol",
    "proton",
    "protonmail",
    "gmx",
    "web",
    "mail",
    "rocketmail",
    "zoho",
    "yandex",
    "qq",
    "163",
    "126",
    "naver",
    "t-online",
];
/// Mailboxes of a house, not of a person.
const ROLES: [&str; 26] = [
    "info",
    "sales",
    "admin",
    "cs",
    "marketing",
    "contact",
    "kontak",
    "hello",
    "halo",
    "office",
    "mail",
    "support",
    "hrd",
    "order",
    "purchasing",
    "finance",
    "service",
    "customer",
    "care",
    "cso",
    "contacto",
    "kontakt",
    "enquiry",
    "inquiry",
    "noreply",
    "webmaster",
];

/// Whether a mail domain belongs to everybody.
pub(crate) fn is_shared(domain: &str) -> bool {
    SHARED.contains(&domain.split('.').next().unwrap_or_default())
}

/// Evidence from outside a segment.
pub(crate) struct Evidence<'a> {
    /// Local parts of personal e-mails, cut at dots, dashes and digits.
    locals: Vec<Mailbox>,
    /// Registrable names of the domains, letters and digits only.
    domains: Vec<String>,
    /// Companies that the book knows by a domain, folded.
    companies: Vec<String>,
    known: &'a dyn Known,
    /// The text hardly uses capitals, so small letters say nothing.
    pub lower: bool,
    /// The text is one line.
    pub one_line: bool,
    /// The words were printed on a card, where a line is one value, or several with a sign between them.
    pub card: bool,
    /// The text hardly uses small letters, so capitals say nothing.
    pub upper: bool,
    /// Per word: how much its surroundings look like an address.
    pub address: Vec<f32>,
    pub region: &'a str,
}

impl<'a> Evidence<'a> {
    pub(crate) fn new(tokens: &[Token], spans: &[Span], context: &TextContext<'a>) -> Self {
        let mut evidence = Self {
            locals: Vec::new(),
            domains: Vec::new(),
            companies: Vec::new(),
            known: context.known,
            lower: false,
            card: false,
            upper: false,
            one_line: tokens.iter().skip(1).all(|token| token.gap < Gap::Line),
            address: Vec::new(),
            region: context.region,
        };
        for span in spans {
            match &span.found {
                Found::Email(address) => evidence.add_email(address),
                Found::Link { value, label } if label == "web" => {
                    let host = value.trim_start_matches("https://").trim_start_matches("http://");
                    evidence.add_domain(host.split(['/', '?', ':']).next().unwrap_or_default());
                }
                Found::Link { .. } | Found::Phone { .. } => {}
            }
        }
        let cased = tokens.iter().filter(|t| matches!(t.shape, Shape::Lower | Shape::Capital | Shape::Upper));
        let count = |shape| tokens.iter().filter(|token| token.shape == shape).count();
        let all = cased.count().max(1);
        let small_start = tokens.first().is_some_and(|token| token.shape == Shape::Lower);
        evidence.lower = count(Shape::Lower) * 100 >= all * if small_start { 75 } else { 90 };
        evidence.upper = count(Shape::Upper) * 10 >= all * 9;
        evidence.address = address_evidence(tokens, context.region);
        evidence
    }

    /// The words stand on a card: lines that hold together by their place count as such.
    pub(crate) fn print_on_card(&mut self, tokens: &[Token]) {
        self.card = true;
        let mut starts = vec![0];
        while let Some(last) = starts.last().copied().filter(|last| *last < tokens.len()) {
            starts.push(next_break(tokens, last, Gap::Taken));
        }
        let totals: Vec<f32> = starts
            .windows(2)
            .filter_map(|pair| tokens.get(*pair.first()?..*pair.last()?))
            .map(|line| (0..line.len()).map(|index| address_weight(line, index, self.region)).sum())
            .collect();
        for (line, pair) in starts.windows(2).enumerate() {
            let (Some(from), Some(to)) = (pair.first(), pair.last()) else { continue };
            let own = tokens.get(*from..*to).unwrap_or_default();
            // "7 Raffles Quay" above "Singapore 048621": a line with a number beside a town is a street of any name.
            let numbered = own.iter().any(|token| matches!(token.shape, Shape::Number | Shape::Code));
            let beside =
                |other: Option<usize>| other.and_then(|other| totals.get(other)).is_some_and(|total| *total >= 1.6);
            if numbered && (beside(line.checked_sub(1)) || beside(Some(line + 1))) {
                for slot in self.address.iter_mut().skip(*from).take(to - from) {
                    *slot += 1.0;
                }
            }
        }
    }

    fn add_email(&mut self, address: &str) {
        let Some((local, domain)) = address.rsplit_once('@') else { return };
        let parts: Vec<String> = fold(local)
            .split(|c: char| !c.is_alphabetic())
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect();
        if !parts.iter().any(|part| ROLES.contains(&part.as_str())) && !parts.is_empty() {
            self.locals.push(Mailbox::new(parts));
        }
        self.add_domain(domain);
    }

    fn add_domain(&mut self, host: &str) {
        let host = host.trim_start_matches("www.").trim_end_matches('.').to_lowercase();
        if let Some(company) = self.known.company_of_domain(&host) {
            self.companies.push(fold(&company));
        }
        let registrable = psl::domain_str(&host).unwrap_or(&host);
        let mut name = registrable.split('.').next().unwrap_or_default();
        if name == "example" || registrable == "example" {
            // Reserved for documents: the name in front is the one that is meant.
            let front = host.split(".example").next().unwrap_or_default();
            name = front.rsplit('.').next().unwrap_or(name);
        }
        let plain: String = fold(name).chars().filter(|c| c.is_alphanumeric()).collect();
        if plain.len() >= 2 && !SHARED.contains(&name) && !self.domains.contains(&plain) {
            self.domains.push(plain);
        }
    }

    /// How many words of a name stand in an e-mail's local part, whole (1) or as an initial (a half).
    pub(crate) fn in_mailbox(&self, name: &[&Token]) -> f32 {
        if self.locals.is_empty() {
            return 0.0;
        }
        let keys: Vec<&str> = name.iter().map(|token| token.key.as_str()).filter(|key| !key.is_empty()).collect();
        self.locals.iter().map(|mailbox| mailbox.fits(&keys)).fold(0.0, f32::max)
    }

    /// How well a company name fits a domain, from 0 to 1.
    pub(crate) fn in_domain(&self, name: &[Token]) -> f32 {
        if self.domains.is_empty() {
            return 0.0;
        }
        let words: Vec<&str> = name
            .iter()
            .filter(|token| !token.has(words::LEGAL_BEFORE | words::LEGAL_AFTER | words::JOINER))
            .map(|token| token.key.as_str())
            .collect();
        self.domains.iter().map(|domain| domain_match(domain, &words)).fold(0.0, f32::max)
    }

    /// Whether the book knows this company.
    pub(crate) fn is_known(&self, name: &str) -> bool {
        let folded = fold(name);
        self.companies.contains(&folded) || self.known.company(name).is_some()
    }
}

/// A personal mailbox name, cut into its words.
struct Mailbox {
    parts: Vec<String>,
    /// Umlauts are often written out in addresses: "mueller" for "muller", the folded Müller.
    plain: Vec<String>,
    joined: String,
}

impl Mailbox {
    fn new(parts: Vec<String>) -> Self {
        let plain = parts.iter().map(|part| part.replace("ae", "a").replace("oe", "o").replace("ue", "u")).collect();
        Self { plain, joined: parts.concat(), parts }
    }

    fn fits(&self, keys: &[&str]) -> f32 {
        let Self { parts, plain, joined } = self;
        let mut score: f32 = 0.0;
        let mut whole = 0;
        for key in keys {
            let letters: String = key.chars().filter(|c| c.is_alphanumeric()).collect();
            let long = letters.chars().count() >= 3;
            if (parts.contains(&letters) || plain.contains(&letters)) && letters.chars().count() >= 2 {
                score += 1.0;
                whole += 1;
            } else if long && joined.contains(&letters) {
                score += 0.9;
                whole += 1;
            } else if letters.chars().count() >= 5
                && parts.iter().any(|p| p.len() >= 4 && letters.starts_with(p.as_str()))
            {
                score += 0.6;
            }
        }
        // Initials count only beside a whole word: `bsantoso`, `b.santoso`, `budis`.
        if whole > 0 {
            for key in keys {
                let Some(first) = key.chars().next() else { continue };
                let initial = parts.iter().any(|p| p.chars().count() == 1 && p.starts_with(first));
                let glued = joined.starts_with(first) || joined.ends_with(first);
                if !joined.contains(key) && (initial || glued) {
                    score += 0.5;
                    break;
                }
            }
        }
        score
    }
}

fn domain_match(domain: &str, words: &[&str]) -> f32 {
    let plain: Vec<String> = words.iter().map(|word| word.chars().filter(|c| c.is_alphanumeric()).collect()).collect();
    let joined: String = plain.concat();
    if joined.len() < 2 {
        return 0.0;
    }
    let shared = domain.bytes().zip(joined.bytes()).take_while(|(a, b)| a == b).count();
    let longest = domain.len().max(1) as f32;
    let mut best = if shared >= 3 { shared as f32 / longest } else { 0.0 };
    if joined.len() >= 4 && domain.contains(joined.as_str()) {
        best = best.max(joined.len() as f32 / longest);
    }
    let covered: usize =
        plain.iter().filter(|word| word.len() >= 3 && domain.contains(word.as_str())).map(String::len).sum();
    best = best.max(covered.min(domain.len()) as f32 / longest);
    let initials: String = plain.iter().filter_map(|word| word.chars().next()).collect();
    if initials.len() >= 2 && initials == domain {
        best = best.max(0.8);
    }
    best.min(1.0)
}

/// Per word, the address words of its piece, or of its line where the line holds a street.
fn address_evidence(tokens: &[Token], region: &str) -> Vec<f32> {
    let mut evidence = vec![0.0; tokens.len()];
    let mut line_start = 0;
    let mut previous: f32 = 0.0;
    while line_start < tokens.len() {
        let line_end = next_break(tokens, line_start, Gap::Taken);
        let line = tokens.get(line_start..line_end).unwrap_or_default();
        let weights: Vec<f32> = (0..line.len()).map(|index| address_weight(line, index, region)).collect();
        let total: f32 = weights.iter().sum();
        let street = line.iter().any(|token| token.has(words::STREET));
        // A line under a street is likelier to be its continuation.
        let nearby = if previous >= 2.0 { 0.3 } else { 0.0 };
        previous = total;
        let mut piece = 0;
        while piece < line.len() {
            let end = next_break(line, piece, Gap::Comma);
            let own: f32 = weights.get(piece..end).unwrap_or_default().iter().sum();
            let value = if (street && total >= 2.0) || total >= 1.6 { total } else { own + nearby };
            for slot in evidence.iter_mut().skip(line_start + piece).take(end - piece) {
                *slot = value;
            }
            piece = end;
        }
        line_start = line_end;
    }
    evidence
}

fn next_break(tokens: &[Token], from: usize, gap: Gap) -> usize {
    tokens.iter().skip(from + 1).position(|token| token.gap >= gap).map_or(tokens.len(), |offset| from + 1 + offset)
}

/// What one word says for an address.
pub(crate) fn address_weight(line: &[Token], index: usize, region: &str) -> f32 {
    let Some(token) = line.get(index) else { return 0.0 };
    if token.has(words::STREET) {
        // Very short ones are also initials or numbers; alone they say nothing.
        let alone = line.len() == 1;
        // "Saffron Lane Catering": behind its name a street has a number somewhere.
        let numbered = line.iter().any(|token| matches!(token.shape, Shape::Number | Shape::Code));
        return match (alone, index == 0 || numbered || line.len() == 2) {
            (true, _) => 0.0,
            (false, true) => 2.0,
            (false, false) => 0.6,
        };
    }
    if token.has(words::CITY) || token.has(words::COUNTRY) {
        return 1.0;
    }
    if is_postcode(token, line.get(index + 1), region) {
        return 1.0;
    }
    if token.has(words::PLACE) {
        return if token.has(words::PLACE_SURE) { 1.1 } else { 0.6 };
    }
    match token.shape {
        Shape::Number if token.key.len() <= 4 => 0.4,
        Shape::Code => 0.5,
        _ => 0.0,
    }
}

/// Whether a word is a postcode by its form: five or six digits, or the halves of British, Dutch, Canadian ones.
pub(crate) fn is_postcode(token: &Token, next: Option<&Token>, region: &str) -> bool {
    let key = token.key.as_str();
    match token.shape {
        Shape::Number => {
            let digits = key.chars().all(|c| c.is_ascii_digit());
            let zip4 = key.len() == 10 && key.as_bytes().get(5) == Some(&b'-');
            let four =
                digits && key.len() == 4 && matches!(region, "AU" | "AT" | "CH" | "NL" | "BE" | "DK" | "NO" | "PH");
            let dutch = digits && key.len() == 4 && next.is_some_and(|n| n.shape == Shape::Upper && n.key.len() == 2);
            (digits && (key.len() == 5 || key.len() == 6)) || zip4 || four || dutch
        }
        Shape::Code => {
            let bytes = key.as_bytes();
            let outward = (2..=4).contains(&bytes.len())
                && bytes.first().is_some_and(u8::is_ascii_alphabetic)
                && bytes.iter().any(u8::is_ascii_digit);
            let inward = next.is_some_and(|n| {
                let b = n.key.as_bytes();
                b.len() == 3
                    && b.first().is_some_and(u8::is_ascii_digit)
                    && b.iter().skip(1).all(u8::is_ascii_alphabetic)
                    || b.len() == 3 && b.first().is_some_and(u8::is_ascii_digit) && n.shape == Shape::Code
            });
            outward && inward
        }
        _ => false,
    }
}
