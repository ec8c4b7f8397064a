//! Permission to submit an offer: who gave it, when, until when, in what form.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::ids::{OpportunityId, PermissionId, SalespersonId};

/// What was permitted: one value.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Permission {
    /// Who gave it.
    pub by: String,
    /// On which day.
    pub on: Option<NaiveDate>,
    /// The last day on which the offer may be handed in; `None` when nobody said.
    pub until: Option<NaiveDate>,
    /// In what form the offer is wanted: by mail, sealed, in person.
    pub form: String,
}

/// A permission as it is kept. Rows only grow; the newest one counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OfferPermission {
    /// The permission.
    pub id: PermissionId,
    /// For which opportunity.
    pub opportunity_id: OpportunityId,
    /// What was permitted.
    pub permission: Permission,
    /// When it was entered.
    pub at: DateTime<Utc>,
    /// Who entered it.
    pub entered_by: Option<SalespersonId>,
}
