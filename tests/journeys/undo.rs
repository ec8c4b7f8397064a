//! Undo of everything: after it the book shows what it showed before.

use corong_book::BookError;
use corong_book::views::{
    ActivityDraft, ContactEdit, ContactsRef, HistoryRequest, NoteRequest, OpportunityEdit, TagRequest, UndoRequest,
};
use corong_domain::activity::ActivityKind;
use corong_domain::history::Act;
use corong_domain::ids::ContactId;

use crate::desk::{Desk, maria};

fn undo(desk: &Desk) -> Act {
    desk.book.change_undo(&UndoRequest::default()).unwrap().value.undone.act
}

#[test]
fn each_act_is_undone_to_what_was_there_before() {
    let desk = Desk::new();
    let (contact, opportunity) = desk.maria();
    type Act = (&'static str, Box<dyn Fn(&Desk)>);
    let acts: Vec<Act> = vec![
        (
            "edit",
            Box::new(move |desk| {
                let mut draft = desk.page(contact).draft;
                draft.name = "Maria T.".into();
                draft.phones.clear();
                draft.tags.push("hotel".into());
                draft.company = "Danau Biru Group".into();
                desk.book.contact_edit(&ContactEdit { contact, draft }).unwrap();
            }),
        ),
        (
            "move",
            Box::new(move |desk| {
                desk.advance(opportunity);
            }),
        ),
        (
            "note",
            Box::new(move |desk| {
                desk.book.note_add(&NoteRequest { contact, opportunity: None, text: "likes Gayo".into() }).unwrap();
            }),
        ),
        (
            "tag",
            Box::new(move |desk| {
                desk.book.contacts_tag(&TagRequest { contacts: vec![contact], tag: "espresso".into() }).unwrap();
            }),
        ),
        (
            "value",
            Box::new(move |desk| {
                let edit = OpportunityEdit {
                    opportunity,
                    estimate: Some("5000000".into()),
                    need: None,
                    source: None,
                    expected_on: None,
                    event: None,
                };
                desk.book.opportunity_edit(&edit).unwrap();
            }),
        ),
        (
            "plan",
            Box::new(move |desk| {
                let plan = ActivityDraft {
                    id: None,
                    contact,
                    opportunity: None,
                    kind: ActivityKind::Visit,
                    subject: "See the kitchen".into(),
                    due_at: None,
                    done: false,
                    result: String::new(),
                    inbound: false,
                };
                desk.book.activity_save(&plan).unwrap();
            }),
        ),
        (
            "delete",
            Box::new(move |desk| {
                desk.book.contacts_delete(&ContactsRef { contacts: vec![contact] }).unwrap();
            }),
        ),
    ];
    for (name, act) in acts {
        let before = desk.seen(contact);
        act(&desk);
        undo(&desk);
        assert_eq!(desk.seen(contact), before, "after undoing the {name} it is not what it was");
        assert!(desk.book.check(false).unwrap().ok, "after undoing the {name} the book is not sound");
    }
}

#[test]
fn undo_goes_back_step_by_step_and_an_undo_can_be_undone() {
    let desk = Desk::new();
    let (contact, opportunity) = desk.maria();
    for stage in ["ready", "engaged", "exploring"] {
        desk.carry(opportunity, stage);
    }
    let furthest = desk.seen(contact);
    let redo = desk.book.change_undo(&UndoRequest::default()).unwrap().note.unwrap();
    assert_ne!(desk.seen(contact), furthest);
    desk.book.change_undo(&UndoRequest { change: Some(redo.change) }).unwrap();
    assert_eq!(desk.seen(contact), furthest, "an undo that is undone does it again");
    let mut steps = 0;
    while desk.card(opportunity).stage.as_str() != "captured" {
        undo(&desk);
        steps += 1;
        assert!(steps < 20, "undo does not get to the beginning");
    }
}

#[test]
fn undo_keeps_what_was_edited_since() {
    let desk = Desk::new();
    let (contact, _) = desk.maria();
    let edit = |change: &dyn Fn(&mut corong_domain::contact::ContactDraft)| {
        let mut draft = desk.page(contact).draft;
        change(&mut draft);
        desk.book.contact_edit(&ContactEdit { contact, draft }).unwrap().note.unwrap().change
    };
    let first = edit(&|draft| {
        draft.name = "Maria A. Tobing".into();
        draft.note = "one".into();
    });
    edit(&|draft| draft.note = "two".into());
    let undone = desk.book.change_undo(&UndoRequest { change: Some(first) }).unwrap().value;
    let page = desk.page(contact);
    assert_eq!((page.contact.name.as_str(), page.contact.note.as_str()), ("Maria Tobing", "two"));
    assert_eq!(undone.kept, 1, "the later note is counted as kept");
}

#[test]
fn history_names_who_did_what_to_which_field() {
    let desk = Desk::new();
    let (contact, _) = desk.maria();
    let mut draft = maria();
    draft.job_title = "Director".into();
    draft.phones = desk.page(contact).draft.phones;
    draft.emails = desk.page(contact).draft.emails;
    desk.book.contact_edit(&ContactEdit { contact, draft }).unwrap();
    let history =
        desk.book.history_list(&HistoryRequest { contact: Some(contact), ..HistoryRequest::default() }).unwrap();
    assert_eq!(history.iter().map(|entry| entry.act).collect::<Vec<_>>(), [Act::ContactEdited, Act::ContactCaptured]);
    let newest = &history[0];
    assert_eq!((newest.by.as_str(), newest.subject.as_str()), ("Anna Bastari", "Maria Tobing"));
    let field = newest.fields.iter().find(|field| field.column == "job_title").unwrap();
    assert_eq!((field.before.as_deref(), field.after.as_deref()), (Some("F&B manager"), Some("Director")));
}

#[test]
fn the_history_of_one_contact_says_nothing_about_others() {
    let desk = Desk::new();
    let (maria, _) = desk.maria();
    let (other, _) = desk.maria();
    desk.book.contacts_tag(&TagRequest { contacts: vec![maria, other], tag: "fair".into() }).unwrap();
    let request = HistoryRequest { contact: Some(maria), ..HistoryRequest::default() };
    let history = desk.book.history_list(&request).unwrap();
    let tags: Vec<_> = history[0].fields.iter().filter(|field| field.column == "tag").collect();
    assert_eq!(tags.len(), 1, "one change tagged two contacts: {:?}", history[0].fields);
}

#[test]
fn fifty_changes_can_be_undone_one_after_the_other() {
    let desk = Desk::new();
    let cards: Vec<ContactId> = (0..50).map(|_| desk.maria().0).collect();
    for left in (0..50).rev() {
        undo(&desk);
        assert_eq!(desk.book.book_status().unwrap().counts.contacts, left);
    }
    assert_eq!(cards.len(), 50);
}

#[test]
fn nothing_to_undo_is_said() {
    let desk = Desk::new();
    // Making the owner is the one change of a started book.
    undo(&desk);
    let nothing = desk.book.change_undo(&UndoRequest::default());
    assert!(matches!(nothing, Err(BookError::CannotUndo)), "{nothing:?}");
    let unknown = desk.book.change_undo(&UndoRequest { change: Some("no change".into()) });
    assert!(matches!(unknown, Err(BookError::CannotUndo)), "{unknown:?}");
}
