//! What a code says beside what is printed. A code is exact where it speaks, so it wins; what was printed otherwise is
//! kept as a difference for the person who looks at it.
//!
//! Deliberately absent: silence. Nothing that was read is dropped without being told.

use corong_domain::contact::{ContactDraft, LabelledDraft, MAX_ROWS};
use corong_domain::text::fold;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::phone::read_phone;

/// Where a value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The printed card.
    Photo,
    /// A code on it.
    Code,
}

/// A field that the print and a code give differently.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Difference {
    /// The field by its name in the draft.
    pub field: String,
    /// What is printed.
    pub printed: String,
    /// What the code says.
    pub code: String,
}

fn plain(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Merges the fields of a code into the printed ones.
#[must_use]
pub fn merge(printed: &mut ContactDraft, code: &ContactDraft, region: &str) -> Vec<Difference> {
    let mut differences = Vec::new();
    let lines: [(&str, &mut String, &String); 4] = [
        ("name", &mut printed.name, &code.name),
        ("jobTitle", &mut printed.job_title, &code.job_title),
        ("department", &mut printed.department, &code.department),
        ("company", &mut printed.company, &code.company),
    ];
    for (field, own, other) in lines {
        let (ours, theirs) = (plain(own), plain(other));
        if theirs.is_empty() || ours == theirs {
            continue;
        }
        if !ours.is_empty() {
            differences.push(Difference { field: field.to_owned(), printed: own.clone(), code: other.clone() });
        }
        own.clone_from(other);
    }
    merge_phones(printed, code, region);
    merge_rows(&mut printed.emails, &code.emails, "emails", fold, &mut differences);
    merge_rows(&mut printed.links, &code.links, "links", link_key, &mut differences);
    if printed.addresses.is_empty() {
        printed.addresses.clone_from(&code.addresses);
    } else if let (Some(own), Some(other)) = (printed.addresses.first(), code.addresses.first())
        && !other.text.is_empty()
        && plain(&own.text) != plain(&other.text)
    {
        differences.push(Difference {
            field: "addresses.0".to_owned(),
            printed: own.text.clone(),
            code: other.text.clone(),
        });
    }
    if !code.note.is_empty() && !plain(&printed.note).contains(&plain(&code.note)) {
        if !printed.note.is_empty() {
            printed.note.push('\n');
        }
        printed.note.push_str(&code.note);
    }
    for (own, other) in
        [(&mut printed.titles_before, &code.titles_before), (&mut printed.titles_after, &code.titles_after)]
    {
        if own.is_empty() {
            own.clone_from(other);
        }
    }
    differences
}

/// The same number is one row; the printed form stays and so does a kind that is known.
fn merge_phones(printed: &mut ContactDraft, code: &ContactDraft, region: &str) {
    for phone in &code.phones {
        let number = read_phone(&phone.raw, region).e164;
        let digits = |raw: &str| raw.chars().filter(char::is_ascii_digit).collect::<String>();
        let same = printed.phones.iter().position(|own| {
            let ours = read_phone(&own.raw, region).e164;
            if number.is_empty() { digits(&own.raw) == digits(&phone.raw) } else { ours == number }
        });
        if let Some(own) = same.and_then(|index| printed.phones.get_mut(index)) {
            own.kind = own.kind.or(phone.kind);
        } else if printed.phones.len() < MAX_ROWS {
            printed.phones.push(phone.clone());
        }
    }
}

/// An address that differs in one or two letters is the same, read wrongly.
fn merge_rows(
    own: &mut Vec<LabelledDraft>,
    code: &[LabelledDraft],
    field: &str,
    key: fn(&str) -> String,
    differences: &mut Vec<Difference>,
) {
    for row in code {
        let theirs = key(&row.value);
        if own.iter().any(|ours| key(&ours.value) == theirs) {
            continue;
        }
        let near = own.iter().position(|ours| strsim::levenshtein(&key(&ours.value), &theirs) <= 2);
        if let Some(index) = near
            && let Some(slot) = own.get_mut(index)
        {
            let (printed, code) = (slot.value.clone(), row.value.clone());
            differences.push(Difference { field: format!("{field}.{index}"), printed, code });
            slot.value.clone_from(&row.value);
        } else if own.len() < MAX_ROWS {
            own.push(row.clone());
        }
    }
}

fn link_key(link: &str) -> String {
    let lower = link.to_lowercase();
    let bare = lower.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("www.");
    bare.trim_end_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use corong_domain::contact::PhoneDraft;

    use super::*;

    fn labelled(value: &str) -> LabelledDraft {
        LabelledDraft { value: value.to_owned(), ..LabelledDraft::default() }
    }

    #[test]
    fn a_code_adds_repairs_and_tells() {
        let phone = |raw: &str| PhoneDraft { raw: raw.to_owned(), kind: None, id: None };
        let mut printed = ContactDraft {
            name: "Siti Rahma".to_owned(),
            company: "PT Maju".to_owned(),
            phones: vec![phone("0812-3456-7890")],
            emails: vec![labelled("sitl@maju.co.id")],
            ..ContactDraft::default()
        };
        let code = ContactDraft {
            name: "SITI RAHMA".to_owned(),
            company: "PT Maju Jaya".to_owned(),
            phones: vec![phone("+6281234567890"), phone("021 555 1234")],
            emails: vec![labelled("siti@maju.co.id"), labelled("info@other.example")],
            ..ContactDraft::default()
        };
        let differences = merge(&mut printed, &code, "ID");
        assert_eq!(printed.name, "Siti Rahma", "the same name in other letters is no difference");
        assert_eq!(printed.company, "PT Maju Jaya");
        assert_eq!(printed.phones.len(), 2);
        let emails: Vec<&str> = printed.emails.iter().map(|email| email.value.as_str()).collect();
        assert_eq!(emails, ["siti@maju.co.id", "info@other.example"]);
        let fields: Vec<&str> = differences.iter().map(|difference| difference.field.as_str()).collect();
        assert_eq!(fields, ["company", "emails.0"]);
    }
}
