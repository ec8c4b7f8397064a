//! Terms of purchase by version, and their acceptance. The exact text is kept; its hash says which text was accepted.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::ids::{AcceptanceId, OpportunityId, SalespersonId, TermsId, link_id};
use crate::sale::standing::FileSeal;

/// One text under a version. A changed text is a record of its own, also under the same version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Terms {
    /// The text: the same version and text entered in two books is one record.
    pub id: TermsId,
    /// The version: `2026-1`.
    pub version: String,
    /// The exact text.
    pub text: String,
    /// BLAKE3 of the text in UTF-8, in hexadecimal.
    pub hash: String,
    /// When it was entered.
    pub created_at: DateTime<Utc>,
}

impl Terms {
    /// The row of a version and text.
    #[must_use]
    pub fn id_of(version: &str, hash: &str) -> TermsId {
        TermsId(link_id("terms", &[version, hash]))
    }

    /// The version with the hash of its text.
    #[must_use]
    pub fn seal(&self) -> TermsSeal {
        TermsSeal { version: self.version.clone(), hash: self.hash.clone() }
    }
}

/// Which text is meant.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TermsSeal {
    /// The version.
    pub version: String,
    /// The hash of the text.
    pub hash: String,
}

/// How terms were accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum AcceptedHow {
    /// Signed, on the screen or on paper.
    #[default]
    Signature,
    /// By a message.
    Message,
    /// A photo of the paper.
    Photo,
}

/// What was accepted, by whom, how and when: one value.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Acceptance {
    /// Which text.
    pub terms: TermsSeal,
    /// Who accepted it.
    pub by: String,
    /// How.
    pub how: AcceptedHow,
    /// On which day.
    pub on: Option<NaiveDate>,
    /// The evidence.
    pub evidence: Option<FileSeal>,
}

/// An acceptance as it is kept. Rows only grow; the newest one that fits counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TermsAcceptance {
    /// The acceptance.
    pub id: AcceptanceId,
    /// For which opportunity.
    pub opportunity_id: OpportunityId,
    /// What was accepted.
    pub acceptance: Acceptance,
    /// When it was entered.
    pub at: DateTime<Utc>,
    /// Who entered it.
    pub entered_by: Option<SalespersonId>,
}

/// The newest text of a version.
#[must_use]
pub fn newest<'t>(terms: impl IntoIterator<Item = &'t Terms>, version: &str) -> Option<&'t Terms> {
    terms.into_iter().filter(|one| one.version == version).max_by_key(|one| (one.created_at, one.id))
}
