//! One opened application with the driver that moves it.
//!
//! Deliberately absent: knowledge of any place of the application, and waiting for a fixed time. Whatever a journey
//! expects is looked for until it is there or the patience ends.

use std::io::Write;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use fantoccini::key::Key;
use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use tokio::runtime::Runtime;

/// How long something expected may take; far more than it takes on a slow machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// An application that was opened by a test and ends with it.
pub struct Window {
    driver: Child,
    // Both are there until the window is dropped or killed.
    client: Option<Client>,
    runtime: Runtime,
}

fn given(variable: &str) -> PathBuf {
    std::env::var_os(variable)
        .map(PathBuf::from)
        .unwrap_or_else(|| panic!("{variable} is not set; see the head of main.rs"))
}

impl Window {
    /// Opens the application with these words on its command line. All its data lives below `home`; opening it again
    /// with the same folder is a restart.
    pub fn open(home: &Path, words: &[&str]) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port();
        let driver = Command::new(given("CORONG_DRIVER"))
            .arg(format!("--port={port}"))
            .arg("--host=127.0.0.1")
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("XDG_DATA_HOME", home.join("data"))
            .env("XDG_CONFIG_HOME", home.join("config"))
            .env("XDG_CACHE_HOME", home.join("cache"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut window = Window { driver, client: None, runtime };
        until("the driver listens", || TcpStream::connect((Ipv4Addr::LOCALHOST, port)).ok());
        let application = serde_json::json!({ "binary": given("CORONG_BIN"), "args": words });
        let mut capabilities = Capabilities::new();
        capabilities.insert("webkitgtk:browserOptions".to_owned(), application);
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let address = format!("http://127.0.0.1:{port}");
        let connecting = builder.capabilities(capabilities).connect(&address);
        window.client = Some(window.wait(connecting).expect("the application opens"));
        window
    }

    fn client(&self) -> &Client {
        self.client.as_ref().expect("the window was not killed")
    }

    /// Waits for an answer of the driver, which would otherwise wait as long as the application hangs.
    fn wait<T>(&self, answer: impl Future<Output = T>) -> T {
        let answer = async { tokio::time::timeout(PATIENCE, answer).await };
        self.runtime.block_on(answer).expect("the window answers")
    }

    /// The title of the page in the window.
    pub fn title(&self) -> String {
        self.wait(self.client().title()).unwrap()
    }

    /// Waits until something matches this CSS selector.
    pub fn wait_for(&self, css: &str) {
        until(css, || self.wait(self.client().find(Locator::Css(css))).ok());
    }

    /// Waits until nothing matches this CSS selector any more.
    pub fn wait_until_gone(&self, css: &str) {
        until(&format!("{css} goes"), || {
            self.wait(self.client().find_all(Locator::Css(css))).ok().filter(Vec::is_empty)
        });
    }

    /// Waits until the text of the first match holds these words.
    pub fn wait_for_text(&self, css: &str, words: &str) {
        until(&format!("{css} says {words:?}"), || self.try_text(css).filter(|text| text.contains(words)));
    }

    /// The visible text of the first match, as soon as there is one.
    pub fn text(&self, css: &str) -> String {
        until(css, || self.try_text(css))
    }

    fn try_text(&self, css: &str) -> Option<String> {
        // The driver's own reading of a text cut short by an ellipsis is empty.
        let script = "return document.querySelector(arguments[0])?.innerText ?? null";
        self.script(script, vec![serde_json::Value::from(css)]).as_str().map(str::to_owned)
    }

    /// How many elements match now.
    pub fn count(&self, css: &str) -> usize {
        self.wait(self.client().find_all(Locator::Css(css))).unwrap().len()
    }

    /// Clicks the first match, as soon as it can be clicked.
    pub fn click(&self, css: &str) {
        until(&format!("{css} can be clicked"), || {
            self.wait(async { self.client().find(Locator::Css(css)).await?.click().await }).ok()
        });
    }

    /// Clicks the first button or link whose words or label begin like this.
    pub fn press(&self, words: &str) {
        let path = format!(
            "//*[self::button or self::a][starts-with(normalize-space(.), '{words}') or starts-with(@aria-label, '{words}')]"
        );
        until(&format!("{words:?} can be pressed"), || {
            self.wait(async { self.client().find(Locator::XPath(&path)).await?.click().await }).ok()
        });
    }

    /// Types into the first match, as soon as it takes keys.
    pub fn type_into(&self, css: &str, keys: &str) {
        until(&format!("{css} takes keys"), || {
            self.wait(async { self.client().find(Locator::Css(css)).await?.send_keys(keys).await }).ok()
        });
    }

    /// Types where the cursor is. `fantoccini::key::Key` names the keys that are no letters.
    pub fn type_keys(&self, keys: &str) {
        let typing = async { self.client().active_element().await?.send_keys(keys).await };
        self.wait(typing).unwrap();
    }

    /// Holds Control down and types a key.
    pub fn control(&self, key: &str) {
        self.type_keys(&format!("{}{key}{}", char::from(Key::Control), char::from(Key::Null)));
    }

    /// Waits until a script gives `true`.
    pub fn wait_until(&self, what: &str, script: &str) {
        until(what, || (self.script(script, Vec::new()) == serde_json::Value::Bool(true)).then_some(()));
    }

    /// Runs a script in the page and gives what it returns.
    pub fn script(&self, script: &str, arguments: Vec<serde_json::Value>) -> serde_json::Value {
        self.wait(self.client().execute(script, arguments)).unwrap()
    }

    /// Writes a PNG picture of the whole screen, which the window fills, into the folder that `CORONG_PICTURES` names.
    /// Taken by ImageMagick: the driver's own picture waits for ever on some screens without a graphics card.
    pub fn picture(&self, name: &str) -> PathBuf {
        let file = given("CORONG_PICTURES").join(format!("{name}.png"));
        let status =
            Command::new("import").args(["-window", "root"]).arg(&file).status().expect("ImageMagick is there");
        assert!(status.success(), "the picture {name} could not be taken");
        file
    }

    /// Ends the application as a power cut would: at once, without a word to it.
    pub fn kill(mut self) {
        self.client = None;
        let killed: Vec<u32> = children(self.driver.id());
        assert!(!killed.is_empty(), "the application is a child of the driver");
        for process in &killed {
            let status = Command::new("kill").arg("-KILL").arg(process.to_string()).status().unwrap();
            assert!(status.success(), "process {process} could not be killed");
        }
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        if std::thread::panicking() && self.client.is_some() {
            // Whoever reads the failure sees what the person at the window would have seen.
            let shown = "return [location.href, document.activeElement?.outerHTML.slice(0, 300), document.body.innerText].join('\\n')";
            let said = self.script(shown, Vec::new());
            let _written = writeln!(std::io::stderr(), "the window showed:\n{}", said.as_str().unwrap_or_default());
        }
        if let Some(client) = self.client.take() {
            // A test that failed may have lost the session; the driver is stopped all the same.
            let _closed = self.runtime.block_on(async { tokio::time::timeout(PATIENCE / 3, client.close()).await });
        }
        for process in children(self.driver.id()) {
            let _killed = Command::new("kill").arg(process.to_string()).stderr(Stdio::null()).status();
        }
        let _stopped = self.driver.kill();
        let _status = self.driver.wait();
    }
}

/// Asks again and again until there is an answer, and stops the test when patience ends.
fn until<T>(what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
    let started = Instant::now();
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(started.elapsed() < PATIENCE, "waited in vain: {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// The processes that this one started. The window of a test runs where WebKitGTK does, so there is a `/proc`.
fn children(parent: u32) -> Vec<u32> {
    let is_child = |process: &u32| {
        let status = std::fs::read_to_string(Path::new("/proc").join(process.to_string()).join("status"));
        status.is_ok_and(|status| status.lines().any(|line| line == format!("PPid:\t{parent}")))
    };
    let entries = std::fs::read_dir("/proc").unwrap();
    let numbers = entries.flatten().filter_map(|entry| entry.file_name().to_string_lossy().parse().ok());
    numbers.filter(is_child).collect()
}
