//! Editing a funnel at the book: where-to, rehearsal, files, and one undo for everything that moved along.

use std::sync::Arc;

use corong_book::views::{
    FunnelCopy, FunnelEditRequest, FunnelOutcome, FunnelRequest, FunnelReset, FunnelView, HistoryRequest, OpenRequest,
    UndoRequest,
};
use corong_book::{Book, BookError, FixedClock, FunnelForm};
use corong_domain::funnel::edit::FunnelEdit;
use corong_domain::funnel::edit::homes::Home;
use corong_domain::funnel::{Policy, Words};
use corong_domain::history::Act;
use corong_domain::ids::{FunnelKey, StageKey};
use corong_domain::opportunity::Transition;
use corong_domain::problem::{Problem, Rule};
use corong_store::{Access, Store, TableHash};

use crate::desk::{Desk, bare_move, noon};

fn b2b() -> FunnelKey {
    FunnelKey::from("b2b")
}

fn key(text: &str) -> StageKey {
    StageKey::from(text)
}

fn edit(edits: Vec<FunnelEdit>) -> FunnelEditRequest {
    FunnelEditRequest { funnel: b2b(), edits, homes: Vec::new(), rehearsed: false }
}

fn view(desk: &Desk) -> FunnelView {
    desk.book.funnel_get(&FunnelRequest { funnel: b2b() }).unwrap()
}

fn saved(outcome: FunnelOutcome) -> (FunnelView, u32) {
    match outcome {
        FunnelOutcome::Saved { view, moved } => (view, moved),
        FunnelOutcome::Asks { leaving, rehearsal } => panic!("it asks: {leaving:?} {rehearsal:?}"),
    }
}

fn undo(desk: &Desk) -> Act {
    desk.book.change_undo(&UndoRequest::default()).unwrap().value.undone.act
}

#[test]
fn a_stage_in_use_goes_away_with_its_opportunities_and_comes_back_with_them() {
    let desk = Desk::new();
    let (contact, opportunity) = desk.maria();
    desk.carry(opportunity, "exploring");
    let before = desk.seen(contact);
    let asked = edit(vec![FunnelEdit::SwitchStage { stage: key("exploring"), on: false }]);
    let FunnelOutcome::Asks { leaving, .. } = desk.book.funnel_edit(&asked).unwrap().value else { panic!("asked") };
    assert_eq!((leaving[0].stage.as_str(), leaving[0].count), ("exploring", 1));
    assert_eq!(leaving[0].choices[0].stage.as_str(), "engaged");
    assert!(!view(&desk).changed, "a question changes nothing");

    let wrong = FunnelEditRequest { homes: vec![Home { stage: key("exploring"), to: key("ready") }], ..asked.clone() };
    let refused = desk.book.funnel_edit(&wrong).unwrap_err();
    assert!(
        matches!(refused, BookError::Invalid(problems) if problems == [Problem::new("homes.exploring", Rule::Unknown)])
    );

    let homes = vec![Home { stage: key("exploring"), to: key("evaluating") }];
    let changed = desk.book.funnel_edit(&FunnelEditRequest { homes, ..asked }).unwrap();
    assert_eq!(changed.note.unwrap().act, Act::FunnelEdited);
    let (now, moved) = saved(changed.value);
    assert_eq!((now.changed, moved), (true, 1));
    assert_eq!(desk.card(opportunity).stage, key("evaluating"));
    let history = desk.book.history_list(&HistoryRequest { limit: 1, ..HistoryRequest::default() }).unwrap();
    assert_eq!(history[0].subject, "Selling to businesses (B2B)");

    assert_eq!(undo(&desk), Act::FunnelEdited);
    assert!(!view(&desk).changed);
    assert_eq!(desk.seen(contact), before);
}

