//! What a salesperson does on the first day, by keyboard in the real window, over a real file.

use std::path::Path;

use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::window::Window;

fn key(key: Key) -> String {
    char::from(key).to_string()
}

/// Opens the application for the first time and makes the book, in English.
fn first_day(home: &Path, words: &[&str]) -> Window {
    let window = Window::open(home, words);
    window.press("English");
    window.wait_for_text("body", "Your book");
    window.type_into("input[autocomplete=name]", "Anna Bastari");
    window.type_keys(&key(Key::Enter));
    window.wait_for("main[data-place=capture]");
    window
}

/// Types one card with keys alone and waits until the book has it.
fn type_card(window: &Window, name: &str, company: &str, phone: &str) {
    window.wait_until("the name has the cursor", "return document.activeElement?.tagName === 'INPUT'");
    for (part, end) in [(name, Key::Tab), (company, Key::Tab), (phone, Key::Enter)] {
        window.type_keys(part);
        window.type_keys(&key(end));
    }
    window.wait_for_text(".toast", &format!("{name} saved"));
}

#[test]
fn a_card_typed_by_keys_is_there_after_a_kill_right_behind_the_toast() {
    let home = tempfile::tempdir().unwrap();
    let window = first_day(home.path(), &[]);
    type_card(&window, "Maria Tobing", "Hotel Danau Biru", "0813 6600 4411");
    window.kill();

    let window = Window::open(home.path(), &[]);
    window.wait_for("main[data-place]");
    window.control("4");
    window.wait_for_text("main[data-place=contacts]", "Maria Tobing");
    window.wait_for_text("main[data-place=contacts]", "Hotel Danau Biru");
}

#[test]
fn a_pasted_signature_becomes_a_contact() {
    let home = tempfile::tempdir().unwrap();
    let window = first_day(home.path(), &[]);
    window.wait_until("the name has the cursor", "return document.activeElement?.tagName === 'INPUT'");
    let text = "Dewi Kusuma\nPurchasing Manager\nPT Samudra Roti Tbk\nHP 0812-9900-1122\ndewi@samudraroti.example\n";
    // No test reaches the clipboard of the desktop; the event is the one that Ctrl+V causes.
    let paste = "
        const event = new Event('paste', { bubbles: true, cancelable: true });
        const clipboardData = new DataTransfer();
        clipboardData.setData('text/plain', arguments[0]);
        Object.defineProperty(event, 'clipboardData', { value: clipboardData });
        document.activeElement.dispatchEvent(event);";
    window.script(paste, vec![json!(text)]);
    window.wait_until(
        "the card is filled from the text",
        "return [...document.querySelectorAll('main input')].some((field) => field.value === 'PT Samudra Roti Tbk')",
    );
    window.type_keys(&key(Key::Enter));
    window.wait_for_text(".toast", "Dewi Kusuma saved");
    window.control("4");
    window.wait_for_text("main[data-place=contacts]", "PT Samudra Roti Tbk");
}

#[test]
fn a_vcard_file_is_imported_after_a_look_and_taken_back_with_one_undo() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("guests.vcf");
    let card =
        |name: &str, phone: &str| format!("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{name}\r\nTEL:{phone}\r\nEND:VCARD\r\n");
    std::fs::write(&file, card("Siti Rahma", "081355512345") + &card("Reza Fahlevi", "081355512346")).unwrap();
    drop(first_day(home.path(), &[]));

    let window = Window::open(home.path(), &[file.to_str().unwrap()]);
    window.wait_for_text("main h1", "Import guests.vcf");
    window.wait_for_text("main", "Siti Rahma");
    window.press("Import 2");
    window.wait_for_text("main", "2 contacts imported");
    window.control("4");
    window.wait_for_text("main[data-place=contacts]", "Reza Fahlevi");
    window.control("z");
    window.wait_until(
        "the contacts are gone again",
        "return !document.querySelector('main[data-place=contacts]').innerText.includes('Reza Fahlevi')",
    );
}

