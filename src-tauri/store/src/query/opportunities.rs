//! The board and the totals by stage.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use corong_domain::activity::Activity;
use corong_domain::contact::Temperature;
use corong_domain::ids::{FunnelKey, OpportunityId, StageKey};
use corong_domain::opportunity::{GateAnswer, Opportunity, Status};
use rusqlite::params;

use crate::codec::{Columns, instant};
use crate::error::{Doing, Result};
use crate::reader::Reader;
use crate::record::{Record, Table, read};
use crate::table::FunnelRow;
use crate::word::{from_word, word};

/// An opportunity as the board shows it, with what its rules need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardRow {
    /// The opportunity.
    pub opportunity: Opportunity,
    /// The contact's name.
    pub contact: String,
    /// The company's name, or empty.
    pub company: String,
    /// How warm the contact felt.
    pub temperature: Option<Temperature>,
    /// The answers to gate items.
    pub answers: Vec<GateAnswer>,
    /// The open activity that is due first; one without a date comes last.
    pub next: Option<Activity>,
    /// When the last activity was done.
    pub touched_at: Option<DateTime<Utc>>,
}

/// Count and sum of the opportunities of one stage in one currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageTotal {
    /// The status.
    pub status: Status,
    /// The stage.
    pub stage: StageKey,
    /// The currency of the estimates; empty for those without one.
    pub currency: String,
    /// How many.
    pub count: u64,
    /// The sum of the estimates in minor units.
    pub minor: i64,
}

impl Reader<'_> {
    /// The opportunities of a funnel in one status, with contact, answers and next activity: furthest stage first, then
    /// those that entered it first.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn board(&self, funnel: &FunnelKey, status: Status) -> Result<Vec<BoardRow>> {
        let asked = params![funnel.as_str(), word(&status)];
        let opportunities: Vec<Opportunity> = self.list(
            "JOIN contact c ON c.id = t.contact_id WHERE t.funnel = ?1 AND t.status = ?2 AND t.live = 1 AND c.live = 1
             ORDER BY t.stage_rank DESC, t.since_at, t.id",
            asked,
        )?;
        let mut people = HashMap::new();
        let mut statement = self.conn.prepare_cached(
            "SELECT t.uuid, c.name, o.name, c.temperature,
               (SELECT max(a.done_at) FROM activity a WHERE a.opportunity_id = t.id AND a.live = 1)
             FROM opportunity t JOIN contact c ON c.id = t.contact_id
             LEFT JOIN company o ON o.id = c.company_id AND o.live = 1
             WHERE t.funnel = ?1 AND t.status = ?2 AND t.live = 1 AND c.live = 1",
        )?;
        let mut rows = statement.query(asked)?;
        while let Some(row) = rows.next().doing("reading the people of a board")? {
            let mut columns = Columns::new(row, 0);
            let id = OpportunityId(columns.uuid()?);
            let contact = columns.text()?.to_owned();
            let company = columns.maybe_text()?.unwrap_or_default().to_owned();
            let temperature = columns.maybe_text()?.and_then(from_word);
            people.insert(id, (contact, company, temperature, columns.next::<Option<i64>>()?.map(instant)));
        }
        let mut answers: HashMap<OpportunityId, Vec<GateAnswer>> = HashMap::new();
        for answer in self.board_children::<GateAnswer>("t.item", "1", asked)? {
            answers.entry(answer.opportunity_id).or_default().push(answer);
        }
        let mut next = HashMap::new();
        for activity in
            self.board_children::<Activity>("t.due_at IS NULL, t.due_at, t.id", "t.state = 'open'", asked)?
        {
            if let Some(opportunity) = activity.opportunity_id {
                next.entry(opportunity).or_insert(activity);
            }
        }
        let rows = opportunities.into_iter().map(|opportunity| {
            let (contact, company, temperature, touched_at) = people.remove(&opportunity.id).unwrap_or_default();
            let answers = answers.remove(&opportunity.id).unwrap_or_default();
            let next = next.remove(&opportunity.id);
            BoardRow { opportunity, contact, company, temperature, answers, next, touched_at }
        });
        Ok(rows.collect())
    }

    /// What hangs on the opportunities of a board.
    fn board_children<R: Record>(&self, order: &str, which: &str, asked: &[&dyn rusqlite::ToSql]) -> Result<Vec<R>> {
        let sql = format!(
            "{} WHERE t.live = 1 AND {which} AND t.opportunity_id IN (
               SELECT id FROM opportunity WHERE funnel = ?1 AND status = ?2 AND live = 1) ORDER BY {order}",
            R::TABLE.sql().select
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut rows = statement.query(asked)?;
        let mut found = Vec::new();
        while let Some(row) = rows.next().doing("reading what hangs on a board")? {
            found.push(read(row)?);
        }
        Ok(found)
    }

    /// One row of the board.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn board_row(&self, id: OpportunityId) -> Result<Option<BoardRow>> {
        let Some(opportunity) = self.get::<Opportunity>(id)? else { return Ok(None) };
        let row = self.contact_row(opportunity.contact_id)?;
        let activities: Vec<Activity> = self.list(
            "WHERE t.opportunity_id = ?1 AND t.live = 1 AND t.state = 'open' ORDER BY t.due_at IS NULL, t.due_at, t.id
             LIMIT 1",
            [self.key(Table::Opportunity, id.0)?],
        )?;
        let touched: Option<i64> = self.value(
            "SELECT max(done_at) FROM activity WHERE opportunity_id = ?1 AND live = 1",
            [self.key(Table::Opportunity, id.0)?],
        )?;
        Ok(Some(BoardRow {
            answers: self.of_opportunity(id)?,
            next: activities.into_iter().next(),
            touched_at: touched.map(instant),
            contact: row.as_ref().map(|row| row.name.clone()).unwrap_or_default(),
            temperature: row.as_ref().and_then(|row| row.temperature),
            company: row.map(|row| row.company).unwrap_or_default(),
            opportunity,
        }))
    }

    /// Count and sum by status, stage and currency of a funnel.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn stage_totals(&self, funnel: &FunnelKey) -> Result<Vec<StageTotal>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT status, stage, amount_currency, count(*), coalesce(sum(amount_minor), 0)
             FROM opportunity INDEXED BY opportunity_board WHERE funnel = ?1 AND live = 1
             GROUP BY status, stage, amount_currency",
        )?;
        let mut rows = statement.query([funnel.as_str()])?;
        let mut totals = Vec::new();
        while let Some(row) = rows.next().doing("adding up the stages")? {
            let mut columns = Columns::new(row, 0);
            let status = from_word(columns.text()?);
            totals.push(StageTotal {
                status: status.unwrap_or(Status::Open),
                stage: StageKey::from(columns.text()?),
                currency: columns.text()?.to_owned(),
                count: columns.next::<i64>()?.cast_unsigned(),
                minor: columns.next()?,
            });
        }
        Ok(totals)
    }

    /// The funnels kept in the book: changed and own ones. The shipped ones are code.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn funnels(&self) -> Result<Vec<corong_domain::funnel::Funnel>> {
        Ok(self.all::<FunnelRow>()?.iter().filter_map(FunnelRow::funnel).collect())
    }

    /// The funnel kept under a key.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn funnel(&self, key: &FunnelKey) -> Result<Option<corong_domain::funnel::Funnel>> {
        Ok(self.get::<FunnelRow>(FunnelRow::id_of(key))?.as_ref().and_then(FunnelRow::funnel))
    }
}
