//! The window opens and shows itself.

use crate::window::Window;

#[test]
fn the_window_opens_and_draws() {
    let home = tempfile::tempdir().unwrap();
    let window = Window::open(home.path(), &[]);
    assert!(window.title().contains("Corong"), "the title is {:?}", window.title());
    window.wait_for("main");
    assert!(!window.text("body").trim().is_empty(), "the window stays empty");
}
