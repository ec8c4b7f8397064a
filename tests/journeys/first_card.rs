//! The first card: captured, found, followed up.

use corong_book::BookError;
use corong_book::views::{
    CaptureRequest, DayRequest, DoneRequest, NextStepView, PaletteRequest, ReadRequest, StatusChange, StatusRequest,
    StoredDraft, SuggestRequest,
};
use corong_domain::contact::{ContactDraft, PhoneDraft};
use corong_domain::duplicate::LikenessReason;
use corong_domain::funnel::Level;
use corong_domain::opportunity::Reason;
use corong_domain::problem::{Problem, Rule};

use crate::desk::{Desk, maria};

#[test]
fn a_card_becomes_a_lead_with_a_next_step() {
    let desk = Desk::new();
    let (contact, opportunity) = desk.maria();
    let page = desk.page(contact);
    assert_eq!(page.contact.name, "Maria Tobing");
    assert_eq!(page.company.unwrap().name, "Hotel Danau Biru");
    assert_eq!(page.phones[0].e164, "+6281366004412", "numbers are kept in E.164");
    assert_eq!(page.phones[0].shown, "0813-6600-4412", "and shown in national form");
    assert_eq!(page.level, Level::Lead);
    let card = desk.card(opportunity);
    assert_eq!(card.stage.as_str(), "captured");
    let NextStepView::Activity { due_at, .. } = card.next_step else {
        panic!("a captured card always gets a next step")
    };
    assert_eq!(due_at.unwrap().to_rfc3339(), "2026-11-26T02:00:00+00:00", "the day after tomorrow at 09:00 in Jakarta");
    let day = desk.book.capture_today().unwrap();
    assert_eq!((day.count, day.cards[0].name.as_str()), (1, "Maria Tobing"));
}

#[test]
fn an_empty_card_is_refused_and_half_a_number_is_kept() {
    let desk = Desk::new();
    let refused = desk.book.capture_save(&CaptureRequest::default());
    let Err(BookError::Invalid(problems)) = refused else { panic!("{refused:?}") };
    assert_eq!(problems, vec![Problem::new("name", Rule::EmptyCard)]);
    let draft = ContactDraft {
        phones: vec![PhoneDraft { raw: "0812 34".into(), ..PhoneDraft::default() }],
        ..ContactDraft::default()
    };
    let saved = desk.book.capture_save(&CaptureRequest { draft, ..CaptureRequest::default() }).unwrap();
    let page = desk.page(saved.value.contact);
    assert_eq!(
        (page.phones[0].raw.as_str(), page.phones[0].e164.as_str()),
        ("0812 34", ""),
        "kept as typed, shown as unread"
    );
}

#[test]
fn the_same_person_is_recognised_and_never_by_a_phone_alone() {
    let desk = Desk::new();
    let (contact, _) = desk.maria();
    let hints =
        |draft: ContactDraft| desk.book.capture_suggest(&SuggestRequest { draft, contact: None }).unwrap().duplicates;
    let again = hints(maria());
    assert_eq!(again[0].contact, contact);
    assert!(again[0].reasons.contains(&LikenessReason::SameEmail));
    let colleague = ContactDraft {
        name: "Robert Sitanggang".into(),
        phones: vec![PhoneDraft { raw: "+62 813 6600 4412".into(), ..PhoneDraft::default() }],
        ..ContactDraft::default()
    };
    for hint in hints(colleague) {
        assert!(hint.likeness < 0.5, "families and offices share phones: {hint:?}");
    }
}

#[test]
fn the_company_and_its_mail_domain_are_proposed() {
    let desk = Desk::new();
    desk.maria();
    let draft = ContactDraft { company: "hotel danau biru".into(), ..ContactDraft::default() };
    let found = desk.book.capture_suggest(&SuggestRequest { draft, contact: None }).unwrap();
    assert_eq!(found.companies, vec!["Hotel Danau Biru"]);
    assert_eq!(found.email_domain, "danaubiru.example");
}

