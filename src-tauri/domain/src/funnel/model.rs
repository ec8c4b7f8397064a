//! A funnel is data: stages with stable keys, a level, a role, words in both languages, and gates with items.
//! Rules look at keys and roles, never at labels.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::ids::{FunnelKey, ItemKey, StageKey};
use crate::settings::Language;

/// A text in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
pub struct Words {
    /// Bahasa Indonesia.
    pub id: String,
    /// English.
    pub en: String,
}

impl Words {
    /// Both texts.
    #[must_use]
    pub fn new(id: &str, en: &str) -> Self {
        Self { id: id.to_owned(), en: en.to_owned() }
    }

    /// The text in one language; the other one where this one is empty.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        let (first, second) = match language {
            Language::Id => (&self.id, &self.en),
            Language::En => (&self.en, &self.id),
        };
        if first.is_empty() { second } else { first }
    }
}

/// The four levels. Computed from the facts and the outcome, never typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Contact details only, or contacted with credit pending.
    Lead,
    /// Creditworthy, first interaction not happened yet.
    QualifiedLead,
    /// Creditworthy and interested.
    Prospect,
    /// Accepted the terms and placed an order.
    Customer,
}

/// What the rules need to know about a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The card is in the inbox.
    Captured,
    /// Name or company and a reachable channel confirmed.
    Ready,
    /// Interaction happened, credit pending.
    Contacted,
    /// Credit accepted, no interaction yet.
    Qualified,
    /// A stage below the prospect level that the rules need not know more about.
    Lead,
    /// First stage of the prospect level.
    Engaged,
    /// A prospect stage that the rules need not know more about.
    Prospect,
    /// Demonstration or free sample.
    Evaluating,
    /// Permission to submit a formal offer was given.
    BidAllowed,
    /// The offer is out.
    BidSent,
    /// Terms under discussion.
    Agreeing,
    /// Terms accepted and order placed.
    Won,
}

/// A step inside a level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Stage {
    /// Stable key.
    pub key: StageKey,
    /// Its level.
    pub level: Level,
    /// What the rules need to know.
    pub role: Role,
    /// Its name.
    pub label: Words,
    /// What to do here, one paragraph.
    pub guidance: Words,
    /// Percentage complete on entering; `None` outside the prospect level.
    pub floor: Option<u8>,
    /// Days that this stage is planned to take.
    pub planned_days: u32,
    /// Working days without a touch after which it counts as idle.
    pub idle_days: u32,
    /// Whether it is used. A stage that is off joins the gates on both of its sides.
    pub on: bool,
    /// Whether it is put away: off, and kept only for the history that names it.
    #[serde(default)]
    pub archived: bool,
    /// What a high-water mark at this stage says; its position where nobody edited the funnel. It stays when stages are
    /// added or change places inside their level, so that marks made earlier still point into the level they meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<u32>,
}

/// How an item is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    /// A field of the contact or opportunity is filled; see [`Item::field`].
    Filled,
    /// Answered at all: yes, no, or words.
    Answered,
    /// Must be yes.
    MustBeYes,
    /// An activity was done.
    ActivityDone,
    /// A document or evidence is attached or named.
    Attached,
    /// An amount is given.
    AmountWithin,
    /// A date is given and lies ahead.
    DateAhead,
}

/// What a gate item looks at in the records themselves, where it can see for itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ItemField {
    /// Name or company is filled.
    NameOrCompany,
    /// The name is filled.
    Name,
    /// A phone number or e-mail address that can be used.
    ReachableChannel,
    /// The source is set.
    Source,
    /// A note or need is filled.
    Context,
    /// The credit fact is yes.
    Credit,
    /// Who checked the credit and until when it holds.
    CreditDetails,
    /// The credit limit.
    CreditLimit,
    /// The credit fact is yes and still valid today.
    CreditValid,
    /// The first interaction has a day and a channel.
    FirstInteraction,
    /// The interest fact is yes.
    Interest,
    /// An open activity lies ahead.
    NextMeeting,
    /// A demonstration or sample was done.
    Demonstration,
    /// The opportunity has an amount.
    Amount,
    /// The sale credit totals 100 %.
    SaleCredit,
    /// The need in the prospect's words.
    Need,
    /// The closing date aimed at.
    ExpectedOn,
    /// Permission to submit an offer.
    Permission,
    /// The offer names its terms.
    TermsVersion,
    /// The offer has a last day that lies ahead.
    OfferValidUntil,
    /// The offer went out, or its document was made.
    OfferDocument,
    /// The terms in force were accepted.
    TermsAccepted,
    /// An order was placed.
    OrderPlaced,
}

/// How strongly an item is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    /// M: blocks or asks for a reason, by the gate's policy.
    Mandatory,
    /// R: counts for the percentage, never blocks.
    Recommended,
    /// O: does not count.
    Optional,
}

/// What a gate asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Item {
    /// Stable key.
    pub key: ItemKey,
    /// The text.
    pub text: Words,
    /// How it is answered.
    pub kind: ItemKind,
    /// What it looks at in the records, if anything.
    pub field: Option<ItemField>,
    /// Weight for the percentage.
    pub weight: u32,
    /// How strongly it is asked for.
    pub strength: Strength,
    /// Whether "not applicable" with a reason is allowed.
    pub may_not_apply: bool,
    /// Whether it must be answered again after going back over it.
    pub check_again: bool,
    /// Whether it can never be waived.
    pub no_waiver: bool,
}

/// What happens when a mandatory item is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Policy {
    /// Each one must be done or waived with a reason of its own.
    Strict,
    /// One reason lets the move pass.
    Warn,
    /// Nothing is asked.
    Off,
}

/// The items required to go from one stage to the next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Gate {
    /// Stable key: `g1`, `g4`, ...
    pub key: String,
    /// The stage left.
    pub from: StageKey,
    /// The stage entered.
    pub to: StageKey,
    /// What happens when a mandatory item is missing.
    pub policy: Policy,
    /// What is asked, in order.
    pub items: Vec<Item>,
}

/// The ordered stages and gates that an opportunity follows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Funnel {
    /// Stable key.
    pub key: FunnelKey,
    /// Its name.
    pub name: Words,
    /// Whether stages may be skipped (T13).
    pub may_skip: bool,
    /// Stages in order; position 0 is the first.
    pub stages: Vec<Stage>,
    /// Gates between neighbouring stages, also around stages that are off.
    pub gates: Vec<Gate>,
}
