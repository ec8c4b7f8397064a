//! Starting other programs, and what went wrong when one failed.
//!
//! Deliberately absent: a shell. Every program is started with its arguments, so that nothing depends on quoting.

use std::fmt;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

/// A sentence that says what could not be done.
#[derive(Debug)]
pub struct Failure(pub String);

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Failure {}

/// What a chore gives back.
pub type Outcome<T = ()> = Result<T, Failure>;

/// Ends a chore with a sentence.
pub fn fail<T>(sentence: impl Into<String>) -> Outcome<T> {
    Err(Failure(sentence.into()))
}

/// Tells the reader in one line what happens next.
pub fn say(line: impl fmt::Display) {
    println!("==> {line}");
    // A reader that went away is no reason to stop a build.
    let _gone = std::io::stdout().flush();
}

/// Runs a program to its end; fails with `what` when it does not start or does not succeed.
pub fn run(what: &str, command: &mut Command) -> Outcome {
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => fail(format!("{what}: {} ended with {status}", name(command))),
        Err(error) => fail(format!("{what}: {} did not start: {error}", name(command))),
    }
}

/// Runs a program silently and gives what it printed, without the blanks around it; nothing when it failed.
pub fn read(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Runs a program, shows what it prints while it prints it, and gives whether it succeeded together with that text.
pub fn run_and_read(command: &mut Command) -> Outcome<(bool, String)> {
    let spawned = command.stdout(Stdio::piped()).spawn();
    let mut child = spawned.map_err(|error| Failure(format!("{} did not start: {error}", name(command))))?;
    let mut text = String::new();
    if let Some(stdout) = child.stdout.take() {
        let mut reader = BufReader::new(stdout);
        let mut line = Vec::new();
        while reader.read_until(b'\n', &mut line).is_ok_and(|length| length > 0) {
            let shown = String::from_utf8_lossy(&line);
            print!("{shown}");
            text.push_str(&shown);
            line.clear();
        }
    }
    match child.wait() {
        Ok(status) => Ok((status.success(), text)),
        Err(error) => fail(format!("{} was lost: {error}", name(command))),
    }
}

/// Whether a program can be started by its name.
pub fn exists(program: &str) -> bool {
    locate(program).is_some()
}

/// Where a program is on the search path.
pub fn locate(program: &str) -> Option<std::path::PathBuf> {
    let file = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(&std::env::var_os("PATH")?).map(|folder| folder.join(&file)).find(|path| path.is_file())
}

/// Whether this run is one of continuous integration, where nobody answers questions.
pub fn unattended() -> bool {
    std::env::var_os("CI").is_some_and(|value| !value.is_empty() && value != "false")
}

/// The same command with an end after so many minutes, where nobody watches and a hanging window would take the whole run.
pub fn limited(minutes: u32, program: &str) -> Command {
    if unattended() && cfg!(target_os = "linux") && exists("timeout") {
        let mut command = Command::new("timeout");
        command.arg("--kill-after=10").arg(format!("{minutes}m")).arg(program);
        command
    } else {
        Command::new(program)
    }
}

fn name(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}
