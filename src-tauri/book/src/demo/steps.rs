//! How a demo card goes through the funnel: the next gate is looked at, what is missing is answered, and it moves.

use chrono::{Days, TimeDelta};
use corong_domain::activity::{Activity, ActivityKind, ActivityState};
use corong_domain::funnel::decide::{
    CreditRequest, Decision, Given, InterestRequest, MoveRequest, move_to, set_credit, set_interest,
};
use corong_domain::funnel::gate::{GateReport, ItemReport, evaluate_next};
use corong_domain::funnel::{ItemField, ItemKind, Role, Strength};
use corong_domain::ids::{ActivityId, MoveId, OpportunityId};
use corong_domain::opportunity::{
    Answer, AnswerState, Channel, CreditFact, CreditState, InterestFact, InterestState, Opportunity, Reason, Status,
};
use corong_domain::settings::Language;
use corong_store::Tx;

use super::people::{DemoCard, Reach};
use super::{Parts, at_days_ago};
use crate::error::BookError;
use crate::files::OpportunityFile;
use crate::moves::put_effects;
use crate::views::StatusChange;
use crate::write::{Book, Moment, Stop};

/// More steps than any way through the funnel has.
const MOST_STEPS: i64 = 12;

impl Book {
    pub(super) fn demo_steps(
        &self,
        tx: &mut Tx<'_, '_>,
        now: &Moment,
        card: &DemoCard,
        opportunity: OpportunityId,
    ) -> Result<(), Stop<Parts>> {
        let (target, after) = match card.reach {
            Reach::Stage(stage) => (stage, None),
            Reach::Won => ("customer", None),
            Reach::Nurture => ("contacted", Some(park(now))),
            Reach::Disqualified => {
                let text = String::new();
                ("captured", Some(StatusChange::Disqualify { reason: Reason::NotAFit, text }))
            }
            Reach::Lost => ("bid_sent", Some(lose(now.settings.language))),
        };
        for step in 1..=MOST_STEPS {
            // The steps are spread over the time since the card was captured.
            let days = card.captured_days_ago - card.captured_days_ago * step / (MOST_STEPS + 1);
            let moment = at_days_ago(now, days.min(card.captured_days_ago));
            let file = OpportunityFile::read(tx, opportunity)?;
            let standing = &file.opportunity.standing;
            if standing.stage.as_str() == target || standing.status != Status::Open {
                break;
            }
            self.demo_step(tx, &moment, &file, target)?;
        }
        let file = OpportunityFile::read(tx, opportunity)?;
        if let Some(change) = after {
            let moment = at_days_ago(now, (card.captured_days_ago / 4).min(20));
            let decision = self.status_decision(&file, &moment, &change)?;
            self.demo_put(tx, &moment, decision)?;
        } else {
            self.half_way(tx, &at_days_ago(now, 1), &file)?;
        }
        Ok(())
    }

    fn demo_step(
        &self,
        tx: &mut Tx<'_, '_>,
        moment: &Moment,
        file: &OpportunityFile,
        target: &str,
    ) -> Result<(), BookError> {
        let role = file.funnel.stage(&file.opportunity.standing.stage).map(|stage| stage.role);
        let move_id = MoveId(self.ids.next(moment.now));
        let context = file.decide(moment);
        let interest_open = file.opportunity.interest.state != InterestState::Yes;
        let decision = match role {
            Some(Role::Ready | Role::Contacted | Role::Qualified) if target != "qualified" && interest_open => {
                let interest = interest(moment);
                let reason = String::new();
                set_interest(&context, &InterestRequest { move_id, interest, answers: vec![], reason, reversal: None })
            }
            Some(Role::Ready | Role::Contacted | Role::Qualified) => {
                let credit = credit(moment);
                let reason = String::new();
                set_credit(&context, &CreditRequest { move_id, credit, answers: vec![], reason, reversal: None })
            }
            _ => {
                let Some(report) = evaluate_next(&context.gate) else { return Ok(()) };
                let file = &self.demo_records(tx, moment, file, &report)?;
                let answers = answers(&report, moment, &file.opportunity, true);
                let mut asked = MoveRequest::new(move_id, report.to.clone());
                asked.answers = answers;
                move_to(&file.decide(moment), &asked)
            }
        };
        self.demo_put(tx, moment, decision)
    }

