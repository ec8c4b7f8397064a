//! What the user interface may not do.

use crate::tree::{none, with_ending};

const DOOR: &str = "ui/src/lib/api.ts";
const BINDINGS: &str = "ui/src/lib/bindings.ts";

/// The sources of the interface, without what only its tests load.
fn sources() -> Vec<(String, String)> {
    let mut sources = with_ending(&[".ts", ".svelte", ".js"]);
    sources.retain(|(file, _)| file.starts_with("ui/src/") && !file.contains(".test.") && !file.contains("/tests/"));
    assert!(!sources.is_empty(), "the sources of the interface are in ui/src");
    sources
}

#[test]
fn text_never_becomes_markup() {
    let ways = ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "{@html", "srcdoc"];
    let mut found = Vec::new();
    for (file, text) in sources() {
        for (number, line) in text.lines().enumerate() {
            found.extend(ways.iter().filter(|way| line.contains(**way)).map(|way| {
                let number = number + 1;
                format!("{file}:{number}: {way}")
            }));
        }
    }
    none("text could become markup", found);
}

#[test]
fn only_the_door_calls_commands() {
    let mut found = Vec::new();
    for (file, text) in sources() {
        if file == DOOR || file == BINDINGS {
            continue;
        }
        for (clause, module) in imports(&text) {
            let bindings = module.ends_with("/bindings") || module.ends_with("/bindings.ts");
            let only_types = clause.trim_start().starts_with("type ");
            if bindings && !only_types || module.starts_with("@tauri-apps/") {
                found.push(format!("{file} imports {} from {module}", clause.trim()));
            }
        }
        if text.contains("__TAURI") {
            found.push(format!("{file} reaches for the window's own object"));
        }
    }
    none(&format!("commands are called past {DOOR}"), found);
}

/// What a source imports: the words between `import` and `from`, and the module. Calls of `import()` count too.
fn imports(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices("import") {
        let rest = &text[at + "import".len()..];
        let Some(quote) = rest.find(['"', '\'']) else { continue };
        let clause = &rest[..quote];
        let is_import = clause.trim_start().is_empty() || clause.trim() == "(" || clause.trim_end().ends_with("from");
        let is_one_statement = !clause.contains(';') && !clause.contains('=');
        let after = &rest[quote + 1..];
        if let (true, true, Some(end)) = (is_import, is_one_statement, after.find(['"', '\''])) {
            let clause = clause.trim_end().trim_end_matches("from");
            found.push((clause.trim().to_owned(), after[..end].to_owned()));
        }
    }
    found
}

#[test]
fn imports_are_found_in_every_form() {
    let text = "import a from 'a';\nimport type { B } from \"./bindings\";\nimport {\n  c,\n  d,\n} from '../lib/bindings';\n\
        const e = await import('e');\nimport './f.css';\nconst important = 'g';";
    let modules: Vec<String> = imports(text).into_iter().map(|(_, module)| module).collect();
    assert_eq!(modules, ["a", "./bindings", "../lib/bindings", "e", "./f.css"]);
    assert!(imports(text)[1].0.starts_with("type "));
    assert!(!imports(text)[2].0.starts_with("type "));
}
