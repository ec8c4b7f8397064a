//! E-mail addresses, web addresses and handles inside a text.
//!
//! Deliberately absent: asking the network whether any of them exists.

use linkify::{LinkFinder, LinkKind};

use super::labels::{Label, label_before};
use super::spans::{Found, Span, line_start};

/// Services whose addresses are a person's or a company's page, and the label they get.
const SERVICES: &[(&str, &str)] = &[
    ("linkedin.com", "linkedin"),
    ("instagram.com", "instagram"),
    ("facebook.com", "facebook"),
    ("fb.com", "facebook"),
    ("twitter.com", "twitter"),
    ("x.com", "twitter"),
    ("tiktok.com", "tiktok"),
    ("t.me", "telegram"),
    ("youtube.com", "youtube"),
    ("line.me", "line"),
    ("xing.com", "xing"),
];

/// All links of a text, in order.
pub(crate) fn find_links(text: &str) -> Vec<Span> {
    let mut finder = LinkFinder::new();
    finder.url_must_have_scheme(false);
    let mut spans: Vec<Span> = Vec::new();
    for link in finder.links(text) {
        let found = match link.kind() {
            LinkKind::Email => email(link.as_str()),
            LinkKind::Url => url(text, link.start(), link.as_str()),
            _ => None,
        };
        if let Some(found) = found {
            spans.push(Span { start: link.start(), end: link.end(), found, confidence: 0.97 });
        }
    }
    spans.extend(spelled_emails(text));
    spans.extend(handles(text));
    spans.sort_by_key(|span| (span.start, usize::MAX - span.end));
    spans.dedup_by(|next, kept| next.start < kept.end);
    spans
}

fn email(text: &str) -> Option<Found> {
    let address = text.trim_matches(['.', '-', '\'']);
    corong_domain::contact::is_email(address).then(|| Found::Email(address.to_owned()))
}

fn url(text: &str, start: usize, link: &str) -> Option<Found> {
    let lower = link.to_ascii_lowercase();
    if let Some(address) = lower.strip_prefix("mailto:") {
        return email(address.split('?').next().unwrap_or_default());
    }
    if let Some(digits) = phone_of_link(&lower) {
        return Some(Found::Phone { raw: digits, kind: Some(corong_domain::contact::PhoneKind::Mobile), valid: true });
    }
    let schemed = lower.starts_with("http://") || lower.starts_with("https://");
    let rest = lower.trim_start_matches("http://").trim_start_matches("https://");
    let www = rest.starts_with("www.");
    let host = rest.trim_start_matches("www.").split(['/', '?', '#', ':']).next().unwrap_or_default();
    if !(schemed || www) {
        let before = text.get(..start).and_then(|head| head.chars().next_back());
        let glued = before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '@' | '.' | '_' | '-'));
        if glued || lower.contains("://") || !bare_domain(link, host) {
            return None;
        }
    }
    Some(Found::Link { value: link.to_owned(), label: service(host).to_owned() })
}

/// Without a scheme only a real registrable domain counts, and not one that looks like a degree (`M.Si`) or an
/// abbreviation glued to a word (`Jl.Merdeka`).
fn bare_domain(link: &str, host: &str) -> bool {
    let printed = link.get(..host.len()).unwrap_or_default();
    let one_case = printed.chars().all(|c| !c.is_uppercase()) || printed.chars().all(|c| !c.is_lowercase());
    let mixed_first = printed.chars().skip(1).all(|c| !c.is_uppercase());
    let long = host.split('.').next().is_some_and(|label| label.chars().count() >= 3);
    let numeric = host.chars().all(|c| c.is_ascii_digit() || c == '.');
    (one_case || mixed_first) && long && !numeric && known_suffix(host)
}

fn known_suffix(host: &str) -> bool {
    let reserved = host.ends_with(".example") || host.ends_with(".test");
    reserved || psl::suffix(host.as_bytes()).is_some_and(|suffix| suffix.is_known()) && psl::domain_str(host).is_some()
}

