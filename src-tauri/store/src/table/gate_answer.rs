//! Answers to gate items. The answer is one cell: state, words, date, amount and proof belong together.

use std::borrow::Cow;

use chrono::NaiveDate;
use corong_domain::ids::{ActivityId, AnswerId, ItemKey, OpportunityId, SalespersonId};
use corong_domain::money::Money;
use corong_domain::opportunity::{Answer, AnswerState, GateAnswer};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::codec::{
    Bound, Codec, Columns, Instant, Key, Keys, Optional, Reference, SomeReference, bind_money, bound_day, bound_id,
    day, json, take_money,
};
use crate::error::Result;
use crate::record::record;
use crate::word::{from_word, word};

/// The answer as it travels: what is blank is left out.
#[derive(Serialize, Deserialize)]
struct AnswerWire<'a> {
    state: AnswerState,
    #[serde(borrow, default, skip_serializing_if = "str::is_empty")]
    text: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    on: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    amount: Option<Cow<'a, Money>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    activity: Option<Uuid>,
}

/// The answer: one cell, six columns.
pub(crate) struct AnswerCell;
impl Codec for AnswerCell {
    type Value = Answer;
    fn blank() -> Answer {
        Answer { state: AnswerState::Open, text: String::new(), on: None, amount: None, activity_id: None }
    }
    fn is_blank(value: &Answer) -> bool {
        *value == Self::blank()
    }
    fn write(value: &Answer, out: &mut Vec<u8>) {
        let Answer { state, text, on, amount, activity_id } = value;
        let wire = AnswerWire {
            state: *state,
            text: Cow::Borrowed(text),
            on: *on,
            amount: amount.as_ref().map(Cow::Borrowed),
            activity: activity_id.map(|id| id.0),
        };
        json(&wire, out);
    }
    fn read(raw: &str) -> Option<Answer> {
        let wire: AnswerWire = serde_json::from_str(raw).ok()?;
        Some(Answer {
            state: wire.state,
            text: wire.text.into_owned(),
            on: wire.on,
            amount: wire.amount.map(Cow::into_owned),
            activity_id: wire.activity.map(ActivityId),
        })
    }
    fn bind<'v>(value: &'v Answer, _: &mut dyn Keys, out: &mut Vec<Bound<'v>>) -> Result<()> {
        let Answer { state, text, on, amount, activity_id } = value;
        out.extend([Bound::Text(word(state)), Bound::Text(text), bound_day(on.as_ref())]);
        bind_money(amount.as_ref(), out);
        out.push(bound_id(activity_id.map(|id| id.0)));
        Ok(())
    }
    fn take(columns: &mut Columns) -> Result<Answer> {
        Ok(Answer {
            state: from_word(columns.text()?).unwrap_or(AnswerState::Open),
            text: columns.text()?.to_owned(),
            on: day(columns.maybe_text()?),
            amount: take_money(columns)?,
            activity_id: columns.maybe_uuid()?.map(ActivityId),
        })
    }
}

record! {
    GateAnswer { id: AnswerId } in GateAnswer "gate_answer" {
        opportunity_id: Reference<OpportunityId> => ["opportunity_id"],
        item: Key<ItemKey> => ["item"],
        answer: AnswerCell => ["state", "text", "answer_on", "amount_minor", "amount_currency", "activity"],
        at: Instant => ["at"],
        by: Optional<SomeReference<SalespersonId>> => ["by_id"],
    }
}
