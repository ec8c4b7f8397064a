//! Keys by which two contacts may be the same person, and how alike two cards are.
//!
//! Cards that share a key are compared; a key says nothing by itself. Keys are kept in books, so the hash and what goes
//! into it may never change: FNV-1a with 64 bits, written out here, over bytes that this file alone decides about.
//! Deliberately absent: merging, and finding the cards that share a key.

mod likeness;
mod name;
mod people;

pub use likeness::{LIKELY, Likeness, LikenessReason, score};
pub use people::{Agreement, Demand, Evidence, PairScore, Person, PersonField, SamePerson, same_people};

use crate::company::company_key;

/// What of a card tells people apart. Phones are in E.164; numbers that could not be read are left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CardKeys<'a> {
    /// The whole name, with or without titles.
    pub name: &'a str,
    /// The company's name.
    pub company: &'a str,
    /// Phone numbers in E.164.
    pub phones: &'a [&'a str],
    /// E-mail addresses.
    pub emails: &'a [&'a str],
}

/// The keys of a card, sorted, each once: every e-mail address, every phone number, name with company, and name with
/// each mail domain that is not a free-mail provider's.
#[must_use]
pub fn keys(card: &CardKeys<'_>) -> Vec<u64> {
    let mut keys = Vec::with_capacity(card.phones.len() + 2 * card.emails.len() + 1);
    let name = name::sound(card.name);
    for phone in card.phones {
        if phone.len() > 4 {
            let mut hash = Fnv::of(b'p');
            hash.bytes(phone.as_bytes());
            keys.push(hash.0);
        }
    }
    for email in card.emails {
        let Some(address) = Address::read(email) else { continue };
        let mut hash = Fnv::of(b'e');
        address.feed(&mut hash);
        keys.push(hash.0);
        if let Some(name) = name
            && !address.is_free()
        {
            let mut hash = Fnv::of(b'd');
            hash.number(name);
            hash.lower(address.domain);
            keys.push(hash.0);
        }
    }
    if let Some(name) = name
        && !card.company.trim().is_empty()
    {
        let mut hash = Fnv::of(b'c');
        hash.number(name);
        hash.bytes(company_key(card.company).as_bytes());
        keys.push(hash.0);
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// FNV-1a with 64 bits: offset basis and prime as published by Fowler, Noll and Vo.
struct Fnv(u64);

impl Fnv {
    const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0000_0100_0000_01b3;

    /// A hash that begins with a mark, so that keys of different kinds never meet by their text.
    fn of(mark: u8) -> Self {
        let mut hash = Self(Self::BASIS);
        hash.byte(mark);
        hash
    }

    fn byte(&mut self, byte: u8) {
        self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(Self::PRIME);
    }

    fn bytes(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.byte(*byte);
        }
    }

    fn number(&mut self, number: u64) {
        self.bytes(&number.to_be_bytes());
    }

    fn lower(&mut self, text: &str) {
        if text.is_ascii() {
            for byte in text.bytes() {
                self.byte(byte.to_ascii_lowercase());
            }
        } else {
            let mut buffer = [0; 4];
            for c in text.chars().flat_map(char::to_lowercase) {
                self.bytes(c.encode_utf8(&mut buffer).as_bytes());
            }
        }
    }
}

/// An e-mail address in the parts that reach a mailbox.
#[derive(Clone, Copy)]
struct Address<'a> {
    local: &'a str,
    domain: &'a str,
}

/// Providers of free mail, whose domain says nothing about a company.
const FREE: &[&str] = &[
    "126.com",
    "163.com",
    "aol.com",
    "gmail.com",
    "googlemail.com",
    "icloud.com",
    "mac.com",
    "mail.com",
    "mail.ru",
    "me.com",
    "msn.com",
    "plasa.com",
    "proton.me",
    "protonmail.com",
    "qq.com",
    "rocketmail.com",
    "telkom.net",
    "tutanota.com",
    "ymail.com",
    "zohomail.com",
];
/// Free mail under many endings: `yahoo.com`, `yahoo.co.id`.
const FREE_NAMES: &[&str] = &["yahoo", "hotmail", "outlook", "live", "gmx", "yandex"];

impl<'a> Address<'a> {
    /// Reads an address; without the part after a plus sign, which the owner may vary at will.
    fn read(email: &'a str) -> Option<Self> {
        let (local, domain) = email.trim().rsplit_once('@')?;
        let local = match local.split_once('+') {
            Some((before, _)) if !before.is_empty() => before,
            Some(_) | None => local,
        };
        (!local.is_empty() && !domain.is_empty()).then_some(Self { local, domain })
    }

    fn is_gmail(self) -> bool {
        self.domain.eq_ignore_ascii_case("gmail.com") || self.domain.eq_ignore_ascii_case("googlemail.com")
    }

    fn is_free(self) -> bool {
        let first = self.domain.split('.').next().unwrap_or_default();
        FREE.iter().any(|free| self.domain.eq_ignore_ascii_case(free))
            || FREE_NAMES.iter().any(|free| first.eq_ignore_ascii_case(free))
    }

    /// Whether several people read this mailbox.
    fn is_shared(self) -> bool {
        const SHARED: &[&str] = &[
            "admin",
            "contact",
            "cs",
            "finance",
            "hello",
            "hrd",
            "info",
            "kontak",
            "marketing",
            "office",
            "purchasing",
            "sales",
            "sekretariat",
            "support",
        ];
        SHARED.iter().any(|shared| self.local.eq_ignore_ascii_case(shared))
    }

    /// Feeds the mailbox into a hash. The provider of `gmail.com` ignores dots, and knows two names for itself.
    fn feed(self, hash: &mut Fnv) {
        if self.is_gmail() {
            for part in self.local.split('.') {
                hash.lower(part);
            }
            hash.bytes(b"@gmail.com");
        } else {
            hash.lower(self.local);
            hash.byte(b'@');
            hash.lower(self.domain);
        }
    }

    fn is_same(self, other: Address<'_>) -> bool {
        let key = |address: Address<'_>| {
            let mut hash = Fnv::of(b'e');
            address.feed(&mut hash);
            hash.0
        };
        key(self) == key(other)
    }
}
