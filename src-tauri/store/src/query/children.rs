//! What hangs on a contact or an opportunity.

use std::collections::HashMap;

use corong_domain::activity::Activity;
use corong_domain::company::Company;
use corong_domain::contact::{Address, Contact, Email, Link, Phone, Tag};
use corong_domain::ids::{ContactId, OpportunityId};
use corong_domain::opportunity::{GateAnswer, Opportunity, StageMove};

use crate::error::Result;
use crate::reader::Reader;
use crate::record::{Record, Table};

/// A record that hangs on a contact.
pub trait OfContact: Record {
    /// How they are sorted, as SQL over `t`.
    const ORDER: &'static str;
}

impl OfContact for Phone {
    const ORDER: &'static str = "t.position, t.id";
}
impl OfContact for Email {
    const ORDER: &'static str = "t.position, t.id";
}
impl OfContact for Link {
    const ORDER: &'static str = "t.position, t.id";
}
impl OfContact for Address {
    const ORDER: &'static str = "t.position, t.id";
}
impl OfContact for Tag {
    const ORDER: &'static str = "t.tag, t.id";
}
impl OfContact for Opportunity {
    const ORDER: &'static str = "t.created_at, t.id";
}
impl OfContact for Activity {
    const ORDER: &'static str = "coalesce(t.done_at, t.due_at, t.created_at), t.id";
}

/// A record that hangs on an opportunity.
pub trait OfOpportunity: Record {
    /// How they are sorted, as SQL over `t`.
    const ORDER: &'static str;
}

impl OfOpportunity for StageMove {
    const ORDER: &'static str = "t.at, t.id";
}
impl OfOpportunity for GateAnswer {
    const ORDER: &'static str = "t.item, t.id";
}
impl OfOpportunity for Activity {
    const ORDER: &'static str = "coalesce(t.done_at, t.due_at, t.created_at), t.id";
}

/// A contact with everything that its page and an export show of the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactWhole {
    /// The person.
    pub contact: Contact,
    /// The company.
    pub company: Option<Company>,
    /// Phone numbers in order.
    pub phones: Vec<Phone>,
    /// E-mail addresses in order.
    pub emails: Vec<Email>,
    /// Web addresses and handles in order.
    pub links: Vec<Link>,
    /// Postal addresses in order.
    pub addresses: Vec<Address>,
    /// Tags by word.
    pub tags: Vec<Tag>,
}

impl Reader<'_> {
    /// What hangs on a contact, in its order.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn of_contact<R: OfContact>(&self, contact: ContactId) -> Result<Vec<R>> {
        let Some(key) = self.key(Table::Contact, contact.0)? else { return Ok(Vec::new()) };
        self.list(&format!("WHERE t.contact_id = ?1 AND t.live = 1 ORDER BY {}", R::ORDER), [key])
    }

    /// What hangs on each of some contacts; one on which nothing hangs is left out.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn of_contacts<R: OfContact>(&self, contacts: &[ContactId]) -> Result<HashMap<ContactId, Vec<R>>> {
        let mut found = HashMap::new();
        for contact in contacts {
            let records = self.of_contact(*contact)?;
            if !records.is_empty() {
                found.insert(*contact, records);
            }
        }
        Ok(found)
    }

    /// What hangs on an opportunity, in its order.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn of_opportunity<R: OfOpportunity>(&self, opportunity: OpportunityId) -> Result<Vec<R>> {
        let Some(key) = self.key(Table::Opportunity, opportunity.0)? else { return Ok(Vec::new()) };
        self.list(&format!("WHERE t.opportunity_id = ?1 AND t.live = 1 ORDER BY {}", R::ORDER), [key])
    }

    /// What hangs on each of some opportunities; one on which nothing hangs is left out.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn of_opportunities<R: OfOpportunity>(
        &self,
        opportunities: &[OpportunityId],
    ) -> Result<HashMap<OpportunityId, Vec<R>>> {
        let mut found = HashMap::new();
        for opportunity in opportunities {
            let records = self.of_opportunity(*opportunity)?;
            if !records.is_empty() {
                found.insert(*opportunity, records);
            }
        }
        Ok(found)
    }

    /// A contact with everything about the person.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn contact_whole(&self, id: ContactId) -> Result<Option<ContactWhole>> {
        let Some(contact) = self.get::<Contact>(id)? else { return Ok(None) };
        let company = match contact.company_id {
            Some(company) => self.get::<Company>(company)?,
            None => None,
        };
        Ok(Some(ContactWhole {
            company,
            phones: self.of_contact(id)?,
            emails: self.of_contact(id)?,
            links: self.of_contact(id)?,
            addresses: self.of_contact(id)?,
            tags: self.of_contact(id)?,
            contact,
        }))
    }

    /// The contacts that were merged into this one.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn merged_into(&self, id: ContactId) -> Result<Vec<Contact>> {
        let Some(key) = self.key(Table::Contact, id.0)? else { return Ok(Vec::new()) };
        self.list("WHERE t.merged_into = ?1 AND t.live = 1 ORDER BY t.id", [key])
    }

    /// Every contact that was merged into another.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn merged_contacts(&self) -> Result<Vec<Contact>> {
        self.list("WHERE t.merged_into IS NOT NULL AND t.live = 1 ORDER BY t.uuid", [])
    }

    /// The contact that this one stands for now: itself, or the one it was merged into, also over several merges. A ring
    /// ends at its smallest id.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn followed(&self, id: ContactId) -> Result<Option<Contact>> {
        let mut seen: Vec<ContactId> = Vec::new();
        let mut at = id;
        loop {
            let Some(contact) = self.get::<Contact>(at)? else { return Ok(None) };
            seen.push(at);
            match contact.merged_into {
                None => return Ok(Some(contact)),
                Some(next) if seen.contains(&next) => {
                    let smallest = seen.iter().copied().min().unwrap_or(next);
                    return self.get(smallest);
                }
                Some(next) => at = next,
            }
        }
    }
}
