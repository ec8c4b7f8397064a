//! How a field of a record is kept: as JSON in the log and as columns in the projection. One codec per kind of field.
//!
//! Deliberately absent: errors for values that cannot be read. A value of a newer version keeps its place in the log and
//! counts as blank in the projection until a program that knows it rebuilds the projection.

mod document;
mod maybe;

use chrono::{DateTime, NaiveDate, Utc};
use corong_domain::ids::{
    ActivityId, CompanyId, ContactId, EventId, FunnelKey, ItemKey, OfferId, OpportunityId, OrderId, SalespersonId,
    StageKey,
};
use corong_domain::money::Money;
use rusqlite::Row;
use serde::{Deserialize, Serialize};
use std::marker::PhantomData;
use uuid::Uuid;

pub use document::{Document, HeldCell, Weighed};
pub use maybe::{At, Day, Optional, SomeKey, SomeReference, SomeWord};

use crate::error::Result;
use crate::record::Table;
use crate::wire;
use crate::word::{from_word, word};

/// Finds the local key of a record, and makes a hidden stub row where it has not been received.
pub trait Keys {
    /// The local key of `uuid` in `table`.
    fn key(&mut self, table: Table, uuid: Uuid) -> Result<i64>;
}

/// A value on its way into a column.
#[derive(Debug, Clone)]
pub enum Bound<'a> {
    /// Absent.
    Null,
    /// A number, a flag, an instant or a local key.
    Int(i64),
    /// Text of the record.
    Text(&'a str),
    /// Text made for the column.
    Made(String),
    /// A date, an id.
    Bytes([u8; 16]),
}

/// Reads a row column by column.
pub struct Columns<'a, 'stmt> {
    row: &'a Row<'stmt>,
    at: usize,
}

impl<'a, 'stmt> Columns<'a, 'stmt> {
    /// Starts at column `at`.
    pub fn new(row: &'a Row<'stmt>, at: usize) -> Self {
        Self { row, at }
    }

    /// The next column.
    pub fn next<T: rusqlite::types::FromSql>(&mut self) -> Result<T> {
        let value = self.row.get(self.at)?;
        self.at += 1;
        Ok(value)
    }

    /// The next column as text, borrowed.
    pub fn text(&mut self) -> Result<&'a str> {
        let value = self.row.get_ref(self.at)?;
        self.at += 1;
        Ok(value.as_str().map_err(rusqlite::Error::from)?)
    }

    /// The next column as text that may be absent, borrowed.
    pub fn maybe_text(&mut self) -> Result<Option<&'a str>> {
        let value = self.row.get_ref(self.at)?;
        self.at += 1;
        Ok(value.as_str_or_null().map_err(rusqlite::Error::from)?)
    }

    /// The next column as an id.
    pub fn uuid(&mut self) -> Result<Uuid> {
        Ok(Uuid::from_bytes(self.next::<[u8; 16]>()?))
    }

    /// The next column as an id that may be absent.
    pub fn maybe_uuid(&mut self) -> Result<Option<Uuid>> {
        Ok(self.next::<Option<[u8; 16]>>()?.map(Uuid::from_bytes))
    }

    /// Passes over derived columns.
    pub fn skip(&mut self, columns: usize) {
        self.at += columns;
    }
}

/// How one kind of field is kept.
pub trait Codec {
    /// The field's type in the record.
    type Value;
    /// The table it refers to.
    const REFERENCE: Option<Table> = None;
    /// The value that a new row has without saying so.
    fn blank() -> Self::Value;
    /// Whether it is that value.
    fn is_blank(value: &Self::Value) -> bool;
    /// Appends the value as canonical JSON.
    fn write(value: &Self::Value, out: &mut Vec<u8>);
    /// Reads canonical JSON; `None` when this version does not understand it.
    fn read(raw: &str) -> Option<Self::Value>;
    /// Appends the values of its columns.
    fn bind<'v>(value: &'v Self::Value, keys: &mut dyn Keys, out: &mut Vec<Bound<'v>>) -> Result<()>;
    /// Reads its columns.
    fn take(columns: &mut Columns) -> Result<Self::Value>;
    /// Which of several concurrent values is shown, before the clock hint is asked: the largest.
    fn weight(_value: &Self::Value) -> u32 {
        0
    }
}

