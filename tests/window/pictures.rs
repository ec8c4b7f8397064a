//! Pictures for people, in the folder that `CORONG_PICTURES` names. `cargo xtask pictures` makes them.

use crate::window::Window;

#[test]
fn pictures_of_the_opened_window() {
    let home = tempfile::tempdir().unwrap();
    let window = Window::open(home.path(), &[]);
    let picture = std::fs::read(window.picture("opened")).unwrap();
    assert!(picture.starts_with(b"\x89PNG"), "a picture is a PNG");
}
