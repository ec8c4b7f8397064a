//! Companies by their names, and what is known about their people.

use corong_domain::company::{Company, company_key};
use corong_domain::contact::Contact;
use corong_domain::ids::CompanyId;
use corong_domain::text::fold;
use rusqlite::params;

use crate::error::{Doing, Result};
use crate::reader::Reader;
use crate::record::Table;

impl Reader<'_> {
    /// The oldest company whose name differs only in legal form, case or accents.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn company_named(&self, name: &str) -> Result<Option<Company>> {
        let key = company_key(name);
        if key.is_empty() {
            return Ok(None);
        }
        let mut found = self.list("WHERE t.company_key = ?1 AND t.live = 1 ORDER BY t.id LIMIT 1", [key])?;
        Ok(found.pop())
    }

    /// Companies whose names, without legal form, begin with a text; by name, at most `limit`.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn companies_starting(&self, text: &str, limit: usize) -> Result<Vec<Company>> {
        let start = if text.contains(' ') { company_key(text) } else { fold(text) };
        let end = format!("{start}\u{10ffff}");
        self.list(
            "WHERE t.company_key >= ?1 AND t.company_key < ?2 AND t.live = 1 ORDER BY t.company_key, t.id LIMIT ?3",
            params![start, end, limit as i64],
        )
    }

    /// The people of a company, by name.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn contacts_of_company(&self, company: CompanyId) -> Result<Vec<Contact>> {
        let Some(key) = self.key(Table::Company, company.0)? else { return Ok(Vec::new()) };
        self.list("WHERE t.company_id = ?1 AND t.live = 1 AND t.merged_into IS NULL ORDER BY t.name_key, t.id", [key])
    }

    /// The e-mail domains of a company's people with how often each occurs, most often first; in lower case.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn email_domains(&self, company: CompanyId) -> Result<Vec<(String, u64)>> {
        let Some(key) = self.key(Table::Company, company.0)? else { return Ok(Vec::new()) };
        let mut statement = self.conn.prepare_cached(
            "SELECT e.address FROM contact c JOIN email e ON e.contact_id = c.id
             WHERE c.company_id = ?1 AND c.live = 1 AND e.live = 1",
        )?;
        let mut rows = statement.query([key])?;
        let mut domains: Vec<(String, u64)> = Vec::new();
        while let Some(row) = rows.next().doing("reading the addresses of a company")? {
            let address = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
            let Some((_, domain)) = address.rsplit_once('@') else { continue };
            let domain = fold(domain);
            match domains.iter_mut().find(|(known, _)| *known == domain) {
                Some((_, count)) => *count += 1,
                None => domains.push((domain, 1)),
            }
        }
        domains.sort_by(|(a, m), (b, n)| n.cmp(m).then_with(|| a.cmp(b)));
        Ok(domains)
    }
}
