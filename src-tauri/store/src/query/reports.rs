//! What reports are made of: every opportunity and every move in one pass each, with as few columns as reports look at.
//!
//! Deliberately absent: counting and adding up. A report needs the way of each opportunity, so SQL could only count what
//! is true today.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use corong_domain::activity::Activity;
use corong_domain::estimate::course::Step;
use corong_domain::funnel::gate::ContactSummary;
use corong_domain::ids::{EventId, FunnelKey, ItemKey, OpportunityId, SalespersonId, StageKey};
use corong_domain::money::Money;
use corong_domain::opportunity::{GateAnswer, Opportunity, Source, Status, Transition, Waived};

use crate::codec::{Columns, instant};
use crate::error::{Doing, Result};
use crate::reader::Reader;
use crate::record::Record;
use crate::word::from_word;

/// An opportunity as reports look at it.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportRow {
    /// Which one.
    pub id: OpportunityId,
    /// In which funnel.
    pub funnel: FunnelKey,
    /// Its status now.
    pub status: Status,
    /// Its stage now.
    pub stage: StageKey,
    /// The amount as it is now.
    pub amount: Option<Money>,
    /// Where the contact came from.
    pub source: Option<Source>,
    /// At which event.
    pub event: Option<EventId>,
    /// Who works on it.
    pub owner: Option<SalespersonId>,
    /// When it was opened.
    pub created_at: DateTime<Utc>,
    /// Its moves, by their time.
    pub steps: Vec<Step>,
}

/// What the gates of a closed opportunity are judged by.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportFile {
    /// The opportunity.
    pub opportunity: Opportunity,
    /// What is known about the contact.
    pub contact: ContactSummary,
    /// The answers to gate items.
    pub answers: Vec<GateAnswer>,
    /// The activities.
    pub activities: Vec<Activity>,
}

/// Items waived on the moves of opportunities, with when.
pub type WaivedItems = HashMap<OpportunityId, Vec<(ItemKey, DateTime<Utc>)>>;

/// Opportunities of contacts that are there.
const SHOWN: &str = "o.live = 1 AND EXISTS(SELECT 1 FROM contact c WHERE c.id = o.contact_id AND c.live = 1)";

/// Prospects that are lost or won.
const DECIDED: &str = "t.opportunity_id IN (SELECT id FROM opportunity WHERE live = 1 AND status IN ('won', 'lost'))";

