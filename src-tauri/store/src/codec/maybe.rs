//! Fields that may be absent: `null` in the log, NULL in the column.

use std::marker::PhantomData;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{Bound, Codec, Columns, Instant, Key, KeyText, Keys, Referred, day, instant, json, millis, number};
use crate::error::Result;
use crate::record::Table;
use crate::wire;
use crate::word::{from_word, word};

/// A field that may be absent: `null` in the log, NULL in the column.
pub trait Maybe {
    /// The value when it is there.
    type Value;
    /// The table it refers to.
    const REFERENCE: Option<Table> = None;
    /// Appends it as JSON.
    fn write(value: &Self::Value, out: &mut Vec<u8>);
    /// Reads it from JSON.
    fn read(raw: &str) -> Option<Self::Value>;
    /// Its column.
    fn bound<'v>(value: &'v Self::Value, keys: &mut dyn Keys) -> Result<Bound<'v>>;
    /// Reads its column.
    fn take(columns: &mut Columns) -> Result<Option<Self::Value>>;
}

/// A field that may be absent.
pub struct Optional<M>(PhantomData<M>);
impl<M: Maybe> Codec for Optional<M> {
    type Value = Option<M::Value>;
    const REFERENCE: Option<Table> = M::REFERENCE;
    fn blank() -> Self::Value {
        None
    }
    fn is_blank(value: &Self::Value) -> bool {
        value.is_none()
    }
    fn write(value: &Self::Value, out: &mut Vec<u8>) {
        match value {
            Some(value) => M::write(value, out),
            None => out.extend_from_slice(b"null"),
        }
    }
    fn read(raw: &str) -> Option<Self::Value> {
        if raw == "null" { Some(None) } else { M::read(raw).map(Some) }
    }
    fn bind<'v>(value: &'v Self::Value, keys: &mut dyn Keys, out: &mut Vec<Bound<'v>>) -> Result<()> {
        out.push(match value {
            Some(value) => M::bound(value, keys)?,
            None => Bound::Null,
        });
        Ok(())
    }
    fn take(columns: &mut Columns) -> Result<Self::Value> {
        M::take(columns)
    }
}

/// An instant that may be absent.
pub struct At;
impl Maybe for At {
    type Value = DateTime<Utc>;
    fn write(value: &DateTime<Utc>, out: &mut Vec<u8>) {
        number(millis(value), out);
    }
    fn read(raw: &str) -> Option<DateTime<Utc>> {
        Instant::read(raw)
    }
    fn bound<'v>(value: &'v DateTime<Utc>, _: &mut dyn Keys) -> Result<Bound<'v>> {
        Ok(Bound::Int(millis(value)))
    }
    fn take(columns: &mut Columns) -> Result<Option<DateTime<Utc>>> {
        Ok(columns.next::<Option<i64>>()?.map(instant))
    }
}

/// A day that may be absent.
pub struct Day;
impl Maybe for Day {
    type Value = NaiveDate;
    fn write(value: &NaiveDate, out: &mut Vec<u8>) {
        json(value, out);
    }
    fn read(raw: &str) -> Option<NaiveDate> {
        serde_json::from_str(raw).ok()
    }
    fn bound<'v>(value: &'v NaiveDate, _: &mut dyn Keys) -> Result<Bound<'v>> {
        Ok(Bound::Made(value.to_string()))
    }
    fn take(columns: &mut Columns) -> Result<Option<NaiveDate>> {
        Ok(day(columns.maybe_text()?))
    }
}

/// An enum that may be absent.
pub struct SomeWord<T>(PhantomData<T>);
impl<T: Serialize + for<'de> Deserialize<'de>> Maybe for SomeWord<T> {
    type Value = T;
    fn write(value: &T, out: &mut Vec<u8>) {
        json(word(value), out);
    }
    fn read(raw: &str) -> Option<T> {
        serde_json::from_str(raw).ok()
    }
    fn bound<'v>(value: &'v T, _: &mut dyn Keys) -> Result<Bound<'v>> {
        Ok(Bound::Text(word(value)))
    }
    fn take(columns: &mut Columns) -> Result<Option<T>> {
        Ok(columns.maybe_text()?.and_then(from_word))
    }
}

/// A stable key that may be absent.
pub struct SomeKey<K>(PhantomData<K>);
impl<K: KeyText> Maybe for SomeKey<K> {
    type Value = K;
    fn write(value: &K, out: &mut Vec<u8>) {
        json(value.text(), out);
    }
    fn read(raw: &str) -> Option<K> {
        Key::<K>::read(raw)
    }
    fn bound<'v>(value: &'v K, _: &mut dyn Keys) -> Result<Bound<'v>> {
        Ok(Bound::Text(value.text()))
    }
    fn take(columns: &mut Columns) -> Result<Option<K>> {
        Ok(columns.maybe_text()?.map(K::from))
    }
}

/// A reference that may be absent.
pub struct SomeReference<I>(PhantomData<I>);
impl<I: Referred> Maybe for SomeReference<I> {
    type Value = I;
    const REFERENCE: Option<Table> = Some(I::TABLE);
    fn write(value: &I, out: &mut Vec<u8>) {
        wire::push_quoted_id(out, value.uuid());
    }
    fn read(raw: &str) -> Option<I> {
        wire::read_quoted_id(raw).map(I::from_uuid)
    }
    fn bound<'v>(value: &'v I, keys: &mut dyn Keys) -> Result<Bound<'v>> {
        Ok(Bound::Int(keys.key(I::TABLE, value.uuid())?))
    }
    fn take(columns: &mut Columns) -> Result<Option<I>> {
        Ok(columns.maybe_uuid()?.map(I::from_uuid))
    }
}
