//! Node, npm and the packages of the user interface.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::packages;
use crate::place;
use crate::process::{Failure, Outcome, fail, read, run, say};

/// Fetched into the build folder when the machine's own Node is too old; both come from the npm registry.
const NODE_RELEASE: &str = "22";
const NPM_RELEASE: &str = "10";

/// A Node that is new enough, with its npm.
#[derive(Debug, Clone, Default)]
pub struct Node {
    /// The search path with the folder of a fetched Node in front; nothing when the machine's own is used.
    path: Option<OsString>,
}

impl Node {
    /// A command of npm in the folder of the user interface.
    pub fn npm(&self) -> Command {
        let mut command = self.command(npm_program());
        command.current_dir(place::ui());
        command
    }

    /// A program run with this Node in reach.
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        self.lend(&mut command);
        command
    }

    /// Puts this Node in reach of a command.
    pub fn lend(&self, command: &mut Command) {
        if let Some(path) = &self.path {
            command.env("PATH", path);
        }
    }

    fn version(&self) -> Option<String> {
        read(self.command("node").arg("--version"))
    }

    fn is_usable(&self) -> bool {
        self.version().is_some_and(|version| is_new_enough(&version))
            && read(self.command(npm_program()).arg("--version")).is_some()
    }
}

/// Finds a Node that is new enough, or brings one.
pub fn ensure() -> Outcome<Node> {
    let own = Node::default();
    if own.is_usable() {
        return Ok(own);
    }
    let tools = place::workshop()?.join("tools");
    let fetched = fetched(&tools);
    if fetched.is_usable() {
        return Ok(fetched);
    }
    if read(Command::new(npm_program()).arg("--version")).is_none() {
        if !packages::has_apt() {
            return fail(format!("Node 20.19 or newer with npm is missing: {}", packages::hint()));
        }
        packages::install(&["nodejs", "npm"])?;
        if own.is_usable() {
            return Ok(own);
        }
    }
    let found = own.version().unwrap_or_else(|| "missing".to_owned());
    say(format_args!("Node is {found}, 20.19 or newer is needed: fetching Node {NODE_RELEASE} into the build folder"));
    fetch(&tools, &[&format!("{}@{NODE_RELEASE}", node_package()), &format!("npm@{NPM_RELEASE}")])?;
    if fetched.is_usable() { Ok(fetched) } else { fail("the Node that was fetched does not start on this machine") }
}

/// Installs packages of the npm registry into a folder of its own, running none of their scripts.
pub fn fetch(tools: &Path, names: &[&str]) -> Outcome {
    std::fs::create_dir_all(tools)
        .map_err(|error| Failure(format!("{} could not be made: {error}", tools.display())))?;
    let mut npm = fetched(tools).command(npm_program());
    npm.args(["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--prefix"]);
    run("npm install", npm.arg(tools).args(names).current_dir(tools))
}

/// Installs what the lock file of the user interface names, unless that was done already.
pub fn install_ui(node: &Node) -> Outcome {
    let ui = place::ui();
    if !ui.join("package-lock.json").is_file() {
        return fail("ui/package-lock.json is missing");
    }
    let version = node.version().unwrap_or_default();
    let mark = place::mark(&[ui.join("package.json"), ui.join("package-lock.json")], &version);
    let stamp = ui.join("node_modules").join(".corong-installed");
    if place::stamped(&stamp, &mark) {
        say(format_args!("npm packages: as the lock file says (Node {version})"));
        return Ok(());
    }
    say(format_args!("npm packages: installing with npm ci (Node {version})"));
    let quiet = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
    // One more try: a registry may be asleep.
    run("npm ci", node.npm().args(quiet)).or_else(|failure| {
        say(format_args!("{failure}; once more"));
        run("npm ci", node.npm().args(quiet))
    })?;
    place::stamp(&stamp, &mark);
    Ok(())
}

/// Builds the user interface into `ui/dist`, unless its sources are the ones it was built from.
pub fn build_ui(node: &Node) -> Outcome {
    let ui = place::ui();
    let mark = place::mark(&sources(&ui), &node.version().unwrap_or_default());
    let stamp = ui.join("node_modules").join(".corong-built");
    if ui.join("dist").join("index.html").is_file() && place::stamped(&stamp, &mark) {
        say("User interface: built already");
        return Ok(());
    }
    say("User interface: building");
    run("npm run build", node.npm().args(["run", "--silent", "build"]))?;
    place::stamp(&stamp, &mark);
    Ok(())
}

/// Everything in `ui/` that a build reads: all but what npm and the builds and tests write there.
fn sources(ui: &Path) -> Vec<PathBuf> {
    const WRITTEN: &[&str] = &["node_modules", "dist", "test-results", "playwright-report"];
    let Ok(entries) = std::fs::read_dir(ui) else { return Vec::new() };
    let mut found: Vec<PathBuf> = entries
        .flatten()
        .filter(|entry| !WRITTEN.iter().any(|name| entry.file_name() == *name))
        .map(|entry| entry.path())
        .collect();
    found.sort();
    found
}

fn fetched(tools: &Path) -> Node {
    let modules = tools.join("node_modules");
    let folders = [modules.join(node_package()).join("bin"), modules.join(".bin")];
    let own = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths(folders.into_iter().chain(std::env::split_paths(&own))).ok();
    Node { path }
}

/// The package of the npm registry that carries the Node of this machine's kind.
fn node_package() -> String {
    let system = match std::env::consts::OS {
        "macos" => "darwin",
        "windows" => "win",
        other => other,
    };
    let machine = match std::env::consts::ARCH {
        "x86_64" => "x64",
        "aarch64" => "arm64",
        other => other,
    };
    format!("node-{system}-{machine}")
}

fn npm_program() -> &'static str {
    if cfg!(windows) { "npm.cmd" } else { "npm" }
}

/// Vite asks for 20.19 of the twentieth release, or 22.12 and later.
fn is_new_enough(version: &str) -> bool {
    let mut parts = version.trim_start_matches('v').split('.').map(|part| part.parse::<u32>().unwrap_or(0));
    match (parts.next().unwrap_or(0), parts.next().unwrap_or(0)) {
        (20, minor) => minor >= 19,
        (22, minor) => minor >= 12,
        (major, _) => major > 22,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_and_odd_releases_are_not_enough() {
        for good in ["v20.19.0", "v20.20.2", "v22.12.1", "v23.0.0", "v26.10.0"] {
            assert!(is_new_enough(good), "{good}");
        }
        for bad in ["v18.20.4", "v20.18.1", "v21.7.0", "v22.11.0", "", "nonsense"] {
            assert!(!is_new_enough(bad), "{bad}");
        }
    }
}