impl Reader<'_> {
    /// Every opportunity with its moves.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn report_rows(&self) -> Result<Vec<ReportRow>> {
        let sql = format!(
            "SELECT o.id, o.uuid, o.funnel, o.status, o.stage, o.amount_minor, o.amount_currency, o.source, e.uuid,
               s.uuid, o.created_at
             FROM opportunity o LEFT JOIN event e ON e.id = o.event_id AND e.live = 1
             LEFT JOIN salesperson s ON s.id = o.owner_id AND s.live = 1 WHERE {SHOWN} ORDER BY o.id"
        );
        let mut steps = self.report_steps()?;
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut rows = statement.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next().doing("reading opportunities for a report")? {
            let mut columns = Columns::new(row, 0);
            let key: i64 = columns.next()?;
            found.push(ReportRow {
                id: OpportunityId(columns.uuid()?),
                funnel: FunnelKey::from(columns.text()?),
                status: from_word(columns.text()?).unwrap_or(Status::Open),
                stage: StageKey::from(columns.text()?),
                amount: {
                    let minor: Option<i64> = columns.next()?;
                    let currency = columns.text()?;
                    minor.map(|minor| Money::new(minor, currency))
                },
                source: columns.maybe_text()?.and_then(from_word),
                event: columns.maybe_uuid()?.map(EventId),
                owner: columns.maybe_uuid()?.map(SalespersonId),
                created_at: instant(columns.next()?),
                steps: steps.remove(&key).unwrap_or_default(),
            });
        }
        Ok(found)
    }

    /// The moves of every opportunity, by its local key.
    fn report_steps(&self) -> Result<HashMap<i64, Vec<Step>>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT opportunity_id, transition, from_stage, to_stage, from_status, to_status, at, reason_code
             FROM stage_move WHERE live = 1 AND opportunity_id IS NOT NULL",
        )?;
        let mut rows = statement.query([])?;
        let mut found: HashMap<i64, Vec<Step>> = HashMap::new();
        while let Some(row) = rows.next().doing("reading moves for a report")? {
            let mut columns = Columns::new(row, 0);
            let of: i64 = columns.next()?;
            found.entry(of).or_default().push(Step {
                transition: from_word(columns.text()?).unwrap_or(Transition::Forward),
                from_stage: columns.maybe_text()?.map(StageKey::from),
                to_stage: StageKey::from(columns.text()?),
                from_status: columns.maybe_text()?.and_then(from_word),
                to_status: from_word(columns.text()?).unwrap_or(Status::Open),
                at: instant(columns.next()?),
                reason: columns.maybe_text()?.and_then(from_word),
            });
        }
        Ok(found)
    }

    /// What was waived on the moves of each opportunity, item by item.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn report_waived(&self) -> Result<WaivedItems> {
        let mut statement = self.conn.prepare_cached(
            "SELECT o.uuid, m.at, m.waived FROM stage_move m JOIN opportunity o ON o.id = m.opportunity_id
             WHERE m.live = 1 AND m.waived <> '[]'",
        )?;
        let mut rows = statement.query([])?;
        let mut found = WaivedItems::new();
        while let Some(row) = rows.next().doing("reading what was waived")? {
            let mut columns = Columns::new(row, 0);
            let of = OpportunityId(columns.uuid()?);
            let at = instant(columns.next()?);
            // One that a newer version wrote in another form counts as nothing waived.
            let waived: Vec<Waived> = serde_json::from_str(columns.text()?).unwrap_or_default();
            found.entry(of).or_default().extend(waived.into_iter().map(|waived| (waived.item, at)));
        }
        Ok(found)
    }

    /// The prospects that are won or lost, with what their gates are judged by.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn report_files(&self) -> Result<Vec<ReportFile>> {
        let mut answers: HashMap<OpportunityId, Vec<GateAnswer>> = HashMap::new();
        for answer in self.decided::<GateAnswer>()? {
            answers.entry(answer.opportunity_id).or_default().push(answer);
        }
        let mut activities: HashMap<OpportunityId, Vec<Activity>> = HashMap::new();
        for activity in self.decided::<Activity>()? {
            if let Some(of) = activity.opportunity_id {
                activities.entry(of).or_default().push(activity);
            }
        }
        let mut contacts = self.decided_contacts()?;
        let decided: Vec<Opportunity> =
            self.list("WHERE t.live = 1 AND t.status IN ('won', 'lost') ORDER BY t.id", [])?;
        Ok(decided
            .into_iter()
            .map(|opportunity| ReportFile {
                contact: contacts.remove(&opportunity.id).unwrap_or_default(),
                answers: answers.remove(&opportunity.id).unwrap_or_default(),
                activities: activities.remove(&opportunity.id).unwrap_or_default(),
                opportunity,
            })
            .collect())
    }

    fn decided<R: Record>(&self) -> Result<Vec<R>> {
        self.list(&format!("WHERE t.live = 1 AND {DECIDED} ORDER BY t.id"), [])
    }

    fn decided_contacts(&self) -> Result<HashMap<OpportunityId, ContactSummary>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT o.uuid, trim(c.name) <> '', c.company_id IS NOT NULL,
               EXISTS(SELECT 1 FROM phone p WHERE p.contact_id = c.id AND p.live = 1 AND p.e164 <> '')
               OR EXISTS(SELECT 1 FROM email m WHERE m.contact_id = c.id AND m.live = 1 AND m.address LIKE '%_@_%._%'),
               trim(c.note) <> ''
             FROM opportunity o JOIN contact c ON c.id = o.contact_id
             WHERE o.live = 1 AND o.status IN ('won', 'lost')",
        )?;
        let mut rows = statement.query([])?;
        let mut found = HashMap::new();
        while let Some(row) = rows.next().doing("reading the contacts of a report")? {
            let mut columns = Columns::new(row, 0);
            let of = OpportunityId(columns.uuid()?);
            let summary = ContactSummary {
                has_name: columns.next()?,
                has_company: columns.next()?,
                has_channel: columns.next()?,
                has_note: columns.next()?,
            };
            found.insert(of, summary);
        }
        Ok(found)
    }
}