    /// What the gate sees in the records themselves: the need, a demonstration.
    fn demo_records(
        &self,
        tx: &mut Tx<'_, '_>,
        moment: &Moment,
        file: &OpportunityFile,
        report: &GateReport,
    ) -> Result<OpportunityFile, BookError> {
        let mut file = file.clone();
        let asks = |field: ItemField| report.items.iter().any(|item| item.item.field == Some(field) && item.is_open());
        if asks(ItemField::Need) {
            words("need", moment.settings.language).clone_into(&mut file.opportunity.need);
            tx.put(&file.opportunity)?;
        }
        if asks(ItemField::Demonstration) {
            let held = Activity {
                id: ActivityId(self.ids.next(moment.now)),
                contact_id: file.opportunity.contact_id,
                opportunity_id: Some(file.opportunity.id),
                kind: ActivityKind::Demonstration,
                preset: None,
                subject: String::new(),
                result: words("held", moment.settings.language).to_owned(),
                inbound: false,
                state: ActivityState::Done,
                due_at: None,
                done_at: Some(moment.now),
                owner_id: moment.by(),
                created_at: moment.now,
            };
            tx.put(&held)?;
            file.activities.push(held);
        }
        Ok(file)
    }

    /// Answers a part of the gate ahead, so that cards of one stage are not all equally far.
    fn half_way(&self, tx: &mut Tx<'_, '_>, moment: &Moment, file: &OpportunityFile) -> Result<(), BookError> {
        let context = file.decide(moment);
        let Some(report) = evaluate_next(&context.gate) else { return Ok(()) };
        let inside = file.funnel.stage(&file.opportunity.standing.stage).is_some_and(|stage| stage.floor.is_some());
        if !inside {
            return Ok(());
        }
        let mut given = answers(&report, moment, &file.opportunity, false);
        given.truncate(1 + usize::from(file.opportunity.id.0.as_bytes()[15] % 2));
        let move_id = MoveId(self.ids.next(moment.now));
        let asked = corong_domain::funnel::decide::AnswerRequest { move_id, answers: given };
        self.demo_put(tx, moment, corong_domain::funnel::decide::answer_items(&context, &asked))
    }

    fn demo_put(&self, tx: &mut Tx<'_, '_>, moment: &Moment, decision: Decision) -> Result<(), BookError> {
        match decision {
            Decision::Done(effects) => put_effects(tx, moment, &self.ids, &effects),
            Decision::AlreadyDone | Decision::Asks(_) => Ok(()),
            Decision::Refused(refusal) => Err(BookError::internal(Refused(format!("{refusal:?}")))),
        }
    }
}

/// A step of the demo that the rules refuse: the demo and the shipped funnel no longer fit.
#[derive(Debug, thiserror::Error)]
#[error("the demo does not fit the funnel: {0}")]
struct Refused(String);

fn interest(moment: &Moment) -> InterestFact {
    InterestFact {
        state: InterestState::Yes,
        first_on: Some(moment.today()),
        channel: Some(Channel::Phone),
        ..InterestFact::unknown()
    }
}

fn credit(moment: &Moment) -> CreditFact {
    CreditFact {
        state: CreditState::Accepted,
        checked_by: words("credit", moment.settings.language).to_owned(),
        // Counted from today, so that no demo card starts with a credit that ran out.
        valid_until: moment.today().checked_add_days(Days::new(300)),
        ..CreditFact::unknown()
    }
}

fn park(now: &Moment) -> StatusChange {
    let wake = now.today().checked_add_days(Days::new(60)).unwrap_or(now.today());
    let text = words("park", now.settings.language).to_owned();
    StatusChange::Park { wake_on: wake.to_string(), reason: Reason::Timing, text }
}

fn lose(language: Language) -> StatusChange {
    StatusChange::Lose {
        reason: Reason::Price,
        text: words("lost", language).to_owned(),
        competitor: "Kopimesin Jaya".to_owned(),
    }
}

