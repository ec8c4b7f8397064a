//! The price list.

use corong_domain::ids::ProductId;
use corong_domain::sale::product::Product;

use crate::codec::{Count, Flag, Instant, SomeMoney, Text};
use crate::record::record;

record! {
    Product { id: ProductId } in Product "product" {
        name: Text => ["name"],
        detail: Text => ["detail"],
        code: Text => ["code"],
        unit: Text => ["unit"],
        price: SomeMoney => ["price_minor", "price_currency"],
        tax: Count<0> => ["tax"],
        off: Flag => ["off"],
        created_at: Instant => ["created_at"],
    }
}
