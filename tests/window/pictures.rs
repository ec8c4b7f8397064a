//! Pictures for people, in the folder that `CORONG_PICTURES` names: every place of the demo book in both languages.
//! `cargo xtask pictures` makes them.

use crate::window::Window;

/// Where a picture is taken: the address in the window and how to know that it is drawn.
const PLACES: &[(&str, &str, &str)] = &[
    ("capture", "#/capture", "main[data-place=capture] input"),
    ("funnel", "#/board", "main[data-place=board] [data-card]"),
    ("today", "#/today", "main[data-place=today] [data-line]"),
    ("contacts", "#/contacts", "main[data-place=contacts] [role=row] .name"),
    ("settings", "#/settings?section=general", "main[data-place=settings] h1"),
    ("appearance", "#/settings?section=appearance", "main[data-place=settings] h1"),
    ("events", "#/settings?section=events", "main[data-place=settings] h1"),
    ("work", "#/settings?section=work", "main[data-place=settings] h1"),
    ("keys", "#/settings?section=keys", "main[data-place=settings] h1"),
    ("data", "#/settings?section=data", "main[data-place=settings] h1"),
    ("about", "#/settings?section=about", "main[data-place=settings] h1"),
];

fn go(window: &Window, address: &str) {
    window.script("location.hash = arguments[0]", vec![serde_json::Value::from(address)]);
}

fn take(window: &Window, name: &str) {
    // Two frames, so that what was just drawn is on the screen; fonts come late on the first one.
    window.wait_until("the fonts are there", "return document.fonts.status === 'loaded'");
    std::thread::sleep(std::time::Duration::from_millis(400));
    let picture = std::fs::read(window.picture(name)).unwrap();
    assert!(picture.starts_with(b"\x89PNG"), "a picture is a PNG");
}

fn take_all(window: &Window, language: &str) {
    for (name, address, drawn) in PLACES {
        go(window, address);
        window.wait_for(drawn);
        take(window, &format!("{name}-{language}"));
    }
    let named = |name: &str| {
        format!("[...document.querySelectorAll('[data-card]')].find((card) => card.textContent.includes('{name}'))")
    };
    go(window, "#/board");
    window.wait_for("main[data-place=board] [data-card]");
    window.script(&format!("{}.focus()", named("Hendrik Tan")), Vec::new());
    window.type_keys("\u{e007}");
    window.wait_for("main[data-place=contact] h1");
    take(window, &format!("contact-{language}"));

    // A card that the gate stops.
    go(window, "#/board");
    window.wait_for("main[data-place=board] [data-card]");
    window.script(&format!("{}.focus()", named("Rina Marlina")), Vec::new());
    window.type_keys("]");
    window.wait_for("aside.sheet [data-open]");
    take(window, &format!("gate-{language}"));
    window.type_keys("\u{e00c}");
    window.wait_until_gone("aside.sheet");
}

/// The places that a salesperson lives in, in another theme: chosen in the window as anybody would.
fn take_in_theme(window: &Window, words: &str, theme: &str, language: &str) {
    go(window, "#/settings?section=appearance");
    window.wait_for("main[data-place=settings] h1");
    window.press(words);
    window.wait_for(&format!("html[data-theme={theme}]"));
    for (name, address, drawn) in PLACES.iter().take(4) {
        go(window, address);
        window.wait_for(drawn);
        take(window, &format!("{name}-{theme}-{language}"));
    }
}

#[test]
fn pictures_of_every_place_in_both_languages() {
    let home = tempfile::tempdir().unwrap();
    let first = Window::open(home.path(), &[]);
    first.wait_for("input[autocomplete=name]");
    take(&first, "first-run");
    drop(first);

    let spoken = [("Bahasa Indonesia", "id", ["Gelap", "Terik"]), ("English", "en", ["Dark", "Sunlight"])];
    for (words, language, [dark, sunlight]) in spoken {
        // A window for each: the toast of one language has no place in the pictures of the other.
        let window = Window::open(home.path(), &["--demo"]);
        window.wait_for("main[data-place]");
        go(&window, "#/settings?section=general");
        window.wait_for("main[data-place=settings] h1");
        window.press(words);
        window.wait_for(&format!("html[lang={language}]"));
        take_all(&window, language);
        take_in_theme(&window, dark, "dark", language);
        take_in_theme(&window, sunlight, "sunlight", language);
    }
}