/// Appends a value as JSON; writing to memory cannot fail and what we write has text keys.
pub fn json<T: Serialize + ?Sized>(value: &T, out: &mut Vec<u8>) {
    let before = out.len();
    if serde_json::to_writer(&mut *out, value).is_err() {
        out.truncate(before);
        out.extend_from_slice(b"null");
    }
}

/// Appends a whole number as JSON.
pub fn number(value: i64, out: &mut Vec<u8>) {
    json(&value, out);
}

/// An instant as milliseconds since 1970.
pub fn millis(at: &DateTime<Utc>) -> i64 {
    at.timestamp_millis()
}

/// Milliseconds since 1970 as an instant; 1970 when they are beyond what a calendar holds.
pub fn instant(millis: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(millis).unwrap_or_default()
}

/// A day as text.
pub fn day(text: Option<&str>) -> Option<NaiveDate> {
    text.and_then(|text| text.parse().ok())
}

/// Text, blank when empty.
pub struct Text;
impl Codec for Text {
    type Value = String;
    fn blank() -> String {
        String::new()
    }
    fn is_blank(value: &String) -> bool {
        value.is_empty()
    }
    fn write(value: &String, out: &mut Vec<u8>) {
        json(value, out);
    }
    fn read(raw: &str) -> Option<String> {
        serde_json::from_str(raw).ok()
    }
    fn bind<'v>(value: &'v String, _: &mut dyn Keys, out: &mut Vec<Bound<'v>>) -> Result<()> {
        out.push(Bound::Text(value));
        Ok(())
    }
    fn take(columns: &mut Columns) -> Result<String> {
        Ok(columns.text()?.to_owned())
    }
}

/// Text with further columns derived from it: the list says how.
pub struct Derived<D>(PhantomData<D>);
/// The columns derived from a text.
pub trait Derive {
    /// How many.
    const COUNT: usize;
    /// Appends their values.
    fn derive(text: &str, out: &mut Vec<Bound<'_>>);
}
impl<D: Derive> Codec for Derived<D> {
    type Value = String;
    fn blank() -> String {
        String::new()
    }
    fn is_blank(value: &String) -> bool {
        value.is_empty()
    }
    fn write(value: &String, out: &mut Vec<u8>) {
        json(value, out);
    }
    fn read(raw: &str) -> Option<String> {
        serde_json::from_str(raw).ok()
    }
    fn bind<'v>(value: &'v String, _: &mut dyn Keys, out: &mut Vec<Bound<'v>>) -> Result<()> {
        out.push(Bound::Text(value));
        D::derive(value, out);
        Ok(())
    }
    fn take(columns: &mut Columns) -> Result<String> {
        let text = columns.text()?.to_owned();
        columns.skip(D::COUNT);
        Ok(text)
    }
}

/// Yes or no, blank when no.
pub struct Flag;
impl Codec for Flag {
    type Value = bool;
    fn blank() -> bool {
        false
    }
    fn is_blank(value: &bool) -> bool {
        !value
    }
    fn write(value: &bool, out: &mut Vec<u8>) {
        json(value, out);
    }
    fn read(raw: &str) -> Option<bool> {
        serde_json::from_str(raw).ok()
    }
    fn bind<'v>(value: &'v bool, _: &mut dyn Keys, out: &mut Vec<Bound<'v>>) -> Result<()> {
        out.push(Bound::Int(i64::from(*value)));
        Ok(())
    }
    fn take(columns: &mut Columns) -> Result<bool> {
        columns.next()
    }
}

