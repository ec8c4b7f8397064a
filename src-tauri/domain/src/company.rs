//! Companies.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::ids::CompanyId;
use crate::text::fold;

/// An organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Company {
    /// The company.
    pub id: CompanyId,
    /// Its name as printed: `PT Maju Jaya Abadi Tbk`.
    pub name: String,
    /// Its e-mail domain where known: `majujaya.co.id`.
    pub domain: String,
    /// Sector or line of business.
    pub sector: String,
    /// Free text.
    pub note: String,
    /// When it was first entered.
    pub created_at: DateTime<Utc>,
}

/// The name without legal forms, folded: what two spellings of one company share.
/// `"PT. Maju Jaya Abadi, Tbk"` and `"Maju Jaya Abadi"` both give `"maju jaya abadi"`.
#[must_use]
pub fn company_key(name: &str) -> String {
    const FORMS: &[&str] = &[
        "pt",
        "cv",
        "ud",
        "pd",
        "fa",
        "firma",
        "tbk",
        "persero",
        "koperasi",
        "yayasan",
        "perum",
        "perumda",
        "po",
        "bumdes",
        "ltd",
        "limited",
        "inc",
        "incorporated",
        "corp",
        "corporation",
        "co",
        "company",
        "llc",
        "llp",
        "plc",
        "gmbh",
        "ag",
        "kg",
        "bv",
        "nv",
        "sa",
        "sas",
        "sarl",
        "srl",
        "spa",
        "ab",
        "as",
        "oy",
        "pte",
        "pty",
        "sdn",
        "bhd",
        "kk",
    ];
    let folded = fold(name);
    let words: Vec<&str> = folded
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')' | '"'))
        .map(|word| word.trim_matches('.'))
        .filter(|word| !word.is_empty())
        .collect();
    let is_form = |word: &str| FORMS.contains(&word.replace('.', "").as_str());
    let kept: Vec<&str> = words.iter().copied().filter(|word| !is_form(word)).collect();
    if kept.is_empty() { words.join(" ") } else { kept.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn legal_forms_do_not_tell_companies_apart() {
        for (name, key) in [
            ("PT. Maju Jaya Abadi, Tbk", "maju jaya abadi"),
            ("maju  jaya abadi", "maju jaya abadi"),
            ("CV Sumber Rejeki", "sumber rejeki"),
            ("PT Telkom Indonesia (Persero) Tbk", "telkom indonesia"),
            ("Müller GmbH", "muller"),
            ("PT", "pt"),
            ("S.A. Dupont", "dupont"),
        ] {
            assert_eq!(company_key(name), key, "{name}");
        }
    }
}
