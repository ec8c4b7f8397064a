//! Postal addresses of contacts.

use corong_domain::contact::Address;
use corong_domain::ids::{AddressId, ContactId};

use crate::codec::{Count, Reference, Text};
use crate::record::record;

record! {
    Address { id: AddressId } in Address "address" {
        contact_id: Reference<ContactId> => ["contact_id"],
        text: Text => ["text"],
        street: Text => ["street"],
        city: Text => ["city"],
        region: Text => ["region"],
        postcode: Text => ["postcode"],
        country: Text => ["country"],
        label: Text => ["label"],
        position: Count<0> => ["position"],
    }
}
