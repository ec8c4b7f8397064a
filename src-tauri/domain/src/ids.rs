//! Ids: newtypes over UUIDv7 made on the device, and over short text keys where a person types them.

use serde::{Deserialize, Serialize};
use specta::Type;
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, uuid::Error> {
                Uuid::parse_str(text).map(Self)
            }
        }
    )+};
}

ids! {
    /// A person.
    ContactId,
    /// An organisation.
    CompanyId,
    /// A convention, trade show or roadshow.
    EventId,
    /// A member of the team.
    SalespersonId,
    /// One pass of one contact through a funnel.
    OpportunityId,
    /// Something planned or done.
    ActivityId,
    /// One transition of one opportunity; a move is idempotent by it.
    MoveId,
    /// A phone number of a contact.
    PhoneId,
    /// An e-mail address of a contact.
    EmailId,
    /// A web address or social handle of a contact.
    LinkId,
    /// A postal address of a contact.
    AddressId,
    /// A tag on a contact; UUIDv5 of contact and tag.
    TagId,
    /// An answer to a gate item; UUIDv5 of opportunity and item.
    AnswerId,
    /// A funnel row; UUIDv5 of its key.
    FunnelId,
    /// One change of the log, as history and undo name it.
    ChangeId,
    /// Something that is sold.
    ProductId,
    /// One revision of an offer.
    OfferId,
    /// A text of terms; UUIDv5 of version and hash.
    TermsId,
    /// An acceptance of terms.
    AcceptanceId,
    /// A permission to submit an offer.
    PermissionId,
    /// An order.
    OrderId,
    /// A signed entry to an order.
    OrderEntryId,
    /// The parts of sale credit of an opportunity; UUIDv5 of it.
    SharesId,
    /// An entry of the sale credit ledger.
    CreditEntryId,
    /// An exchange rate; UUIDv5 of currencies and day.
    RateId,
}

macro_rules! keys {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// The key as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

keys! {
    /// A funnel's stable key: `b2b`, `b2c`, or one made for an own funnel. Never a label.
    FunnelKey,
    /// A stage's stable key inside its funnel: `captured`, `evaluating`, ... Never a label.
    StageKey,
    /// A gate item's stable key inside its funnel: `g8_permission`, ... Never a label.
    ItemKey,
}

/// The namespace of every UUIDv5 that Corong makes.
pub const NAMESPACE: Uuid = Uuid::from_u128(0x0198_c0c0_6e67_7000_8000_c0a0_4e67_0001);

/// The id of a link row between things: the same link made twice, on any two machines, is one row.
#[must_use]
pub fn link_id(kind: &str, ends: &[&str]) -> Uuid {
    let mut name = String::from(kind);
    for end in ends {
        name.push('\u{1f}');
        name.push_str(end);
    }
    Uuid::new_v5(&NAMESPACE, name.as_bytes())
}
