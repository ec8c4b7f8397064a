//! One card as words: who, where, how to be reached, and in which printed forms.

use rand::Rng;
use rand::seq::IndexedRandom;

use super::words::{CULTURES, Culture};

/// A phone with its printed form.
pub struct Phone {
    pub kind: &'static str,
    pub e164: String,
    pub printed: String,
}

/// What a card says.
pub struct Card {
    pub language: &'static str,
    pub name: String,
    pub name_printed: String,
    pub title: String,
    pub company: String,
    pub phones: Vec<Phone>,
    pub emails: Vec<String>,
    pub url: Option<String>,
    pub address: Vec<String>,
    pub slogan: Option<String>,
    /// Labels: mobile, office, mail, web.
    pub labels: [&'static str; 4],
    pub label_end: &'static str,
}

fn pick<'a, T: ?Sized>(rng: &mut impl Rng, list: &'a [&'static T]) -> &'a &'static T {
    list.choose(rng).unwrap_or_else(|| unreachable!("no list is empty"))
}

/// Letters and digits without accents, for mailboxes and domains.
fn plain(text: &str) -> String {
    corong_domain::text::fold(text).chars().filter(char::is_ascii_alphanumeric).collect()
}

/// Makes up a card.
pub fn make(rng: &mut impl Rng) -> Card {
    let weights = [10, 7, 2, 1];
    let mut at = rng.random_range(0..weights.iter().sum::<u32>());
    let mut culture = &CULTURES[0];
    for (index, weight) in weights.iter().enumerate() {
        if at < *weight {
            culture = &CULTURES[index];
            break;
        }
        at -= weight;
    }
    let given = **pick(rng, &wrap(culture.given));
    let family = **pick(rng, &wrap(culture.family));
    let name = format!("{given} {family}").trim().to_owned();
    let before = **pick(rng, &wrap(culture.before));
    let after = **pick(rng, &wrap(culture.after));
    let company = (**pick(rng, &wrap(culture.companies))).to_owned();
    let domain = domain(rng, culture, &company);
    let mut emails = vec![format!("{}@{domain}", mailbox(rng, given, family))];
    if rng.random_bool(0.12) {
        emails.push(format!("{}@{domain}", ["info", "sales", "office", "kontak"][rng.random_range(0..4)]));
    }
    let path = if rng.random_bool(0.15) { "/en" } else { "" };
    let url = rng
        .random_bool(0.65)
        .then(|| format!("{}{domain}{path}", ["www.", "https://", "", "https://www."][rng.random_range(0..4)]));
    let mut phones = Vec::new();
    if rng.random_bool(0.9) {
        phones.push(phone(rng, culture, "mobile"));
    }
    if phones.is_empty() || rng.random_bool(0.6) {
        phones.push(phone(rng, culture, "work"));
    }
    let address: Vec<String> = if rng.random_bool(0.9) {
        culture.addresses[rng.random_range(0..culture.addresses.len())].iter().map(|line| (*line).to_owned()).collect()
    } else {
        Vec::new()
    };
    Card {
        language: culture.language,
        name_printed: format!("{before}{name}{after}"),
        name,
        title: (**pick(rng, &wrap(culture.titles))).to_owned(),
        company,
        phones,
        emails,
        url,
        address,
        slogan: rng.random_bool(0.25).then(|| (**pick(rng, &wrap(culture.slogans))).to_owned()),
        labels: culture.labels[rng.random_range(0..culture.labels.len())],
        label_end: [": ", " ", ". ", " : "][rng.random_range(0..4)],
    }
}

fn wrap(list: &'static [&'static str]) -> Vec<&'static &'static str> {
    list.iter().collect()
}

fn domain(rng: &mut impl Rng, culture: &Culture, company: &str) -> String {
    let forms = [
        "pt",
        "cv",
        "ud",
        "pt.",
        "cv.",
        "tbk",
        "ltd",
        "inc.",
        "gmbh",
        "ag",
        "llp",
        "pte",
        "pty",
        "kg",
        "&",
        "the",
        "(persero)",
        "sarl",
        "sa",
        "corp.",
        "e.k.",
    ];
    let words: Vec<String> = company
        .split_whitespace()
        .filter(|word| !forms.contains(&word.to_lowercase().as_str()))
        .map(plain)
        .filter(|word| !word.is_empty())
        .collect();
    let name = match rng.random_range(0..5) {
        0 => words.first().cloned().unwrap_or_default(),
        1 => words.iter().take(2).cloned().collect::<Vec<_>>().join("-"),
        2 if words.len() >= 3 => words.iter().filter_map(|word| word.chars().next()).collect::<String>() + "group",
        _ => words.iter().take(2).cloned().collect::<String>(),
    };
    if rng.random_bool(0.08) {
        return "gmail.com".to_owned();
    }
    format!("{name}{}", culture.ending[rng.random_range(0..culture.ending.len())])
}

fn mailbox(rng: &mut impl Rng, given: &str, family: &str) -> String {
    let first = plain(given.split(' ').next().unwrap_or_default());
    let last = plain(family.rsplit(' ').next().unwrap_or_default());
    let initial: String = first.chars().take(1).collect();
    match rng.random_range(0..6) {
        _ if last.is_empty() => first,
        0 => format!("{first}.{last}"),
        1 => format!("{initial}{last}"),
        2 => format!("{first}_{last}"),
        3 => first,
        4 => format!("{initial}.{last}"),
        _ => format!("{first}{last}"),
    }
}

fn phone(rng: &mut impl Rng, culture: &Culture, kind: &'static str) -> Phone {
    let (code, list) = if kind == "mobile" { culture.mobile } else { culture.office };
    let number = list[rng.random_range(0..list.len())];
    if code.is_empty() {
        let digits = number.trim_start_matches('+');
        let cut = if digits.starts_with('1') { 1 } else { 2 };
        let (country, rest) = digits.split_at(cut);
        return Phone { kind, e164: number.to_owned(), printed: format!("+{country} {}", grouped(rng, rest)) };
    }
    // The last digits vary, so that no two cards are alike.
    let (front, tail) = number.split_at(number.len() - 3);
    let tail = format!("{:03}", (tail.parse::<u32>().unwrap_or_default() + rng.random_range(0..90)) % 1000);
    let national = format!("{front}{tail}");
    let printed = match rng.random_range(0..4) {
        0 => format!("{code} {}", grouped(rng, &national)),
        1 => format!("({code}) {}", grouped(rng, &national)),
        _ if kind == "work" && rng.random_bool(0.5) => {
            let area = if national.starts_with("21") || national.starts_with("22") { 2 } else { 3 };
            format!("({}{}) {}", culture.trunk, &national[..area], grouped(rng, &national[area..]))
        }
        _ => format!("{}{}", culture.trunk, grouped(rng, &national)),
    };
    Phone { kind, e164: format!("{code}{national}"), printed }
}

fn grouped(rng: &mut impl Rng, digits: &str) -> String {
    let separator = ["-", " ", ".", ""][rng.random_range(0..4)];
    let size = rng.random_range(3..5);
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && index % size == 0 && digits.len() - index >= 2 {
            text.push_str(separator);
        }
        text.push(digit);
    }
    text
}
