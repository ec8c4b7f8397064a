//! E-mail addresses of contacts.

use corong_domain::contact::Email;
use corong_domain::ids::{ContactId, EmailId};

use crate::codec::{Count, Reference, Text};
use crate::record::record;

record! {
    Email { id: EmailId } in Email "email" {
        contact_id: Reference<ContactId> => ["contact_id"],
        address: Text => ["address"],
        label: Text => ["label"],
        position: Count<0> => ["position"],
    }
}