#[test]
fn a_signature_and_a_vcard_are_read_into_drafts() {
    let desk = Desk::new();
    let read = |text: &str| desk.book.capture_read(&ReadRequest { text: text.to_owned() }).unwrap();
    let drafts = read("Siti Rahma\nPurchasing Manager\nPT Maju Jaya Abadi\nHP: 0812-3456-7890\nsiti@majujaya.example");
    let draft = &drafts[0].draft;
    assert_eq!((draft.name.as_str(), draft.company.as_str()), ("Siti Rahma", "PT Maju Jaya Abadi"));
    assert_eq!(draft.emails[0].value, "siti@majujaya.example");
    let cards =
        read("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Budi Santoso\r\nN:Santoso;Budi;;;\r\nTEL:+62811\r\nEND:VCARD\r\n");
    assert_eq!(cards[0].draft.name, "Budi Santoso");
    assert!(read("   \n ").is_empty(), "nothing in, nothing out");
}

#[test]
fn what_is_being_typed_survives_and_goes_when_it_is_saved() {
    let desk = Desk::new();
    let typing =
        StoredDraft { draft: ContactDraft { name: "Sri Les".into(), ..ContactDraft::default() }, line: String::new() };
    desk.book.draft_save(&typing).unwrap();
    assert_eq!(desk.book.draft_load().unwrap(), Some(typing));
    desk.maria();
    assert_eq!(desk.book.draft_load().unwrap(), None);
}

#[test]
fn today_shows_what_is_late_due_and_next() {
    let desk = Desk::new();
    let (_, opportunity) = desk.maria();
    let today = desk.book.today_get(&DayRequest { on: None }).unwrap();
    assert_eq!((today.late.len(), today.today.len(), today.week.len()), (0, 0, 1));
    desk.later(4);
    let today = desk.book.today_get(&DayRequest { on: None }).unwrap();
    assert_eq!((today.late.len(), today.late[0].days_late), (1, 2));
    assert_eq!(today.late[0].card.as_ref().unwrap().opportunity, opportunity);
}

#[test]
fn every_part_of_a_contact_finds_it() {
    let desk = Desk::new();
    let (contact, _) = desk.maria();
    for text in [
        "mari",
        "TOBING",
        "anau bi",
        "danaubiru.ex",
        "6600",
        "0813660044",
        "+62 813 6600",
        "steam",
        "tobing hotel",
        "ma",
    ] {
        let hits = desk.book.palette_search(&PaletteRequest { text: text.to_owned() }).unwrap();
        assert_eq!(hits.first().map(|hit| hit.contact), Some(contact), "{text:?} does not find her");
    }
    assert!(desk.book.palette_search(&PaletteRequest { text: "zzzz".into() }).unwrap().is_empty());
}

#[test]
fn today_leaves_out_the_steps_of_what_is_parked_until_it_wakes() {
    let desk = Desk::new();
    let (_, opportunity) = desk.maria();
    let park = StatusChange::Park { wake_on: "2026-12-15".to_owned(), reason: Reason::Timing, text: String::new() };
    desk.book.opportunity_status(&StatusRequest { opportunity, change: park }).unwrap();
    desk.later(4);
    let rows = |desk: &Desk| {
        let today = desk.book.today_get(&DayRequest { on: None }).unwrap();
        (today.late.len(), today.today.len(), today.waiting.len())
    };
    assert_eq!(rows(&desk), (0, 0, 0));
    desk.later(17);
    assert_eq!(rows(&desk), (0, 1, 0), "the reminder is due on the day that was given");
}

#[test]
fn today_names_what_only_waits_for_its_move() {
    let desk = Desk::new();
    let (contact, opportunity) = desk.maria();
    for step in desk.page(contact).planned {
        let done = DoneRequest { activity: step.id, result: String::new(), next: None };
        desk.book.activity_done(&done).unwrap();
    }
    let today = desk.book.today_get(&DayRequest { on: None }).unwrap();
    assert_eq!(today.waiting.len(), 1, "{:?}", desk.card(opportunity).next_step);
}
