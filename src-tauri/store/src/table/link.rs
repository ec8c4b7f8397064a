//! Web addresses and social handles of contacts.

use corong_domain::contact::Link;
use corong_domain::ids::{ContactId, LinkId};

use crate::codec::{Count, Reference, Text};
use crate::record::record;

record! {
    Link { id: LinkId } in Link "link" {
        contact_id: Reference<ContactId> => ["contact_id"],
        url: Text => ["url"],
        label: Text => ["label"],
        position: Count<0> => ["position"],
    }
}
