//! System packages: what the build and the tests need, and how they come onto the machine.
//!
//! Deliberately absent: package managers other than apt. Elsewhere the packages are named and the reader installs them.

use std::io::IsTerminal;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use crate::process::{Outcome, exists, fail, read, run, say, unattended};

/// What needs the packages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum For {
    /// Compiling the rooms below the window.
    Rooms,
    /// Compiling the window.
    Window,
    /// Running a browser.
    Browser,
    /// Running the window where there is no screen.
    Screen,
}

const ROOMS: &[&str] = &["build-essential", "pkg-config"];

const WINDOW: &[&str] =
    &["libwebkit2gtk-4.1-dev", "libayatana-appindicator3-dev", "librsvg2-dev", "libxdo-dev", "libssl-dev"];

/// The library is what a Chromium from the npm registry expects.
const BROWSER: &[&str] = &["fonts-liberation", "libnss3"];

const SCREEN: &[&str] =
    &["webkit2gtk-driver", "xvfb", "dbus", "dbus-x11", "xauth", "imagemagick", "fonts-liberation", "poppler-utils"];

const FEDORA: &str = "sudo dnf install gcc pkgconf-pkg-config webkit2gtk4.1-devel libappindicator-gtk3-devel \
    librsvg2-devel libxdo-devel openssl-devel nodejs npm; for the tests also: xorg-x11-server-Xvfb dbus-daemon \
    chromium ImageMagick liberation-fonts poppler-utils and WebKitWebDriver (part of webkit2gtk4.1)";

const ARCH: &str = "sudo pacman -S --needed base-devel webkit2gtk-4.1 libappindicator-gtk3 librsvg xdotool openssl \
    nodejs npm; for the tests also: xorg-server-xvfb dbus chromium imagemagick ttf-liberation poppler";

const SUSE: &str = "sudo zypper install gcc pkgconf-pkg-config webkit2gtk3-devel libappindicator3-1 librsvg-devel \
    xdotool-devel libopenssl-devel nodejs20 npm20; for the tests also: xvfb-run dbus-1 chromium ImageMagick \
    liberation-fonts poppler-tools";

const MACOS: &str =
    "the command line tools of Xcode (xcode-select --install) and Node 20.19 or newer (brew install node)";

const WINDOWS: &str = "the C++ build tools of Visual Studio, the WebView2 runtime (part of Windows 11) and \
    Node 20.19 or newer (winget install OpenJS.NodeJS.LTS)";

/// Makes sure that the packages are there; installs them where apt is, names them elsewhere.
pub fn ensure(uses: &[For]) -> Outcome {
    let mut wanted: Vec<&str> = Vec::new();
    for room in uses {
        wanted.extend(match room {
            For::Rooms => ROOMS,
            For::Window => WINDOW,
            For::Browser => BROWSER,
            For::Screen => SCREEN,
        });
    }
    wanted.sort_unstable();
    wanted.dedup();
    if has_apt() {
        return install(&wanted);
    }
    let there = uses.iter().all(|room| match room {
        For::Rooms => !cfg!(target_os = "linux") || exists("cc"),
        For::Window => !cfg!(target_os = "linux") || webkit_is_there(),
        // Whether one is there is found out by starting it.
        For::Browser => true,
        For::Screen => exists("Xvfb") && exists("WebKitWebDriver") && exists("dbus-run-session"),
    });
    if there { Ok(()) } else { fail(format!("some system packages are missing. This machine has no apt: {}", hint())) }
}

/// Whether packages can be installed the Debian way.
pub fn has_apt() -> bool {
    exists("apt-get") && exists("dpkg-query")
}

/// Installs the Debian packages that are missing.
pub fn install(wanted: &[&str]) -> Outcome {
    let missing = missing(wanted);
    if missing.is_empty() {
        say(format_args!("System packages: all {} there", wanted.len()));
        return Ok(());
    }
    let list = missing.join(" ");
    let Some(privilege) = privilege() else {
        return fail(format!(
            "these system packages are missing, and this user may not install them: {list}\n\
             Install them with: sudo apt-get update && sudo apt-get install {list}"
        ));
    };
    say(format_args!("System packages: installing {list}"));
    again("the list of packages could not be fetched", || {
        run("apt-get update", apt(&privilege).args(["-qq", "update"]).stdout(Stdio::null()))
    })?;
    again("the packages could not be installed", || {
        let mut command = apt(&privilege);
        command.args(["-qq", "-y", "--no-install-recommends", "install"]).args(&missing);
        run("apt-get install", command.stdout(Stdio::null()))
    })
}

