//! The list of contacts: sorting, filters, pages.

use corong_book::views::{CaptureRequest, ContactsRequest, Sort, TagRequest};
use corong_domain::contact::{ContactDraft, PhoneDraft, Temperature};
use corong_domain::event::EventDraft;
use corong_domain::funnel::Level;

use crate::desk::Desk;

fn add(desk: &Desk, name: &str, company: &str, temperature: Option<Temperature>) -> CaptureRequest {
    let draft = ContactDraft {
        name: name.into(),
        company: company.into(),
        phones: vec![PhoneDraft { raw: "0812 3456 7890".into(), ..PhoneDraft::default() }],
        temperature,
        ..ContactDraft::default()
    };
    let request = CaptureRequest { draft, ..CaptureRequest::default() };
    desk.book.capture_save(&request).unwrap();
    desk.later(1);
    request
}

fn names(desk: &Desk, request: &ContactsRequest) -> Vec<String> {
    let request = ContactsRequest { limit: 100, ..request.clone() };
    desk.book.contacts_page(&request).unwrap().rows.into_iter().map(|row| row.name).collect()
}

#[test]
fn the_list_sorts_filters_and_pages() {
    let desk = Desk::new();
    add(&desk, "Citra", "PT Beta", Some(Temperature::Hot));
    add(&desk, "Ágnes", "PT Gamma", None);
    add(&desk, "budi", "CV Alfa", Some(Temperature::Cold));
    let all = ContactsRequest::default();
    assert_eq!(names(&desk, &all), ["Ágnes", "budi", "Citra"], "case and accents do not matter");
    assert_eq!(names(&desk, &ContactsRequest { sort: Sort::Company, ..all.clone() }), ["budi", "Citra", "Ágnes"]);
    assert_eq!(names(&desk, &ContactsRequest { sort: Sort::Newest, ..all.clone() }), ["budi", "Ágnes", "Citra"]);
    assert_eq!(names(&desk, &ContactsRequest { temperature: Some(Temperature::Hot), ..all.clone() }), ["Citra"]);
    assert_eq!(names(&desk, &ContactsRequest { text: "gamma".into(), ..all.clone() }), ["Ágnes"]);
    let page = desk.book.contacts_page(&ContactsRequest { offset: 1, limit: 1, ..all.clone() }).unwrap();
    assert_eq!((page.total, page.rows[0].name.as_str()), (3, "budi"));
    let beyond = desk.book.contacts_page(&ContactsRequest { offset: 10, limit: 5, ..all }).unwrap();
    assert_eq!((beyond.total, beyond.rows.len()), (3, 0));
}

#[test]
fn levels_tags_and_events_filter() {
    let desk = Desk::new();
    let (maria, opportunity) = desk.maria();
    add(&desk, "Slamet", "", None);
    let event = desk.book.event_save(&EventDraft { name: "Expo".into(), ..EventDraft::default() }).unwrap().value.event;
    desk.book.event_choose(&corong_book::views::EventChoice { event: Some(event.id) }).unwrap();
    add(&desk, "Tini", "", None);
    desk.carry(opportunity, "engaged");
    let all = ContactsRequest::default();
    assert_eq!(names(&desk, &ContactsRequest { level: Some(Level::Prospect), ..all.clone() }), ["Maria Tobing"]);
    assert_eq!(names(&desk, &ContactsRequest { event: Some(event.id), ..all.clone() }), ["Tini"]);
    desk.book.contacts_tag(&TagRequest { contacts: vec![maria], tag: "Hotel".into() }).unwrap();
    assert_eq!(names(&desk, &ContactsRequest { tag: "hotel".into(), ..all }), ["Maria Tobing"]);
}
