//! Opportunities. Standing, credit, interest and estimate are one cell each, so that a merge can never tear them apart.

use std::borrow::Cow;

use chrono::{DateTime, NaiveDate, Utc};
use corong_domain::ids::{ContactId, EventId, FunnelKey, OpportunityId, SalespersonId, StageKey};
use corong_domain::money::Money;
use corong_domain::opportunity::{
    Channel, CreditFact, CreditState, InterestFact, InterestState, Opportunity, Reason, Source, Standing, Status,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::codec::{
    Bound, Codec, Columns, Count, Day, Instant, Key, Keys, Optional, Reference, SomeMoney, SomeReference, SomeWord,
    Text, bind_money, bound_at, bound_day, bound_id, day, instant, json, millis, take_money,
};
use crate::error::Result;
use crate::record::record;
use crate::word::{from_word, word};

fn is_zero(value: &u32) -> bool {
    *value == 0
}

/// Where it stands, as it travels: what is blank is left out, instants are milliseconds.
#[derive(Serialize, Deserialize)]
struct StandingWire<'a> {
    status: Status,
    #[serde(borrow)]
    stage: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "is_zero")]
    rank: u32,
    since: i64,
    /// Left out when the status is as old as the stage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    status_since: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reason: Option<Reason>,
    #[serde(borrow, default, skip_serializing_if = "str::is_empty")]
    reason_text: Cow<'a, str>,
    #[serde(borrow, default, skip_serializing_if = "str::is_empty")]
    competitor: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    wake_on: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "is_zero")]
    paused_days: u32,
}

/// Where it stands: one cell, ten columns.
pub(crate) struct StandingCell;
impl Codec for StandingCell {
    type Value = Standing;
    fn blank() -> Standing {
        Standing {
            status: Status::Open,
            stage: StageKey::from(""),
            rank: 0,
            since: DateTime::default(),
            status_since: DateTime::default(),
            reason: None,
            reason_text: String::new(),
            competitor: String::new(),
            wake_on: None,
            paused_days: 0,
        }
    }
    fn is_blank(value: &Standing) -> bool {
        *value == Self::blank()
    }
    fn write(value: &Standing, out: &mut Vec<u8>) {
        let Standing {
            status,
            stage,
            rank,
            since,
            status_since,
            reason,
            reason_text,
            competitor,
            wake_on,
            paused_days,
        } = value;
        let since = millis(since);
        let wire = StandingWire {
            status: *status,
            stage: Cow::Borrowed(&stage.0),
            rank: *rank,
            since,
            status_since: Some(millis(status_since)).filter(|at| *at != since),
            reason: *reason,
            reason_text: Cow::Borrowed(reason_text),
            competitor: Cow::Borrowed(competitor),
            wake_on: *wake_on,
            paused_days: *paused_days,
        };
        json(&wire, out);
    }
    fn read(raw: &str) -> Option<Standing> {
        let wire: StandingWire = serde_json::from_str(raw).ok()?;
        Some(Standing {
            status: wire.status,
            stage: StageKey::from(wire.stage.as_ref()),
            rank: wire.rank,
            since: DateTime::from_timestamp_millis(wire.since)?,
            status_since: DateTime::from_timestamp_millis(wire.status_since.unwrap_or(wire.since))?,
            reason: wire.reason,
            reason_text: wire.reason_text.into_owned(),
            competitor: wire.competitor.into_owned(),
            wake_on: wire.wake_on,
            paused_days: wire.paused_days,
        })
    }
    fn bind<'v>(value: &'v Standing, _: &mut dyn Keys, out: &mut Vec<Bound<'v>>) -> Result<()> {
        out.extend([
            Bound::Text(word(&value.status)),
            Bound::Text(&value.stage.0),
            Bound::Int(i64::from(value.rank)),
            Bound::Int(millis(&value.since)),
            Bound::Int(millis(&value.status_since)),
            value.reason.as_ref().map_or(Bound::Null, |reason| Bound::Text(word(reason))),
            Bound::Text(&value.reason_text),
            Bound::Text(&value.competitor),
            bound_day(value.wake_on.as_ref()),
            Bound::Int(i64::from(value.paused_days)),
        ]);
        Ok(())
    }
    fn take(columns: &mut Columns) -> Result<Standing> {
        Ok(Standing {
            status: from_word(columns.text()?).unwrap_or(Status::Open),
            stage: StageKey::from(columns.text()?),
            rank: columns.next()?,
            since: instant(columns.next()?),
            status_since: instant(columns.next()?),
            reason: columns.maybe_text()?.and_then(from_word),
            reason_text: columns.text()?.to_owned(),
            competitor: columns.text()?.to_owned(),
            wake_on: day(columns.maybe_text()?),
            paused_days: columns.next()?,
        })
    }
    fn weight(value: &Standing) -> u32 {
        value.merge_weight()
    }
}

