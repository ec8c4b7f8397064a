//! The lanes of `cargo xtask test`: what each runs, and how its tests are counted.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::count::Counts;
use crate::node::{self, Node};
use crate::packages::{self, For};
use crate::place;
use crate::process::{Failure, Outcome, exists, fail, limited, read, run, run_and_read, say};
use crate::screen::{self, Screen};

/// What a lane needs on the machine before it starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Rust alone.
    Rust,
    /// Node and the npm packages.
    Ui,
    /// The libraries of the window, Node and the npm packages.
    Window,
    /// Node, the npm packages and a Chromium.
    Browser,
    /// All of it, and a screen that nobody sees.
    Screen,
}

/// One step of the test run.
pub struct Lane {
    pub name: &'static str,
    pub about: &'static str,
    /// Part of `--quick`; still run after another lane failed, for it costs little.
    pub quick: bool,
    pub needs: Needs,
    pub run: fn(&Tools) -> Outcome<Counts>,
}

impl Lane {
    /// Whether this system can run the lane: the driver of the real window is WebKitGTK's.
    pub fn is_possible(&self) -> bool {
        cfg!(target_os = "linux") || self.needs != Needs::Screen
    }
}

/// All lanes, the cheapest first.
pub const LANES: &[Lane] = &[
    Lane { name: "format", about: "cargo fmt", quick: true, needs: Needs::Rust, run: format },
    Lane { name: "lint", about: "clippy on the rooms", quick: true, needs: Needs::Rust, run: lint },
    Lane { name: "rooms", about: "tests of the rooms", quick: true, needs: Needs::Rust, run: rooms },
    Lane { name: "house", about: "rules and journeys of the house", quick: true, needs: Needs::Rust, run: house },
    Lane { name: "types", about: "svelte-check and tsc", quick: true, needs: Needs::Ui, run: types },
    Lane { name: "ui", about: "Vitest", quick: true, needs: Needs::Ui, run: ui },
    Lane { name: "shell", about: "clippy and tests of the shell", quick: false, needs: Needs::Window, run: shell },
    Lane { name: "browser", about: "Playwright with axe", quick: false, needs: Needs::Browser, run: browser },
    Lane { name: "window", about: "journeys in the real window", quick: false, needs: Needs::Screen, run: window },
    Lane { name: "pictures", about: "pictures of every place", quick: false, needs: Needs::Screen, run: pictures },
];

/// What was found or fetched for the lanes of this run.
#[derive(Debug, Default)]
pub struct Tools {
    node: Option<Node>,
    chromium: Option<PathBuf>,
}

impl Tools {
    /// Checks and installs what the lanes need, and says so.
    pub fn gather(needs: &[Needs]) -> Outcome<Self> {
        let mut tools = Tools::default();
        let any = |wanted: &[Needs]| needs.iter().any(|need| wanted.contains(need));
        let mut uses = vec![For::Rooms];
        if any(&[Needs::Window, Needs::Screen]) {
            uses.push(For::Window);
        }
        if any(&[Needs::Browser]) {
            uses.push(For::Browser);
        }
        if any(&[Needs::Screen]) {
            uses.push(For::Screen);
        }
        packages::ensure(&uses)?;
        rust_components()?;
        if any(&[Needs::Ui, Needs::Window, Needs::Browser, Needs::Screen]) {
            let node = node::ensure()?;
            node::install_ui(&node)?;
            if any(&[Needs::Browser]) {
                tools.chromium = Some(screen::chromium(&node)?);
            }
            tools.node = Some(node);
        }
        Ok(tools)
    }

    /// The Node of this run.
    pub fn node(&self) -> Outcome<&Node> {
        self.node.as_ref().ok_or_else(|| Failure("Node was not made ready".to_owned()))
    }
}

/// rustfmt and clippy come with Rust, but a small installation leaves them out.
fn rust_components() -> Outcome {
    let asked = |name: &str| read(place::cargo().args([name, "--version"])).is_some();
    if asked("fmt") && asked("clippy") {
        return Ok(());
    }
    if !exists("rustup") {
        return fail("rustfmt and clippy are missing: install the components of your Rust that carry them");
    }
    say("Rust: adding rustfmt and clippy");
    run("rustup", Command::new("rustup").args(["component", "add", "rustfmt", "clippy"]).current_dir(place::root()))
}

fn format(_: &Tools) -> Outcome<Counts> {
    check(place::cargo().args(["fmt", "--all", "--check"]))
}

fn lint(_: &Tools) -> Outcome<Counts> {
    let rooms = ["clippy", "--workspace", "--exclude", "corong", "--all-targets", "--features", "corong-tests/window"];
    check(place::cargo().args(rooms).args(["--", "-D", "warnings"]))
}

fn rooms(_: &Tools) -> Outcome<Counts> {
    let rooms = ["test", "--workspace", "--exclude", "corong", "--exclude", "corong-tests", "--no-fail-fast"];
    cargo_tests(place::cargo().args(rooms))
}

fn house(_: &Tools) -> Outcome<Counts> {
    // Without the feature `window`, which the tests of the real window ask for.
    cargo_tests(place::cargo().args(["test", "-p", "corong-tests", "--no-fail-fast"]))
}

fn types(tools: &Tools) -> Outcome<Counts> {
    check(tools.node()?.npm().args(["run", "--silent", "check"]))
}

fn ui(tools: &Tools) -> Outcome<Counts> {
    let report = fresh_report("vitest.json")?;
    let mut npm = limited_npm(tools.node()?, 10);
    npm.args(["run", "--silent", "test", "--", "--reporter=default", "--reporter=json"]);
    npm.arg(format!("--outputFile.json={}", report.display()));
    reported(&mut npm, &report, Counts::of_vitest)
}

