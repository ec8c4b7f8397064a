//! Tags of contacts.

use corong_domain::contact::Tag;
use corong_domain::ids::{ContactId, TagId};

use crate::codec::{Reference, Text};
use crate::record::record;

record! {
    Tag { id: TagId } in Tag "tag" {
        contact_id: Reference<ContactId> => ["contact_id"],
        tag: Text => ["tag"],
    }
}
