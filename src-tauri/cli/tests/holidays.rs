//! Holidays from a calendar file: what is due moves off them.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod support;

use support::Place;

const CALENDAR: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\n\
BEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20261123\r\nDTEND;VALUE=DATE:20261125\r\nSUMMARY:Libur\r\nEND:VEVENT\r\n\
BEGIN:VEVENT\r\nUID:2\r\nDTSTART:20261201T020000Z\r\nSUMMARY:Rapat\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

fn first_step(place: &Place, name: &str) -> String {
    place.run(&["contact", "add", "--name", name, "--company", "PT Maju", "--phone", "0811222333"]);
    let shown = place.json(&["opportunity", "show", name]).one();
    shown["next_step"]["due_at"].as_str().unwrap().to_owned()
}

#[test]
fn holidays_are_added_listed_forgotten_and_kept_free() {
    let place = Place::with_book();
    // Captured on a Friday: the day after tomorrow is a Sunday, so it is Monday.
    assert_eq!(first_step(&place, "Adi"), "2026-11-23T02:00:00Z");
    place.write("libur.ics", CALENDAR);
    let added = place.json(&["holidays", "import", "libur.ics"]).one();
    assert_eq!(
        (added["added"].as_u64(), added["total"].as_u64(), added["left_out"].as_u64()),
        (Some(2), Some(2), Some(1))
    );
    let again = place.json(&["holidays", "import", "libur.ics"]).one();
    assert_eq!((again["added"].as_u64(), again["total"].as_u64()), (Some(0), Some(2)));
    assert_eq!(place.run(&["holidays", "list"]).out, "2026-11-23\n2026-11-24\n");
    assert_eq!(first_step(&place, "Budi"), "2026-11-25T02:00:00Z");
    assert_eq!(place.json(&["holidays", "clear"]).one()["total"], 0);
    assert_eq!(place.run(&["holidays", "list"]).out, "Nothing here.\n");
    place.write("cards.vcf", support::SITI);
    let refused = place.json(&["holidays", "import", "cards.vcf"]);
    assert_eq!((refused.code, refused.error()["code"].as_str()), (3, Some("file_shape")));
}