fn shell(tools: &Tools) -> Outcome<Counts> {
    // The shell embeds the built user interface, so that comes first. The bridge is checked along with it.
    node::build_ui(tools.node()?)?;
    let package = ["-p", "corong", "--features", "bridge,custom-protocol"];
    let lint = place::cargo().arg("clippy").args(package).args(["--all-targets", "--", "-D", "warnings"]).status();
    let mut counts = Counts::one(lint.is_ok_and(|status| status.success()));
    counts += cargo_tests(place::cargo().arg("test").args(package).arg("--no-fail-fast"))?;
    Ok(counts)
}

fn browser(tools: &Tools) -> Outcome<Counts> {
    node::build_ui(tools.node()?)?;
    say("Bridge: building");
    let bridge = ["build", "-p", "corong", "--bin", "corong-bridge", "--features", "bridge,custom-protocol"];
    run("the bridge of the browser tests could not be built", place::cargo().args(bridge))?;
    let report = fresh_report("playwright.json")?;
    let mut npm = limited_npm(tools.node()?, 20);
    npm.args(["run", "--silent", "e2e", "--", "--reporter=list,json"]);
    npm.env("PLAYWRIGHT_JSON_OUTPUT_FILE", &report).env("CORONG_BRIDGE", place::program("corong-bridge", false)?);
    if let Some(chromium) = &tools.chromium {
        npm.env("CORONG_CHROMIUM", chromium);
    }
    reported(&mut npm, &report, Counts::of_playwright)
}

fn window(tools: &Tools) -> Outcome<Counts> {
    in_window(tools, &["--skip", "pictures"], None)
}

fn pictures(tools: &Tools) -> Outcome<Counts> {
    in_window(tools, &["pictures"], Some(&place::root().join("pictures")))
}

/// Builds the application and runs those tests of the real window that the words choose.
fn in_window(tools: &Tools, words: &[&str], pictures: Option<&Path>) -> Outcome<Counts> {
    build_application(tools.node()?, false)?;
    let tests = ["test", "-p", "corong-tests", "--features", "window", "--test", "window"];
    // Compiled before the screen starts, so that the limit of time concerns the journeys alone.
    run("the tests of the window do not compile", place::cargo().args(tests).arg("--no-run"))?;
    let screen = Screen::start()?;
    let mut command = screen::with_bus(20, &place::cargo_program())?;
    command.args(tests);
    // One at a time: each has the screen to itself.
    command.args(["--", "--test-threads=1"]).args(words).current_dir(place::root());
    command.env("CORONG_BIN", place::program("corong", false)?).env("CORONG_DRIVER", screen::driver()?);
    if let Some(folder) = pictures {
        std::fs::create_dir_all(folder)
            .map_err(|error| Failure(format!("{} could not be made: {error}", folder.display())))?;
        command.env("CORONG_PICTURES", folder);
    }
    screen.lend(&mut command);
    cargo_tests(&mut command)
}

/// Builds the user interface and the application that carries it.
pub fn build_application(node: &Node, release: bool) -> Outcome {
    node::build_ui(node)?;
    say("Application: building (some minutes the first time)");
    let mut build = place::cargo();
    build.args(["build", "-p", "corong", "--bin", "corong", "--features", "custom-protocol"]);
    if release {
        build.arg("--release");
    }
    run("the application could not be built", &mut build)
}

fn check(command: &mut Command) -> Outcome<Counts> {
    match command.status() {
        Ok(status) => Ok(Counts::one(status.success())),
        Err(error) => fail(format!("{} did not start: {error}", command.get_program().to_string_lossy())),
    }
}

fn cargo_tests(command: &mut Command) -> Outcome<Counts> {
    let (success, text) = run_and_read(command)?;
    honest(success, Counts::of_cargo(&text))
}

fn reported(command: &mut Command, report: &Path, count: fn(&str) -> Counts) -> Outcome<Counts> {
    let status = command.status().map_err(|error| Failure(format!("npm did not start: {error}")))?;
    let text = std::fs::read_to_string(report).unwrap_or_default();
    honest(status.success(), count(&text))
}

/// A runner that failed without a failed test failed as a whole, and one that ran nothing proved nothing.
fn honest(success: bool, mut counts: Counts) -> Outcome<Counts> {
    if success && counts.passed == 0 && counts.failed == 0 {
        return fail("no test ran");
    }
    if !success && counts.failed == 0 {
        counts.failed = 1;
    }
    Ok(counts)
}

fn limited_npm(node: &Node, minutes: u32) -> Command {
    if cfg!(windows) {
        return node.npm();
    }
    let mut command = limited(minutes, "npm");
    node.lend(&mut command);
    command.current_dir(place::ui());
    command
}

/// The path of a report, without one from an earlier run in its place.
fn fresh_report(name: &str) -> Outcome<PathBuf> {
    let path = place::workshop()?.join(name);
    let _absent = std::fs::remove_file(&path);
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_runner_that_failed_silently_counts_as_a_failure() {
        let passed = Counts { passed: 3, failed: 0, skipped: 0 };
        assert_eq!(honest(false, passed).unwrap().failed, 1);
        assert_eq!(honest(true, passed).unwrap(), passed);
        assert!(honest(true, Counts { passed: 0, failed: 0, skipped: 4 }).is_err());
    }

    #[test]
    fn quick_lanes_come_first_and_names_are_unique() {
        assert!(LANES.windows(2).all(|pair| pair[0].quick || !pair[1].quick));
        let mut names: Vec<_> = LANES.iter().map(|lane| lane.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), LANES.len());
    }
}
