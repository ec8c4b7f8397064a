//! What is to do and what was done.

use chrono::{DateTime, Utc};
use corong_domain::activity::Activity;
use corong_domain::contact::Contact;
use rusqlite::params;

use crate::codec::millis;
use crate::error::Result;
use crate::reader::Reader;

/// Which activities are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// Open ones that are due in `from..until`.
    Between(DateTime<Utc>, DateTime<Utc>),
    /// Open ones that were due before an instant.
    Before(DateTime<Utc>),
    /// Open ones without a date.
    Undated,
    /// Done or cancelled ones, closed in `from..until`.
    Done(DateTime<Utc>, DateTime<Utc>),
}

/// An activity as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActivityRow {
    /// The activity.
    pub activity: Activity,
    /// The contact's name.
    pub contact: String,
    /// The company's name, or empty.
    pub company: String,
}

impl Reader<'_> {
    /// Activities by when they are due or were done, first ones first, at most `limit`.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn activities(&self, which: Due, limit: usize) -> Result<Vec<ActivityRow>> {
        let limit = limit as i64;
        let alive = "t.live = 1 AND EXISTS(SELECT 1 FROM contact c WHERE c.id = t.contact_id AND c.live = 1)";
        let found: Vec<Activity> = match which {
            Due::Between(from, until) => self.list(
                &format!(
                    "WHERE t.state = 'open' AND t.due_at >= ?1 AND t.due_at < ?2 AND {alive}
                     ORDER BY t.due_at, t.id LIMIT ?3"
                ),
                params![millis(&from), millis(&until), limit],
            )?,
            Due::Before(until) => self.list(
                &format!("WHERE t.state = 'open' AND t.due_at < ?1 AND {alive} ORDER BY t.due_at, t.id LIMIT ?2"),
                params![millis(&until), limit],
            )?,
            Due::Undated => self.list(
                &format!("WHERE t.state = 'open' AND t.due_at IS NULL AND {alive} ORDER BY t.id LIMIT ?1"),
                params![limit],
            )?,
            Due::Done(from, until) => self.list(
                &format!(
                    "WHERE t.done_at >= ?1 AND t.done_at < ?2 AND t.state <> 'open' AND {alive}
                     ORDER BY t.done_at, t.id LIMIT ?3"
                ),
                params![millis(&from), millis(&until), limit],
            )?,
        };
        found.into_iter().map(|activity| self.activity_row(activity)).collect()
    }

    fn activity_row(&self, activity: Activity) -> Result<ActivityRow> {
        let contact = self.get::<Contact>(activity.contact_id)?;
        let company = match contact.as_ref().and_then(|contact| contact.company_id) {
            Some(company) => self.get::<corong_domain::company::Company>(company)?,
            None => None,
        };
        Ok(ActivityRow {
            activity,
            contact: contact.map(|contact| contact.name).unwrap_or_default(),
            company: company.map(|company| company.name).unwrap_or_default(),
        })
    }
}
