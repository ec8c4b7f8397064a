//! Contacts. `name_key` sorts and finds by the first letters; a contact without a name comes last.

use corong_domain::contact::{Contact, Temperature};
use corong_domain::ids::{CompanyId, ContactId};
use corong_domain::text::fold;

use crate::codec::{Bound, Derive, Derived, Flag, Instant, Optional, SomeReference, SomeWord, Text};
use crate::record::record;

/// `name_key`: the folded name.
pub(crate) struct NameKey;
impl Derive for NameKey {
    const COUNT: usize = 1;
    fn derive(text: &str, out: &mut Vec<Bound<'_>>) {
        out.push(Bound::Made(name_key(text)));
    }
}

/// The folded name; nameless rows come after all others.
pub(crate) fn name_key(name: &str) -> String {
    let folded = fold(name);
    if folded.is_empty() { "\u{10ffff}".to_owned() } else { folded }
}

record! {
    Contact { id: ContactId } in Contact "contact" {
        name: Derived<NameKey> => ["name", "name_key"],
        titles_before: Text => ["titles_before"],
        titles_after: Text => ["titles_after"],
        given_name: Text => ["given_name"],
        family_name: Text => ["family_name"],
        job_title: Text => ["job_title"],
        department: Text => ["department"],
        company_id: Optional<SomeReference<CompanyId>> => ["company_id"],
        note: Text => ["note"],
        temperature: Optional<SomeWord<Temperature>> => ["temperature"],
        language: Text => ["language"],
        to_type: Flag => ["to_type"],
        merged_into: Optional<SomeReference<ContactId>> => ["merged_into"],
        created_at: Instant => ["created_at"],
    }
}