/// A count, blank when `BLANK`.
pub struct Count<const BLANK: u32>;
impl<const BLANK: u32> Codec for Count<BLANK> {
    type Value = u32;
    fn blank() -> u32 {
        BLANK
    }
    fn is_blank(value: &u32) -> bool {
        *value == BLANK
    }
    fn write(value: &u32, out: &mut Vec<u8>) {
        number(i64::from(*value), out);
    }
    fn read(raw: &str) -> Option<u32> {
        serde_json::from_str(raw).ok()
    }
    fn bind<'v>(value: &'v u32, _: &mut dyn Keys, out: &mut Vec<Bound<'v>>) -> Result<()> {
        out.push(Bound::Int(i64::from(*value)));
        Ok(())
    }
    fn take(columns: &mut Columns) -> Result<u32> {
        columns.next()
    }
}

/// An instant in milliseconds, blank at 1970.
pub struct Instant;
impl Codec for Instant {
    type Value = DateTime<Utc>;
    fn blank() -> DateTime<Utc> {
        DateTime::default()
    }
    fn is_blank(value: &DateTime<Utc>) -> bool {
        millis(value) == 0
    }
    fn write(value: &DateTime<Utc>, out: &mut Vec<u8>) {
        number(millis(value), out);
    }
    fn read(raw: &str) -> Option<DateTime<Utc>> {
        serde_json::from_str(raw).ok().and_then(DateTime::from_timestamp_millis)
    }
    fn bind<'v>(value: &'v DateTime<Utc>, _: &mut dyn Keys, out: &mut Vec<Bound<'v>>) -> Result<()> {
        out.push(Bound::Int(millis(value)));
        Ok(())
    }
    fn take(columns: &mut Columns) -> Result<DateTime<Utc>> {
        Ok(instant(columns.next()?))
    }
}

/// An enum whose blank is the value given by [`Blank`].
pub struct Word<T>(PhantomData<T>);
/// The value that a new row has without saying so.
pub trait Blank: Sized + Copy + PartialEq + Serialize + for<'de> Deserialize<'de> {
    /// That value; also shown for a word of a newer version.
    const BLANK: Self;
}
impl<T: Blank> Codec for Word<T> {
    type Value = T;
    fn blank() -> T {
        T::BLANK
    }
    fn is_blank(value: &T) -> bool {
        *value == T::BLANK
    }
    fn write(value: &T, out: &mut Vec<u8>) {
        json(word(value), out);
    }
    fn read(raw: &str) -> Option<T> {
        serde_json::from_str(raw).ok()
    }
    fn bind<'v>(value: &'v T, _: &mut dyn Keys, out: &mut Vec<Bound<'v>>) -> Result<()> {
        out.push(Bound::Text(word(value)));
        Ok(())
    }
    fn take(columns: &mut Columns) -> Result<T> {
        Ok(from_word(columns.text()?).unwrap_or(T::BLANK))
    }
}

/// A stable key of the domain.
pub trait KeyText: for<'a> From<&'a str> {
    /// Its text.
    fn text(&self) -> &str;
}
macro_rules! key_texts {
    ($($key:ident),+) => {$(
        impl KeyText for $key {
            fn text(&self) -> &str {
                &self.0
            }
        }
    )+};
}
key_texts!(FunnelKey, StageKey, ItemKey);

/// A stable key, blank when empty.
pub struct Key<K>(PhantomData<K>);
impl<K: KeyText> Codec for Key<K> {
    type Value = K;
    fn blank() -> K {
        K::from("")
    }
    fn is_blank(value: &K) -> bool {
        value.text().is_empty()
    }
    fn write(value: &K, out: &mut Vec<u8>) {
        json(value.text(), out);
    }
    fn read(raw: &str) -> Option<K> {
        serde_json::from_str::<String>(raw).ok().map(|text| K::from(&text))
    }
    fn bind<'v>(value: &'v K, _: &mut dyn Keys, out: &mut Vec<Bound<'v>>) -> Result<()> {
        out.push(Bound::Text(value.text()));
        Ok(())
    }
    fn take(columns: &mut Columns) -> Result<K> {
        Ok(K::from(columns.text()?))
    }
}