/// The credit fact as it travels.
#[derive(Serialize, Deserialize)]
struct CreditWire<'a> {
    state: CreditState,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    by: Option<Uuid>,
    #[serde(borrow, default, skip_serializing_if = "str::is_empty")]
    checked_by: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    valid_until: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    limit: Option<Cow<'a, Money>>,
    #[serde(borrow, default, skip_serializing_if = "str::is_empty")]
    note: Cow<'a, str>,
}

fn read_at(at: Option<i64>) -> Option<DateTime<Utc>> {
    at.and_then(DateTime::from_timestamp_millis)
}

/// The credit fact: one cell, eight columns.
pub(crate) struct CreditCell;
impl Codec for CreditCell {
    type Value = CreditFact;
    fn blank() -> CreditFact {
        CreditFact::unknown()
    }
    fn is_blank(value: &CreditFact) -> bool {
        *value == Self::blank()
    }
    fn write(value: &CreditFact, out: &mut Vec<u8>) {
        let CreditFact { state, at, by, checked_by, valid_until, limit, note } = value;
        let wire = CreditWire {
            state: *state,
            at: at.as_ref().map(millis),
            by: by.map(|by| by.0),
            checked_by: Cow::Borrowed(checked_by),
            valid_until: *valid_until,
            limit: limit.as_ref().map(Cow::Borrowed),
            note: Cow::Borrowed(note),
        };
        json(&wire, out);
    }
    fn read(raw: &str) -> Option<CreditFact> {
        let wire: CreditWire = serde_json::from_str(raw).ok()?;
        Some(CreditFact {
            state: wire.state,
            at: read_at(wire.at),
            by: wire.by.map(SalespersonId),
            checked_by: wire.checked_by.into_owned(),
            valid_until: wire.valid_until,
            limit: wire.limit.map(Cow::into_owned),
            note: wire.note.into_owned(),
        })
    }
    fn bind<'v>(value: &'v CreditFact, _: &mut dyn Keys, out: &mut Vec<Bound<'v>>) -> Result<()> {
        let CreditFact { state, at, by, checked_by, valid_until, limit, note } = value;
        out.extend([
            Bound::Text(word(state)),
            bound_at(at.as_ref()),
            bound_id(by.map(|by| by.0)),
            Bound::Text(checked_by),
            bound_day(valid_until.as_ref()),
        ]);
        bind_money(limit.as_ref(), out);
        out.push(Bound::Text(note));
        Ok(())
    }
    fn take(columns: &mut Columns) -> Result<CreditFact> {
        Ok(CreditFact {
            state: from_word(columns.text()?).unwrap_or(CreditState::Unknown),
            at: columns.next::<Option<i64>>()?.map(instant),
            by: columns.maybe_uuid()?.map(SalespersonId),
            checked_by: columns.text()?.to_owned(),
            valid_until: day(columns.maybe_text()?),
            limit: take_money(columns)?,
            note: columns.text()?.to_owned(),
        })
    }
}