/// What the gate sheet asks for first, made ready to be typed into: its kind, and the field marked `data-hand`.
const ASKED: &str = "
    document.querySelector('[data-hand]')?.removeAttribute('data-hand');
    const item = document.querySelector('aside.sheet [data-open]');
    if (!item) return null;
    const empty = [...item.querySelectorAll('input, textarea')].find((one) => !one.value && !one.max);
    const select = [...item.querySelectorAll('select')].find((one) => !one.value || one.value === 'unknown');
    const yes = [...item.querySelectorAll('button')].find((one) => one.textContent.trim() === 'Yes' && one.getAttribute('aria-pressed') !== 'true' && one.getAttribute('aria-checked') !== 'true');
    const found = yes ?? select ?? empty;
    found?.setAttribute('data-hand', '');
    if (yes) return 'yes';
    if (select) return 'select';
    return empty ? (empty.type === 'date' ? 'date' : empty.inputMode) : 'wait';";

const CHOOSE: &str = "
    const select = document.querySelector('[data-hand]');
    const choice = [...select.options].find((one) => one.textContent.trim() === 'Accepted') ?? select.options[1];
    select.value = choice.value;
    select.dispatchEvent(new Event('input', { bubbles: true }));
    select.dispatchEvent(new Event('change', { bubbles: true }));";

const SET_DATE: &str = "
    const field = document.querySelector('[data-hand]');
    field.value = '2099-06-30';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.dispatchEvent(new Event('change', { bubbles: true }));";

/// Answers everything that the open gate sheet asks for, and moves.
fn answer_and_move(window: &Window) {
    for _ in 0..80 {
        match window.script(ASKED, Vec::new()).as_str() {
            None => break,
            Some("yes") => window.click("[data-hand]"),
            // A list of the system is not drawn in the page, and a date field differs from system to system.
            Some("select") => drop(window.script(CHOOSE, Vec::new())),
            Some("date") => drop(window.script(SET_DATE, Vec::new())),
            Some("decimal" | "numeric") => window.type_into("[data-hand]", "1500000"),
            Some("wait") => std::thread::sleep(std::time::Duration::from_millis(20)),
            Some(_) => window.type_into("[data-hand]", "said so"),
        }
    }
    assert_eq!(window.script(ASKED, Vec::new()), Value::Null, "the sheet still asks: {}", window.text("aside.sheet"));
    window.click("aside.sheet button.primary");
    window.wait_until_gone("aside.sheet");
}

#[test]
fn a_lead_goes_through_every_gate_to_customer_comes_back_and_is_found_after_a_restart() {
    let home = tempfile::tempdir().unwrap();
    let window = first_day(home.path(), &[]);
    type_card(&window, "Maria Tobing", "Hotel Danau Biru", "0813 6600 4411");
    window.control("2");
    window.wait_for("main[data-place=board] [data-card]");
    let label = |window: &Window| {
        let script = "return document.querySelector('[data-card]')?.getAttribute('aria-label') ?? ''";
        window.script(script, Vec::new()).as_str().unwrap_or_default().to_owned()
    };
    let mut stages = vec![label(&window)];
    for _ in 0..12 {
        if stages.last().is_some_and(|stage| stage.ends_with("Customer")) {
            break;
        }
        window.script("document.querySelector('[data-card]').focus()", Vec::new());
        window.type_keys("]");
        let before = serde_json::to_string(stages.last().unwrap()).unwrap();
        window.wait_until(
            "the card moves, or the sheet opens",
            &format!(
                "return document.querySelector('aside.sheet') !== null ||
                 (document.querySelector('[data-card]')?.getAttribute('aria-label') ?? {before}) !== {before}"
            ),
        );
        if window.count("aside.sheet") > 0 {
            answer_and_move(&window);
        }
        window.wait_until(
            "the card stands at its new stage",
            &format!(
                "return (document.querySelector('[data-card]')?.getAttribute('aria-label') ?? {before}) !== {before}"
            ),
        );
        stages.push(label(&window));
    }
    assert!(stages.last().unwrap().ends_with("Customer"), "the way was {stages:?}");
    assert!(stages.len() >= 9, "no gate is jumped over: {stages:?}");

    window.control("z");
    let before = serde_json::to_string(stages.last().unwrap()).unwrap();
    window.wait_until(
        "undo takes the last move back",
        &format!("return (document.querySelector('[data-card]')?.getAttribute('aria-label') ?? {before}) !== {before}"),
    );
    assert_eq!(label(&window), stages[stages.len() - 2]);
    drop(window);

    let again = Window::open(home.path(), &[]);
    again.wait_for("main[data-place]");
    again.control("2");
    again.wait_for("main[data-place=board] [data-card]");
    assert_eq!(label(&again), stages[stages.len() - 2]);
}