/// An answer for every open mandatory item that takes one; with `all`, the recommended ones are left to the seller too.
fn answers(report: &GateReport, moment: &Moment, opportunity: &Opportunity, all: bool) -> Vec<Given> {
    let open = report.items.iter().filter(|item| item.is_open() && item.item.strength == Strength::Mandatory);
    let takes = |item: &&ItemReport| all || !matches!(item.item.kind, ItemKind::MustBeYes | ItemKind::ActivityDone);
    open.filter(takes)
        .map(|item| Given { item: item.item.key.clone(), answer: answer(item, moment, opportunity) })
        .collect()
}

fn answer(item: &ItemReport, moment: &Moment, opportunity: &Opportunity) -> Answer {
    let key = item.item.key.as_str();
    let ahead = || moment.today().checked_add_signed(TimeDelta::days(120));
    let order = key == corong_domain::funnel::ORDER_ITEM;
    Answer {
        state: AnswerState::Yes,
        // A date says everything by itself.
        text: if item.item.kind == ItemKind::DateAhead {
            String::new()
        } else {
            words(key, moment.settings.language).to_owned()
        },
        on: match item.item.kind {
            ItemKind::DateAhead => ahead(),
            ItemKind::Attached if order => Some(moment.today()),
            _ => None,
        },
        amount: match item.item.kind {
            ItemKind::AmountWithin => opportunity.estimate.clone(),
            ItemKind::Attached if order => opportunity.estimate.clone(),
            _ => None,
        },
        activity_id: None,
    }
}

/// What the seller of the demo wrote.
fn words(key: &str, language: Language) -> &'static str {
    let (id, en) = match key {
        "need" | "g6_need" => ("Sarapan harus keluar dalam dua menit", "Breakfast has to be out within two minutes"),
        "held" | "g8_demonstration" => {
            ("Dicoba di dapur sendiri, hasilnya disukai", "Tried in their own kitchen, they liked it")
        }
        "credit" => ("Bagian keuangan", "Finance department"),
        "park" => ("Menunggu anggaran tahun depan", "Waits for next year's budget"),
        "lost" => ("Harga pesaing lebih rendah", "A competitor was cheaper"),
        "g6_decision_maker" => ("Pemilik, diputuskan bersama istri", "The owner, decides with his wife"),
        "g7_application" => ("Menggantikan mesin lama di bar", "Replaces the old machine at the bar"),
        "g7_criteria" => ("80 cangkir per jam, di bawah 70 dB", "80 cups an hour, below 70 dB"),
        "g8_feedback" => ("Uap bagus, suara agak keras", "Good steam, a little loud"),
        "g8_permission" => ("Diberi oleh direktur lewat telepon", "Given by the director by phone"),
        "g9_terms_version" => ("2026-2", "2026-2"),
        "g9_document" => ("penawaran.pdf", "offer.pdf"),
        "g10_receipt" => ("Dikonfirmasi lewat WhatsApp", "Confirmed by WhatsApp"),
        "g10_answer" => ("Tanya masa garansi", "Asked about the warranty"),
        "g11_terms" => ("Versi 2026-2, oleh direktur, tanda tangan", "Version 2026-2, by the director, signed"),
        "g11_order" => ("PO-2026-0117", "PO-2026-0117"),
        _ => ("Ya", "Yes"),
    };
    match language {
        Language::Id => id,
        Language::En => en,
    }
}

/// What is planned next at a stage.
pub(super) fn subject(reach: Reach, language: Language) -> &'static str {
    let (id, en) = match reach {
        Reach::Stage("engaged" | "exploring") => ("Gali kebutuhan", "Talk about the need"),
        Reach::Stage("evaluating") => ("Tanya hasil uji coba", "Ask for demo feedback"),
        Reach::Stage("agreeing") => ("Bahas syarat", "Discuss terms"),
        Reach::Won => ("Serah terima", "Hand-over"),
        Reach::Stage(_) | Reach::Nurture | Reach::Disqualified | Reach::Lost => ("Hubungi", "Get in touch"),
    };
    match language {
        Language::Id => id,
        Language::En => en,
    }
}
