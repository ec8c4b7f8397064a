//! The hands of these tests work in the real window: without this, a journey that fails could be the fault of either.

use serde_json::json;

use crate::window::Window;

const BENCH: &str = "
    const bench = document.createElement('form');
    bench.id = 'bench';
    const line = document.createElement('input');
    const press = document.createElement('button');
    const said = document.createElement('output');
    press.type = 'button';
    press.textContent = arguments[0];
    press.addEventListener('click', () => {
      if (line.value === 'go') bench.remove();
      said.textContent = `heard ${line.value}`;
      line.value = '';
    });
    bench.append(line, press, said);
    bench.style.cssText = 'position:fixed;inset:0;z-index:2147483647';
    document.body.append(bench);
    return document.querySelectorAll('#bench input').length;";

#[test]
fn keys_clicks_and_looks_reach_the_window() {
    let home = tempfile::tempdir().unwrap();
    let window = Window::open(home.path(), &[]);
    assert_eq!(window.script(BENCH, vec![json!("Press")]), json!(1));
    assert_eq!(window.count("#bench button"), 1);
    window.type_into("#bench input", "Sari");
    window.type_keys(" Dewi");
    window.click("#bench button");
    window.wait_for_text("#bench output", "heard Sari Dewi");
    window.type_into("#bench input", "go");
    window.click("#bench button");
    window.wait_until_gone("#bench");
}

#[test]
fn a_killed_application_is_gone_and_opens_again() {
    let home = tempfile::tempdir().unwrap();
    Window::open(home.path(), &[]).kill();
    let again = Window::open(home.path(), &[]);
    assert_eq!(again.count("body"), 1);
}