#[test]
fn undo_of_each_edit_restores_every_table() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("book.corong");
    let clock = Arc::new(FixedClock::at(noon()));
    let desk = Desk { book: Book::create(&file, Box::new(Arc::clone(&clock))).unwrap(), clock };
    desk.start(true);
    let hashes = || -> Vec<TableHash> {
        let store = Store::open(&file, Access::ReadOnly).unwrap();
        store.read(|reader| reader.visible_hashes()).unwrap()
    };
    let before = hashes();
    let edits = [
        FunnelEdit::Rename { name: Words::new("Kantor", "Office") },
        FunnelEdit::MaySkip { may_skip: false },
        FunnelEdit::AddStage { key: key(""), after: key("exploring"), label: Words::new("Uji coba", "Trial") },
        FunnelEdit::StageNumbers { stage: key("engaged"), floor: Some(5), planned_days: 3, idle_days: 2 },
        FunnelEdit::PlaceStage { stage: key("evaluating"), after: key("engaged") },
        FunnelEdit::SwitchStage { stage: key("exploring"), on: false },
        FunnelEdit::ArchiveStage { stage: key("agreeing"), archived: true },
        FunnelEdit::SetPolicy { gate: "g6".to_owned(), policy: Policy::Strict },
        FunnelEdit::SetPolicy { gate: "g9".to_owned(), policy: Policy::Off },
    ];
    for edit in edits {
        let homes = ["exploring", "agreeing"].map(|stage| Home { stage: key(stage), to: key("engaged") }).to_vec();
        let request = FunnelEditRequest { funnel: b2b(), edits: vec![edit.clone()], homes, rehearsed: true };
        saved(desk.book.funnel_edit(&request).unwrap().value);
        assert_ne!(hashes(), before, "{edit:?}");
        undo(&desk);
        assert_eq!(hashes(), before, "{edit:?}");
    }
}

#[test]
fn a_stricter_rule_is_saved_only_after_its_rehearsal() {
    let desk = Desk::new();
    let (_, opportunity) = desk.maria();
    desk.carry(opportunity, "engaged");
    let mut hurry = bare_move(opportunity, Some(key("exploring")));
    hurry.reason = "in a hurry".to_owned();
    desk.book.opportunity_move(&hurry).unwrap();
    let strict = edit(vec![FunnelEdit::SetPolicy { gate: "g6".to_owned(), policy: Policy::Strict }]);
    let outcome = desk.book.funnel_edit(&strict).unwrap();
    assert!(outcome.note.is_none());
    let FunnelOutcome::Asks { leaving, rehearsal: Some(found) } = outcome.value else { panic!("a rehearsal first") };
    assert!(leaving.is_empty());
    assert_eq!((found.gates[0].past, found.gates[0].stopped, found.gates[0].later_lost), (1, 1, 0));
    saved(desk.book.funnel_edit(&FunnelEditRequest { rehearsed: true, ..strict.clone() }).unwrap().value);
    // Back to a warning: nothing to rehearse.
    let softer = edit(vec![FunnelEdit::SetPolicy { gate: "g6".to_owned(), policy: Policy::Warn }]);
    let (now, _) = saved(desk.book.funnel_edit(&softer).unwrap().value);
    assert!(!now.changed, "what is as it was shipped has no row");
}

#[test]
fn a_copied_funnel_takes_opportunities_and_a_shipped_one_can_be_reset() {
    let desk = Desk::new();
    let (contact, _) = desk.maria();
    let copy = FunnelCopy { funnel: b2b(), key: FunnelKey::from(""), name: Words::new("Kantor", "Office") };
    let (copied, _) = saved(desk.book.funnel_copy(&copy).unwrap().value);
    assert_eq!((copied.shipped, copied.funnel.name.en.as_str()), (false, "Office"));
    let taken = FunnelCopy { key: b2b(), ..copy };
    assert!(matches!(desk.book.funnel_copy(&taken), Err(BookError::Invalid(_))));
    let funnel = copied.funnel.key.clone();
    let open = OpenRequest { contact, funnel: Some(funnel.clone()), need: "Beans".to_owned() };
    desk.book.opportunity_open(&open).unwrap();
    let lines = desk.book.funnels_list().unwrap();
    assert_eq!(lines.iter().find(|line| line.key == funnel).unwrap().open, 1);
    let own = FunnelReset { funnel, homes: Vec::new(), rehearsed: true };
    assert!(matches!(desk.book.funnel_reset(&own), Err(BookError::NotFound { .. })));

    let rename = edit(vec![FunnelEdit::Rename { name: Words::new("Grosir", "Wholesale") }]);
    assert!(saved(desk.book.funnel_edit(&rename).unwrap().value).0.changed);
    let reset = FunnelReset { funnel: b2b(), homes: Vec::new(), rehearsed: true };
    assert!(!saved(desk.book.funnel_reset(&reset).unwrap().value).0.changed);
}

