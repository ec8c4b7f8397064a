//! Phone numbers of contacts.

use corong_domain::contact::{Phone, PhoneKind};
use corong_domain::ids::{ContactId, PhoneId};

use crate::codec::{Blank, Count, Reference, Text, Word};
use crate::record::record;

impl Blank for PhoneKind {
    const BLANK: Self = Self::Mobile;
}

record! {
    Phone { id: PhoneId } in Phone "phone" {
        contact_id: Reference<ContactId> => ["contact_id"],
        kind: Word<PhoneKind> => ["kind"],
        e164: Text => ["e164"],
        raw: Text => ["raw"],
        extension: Text => ["extension"],
        position: Count<0> => ["position"],
    }
}
