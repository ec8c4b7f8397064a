//! Salespeople.

use corong_domain::ids::SalespersonId;
use corong_domain::salesperson::Salesperson;

use crate::codec::{Instant, Text};
use crate::record::record;

record! {
    Salesperson { id: SalespersonId } in Salesperson "salesperson" {
        name: Text => ["name"],
        prefix: Text => ["prefix"],
        email: Text => ["email"],
        phone: Text => ["phone"],
        created_at: Instant => ["created_at"],
    }
}