/// The interest fact as it travels.
#[derive(Serialize, Deserialize)]
struct InterestWire<'a> {
    state: InterestState,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    by: Option<Uuid>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    first_on: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    channel: Option<Channel>,
    #[serde(borrow, default, skip_serializing_if = "str::is_empty")]
    note: Cow<'a, str>,
}

/// The interest fact: one cell, six columns.
pub(crate) struct InterestCell;
impl Codec for InterestCell {
    type Value = InterestFact;
    fn blank() -> InterestFact {
        InterestFact::unknown()
    }
    fn is_blank(value: &InterestFact) -> bool {
        *value == Self::blank()
    }
    fn write(value: &InterestFact, out: &mut Vec<u8>) {
        let InterestFact { state, at, by, first_on, channel, note } = value;
        let wire = InterestWire {
            state: *state,
            at: at.as_ref().map(millis),
            by: by.map(|by| by.0),
            first_on: *first_on,
            channel: *channel,
            note: Cow::Borrowed(note),
        };
        json(&wire, out);
    }
    fn read(raw: &str) -> Option<InterestFact> {
        let wire: InterestWire = serde_json::from_str(raw).ok()?;
        Some(InterestFact {
            state: wire.state,
            at: read_at(wire.at),
            by: wire.by.map(SalespersonId),
            first_on: wire.first_on,
            channel: wire.channel,
            note: wire.note.into_owned(),
        })
    }
    fn bind<'v>(value: &'v InterestFact, _: &mut dyn Keys, out: &mut Vec<Bound<'v>>) -> Result<()> {
        let InterestFact { state, at, by, first_on, channel, note } = value;
        out.extend([
            Bound::Text(word(state)),
            bound_at(at.as_ref()),
            bound_id(by.map(|by| by.0)),
            bound_day(first_on.as_ref()),
            channel.as_ref().map_or(Bound::Null, |channel| Bound::Text(word(channel))),
            Bound::Text(note),
        ]);
        Ok(())
    }
    fn take(columns: &mut Columns) -> Result<InterestFact> {
        Ok(InterestFact {
            state: from_word(columns.text()?).unwrap_or(InterestState::Unknown),
            at: columns.next::<Option<i64>>()?.map(instant),
            by: columns.maybe_uuid()?.map(SalespersonId),
            first_on: day(columns.maybe_text()?),
            channel: columns.maybe_text()?.and_then(from_word),
            note: columns.text()?.to_owned(),
        })
    }
}

record! {
    Opportunity { id: OpportunityId } in Opportunity "opportunity" {
        contact_id: Reference<ContactId> => ["contact_id"],
        funnel: Key<FunnelKey> => ["funnel"],
        standing: StandingCell => [
            "status", "stage", "stage_rank", "since_at", "status_since_at", "reason", "reason_text", "competitor",
            "wake_on", "paused_days"
        ],
        credit: CreditCell => [
            "credit_state", "credit_at", "credit_by", "credit_checked_by", "credit_valid_until", "credit_limit_minor",
            "credit_limit_currency", "credit_note"
        ],
        interest: InterestCell => [
            "interest_state", "interest_at", "interest_by", "interest_first_on", "interest_channel", "interest_note"
        ],
        estimate: SomeMoney => ["amount_minor", "amount_currency"],
        need: Text => ["need"],
        source: Optional<SomeWord<Source>> => ["source"],
        referred_by: Optional<SomeReference<ContactId>> => ["referred_by"],
        event_id: Optional<SomeReference<EventId>> => ["event_id"],
        owner_id: Optional<SomeReference<SalespersonId>> => ["owner_id"],
        expected_on: Optional<Day> => ["expected_on"],
        attempt: Count<1> => ["attempt"],
        high_water: Count<0> => ["high_water"],
        created_at: Instant => ["created_at"],
    }
}