/// The name of the distribution, as `/etc/os-release` gives it: `debian`, `ubuntu`, `fedora`.
pub fn distribution() -> String {
    let text = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
    let id = text.lines().find_map(|line| line.strip_prefix("ID=")).unwrap_or_default();
    id.trim_matches('"').to_owned()
}

/// What to install by hand on a system without apt.
pub fn hint() -> String {
    if cfg!(target_os = "macos") {
        return format!("install {MACOS}");
    }
    if cfg!(target_os = "windows") {
        return format!("install {WINDOWS}");
    }
    match distribution().as_str() {
        "fedora" | "rhel" | "centos" | "rocky" | "almalinux" => FEDORA.to_owned(),
        "arch" | "manjaro" | "endeavouros" => ARCH.to_owned(),
        "opensuse-tumbleweed" | "opensuse-leap" | "sles" => SUSE.to_owned(),
        _ => format!(
            "install what your system calls these Debian packages: {} {} nodejs npm; for the tests also: {} chromium",
            ROOMS.join(" "),
            WINDOW.join(" "),
            SCREEN.join(" ")
        ),
    }
}

fn missing<'a>(wanted: &[&'a str]) -> Vec<&'a str> {
    // dpkg-query fails as a whole when one name is unknown to it, but prints the others all the same.
    let output = Command::new("dpkg-query")
        .args(["-W", "-f", "${Package} ${db:Status-Abbrev}\n"])
        .args(wanted)
        .stderr(Stdio::null())
        .output();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    wanted.iter().copied().filter(|name| !is_installed(&text, name)).collect()
}

fn is_installed(listing: &str, name: &str) -> bool {
    listing.lines().any(|line| line.strip_prefix(name).is_some_and(|rest| rest.starts_with(" ii")))
}

fn webkit_is_there() -> bool {
    read(Command::new("pkg-config").args(["--modversion", "webkit2gtk-4.1"])).is_some()
}

/// The words before `apt-get`: none for root.
fn privilege() -> Option<Vec<&'static str>> {
    if read(Command::new("id").arg("-u")).as_deref() == Some("0") {
        return Some(Vec::new());
    }
    if !exists("sudo") {
        return None;
    }
    if read(Command::new("sudo").args(["-n", "true"])).is_some() {
        return Some(vec!["sudo", "-n"]);
    }
    let somebody_answers = std::io::stdin().is_terminal() && !unattended();
    somebody_answers.then(|| vec!["sudo"])
}

fn apt(privilege: &[&str]) -> Command {
    let mut words = privilege.iter().copied().chain(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    let mut command = Command::new(words.next().unwrap_or("env"));
    command.args(words).args(["-o", "DPkg::Lock::Timeout=300", "-o", "Acquire::Retries=3"]);
    command
}

/// Tries up to four times: another package manager may be at work, or the network asleep.
fn again(what: &str, mut attempt: impl FnMut() -> Outcome) -> Outcome {
    for pause in [5, 15, 30] {
        match attempt() {
            Ok(()) => return Ok(()),
            Err(failure) => say(format_args!("{failure}; once more in {pause} s")),
        }
        sleep(Duration::from_secs(pause));
    }
    attempt().or_else(|failure| fail(format!("{what}: {failure}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_packages_that_are_wholly_installed_count() {
        let listing = "xvfb ii \nxauth rc \nlibssl-dev ii \n";
        assert!(is_installed(listing, "xvfb"));
        assert!(!is_installed(listing, "xauth"), "removed, settings left");
        assert!(!is_installed(listing, "libssl"), "the beginning of another name");
        assert!(!is_installed(listing, "chromium"));
    }

    #[test]
    fn a_chore_is_tried_again_before_it_fails() {
        let mut tries = 0;
        let outcome = again("never", || {
            tries += 1;
            Ok(())
        });
        assert!(outcome.is_ok());
        assert_eq!(tries, 1);
    }
}
