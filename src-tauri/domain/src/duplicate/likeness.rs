//! How alike two cards are, with the reasons, for "possibly the same".
//!
//! Reasons add up. A number alone never makes two cards likely the same: reception desks, families and shops share one.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{Address, CardKeys, name};
use crate::company::company_key;

/// From this score on two cards are likely the same person.
pub const LIKELY: f64 = 0.55;

/// Why two cards look alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum LikenessReason {
    /// The same mailbox.
    SameEmail,
    /// The same mailbox, which several people read.
    SharedEmail,
    /// The same phone number.
    SamePhone,
    /// The same name, or the same in another spelling or order.
    SameName,
    /// A name spelled nearly the same.
    SimilarName,
    /// The same company.
    SameCompany,
    /// A company spelled nearly the same.
    SimilarCompany,
    /// Mail of the same company.
    SameMailDomain,
    /// The names tell them apart.
    OtherName,
}

/// How alike two cards are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Likeness {
    /// From 0 to 1; likely the same from [`LIKELY`] on.
    pub score: f64,
    /// Why.
    pub reasons: Vec<LikenessReason>,
}

impl Likeness {
    /// Whether the two are likely the same.
    #[must_use]
    pub fn is_likely(&self) -> bool {
        self.score >= LIKELY
    }
}

impl LikenessReason {
    fn weight(self) -> f64 {
        match self {
            Self::SameEmail => 0.55,
            Self::SharedEmail => 0.15,
            Self::SamePhone => 0.3,
            Self::SameName => 0.4,
            Self::SimilarName => 0.3,
            Self::SameCompany => 0.2,
            Self::SimilarCompany => 0.12,
            Self::SameMailDomain => 0.15,
            Self::OtherName => 0.0,
        }
    }
}

/// The highest score of cards whose names tell them apart, and of cards with a phone number alone in common.
const CEILING: f64 = 0.45;
/// From this Jaro-Winkler similarity on two words are one word misspelled.
const NEARLY: f64 = 0.9;
/// From this bigram similarity on two companies are one company misspelled.
const NEARLY_COMPANY: f64 = 0.8;

/// Compares two cards.
#[must_use]
pub fn score(a: &CardKeys<'_>, b: &CardKeys<'_>) -> Likeness {
    let mut reasons: Vec<LikenessReason> = Vec::new();
    reasons.extend(by_email(a, b));
    if a.phones.iter().any(|phone| !phone.is_empty() && b.phones.contains(phone)) {
        reasons.push(LikenessReason::SamePhone);
    }
    reasons.extend(by_name(a.name, b.name));
    let by_company = by_company(a.company, b.company);
    reasons.extend(by_company);
    if by_company.is_none() && same_domain(a, b) && !reasons.contains(&LikenessReason::SameEmail) {
        reasons.push(LikenessReason::SameMailDomain);
    }
    let sum: f64 = reasons.iter().map(|reason| reason.weight()).sum();
    let apart = reasons.contains(&LikenessReason::OtherName);
    let phone_alone = reasons == [LikenessReason::SamePhone];
    let score = if apart || phone_alone { sum.min(CEILING) } else { sum.min(1.0) };
    Likeness { score, reasons }
}

fn by_email(a: &CardKeys<'_>, b: &CardKeys<'_>) -> Option<LikenessReason> {
    let mut shared = None;
    for one in a.emails.iter().filter_map(|email| Address::read(email)) {
        for other in b.emails.iter().filter_map(|email| Address::read(email)) {
            if one.is_same(other) {
                if !one.is_shared() {
                    return Some(LikenessReason::SameEmail);
                }
                shared = Some(LikenessReason::SharedEmail);
            }
        }
    }
    shared
}

fn same_domain(a: &CardKeys<'_>, b: &CardKeys<'_>) -> bool {
    let domains = |card: &CardKeys<'_>| {
        let addresses = card.emails.iter().filter_map(|email| Address::read(email));
        addresses.filter(|address| !address.is_free()).map(|address| address.domain.to_lowercase()).collect::<Vec<_>>()
    };
    let theirs = domains(b);
    domains(a).iter().any(|domain| theirs.contains(domain))
}

fn by_name(a: &str, b: &str) -> Option<LikenessReason> {
    let (a, b) = (name::words(a), name::words(b));
    if a.is_empty() || b.is_empty() {
        return None;
    }
    if a == b {
        return Some(LikenessReason::SameName);
    }
    let (fewer, more) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    let near = |word: &String| more.iter().any(|other| strsim::jaro_winkler(word, other) >= NEARLY);
    let all_near = fewer.iter().all(near);
    // One word of a longer name says little: half of a country is called Siti.
    let enough = fewer.len() > 1 || more.len() == 1;
    let together = strsim::jaro_winkler(&a.join(" "), &b.join(" ")) >= NEARLY;
    if all_near && (enough || together) {
        Some(LikenessReason::SimilarName)
    } else if all_near {
        None
    } else {
        Some(LikenessReason::OtherName)
    }
}

fn by_company(a: &str, b: &str) -> Option<LikenessReason> {
    if a.trim().is_empty() || b.trim().is_empty() {
        return None;
    }
    let (a, b) = (company_key(a), company_key(b));
    if a == b {
        Some(LikenessReason::SameCompany)
    } else if strsim::sorensen_dice(&a, &b) >= NEARLY_COMPANY {
        Some(LikenessReason::SimilarCompany)
    } else {
        None
    }
}
