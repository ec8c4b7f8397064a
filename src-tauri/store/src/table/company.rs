//! Companies. `company_key` is the name without legal forms, `name_key` sorts.

use corong_domain::company::{Company, company_key};
use corong_domain::ids::CompanyId;

use crate::codec::{Bound, Derive, Derived, Instant, Text};
use crate::record::record;
use crate::table::contact::name_key;

/// `name_key` and `company_key`.
pub(crate) struct CompanyKeys;
impl Derive for CompanyKeys {
    const COUNT: usize = 2;
    fn derive(text: &str, out: &mut Vec<Bound<'_>>) {
        out.push(Bound::Made(name_key(text)));
        out.push(Bound::Made(company_key(text)));
    }
}

record! {
    Company { id: CompanyId } in Company "company" {
        name: Derived<CompanyKeys> => ["name", "name_key", "company_key"],
        domain: Text => ["domain"],
        sector: Text => ["sector"],
        note: Text => ["note"],
        created_at: Instant => ["created_at"],
    }
}
