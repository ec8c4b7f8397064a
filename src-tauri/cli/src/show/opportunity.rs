//! Opportunities.

use chrono::{DateTime, Utc};
use corong_book::OpportunityLine;
use corong_book::views::{Card, NextStepView};
use corong_domain::activity::{ActivityKind, Preset};
use corong_domain::estimate::chance::WinChance;
use corong_domain::funnel::gate::ItemReport;
use corong_domain::funnel::time_frame::TimeFrame;
use corong_domain::funnel::{Level, Strength};
use corong_domain::ids::{ActivityId, ContactId, FunnelKey, ItemKey, OpportunityId, StageKey};
use corong_domain::money::Money;
use corong_domain::opportunity::Status;
use serde::Serialize;

use super::estimate::ChanceOut;
use super::text::{Face, short};
use crate::words::{Line, Words};

/// An opportunity as a JSON line.
#[derive(Debug, Serialize)]
pub struct OpportunityOut {
    id: OpportunityId,
    contact: ContactId,
    funnel: FunnelKey,
    level: Level,
    stage: StageKey,
    status: Status,
    percent: Option<u8>,
    amount: Option<Money>,
    time_frame: TimeFrame,
    /// In percent; null while it is parked.
    win_chance: Option<f64>,
    win_chance_basis: Option<ChanceOut>,
    next_step: NextOut,
    missing: Vec<MissingOut>,
}

/// What comes next, as JSON.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum NextOut {
    Activity { id: ActivityId, activity: ActivityKind, text: String, due_at: Option<DateTime<Utc>>, days_late: u32 },
    Item { item: ItemKey, text: String },
    Move { stage: StageKey, text: String },
    Nothing,
}

/// An item that is missing, as JSON.
#[derive(Debug, Serialize)]
pub struct MissingOut {
    item: ItemKey,
    strength: Strength,
    text: String,
}

/// Items that are missing, as JSON.
pub fn missing(items: &[&ItemReport], words: &dyn Words) -> Vec<MissingOut> {
    let out = |report: &&ItemReport| MissingOut {
        item: report.item.key.clone(),
        strength: report.item.strength,
        text: report.item.text.get(words.language()).to_owned(),
    };
    items.iter().map(out).collect()
}

/// Items that are missing, one a line, mandatory ones first: M, R, O.
pub fn missing_lines(items: &[&ItemReport], words: &dyn Words, indent: &str) -> String {
    let mut sorted = items.to_vec();
    sorted.sort_by_key(|report| report.item.strength);
    let width = sorted.iter().map(|report| report.item.key.as_str().len()).max().unwrap_or(0);
    let line = |report: &ItemReport| {
        let mark = match report.item.strength {
            Strength::Mandatory => 'M',
            Strength::Recommended => 'R',
            Strength::Optional => 'O',
        };
        format!("{indent}{mark} {:<width$}  {}", report.item.key.as_str(), report.item.text.get(words.language()))
    };
    sorted.into_iter().map(line).collect::<Vec<_>>().join("\n")
}

impl OpportunityOut {
    /// The record of an opportunity.
    pub fn of(line: &OpportunityLine, words: &dyn Words) -> Self {
        let card = &line.card;
        Self {
            id: card.opportunity,
            contact: card.contact,
            funnel: card.funnel.clone(),
            level: card.level,
            stage: card.stage.clone(),
            status: card.status,
            percent: card.percent,
            amount: card.amount.clone(),
            time_frame: card.time_frame.clone(),
            win_chance: line.win_chance.as_ref().map(WinChance::percent),
            win_chance_basis: line.win_chance.as_ref().map(ChanceOut::of),
            next_step: next_out(&card.next_step, words),
            missing: missing(&line.missing.iter().collect::<Vec<_>>(), words),
        }
    }
}

fn next_out(step: &NextStepView, words: &dyn Words) -> NextOut {
    let language = words.language();
    match step {
        NextStepView::Activity { id, activity, preset, subject, due_at, days_late } => NextOut::Activity {
            id: *id,
            activity: *activity,
            text: activity_words(*activity, *preset, subject, words),
            due_at: *due_at,
            days_late: *days_late,
        },
        NextStepView::Item { item, text } => NextOut::Item { item: item.clone(), text: text.get(language).to_owned() },
        NextStepView::Move { to, label } => NextOut::Move { stage: to.clone(), text: label.get(language).to_owned() },
        NextStepView::Nothing => NextOut::Nothing,
    }
}

