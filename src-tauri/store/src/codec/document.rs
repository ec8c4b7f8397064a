//! A value kept whole: JSON in the log and in its one column. Blank is the type's default, an empty text in the column.

use std::marker::PhantomData;

use chrono::{DateTime, Utc};
use corong_domain::sale::standing::Held;
use serde::{Deserialize, Serialize};

use super::{Blank, Bound, Codec, Columns, Keys, instant, json, millis};
use crate::error::Result;
use crate::word::{from_word, word};

/// A value kept whole.
pub struct Document<T>(PhantomData<T>);
impl<T: Default + PartialEq + Serialize + for<'de> Deserialize<'de>> Codec for Document<T> {
    type Value = T;
    fn blank() -> T {
        T::default()
    }
    fn is_blank(value: &T) -> bool {
        *value == T::default()
    }
    fn write(value: &T, out: &mut Vec<u8>) {
        json(value, out);
    }
    fn read(raw: &str) -> Option<T> {
        serde_json::from_str(raw).ok()
    }
    fn bind<'v>(value: &'v T, _: &mut dyn Keys, out: &mut Vec<Bound<'v>>) -> Result<()> {
        if Self::is_blank(value) {
            out.push(Bound::Text(""));
        } else {
            let mut bytes = Vec::new();
            json(value, &mut bytes);
            out.push(Bound::Made(String::from_utf8(bytes).unwrap_or_default()));
        }
        Ok(())
    }
    fn take(columns: &mut Columns) -> Result<T> {
        Ok(Self::read(columns.text()?).unwrap_or_default())
    }
}

/// A status whose concurrent values have an order of their own.
pub trait Weighed: Blank {
    /// The largest is shown.
    fn weight(self) -> u32;
}

/// A status with its beginning and reason: one cell, three columns.
pub struct HeldCell<S>(PhantomData<S>);

/// As it travels: instants are milliseconds, an empty reason is left out.
#[derive(Serialize, Deserialize)]
struct HeldWire<S> {
    status: S,
    since: i64,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    reason: String,
}

impl<S: Weighed> Codec for HeldCell<S> {
    type Value = Held<S>;
    fn blank() -> Held<S> {
        Held::new(S::BLANK, DateTime::<Utc>::default())
    }
    fn is_blank(value: &Held<S>) -> bool {
        *value == Self::blank()
    }
    fn write(value: &Held<S>, out: &mut Vec<u8>) {
        let Held { status, since, reason } = value;
        json(&HeldWire { status: *status, since: millis(since), reason: reason.clone() }, out);
    }
    fn read(raw: &str) -> Option<Held<S>> {
        let wire: HeldWire<S> = serde_json::from_str(raw).ok()?;
        Some(Held { status: wire.status, since: DateTime::from_timestamp_millis(wire.since)?, reason: wire.reason })
    }
    fn bind<'v>(value: &'v Held<S>, _: &mut dyn Keys, out: &mut Vec<Bound<'v>>) -> Result<()> {
        let Held { status, since, reason } = value;
        out.extend([Bound::Text(word(status)), Bound::Int(millis(since)), Bound::Text(reason)]);
        Ok(())
    }
    fn take(columns: &mut Columns) -> Result<Held<S>> {
        Ok(Held {
            status: from_word(columns.text()?).unwrap_or(S::BLANK),
            since: instant(columns.next()?),
            reason: columns.text()?.to_owned(),
        })
    }
    fn weight(value: &Held<S>) -> u32 {
        value.status.weight()
    }
}