#[test]
fn an_own_stage_is_walked_through_like_any_other() {
    let desk = Desk::new();
    let (contact, opportunity) = desk.maria();
    let add = FunnelEdit::AddStage { key: key("trial"), after: key("exploring"), label: Words::new("Uji", "Trial") };
    saved(desk.book.funnel_edit(&edit(vec![add])).unwrap().value);
    let card = desk.carry(opportunity, "trial");
    assert_eq!(card.percent, Some(25));
    desk.carry(opportunity, "customer");
    let moves = desk.page(contact);
    assert!(!format!("{moves:?}").contains(&format!("{:?}", Transition::Rehouse)));
}

#[test]
fn a_file_goes_out_and_comes_back_and_a_bad_one_names_everything() {
    let folder = tempfile::tempdir().unwrap();
    let desk = Desk::new();
    let (_, opportunity) = desk.maria();
    desk.carry(opportunity, "exploring");
    for name in ["b2b.toml", "b2b.json"] {
        let file = folder.path().join(name);
        desk.book.funnel_export(&b2b(), &file).unwrap();
        let read = desk.book.funnel_read(&file).unwrap();
        assert_eq!(read, view(&desk).funnel);
        assert!(desk.book.funnel_rehearse_whole(&read).unwrap().is_empty());
        let (same, moved) = saved(desk.book.funnel_import(&read, &[], false).unwrap().value);
        assert_eq!((same.changed, moved), (false, 0));
    }
    let text = desk.book.funnel_text(&b2b(), FunnelForm::Toml).unwrap();
    let file = folder.path().join("bad.toml");
    let bad = text
        .replace("floor = 35", "floor = 10")
        .replace("en = \"Engaged\"", "en = \"\"")
        .replace("to = \"customer\"", "to = \"end\"");
    std::fs::write(&file, bad).unwrap();
    let read = desk.book.funnel_read(&file).unwrap();
    let Err(BookError::Invalid(problems)) = desk.book.funnel_import(&read, &[], true) else { panic!("refused") };
    let fields: Vec<&str> = problems.iter().map(|problem| problem.field.as_str()).collect();
    assert_eq!(fields, ["stages.engaged.label.en", "stages.evaluating.floor", "gates.g11.to"]);
    std::fs::write(&file, "what = \"nothing\"").unwrap();
    assert!(matches!(desk.book.funnel_read(&file), Err(BookError::FileShape { line: Some(1), .. })));

    // A file without the stage that holds Maria asks where she goes.
    let mut short = view(&desk).funnel;
    short.stages.retain(|stage| stage.key != key("exploring"));
    short.gates.retain(|gate| gate.to != key("exploring"));
    for gate in &mut short.gates {
        if gate.from == key("exploring") {
            gate.from = key("engaged");
        }
    }
    let FunnelOutcome::Asks { leaving, .. } = desk.book.funnel_import(&short, &[], true).unwrap().value else {
        panic!("asked")
    };
    assert_eq!(leaving.len(), 1);
    let home = [Home { stage: key("exploring"), to: key("engaged") }];
    assert_eq!(saved(desk.book.funnel_import(&short, &home, true).unwrap().value).1, 1);
    assert_eq!(desk.card(opportunity).stage, key("engaged"));
}
