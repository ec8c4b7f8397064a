//! Funnels as they are edited.

use corong_domain::funnel::edit::FunnelEdit;
use corong_domain::funnel::edit::homes::Home;
use corong_domain::funnel::rehearse::Rehearsal;
use corong_domain::funnel::{Funnel, Words};
use corong_domain::ids::{FunnelKey, StageKey};
use serde::{Deserialize, Serialize};
use specta::Type;

/// A funnel in the list of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FunnelLine {
    /// Key.
    pub key: FunnelKey,
    /// Its name.
    pub name: Words,
    /// Whether Corong ships it.
    pub shipped: bool,
    /// Whether a shipped one was changed.
    pub changed: bool,
    /// Stages in use.
    pub stages: u32,
    /// Open opportunities.
    pub open: u32,
}

/// A funnel by its key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FunnelRequest {
    /// Which.
    pub funnel: FunnelKey,
}

/// How many opportunities stand at a stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StageUse {
    /// The stage.
    pub stage: StageKey,
    /// Open ones.
    pub open: u32,
    /// Parked ones.
    pub parked: u32,
}

/// A funnel with what stands in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FunnelView {
    /// The funnel.
    pub funnel: Funnel,
    /// Whether Corong ships it.
    pub shipped: bool,
    /// Whether a shipped one was changed.
    pub changed: bool,
    /// The stages at which open or parked opportunities stand.
    pub standing: Vec<StageUse>,
}

/// Edits of a funnel, all of them or none, as one act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FunnelEditRequest {
    /// Which funnel.
    pub funnel: FunnelKey,
    /// The edits in order. A stage or item that is added may leave its key empty; then one is made.
    pub edits: Vec<FunnelEdit>,
    /// Where the opportunities of stages that go away go.
    pub homes: Vec<Home>,
    /// Whether the rehearsal of a stricter rule was seen.
    pub rehearsed: bool,
}

/// A copy of a funnel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FunnelCopy {
    /// Which funnel.
    pub funnel: FunnelKey,
    /// The key of the copy; made where it is empty.
    pub key: FunnelKey,
    /// The name of the copy.
    pub name: Words,
}

/// A shipped funnel as it was shipped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FunnelReset {
    /// Which funnel.
    pub funnel: FunnelKey,
    /// Where the opportunities of stages that go away go.
    pub homes: Vec<Home>,
    /// Whether the rehearsal of a stricter rule was seen.
    pub rehearsed: bool,
}

/// A stage in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StageName {
    /// The stage.
    pub stage: StageKey,
    /// In words.
    pub label: Words,
}

/// A stage that goes away while opportunities stand at it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LeavingStage {
    /// The stage.
    pub stage: StageKey,
    /// In words.
    pub label: Words,
    /// How many open and parked opportunities stand at it.
    pub count: u32,
    /// The stages that may take them.
    pub choices: Vec<StageName>,
}

/// What became of an edit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum FunnelOutcome {
    /// It is saved.
    Saved {
        /// The funnel after it.
        view: FunnelView,
        /// How many opportunities moved to another stage along with it.
        moved: u32,
    },
    /// The person has to say something first; nothing changed.
    Asks {
        /// Stages that go away and for whose opportunities a home is missing.
        leaving: Vec<LeavingStage>,
        /// What the stricter rules would have done, where that was not seen yet.
        rehearsal: Option<Rehearsal>,
    },
}