/// What is to be done: the subject as typed, else the ready-made one, else the kind.
pub fn activity_words(kind: ActivityKind, preset: Option<Preset>, subject: &str, words: &dyn Words) -> String {
    match (subject.is_empty(), preset) {
        (false, _) => format!("{}: {subject}", words.kind(kind)),
        (true, Some(preset)) => words.preset(preset).to_owned(),
        (true, None) => words.kind(kind).to_owned(),
    }
}

/// Name and company of a card.
fn who(card: &Card) -> String {
    if card.company.is_empty() || card.company == card.name {
        card.name.clone()
    } else {
        format!("{}, {}", card.name, card.company)
    }
}

fn standing(card: &Card, face: Face<'_>) -> String {
    let words = face.words;
    let mut parts = vec![words.level(card.level).to_owned()];
    let stage = card.stage_label.get(words.language());
    parts.extend(Some(stage.to_owned()).filter(|stage| *stage != parts.concat()));
    parts.extend(card.percent.map(|percent| format!("{percent} %")));
    if card.status != Status::Open && card.status != Status::Won {
        parts.push(words.status(card.status).to_owned());
    }
    parts.extend(card.wake_on.filter(|_| card.status == Status::Nurture).map(|day| format!("→ {day}")));
    parts.extend(card.amount.as_ref().map(|amount| face.money(amount)));
    parts.join(" · ")
}

/// An opportunity in one line.
pub fn opportunity_line(line: &OpportunityLine, face: Face<'_>) -> String {
    let card = &line.card;
    format!("{}  {}  {}", short(card.opportunity), who(card), standing(card, face))
}

/// An opportunity with what comes next and what the gate ahead asks for; `whole` shows also what is only recommended.
pub fn opportunity_text(line: &OpportunityLine, face: Face<'_>, whole: bool) -> String {
    let (card, words) = (&line.card, face.words);
    let mut lines = vec![format!("{}  [{}]", who(card), short(card.opportunity))];
    lines.push(format!("  {}", standing(card, face)));
    if let Some(on) = card.time_frame.on {
        let range = match (card.time_frame.from, card.time_frame.to) {
            (Some(from), Some(to)) => format!(" ({from} – {to})"),
            _ => String::new(),
        };
        let estimate = words.estimate(card.time_frame.kind);
        lines.push(format!("  {}: {on}{range}, {estimate}", words.line(Line::Closes)));
    }
    if let (true, Some(chance)) = (whole, &line.win_chance) {
        lines.push(format!("  {}", words.win_chance(chance)));
    }
    if matches!(card.status, Status::Open | Status::Won) {
        lines.extend(next_line(&card.next_step, face));
    }
    if let Some(next) = &card.next_label {
        let label = next.get(words.language());
        let shown: Vec<_> =
            line.missing.iter().filter(|item| whole || item.item.strength == Strength::Mandatory).collect();
        let asks = if line.missing.iter().any(ItemReport::blocks) || whole && !shown.is_empty() {
            Line::Missing
        } else {
            Line::GateReady
        };
        let stage = card.next_stage.as_ref().map_or("", |stage| stage.as_str());
        lines.push(format!("  {} {label} ({stage}){}", words.line(asks), if shown.is_empty() { "" } else { ":" }));
        if !shown.is_empty() {
            lines.push(missing_lines(&shown, words, "    "));
        }
    }
    lines.join("\n")
}

fn next_line(step: &NextStepView, face: Face<'_>) -> Option<String> {
    let words = face.words;
    let text = match step {
        NextStepView::Activity { activity, preset, subject, due_at, days_late, .. } => {
            let mut text = activity_words(*activity, *preset, subject, words);
            if let Some(due) = due_at {
                text.push_str(&format!(" ({})", face.at(*due)));
            }
            if *days_late > 0 {
                text.push_str(&format!(", {}", words.days_late(*days_late)));
            }
            text
        }
        // The list of what is missing follows anyway.
        NextStepView::Item { .. } | NextStepView::Move { .. } => return None,
        NextStepView::Nothing => words.line(Line::NothingPlanned).to_owned(),
    };
    Some(format!("  {}: {text}", words.line(Line::Next)))
}
