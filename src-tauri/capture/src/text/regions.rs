//! Which countries a text speaks of: international numbers, country domains, country names, postcodes of one country's
//! own form. A foreign card prints its numbers as they are dialled at home.
//!
//! Deliberately absent: the language of the text, which says little about the country.

use super::spans::{Found, Span};
use super::words::key;
use crate::phone::country_of;

/// How much of a text is looked at, in bytes.
const LOOK: usize = 20_000;

/// Country names and their codes.
const NAMES: &[(&str, &str)] = &[
    ("indonesia", "ID"),
    ("singapore", "SG"),
    ("singapura", "SG"),
    ("malaysia", "MY"),
    ("thailand", "TH"),
    ("vietnam", "VN"),
    ("philippines", "PH"),
    ("japan", "JP"),
    ("china", "CN"),
    ("korea", "KR"),
    ("taiwan", "TW"),
    ("india", "IN"),
    ("australia", "AU"),
    ("germany", "DE"),
    ("deutschland", "DE"),
    ("france", "FR"),
    ("netherlands", "NL"),
    ("nederland", "NL"),
    ("belgium", "BE"),
    ("spain", "ES"),
    ("españa", "ES"),
    ("italy", "IT"),
    ("italia", "IT"),
    ("switzerland", "CH"),
    ("schweiz", "CH"),
    ("austria", "AT"),
    ("österreich", "AT"),
    ("uk", "GB"),
    ("england", "GB"),
    ("scotland", "GB"),
    ("ireland", "IE"),
    ("usa", "US"),
    ("canada", "CA"),
    ("brazil", "BR"),
    ("brasil", "BR"),
    ("portugal", "PT"),
    ("poland", "PL"),
    ("sweden", "SE"),
    ("norway", "NO"),
    ("denmark", "DK"),
    ("finland", "FI"),
    ("uae", "AE"),
];

/// Two-letter endings that are sold to everybody and name no country.
const SOLD: [&str; 12] = ["io", "co", "ai", "me", "tv", "cc", "to", "ly", "fm", "gg", "sh", "eu"];

const STATES: &str = "AL AK AZ AR CA CO CT DE FL GA HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH NJ NM NV NY \
                      OH OK OR PA RI SC SD TN TX UT VA VT WA WI WV WY DC";

/// The countries that a text speaks of, most often named first, without the reader's own; and whether one of them is
/// surer than the reader's own: named by more than a domain, while nothing speaks of the own.
pub(crate) fn hinted(text: &str, links: &[Span], own: &str) -> (Vec<String>, bool) {
    let text = text.get(..text.floor_char_boundary(LOOK)).unwrap_or_default();
    let mut votes: Vec<(String, u32)> = Vec::new();
    let mut vote = |region: &str| match votes.iter_mut().find(|(known, _)| known == region) {
        Some((_, count)) => *count += 1,
        None => votes.push((region.to_owned(), 1)),
    };
    for (at, _) in text.match_indices('+').take(12) {
        let number: String = text
            .get(at..)
            .unwrap_or_default()
            .chars()
            .take_while(|c| c.is_ascii_digit() || matches!(c, '+' | ' ' | '-' | '.' | '(' | ')'))
            .take(24)
            .collect();
        if let Some(region) = country_of(&number) {
            vote(&region);
        }
    }
    let mut previous = "";
    for word in text.split_whitespace() {
        if let Some((_, region)) = NAMES.iter().find(|(name, _)| *name == key(word)) {
            vote(region);
        }
        if let Some(region) = postcode_country(previous, word) {
            vote(region);
        }
        let indonesian = ["jl", "jln", "jalan", "rt", "rw", "kec", "kel", "kab", "jakarta"];
        if indonesian.contains(&key(word.split('.').next().unwrap_or_default()).as_str()) {
            vote("ID");
        }
        previous = word;
    }
    let home = votes.iter().any(|(region, _)| region.eq_ignore_ascii_case(own));
    let abroad = votes.len() == 1 && !home;
    for span in links.iter().take(40) {
        if let Some(region) = domain_country(&span.found) {
            match votes.iter_mut().find(|(known, _)| *known == region) {
                Some((_, count)) => *count += 1,
                None => votes.push((region, 1)),
            }
        }
    }
    votes.retain(|(region, _)| !region.eq_ignore_ascii_case(own));
    votes.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    (votes.into_iter().map(|(region, _)| region).take(3).collect(), abroad)
}

fn domain_country(found: &Found) -> Option<String> {
    let host = match found {
        Found::Email(address) => address.rsplit_once('@')?.1,
        Found::Link { value, label } if label == "web" => {
            let rest = value.trim_start_matches("https://").trim_start_matches("http://");
            rest.split(['/', '?', ':']).next()?
        }
        Found::Link { .. } | Found::Phone { .. } => return None,
    };
    let ending = host.rsplit('.').next()?.to_ascii_lowercase();
    if ending.len() != 2 || SOLD.contains(&ending.as_str()) {
        return None;
    }
    Some(if ending == "uk" { "GB".to_owned() } else { ending.to_ascii_uppercase() })
}

/// `CO 80202` is American, `N1 7GR` British.
fn postcode_country(before: &str, word: &str) -> Option<&'static str> {
    let word = word.trim_end_matches([',', '.', ';']);
    let five =
        word.len() >= 5 && word.bytes().take(5).all(|b| b.is_ascii_digit()) && (word.len() == 5 || word.len() == 10);
    if five && before.len() == 2 && STATES.split_whitespace().any(|state| state == before) {
        return Some("US");
    }
    let inward = word.as_bytes();
    let british = inward.len() == 3
        && inward.first().is_some_and(u8::is_ascii_digit)
        && inward.iter().skip(1).all(u8::is_ascii_uppercase)
        && (2..=4).contains(&before.len())
        && before.bytes().next().is_some_and(|b| b.is_ascii_uppercase())
        && before.bytes().any(|b| b.is_ascii_digit())
        && before.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    british.then_some("GB")
}