fn service(host: &str) -> &'static str {
    let known = SERVICES.iter().find(|(domain, _)| host == *domain || host.ends_with(&format!(".{domain}")));
    known.map_or("web", |(_, label)| label)
}

/// The digits of a WhatsApp or telephone link.
fn phone_of_link(lower: &str) -> Option<String> {
    let rest = lower.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("www.");
    let tail = rest.strip_prefix("wa.me/").or_else(|| rest.strip_prefix("tel:")).or_else(|| {
        rest.split_once("whatsapp.com/send").and_then(|(_, query)| query.split_once("phone=")).map(|(_, t)| t)
    })?;
    let digits: String = tail.chars().take_while(|c| c.is_ascii_digit() || matches!(c, '+' | '-')).collect();
    let count = digits.chars().filter(char::is_ascii_digit).count();
    (7..=15)
        .contains(&count)
        .then(|| if digits.starts_with('+') || tail.starts_with('0') { digits } else { format!("+{digits}") })
}

/// `budi (at) maju.co.id`, `budi[at]maju[dot]co.id`, and a blank lost around the sign: `budi @maju.co.id`.
fn spelled_emails(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    for sign in ["(at)", "[at]", " @ ", " @", "@ "] {
        for (at, _) in text.match_indices(sign) {
            let after = at + sign.len();
            let (Some(head), Some(tail)) = (text.get(..at), text.get(after..)) else { continue };
            let local: String = trailing(head.trim_end_matches(' '));
            let tail_trimmed = tail.trim_start_matches(' ');
            let domain_len = tail_trimmed
                .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '[' | ']' | '(' | ')')))
                .unwrap_or(tail_trimmed.len());
            let raw = tail_trimmed.get(..domain_len).unwrap_or_default().trim_end_matches(['.', ')', '-']);
            let domain = raw.replace("[dot]", ".").replace("(dot)", ".");
            let plain = domain.chars().all(|c| !c.is_ascii_uppercase());
            if local.is_empty() || !plain || !domain.contains('.') || !known_suffix(&domain.to_ascii_lowercase()) {
                continue;
            }
            let start = head.trim_end_matches(' ').len() - local.len();
            let end = after + (tail.len() - tail_trimmed.len()) + raw.len();
            let address = format!("{local}@{domain}");
            if corong_domain::contact::is_email(&address) {
                spans.push(Span { start, end, found: Found::Email(address), confidence: 0.8 });
            }
        }
    }
    spans
}

fn trailing(head: &str) -> String {
    let start = head
        .char_indices()
        .rev()
        .take_while(|(_, c)| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+'))
        .last()
        .map_or(head.len(), |(index, _)| index);
    head.get(start..).unwrap_or_default().to_owned()
}

/// `@majujaya`, and words after the name of a service: `IG: majujaya`.
fn handles(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    for (at, sign) in text.match_indices(['@', ':', '=']) {
        let tail = text.get(at + 1..).unwrap_or_default();
        let blanks = if sign == "@" { 0 } else { tail.len() - tail.trim_start_matches([' ', '@']).len() };
        let word = tail.get(blanks..).unwrap_or_default();
        let length = word.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '_'))).unwrap_or(word.len());
        let handle = word.get(..length).unwrap_or_default().trim_end_matches('.');
        if handle.len() < 3 || handle.len() > 40 || !handle.chars().any(|c| c.is_ascii_alphabetic()) {
            continue;
        }
        let line = text.get(line_start(text, at)..at).unwrap_or_default();
        let (start, value) = if sign == "@" {
            let glued = line.chars().next_back().is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '-'));
            if glued {
                continue;
            }
            (at, format!("@{handle}"))
        } else {
            (at + 1 + blanks, handle.to_owned())
        };
        let service = match label_before(line) {
            Some((_, Label::Social(service))) => service,
            _ if sign == "@" => "",
            _ => continue,
        };
        let end = at + 1 + blanks + handle.len();
        spans.push(Span { start, end, found: Found::Link { value, label: service.to_owned() }, confidence: 0.85 });
    }
    spans
}
