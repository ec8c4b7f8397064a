//! What the tests with a window or a browser need: a screen that nobody sees, a driver and a Chromium.
//!
//! Deliberately absent: anything that listens beyond this machine. The screen has no network socket at all.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::node::{self, Node};
use crate::packages;
use crate::place;
use crate::process::{Failure, Outcome, fail, limited, locate, read, say};

/// A virtual screen; it ends with this value.
#[derive(Debug)]
pub struct Screen {
    server: Child,
    name: String,
}

impl Screen {
    /// Starts a screen of 1280 by 800 under a number that is free.
    pub fn start() -> Outcome<Self> {
        let not_started = |error: std::io::Error| Failure(format!("the virtual screen Xvfb did not start: {error}"));
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(not_started)?;
        let mut number = String::new();
        if let Some(stdout) = server.stdout.take() {
            BufReader::new(stdout).read_line(&mut number).map_err(not_started)?;
        }
        let screen = Screen { server, name: format!(":{}", number.trim()) };
        if screen.name == ":" { fail("the virtual screen Xvfb ended at once") } else { Ok(screen) }
    }

    /// Lets a command draw on this screen, without a graphics card and without the screen of the person at the machine.
    pub fn lend(&self, command: &mut Command) {
        command
            .env("DISPLAY", &self.name)
            .env_remove("WAYLAND_DISPLAY")
            .env("GDK_BACKEND", "x11")
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
            .env("NO_AT_BRIDGE", "1");
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to stop.
        let _ended = self.server.kill();
        let _status = self.server.wait();
    }
}

/// A message bus of its own for the window, which starts no other program: no portals, no reader of the screen.
const BUS: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#;

/// A command that runs another one with a message bus, and ends both after so many minutes when nobody watches.
pub fn with_bus(minutes: u32, program: &str) -> Outcome<Command> {
    let settings = place::workshop()?.join("bus.conf");
    std::fs::write(&settings, BUS)
        .map_err(|error| Failure(format!("{} could not be written: {error}", settings.display())))?;
    let mut command = limited(minutes, "dbus-run-session");
    command.arg("--config-file").arg(settings).arg("--").arg(program);
    Ok(command)
}

/// Where the driver of the web view is.
pub fn driver() -> Outcome<PathBuf> {
    locate("WebKitWebDriver").ok_or_else(|| Failure("WebKitWebDriver is missing".to_owned()))
}

/// Finds a Chromium that starts, or brings one: Debian's, and where there is none, the one in the npm registry.
pub fn chromium(node: &Node) -> Outcome<PathBuf> {
    if let Some(chosen) = std::env::var_os("CORONG_CHROMIUM").map(PathBuf::from) {
        let usable = starts(&chosen);
        return if usable { Ok(chosen) } else { fail("the program that CORONG_CHROMIUM names does not start") };
    }
    if let Some(found) = installed() {
        return Ok(found);
    }
    // Ubuntu's package of this name is an empty one that asks for snap.
    if packages::has_apt() && packages::distribution() != "ubuntu" {
        packages::install(&["chromium"])?;
        if let Some(found) = installed() {
            return Ok(found);
        }
    }
    if !cfg!(target_os = "linux") {
        return fail("Chromium or Chrome is missing: install it, or name it in the variable CORONG_CHROMIUM");
    }
    let tools = place::workshop()?.join("browser");
    if !tools.join("node_modules").is_dir() {
        say("Chromium: fetching it from the npm registry into the build folder");
        node::fetch(&tools, &["@sparticuz/chromium@147"])?;
    }
    let unpack = "import c from '@sparticuz/chromium'; console.log(await c.executablePath())";
    let path = read(node.command("node").args(["--input-type=module", "--eval", unpack]).current_dir(&tools));
    path.map(PathBuf::from)
        .filter(|path| starts(path))
        .ok_or_else(|| Failure("the Chromium that was fetched does not start on this machine".to_owned()))
}

fn installed() -> Option<PathBuf> {
    const NAMES: &[&str] = &["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"];
    NAMES.iter().filter_map(|name| locate(name)).find(|path| starts(path))
}

fn starts(program: &Path) -> bool {
    // Chrome on Windows opens a window instead of telling its version.
    cfg!(windows) && program.is_file() || read(Command::new(program).arg("--version")).is_some()
}
