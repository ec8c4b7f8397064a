//! Events.

use corong_domain::event::Event;
use corong_domain::ids::EventId;

use crate::codec::{Day, Instant, Optional, SomeMoney, Text};
use crate::record::record;

record! {
    Event { id: EventId } in Event "event" {
        name: Text => ["name"],
        starts_on: Optional<Day> => ["starts_on"],
        ends_on: Optional<Day> => ["ends_on"],
        place: Text => ["place"],
        country: Text => ["country"],
        cost: SomeMoney => ["cost_minor", "cost_currency"],
        created_at: Instant => ["created_at"],
    }
}
