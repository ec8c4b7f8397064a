//! The chores of the repository: `cargo xtask setup | run | test | bench | bundle | pictures | models`.
//!
//! Deliberately absent: dependencies. A newcomer waits for this program before anything else happens.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program of the command line talks to its terminal")]

mod count;
mod lanes;
mod models;
mod node;
mod packages;
mod place;
mod process;
mod screen;
mod testing;

use std::process::{Command, ExitCode};

use lanes::{LANES, Needs, Tools};
use process::{Outcome, fail, run, say};

const USAGE: &str = "cargo xtask CHORE

  setup                          check and install what building and testing need
  run [--demo] [--release] [-- ARGS]
                                 build the application and open it, with a demo book or with your own
  test [--quick] [--only LANE] [--skip LANE]
                                 run every test; --quick runs the lanes that need no window
  bench [--quick] [--enforce] [--json FILE]
                                 measure Corong and bare SQLite in turn
  bundle [ARGS]                  make the installers of this system
  pictures                       write pictures of every place into pictures/
  models                         fetch the text models that photos of cards are read with into models/";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let (chore, rest) = match words.split_first() {
        Some((chore, rest)) => (chore.as_str(), rest),
        None => ("help", &[][..]),
    };
    let outcome = match chore {
        "setup" => setup(),
        "run" => open(rest),
        "test" => return test(rest),
        "bench" => bench(rest),
        "bundle" => bundle(rest),
        "pictures" => pictures(),
        "models" => models::ensure(),
        "help" | "--help" | "-h" => {
            println!("{USAGE}");
            Ok(())
        }
        other => fail(format!("there is no chore named {other}\n\n{USAGE}")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn setup() -> Outcome {
    let every: Vec<Needs> = LANES.iter().filter(|lane| lane.is_possible()).map(|lane| lane.needs).collect();
    Tools::gather(&every)?;
    models::ensure_or_tell();
    say("Everything is there: cargo xtask run --demo opens the application, cargo xtask test runs every test");
    Ok(())
}

fn open(words: &[String]) -> Outcome {
    let (own, passed) = match words.iter().position(|word| word == "--") {
        Some(at) => (words.get(..at).unwrap_or_default(), words.get(at + 1..).unwrap_or_default()),
        None => (words, &[][..]),
    };
    let (mut demo, mut release) = (false, false);
    for word in own {
        match word.as_str() {
            "--demo" => demo = true,
            "--release" => release = true,
            other => return fail(format!("run does not know {other}; words for Corong itself come after --")),
        }
    }
    let tools = Tools::gather(&[Needs::Window])?;
    models::ensure_or_tell();
    lanes::build_application(tools.node()?, release)?;
    let program = place::program("corong", release)?;
    if !has_screen() {
        return fail(format!(
            "Corong is built: {}\nThere is no screen to open it on (neither DISPLAY nor WAYLAND_DISPLAY is set). Run this \
             in a desktop session, or come with ssh -X, or look at the pictures that cargo xtask pictures makes.",
            program.display()
        ));
    }
    say(format_args!("Opening {}", program.display()));
    let mut corong = Command::new(&program);
    if demo {
        corong.arg("--demo");
    }
    run("Corong", corong.args(passed))
}

fn has_screen() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

fn test(words: &[String]) -> ExitCode {
    match testing::Choice::parse(words) {
        Ok(choice) if testing::test(&choice) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn bench(words: &[String]) -> Outcome {
    packages::ensure(&[packages::For::Rooms])?;
    let mut bench = place::cargo();
    bench.args(["run", "--release", "--quiet", "-p", "corong-bench", "--"]).args(words);
    // Paths in the arguments are meant from where the reader stands.
    if let Ok(here) = std::env::current_dir() {
        bench.current_dir(here);
    }
    run("bench", &mut bench)
}

fn bundle(words: &[String]) -> Outcome {
    let tools = Tools::gather(&[Needs::Window])?;
    let node = tools.node()?;
    node::build_ui(node)?;
    let tauri = place::ui().join("node_modules").join("@tauri-apps").join("cli").join("tauri.js");
    if !tauri.is_file() {
        return fail("@tauri-apps/cli is not among the packages of ui/package.json");
    }
    let mut command = node.command("node");
    // The user interface is built already, and Tauri would look for npm at the root.
    command.arg(tauri).args(["build", "--config", r#"{"build":{"beforeBuildCommand":null}}"#]);
    models::ensure_or_tell();
    if models::are_there(&models::folder()) {
        // Tauri refuses to build with a resource that is not there, so the settings do not name this one.
        command.args(["--config", r#"{"bundle":{"resources":{"models/":"models/"}}}"#]);
    }
    if cfg!(target_os = "linux") && !words.iter().any(|word| word == "--bundles") {
        // The third kind, AppImage, fetches its tools from outside every package registry.
        command.args(["--bundles", "deb,rpm"]);
    }
    run("tauri build", command.args(words).current_dir(place::root()))
}

fn pictures() -> Outcome {
    let choice = testing::Choice { only: vec!["pictures".to_owned()], ..testing::Choice::default() };
    if !testing::test(&choice) {
        return fail("the pictures could not all be made");
    }
    say(format_args!("Pictures are in {}", place::root().join("pictures").display()));
    Ok(())
}
