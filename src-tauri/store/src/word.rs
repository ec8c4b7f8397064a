//! The words of enums as the log and the tables hold them: the same words as serde's, without allocating.
//!
//! Deliberately absent: lists of words. The domain's `rename` attributes are the only list.

use serde::de::IntoDeserializer;
use serde::de::value::{Error as ValueError, StrDeserializer};
use serde::ser::{Impossible, Serialize, Serializer};

/// The word of a unit variant; `""` for anything that is not one.
pub(crate) fn word<T: Serialize>(value: &T) -> &'static str {
    value.serialize(Word).unwrap_or("")
}

/// The value of a word; `None` for a word of a newer version.
pub(crate) fn from_word<'de, T: serde::Deserialize<'de>>(word: &'de str) -> Option<T> {
    let deserializer: StrDeserializer<'de, ValueError> = word.into_deserializer();
    T::deserialize(deserializer).ok()
}

struct Word;

#[derive(Debug, thiserror::Error)]
#[error("not a unit variant")]
struct NotAWord;

impl serde::ser::Error for NotAWord {
    fn custom<T: std::fmt::Display>(_: T) -> Self {
        Self
    }
}

type No = Impossible<&'static str, NotAWord>;

macro_rules! refuse {
    ($($name:ident($($kind:ty),*) -> $out:ty;)+) => {$(
        fn $name(self, $(_: $kind),*) -> Result<$out, NotAWord> {
            Err(NotAWord)
        }
    )+};
}

impl Serializer for Word {
    type Ok = &'static str;
    type Error = NotAWord;
    type SerializeSeq = No;
    type SerializeTuple = No;
    type SerializeTupleStruct = No;
    type SerializeTupleVariant = No;
    type SerializeMap = No;
    type SerializeStruct = No;
    type SerializeStructVariant = No;

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<&'static str, NotAWord> {
        Ok(variant)
    }

    refuse! {
        serialize_bool(bool) -> &'static str;
        serialize_i8(i8) -> &'static str;
        serialize_i16(i16) -> &'static str;
        serialize_i32(i32) -> &'static str;
        serialize_i64(i64) -> &'static str;
        serialize_u8(u8) -> &'static str;
        serialize_u16(u16) -> &'static str;
        serialize_u32(u32) -> &'static str;
        serialize_u64(u64) -> &'static str;
        serialize_f32(f32) -> &'static str;
        serialize_f64(f64) -> &'static str;
        serialize_char(char) -> &'static str;
        serialize_str(&str) -> &'static str;
        serialize_bytes(&[u8]) -> &'static str;
        serialize_none() -> &'static str;
        serialize_unit() -> &'static str;
        serialize_unit_struct(&'static str) -> &'static str;
        serialize_seq(Option<usize>) -> No;
        serialize_tuple(usize) -> No;
        serialize_tuple_struct(&'static str, usize) -> No;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> No;
        serialize_map(Option<usize>) -> No;
        serialize_struct(&'static str, usize) -> No;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> No;
    }

    fn serialize_some<T: Serialize + ?Sized>(self, _: &T) -> Result<&'static str, NotAWord> {
        Err(NotAWord)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, _: &T) -> Result<&'static str, NotAWord> {
        Err(NotAWord)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<&'static str, NotAWord> {
        Err(NotAWord)
    }
}

#[cfg(test)]
mod tests {
    use corong_domain::contact::PhoneKind;
    use corong_domain::history::Act;

    use super::*;

    #[test]
    fn words_are_those_of_serde() {
        assert_eq!(word(&Act::ContactCaptured), "contact_captured");
        assert_eq!(from_word::<Act>("contact_captured"), Some(Act::ContactCaptured));
        assert_eq!(word(&PhoneKind::Fax), "fax");
        assert_eq!(from_word::<PhoneKind>("telegraph"), None);
        assert_eq!(word(&7_u32), "");
    }
}