/// The id of a record that others refer to.
pub trait Referred: Copy {
    /// Where it lives.
    const TABLE: Table;
    /// From the id.
    fn from_uuid(uuid: Uuid) -> Self;
    /// The id.
    fn uuid(self) -> Uuid;
}
macro_rules! referred {
    ($($id:ident in $table:ident),+ $(,)?) => {$(
        impl Referred for $id {
            const TABLE: Table = Table::$table;
            fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }
            fn uuid(self) -> Uuid {
                self.0
            }
        }
    )+};
}
referred! {
    ContactId in Contact, CompanyId in Company, EventId in Event, SalespersonId in Salesperson,
    OpportunityId in Opportunity, ActivityId in Activity, OfferId in Offer, OrderId in SaleOrder,
}

/// A reference that the record cannot do without. The nil id is kept as absent, so that a merge can never fail on it.
pub struct Reference<I>(PhantomData<I>);
impl<I: Referred> Codec for Reference<I> {
    type Value = I;
    const REFERENCE: Option<Table> = Some(I::TABLE);
    fn blank() -> I {
        I::from_uuid(Uuid::nil())
    }
    fn is_blank(value: &I) -> bool {
        value.uuid().is_nil()
    }
    fn write(value: &I, out: &mut Vec<u8>) {
        wire::push_quoted_id(out, value.uuid());
    }
    fn read(raw: &str) -> Option<I> {
        wire::read_quoted_id(raw).map(I::from_uuid)
    }
    fn bind<'v>(value: &'v I, keys: &mut dyn Keys, out: &mut Vec<Bound<'v>>) -> Result<()> {
        out.push(if Self::is_blank(value) { Bound::Null } else { Bound::Int(keys.key(I::TABLE, value.uuid())?) });
        Ok(())
    }
    fn take(columns: &mut Columns) -> Result<I> {
        Ok(I::from_uuid(columns.maybe_uuid()?.unwrap_or_default()))
    }
}

/// An amount that may be absent: one cell, two columns.
pub struct SomeMoney;
impl Codec for SomeMoney {
    type Value = Option<Money>;
    fn blank() -> Option<Money> {
        None
    }
    fn is_blank(value: &Option<Money>) -> bool {
        value.is_none()
    }
    fn write(value: &Option<Money>, out: &mut Vec<u8>) {
        json(value, out);
    }
    fn read(raw: &str) -> Option<Option<Money>> {
        serde_json::from_str(raw).ok()
    }
    fn bind<'v>(value: &'v Option<Money>, _: &mut dyn Keys, out: &mut Vec<Bound<'v>>) -> Result<()> {
        bind_money(value.as_ref(), out);
        Ok(())
    }
    fn take(columns: &mut Columns) -> Result<Option<Money>> {
        take_money(columns)
    }
}

/// The two columns of an amount.
pub fn bind_money<'v>(value: Option<&'v Money>, out: &mut Vec<Bound<'v>>) {
    match value {
        Some(Money { minor, currency }) => out.extend([Bound::Int(*minor), Bound::Text(currency)]),
        None => out.extend([Bound::Null, Bound::Text("")]),
    }
}

/// Reads the two columns of an amount.
pub fn take_money(columns: &mut Columns) -> Result<Option<Money>> {
    let minor: Option<i64> = columns.next()?;
    let currency = columns.text()?;
    Ok(minor.map(|minor| Money::new(minor, currency)))
}

/// An id inside a composite cell: no reference, sixteen bytes.
pub fn bound_id(id: Option<Uuid>) -> Bound<'static> {
    id.map_or(Bound::Null, |id| Bound::Bytes(id.into_bytes()))
}

/// An instant inside a composite cell.
pub fn bound_at(at: Option<&DateTime<Utc>>) -> Bound<'static> {
    at.map_or(Bound::Null, |at| Bound::Int(millis(at)))
}

/// A day inside a composite cell.
pub fn bound_day(day: Option<&NaiveDate>) -> Bound<'static> {
    day.map_or(Bound::Null, |day| Bound::Made(day.to_string()))
}
