//! Reading a vCard file: an iterator over its cards, with a report per card.
//!
//! Deliberately absent: sentences for the report; a card that cannot be kept has a code and a line number.

use std::io::Read;

use corong_domain::contact::ContactDraft;
use serde::{Deserialize, Serialize};

use crate::error::{ExchangeError, Limits};

use super::cards::{Cards, RawCard};
use super::charset::Charset;
use super::draft::Found;
use super::finish::finish;
use super::photo::Photo;
use super::property::CardText;
use super::source::Source;

/// Which version a card says it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Version {
    /// vCard 2.1, of phones and old Outlook.
    #[serde(rename = "2.1")]
    V21,
    /// vCard 3.0, of most programs.
    #[serde(rename = "3.0")]
    V30,
    /// vCard 4.0.
    #[serde(rename = "4.0")]
    V40,
    /// None, or one that does not exist.
    #[default]
    #[serde(rename = "unknown")]
    Unknown,
}

/// Something to know about a card that was read all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Warning {
    /// The card had no BEGIN.
    NotBegun,
    /// The card had no END: the file may be cut off.
    NotEnded,
    /// The picture was over the limit and left out.
    PhotoTooLarge,
    /// The picture was not base64 and left out.
    PhotoUnreadable,
    /// The note was longer than a note can be and was cut.
    NoteCut,
}

/// Why a card was not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefusedCode {
    /// Nothing in it identifies anybody: no name, company, phone, e-mail or picture.
    EmptyCard,
    /// A line was over the limit.
    LineTooLong,
    /// The card without its pictures was over the limit.
    CardTooLarge,
}

/// A card that was not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// The line of the file on which the card begins, from 1.
    pub line: u64,
    /// Why.
    pub code: RefusedCode,
}

/// A card that was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadCard {
    /// The contact. What has no field of its own stands at the end of the note, one `PROPERTY: value` a line.
    pub draft: ContactDraft,
    /// The picture inside the card.
    pub photo: Option<Photo>,
    /// The card's own identity, to recognise it when it comes again.
    pub uid: Option<String>,
    /// When the card was last changed, as it says.
    pub rev: Option<String>,
    /// The birthday as written; it is in the note too.
    pub birthday: Option<String>,
    /// The level that Corong wrote into the card: `T3`.
    pub level: Option<String>,
    /// Properties without a field of their own, also those in the note; a value that is not text is empty.
    pub unread: Vec<(String, String)>,
    /// What to know about the card.
    pub warnings: Vec<Warning>,
    /// The version it says it has.
    pub version: Version,
    /// The line of the file on which it begins, from 1.
    pub line: u64,
}

/// What became of one card.
pub type CardResult = Result<ReadCard, Refused>;

/// A whole file, read.
#[derive(Debug, Default)]
pub struct VcardFile {
    /// Every card in the order of the file.
    pub cards: Vec<CardResult>,
    /// Lines outside of every card that were passed over.
    pub stray_lines: u64,
}

impl VcardFile {
    /// How many cards that were read have a version.
    #[must_use]
    pub fn count(&self, version: Version) -> usize {
        self.cards.iter().flatten().filter(|card| card.version == version).count()
    }
}

/// Reads card by card; holds one card at a time.
pub struct VcardReader<R> {
    cards: Cards<R>,
    card: RawCard,
    text: CardText,
    charset: Charset,
    limits: Limits,
    found: bool,
    done: bool,
}

impl<R: Read> VcardReader<R> {
    /// Looks at the beginning of the file; an empty file or one that is not text is an error.
    pub fn new(source: R, limits: Limits) -> Result<Self, ExchangeError> {
        let source = Source::open(source, limits)?;
        let beginning = source.beginning();
        if beginning.is_empty() {
            return Err(ExchangeError::Empty);
        }
        if is_binary(beginning) {
            return Err(ExchangeError::Binary);
        }
        let mut charset = Charset::new(source.is_transcoded());
        if std::str::from_utf8(beginning).is_err_and(|error| error.error_len().is_some()) {
            charset.look_at(beginning);
        }
        Ok(Self {
            cards: Cards::new(source),
            card: RawCard::default(),
            text: CardText::default(),
            charset,
            limits,
            found: false,
            done: false,
        })
    }

    /// Lines outside of every card so far.
    #[must_use]
    pub fn stray_lines(&self) -> u64 {
        self.cards.stray
    }

    fn read(&mut self) -> CardResult {
        let line = self.card.first_line.max(1);
        if let Some(code) = self.card.refused {
            return Err(Refused { line, code });
        }
        let version = self.card.version();
        self.text.decode(&self.card, &mut self.charset, self.limits.photo);
        let found = Found::new(self.text.properties(), version == Version::V21);
        let mut card = finish(found).ok_or(Refused { line, code: RefusedCode::EmptyCard })?;
        card.line = line;
        card.version = version;
        if !self.card.begun {
            card.warnings.push(Warning::NotBegun);
        }
        if !self.card.ended {
            card.warnings.push(Warning::NotEnded);
        }
        Ok(card)
    }
}

impl<R: Read> Iterator for VcardReader<R> {
    /// The outer error ends the file, the inner one concerns one card.
    type Item = Result<CardResult, ExchangeError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        match self.cards.next_card(&mut self.card) {
            Ok(true) => {
                self.found = true;
                Some(Ok(self.read()))
            }
            Ok(false) => {
                self.done = true;
                if self.found {
                    None
                } else if self.cards.saw_text {
                    Some(Err(ExchangeError::NoCards))
                } else {
                    Some(Err(ExchangeError::Empty))
                }
            }
            Err(error) => {
                self.done = true;
                Some(Err(error))
            }
        }
    }
}

/// Reads a whole file into memory; an error that comes after the first cards loses them, so a file that is to be kept
/// as far as it goes is read with [`VcardReader`].
pub fn read_vcards(source: impl Read, limits: Limits) -> Result<VcardFile, ExchangeError> {
    let mut reader = VcardReader::new(source, limits)?;
    let mut cards = Vec::new();
    for card in reader.by_ref() {
        cards.push(card?);
    }
    Ok(VcardFile { cards, stray_lines: reader.stray_lines() })
}

/// Text has no zero bytes; a few inside a file that does have cards are the padding of some phones.
fn is_binary(beginning: &[u8]) -> bool {
    let has_card = || beginning.windows(11).any(|window| window.eq_ignore_ascii_case(b"BEGIN:VCARD"));
    let control = beginning
        .iter()
        .take(8 * 1024)
        .filter(|byte| **byte < 32 && !matches!(**byte, b'\n' | b'\r' | b'\t' | 0x0b | 0x0c | 0x1b))
        .count();
    control > 0 && !has_card()
}
