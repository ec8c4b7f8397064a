//! Funnels that were changed or are the team's own: the key and the whole funnel as one cell, so that a merge can never
//! tear a funnel apart. The shipped funnels are code; a row exists only where somebody changed one.

use corong_domain::funnel::Funnel;
use corong_domain::ids::{FunnelId, FunnelKey, link_id};

use crate::codec::{Key, Text};
use crate::error::{Error, ErrorKind, Result};
use crate::record::record;

/// A funnel as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FunnelRow {
    /// The row: UUIDv5 of the key.
    pub id: FunnelId,
    /// The funnel's key.
    pub key: FunnelKey,
    /// The funnel as JSON.
    pub body: String,
}

impl FunnelRow {
    /// The row of a key.
    #[must_use]
    pub fn id_of(key: &FunnelKey) -> FunnelId {
        FunnelId(link_id("funnel", &[key.as_str()]))
    }

    /// The row of a funnel.
    ///
    /// # Errors
    /// A funnel that JSON cannot hold, which is a program error.
    pub fn of(funnel: &Funnel) -> Result<Self> {
        let body = serde_json::to_string(funnel).map_err(|error| Error {
            kind: ErrorKind::Internal,
            doing: "writing a funnel",
            source: Some(Box::new(error)),
        })?;
        Ok(Self { id: Self::id_of(&funnel.key), key: funnel.key.clone(), body })
    }

    /// The funnel; `None` when a newer version wrote it in a way that this one does not understand.
    #[must_use]
    pub fn funnel(&self) -> Option<Funnel> {
        serde_json::from_str(&self.body).ok()
    }
}

record! {
    FunnelRow { id: FunnelId } in Funnel "funnel" {
        key: Key<FunnelKey> => ["key"],
        body: Text => ["body"],
    }
}
