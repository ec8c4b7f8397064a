//! The bridge: the real commands over a real book, spoken to by HTTP on loopback instead of by a window, so that browser
//! tests run against the same code as the desktop. It is built only with the feature `bridge` and never shipped.
//!
//! `corong-bridge --book FILE [--demo] [--port N] [--import FILE]... [--save-to FOLDER]` prints `listening on PORT`.
//! `POST /ipc` takes `{"cmd", "args"}` and answers `{"ok": ...}` or `{"error": ...}`; `GET /changes?after=N` gives the
//! change events after the N-th; everything else is a file of `ui/dist`.

mod http;

use std::error::Error;
use std::net::TcpListener;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex};

use corong_shell::bindings::builder;
use corong_shell::desk::{Desk, Host};
use serde_json::{Value, json};
use tauri::Manager;
use tauri::ipc::{CallbackFn, InvokeBody, InvokeResponseBody};
use tauri::test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder, mock_context, noop_assets};
use tauri::webview::InvokeRequest;

use crate::http::Answer;

/// A desktop that answers dialogs from its arguments and keeps the change events.
struct BridgeHost {
    import: Vec<PathBuf>,
    save_to: Option<PathBuf>,
    events: Arc<Mutex<Vec<Value>>>,
}

impl Host for BridgeHost {
    fn pick_files(&self) -> Vec<PathBuf> {
        self.import.clone()
    }

    fn pick_target(&self, name: &str) -> Option<PathBuf> {
        self.save_to.as_ref().map(|folder| folder.join(name))
    }

    fn pick_folder(&self) -> Option<PathBuf> {
        self.save_to.clone()
    }

    fn open_link(&self, url: &str) -> Result<(), String> {
        push(&self.events, json!({ "event": "link", "payload": url }));
        Ok(())
    }

    fn changed(&self, kinds: &[String]) {
        push(&self.events, json!({ "event": "book-changed", "payload": { "kinds": kinds } }));
    }
}

fn push(events: &Mutex<Vec<Value>>, event: Value) {
    events.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(event);
}

#[derive(Default)]
struct Arguments {
    book: PathBuf,
    demo: bool,
    port: u16,
    import: Vec<PathBuf>,
    save_to: Option<PathBuf>,
}

impl Arguments {
    fn read() -> Result<Self, Box<dyn Error>> {
        let mut read = Self::default();
        let mut args = std::env::args_os().skip(1);
        while let Some(arg) = args.next() {
            let mut value = || args.next().ok_or_else(|| format!("{} needs a value", arg.to_string_lossy()));
            match arg.to_str() {
                Some("--book") => read.book = value()?.into(),
                Some("--demo") => read.demo = true,
                Some("--port") => read.port = value()?.to_string_lossy().parse()?,
                Some("--import") => read.import.push(value()?.into()),
                Some("--save-to") => read.save_to = Some(value()?.into()),
                _ => return Err(format!("unknown argument {}", arg.to_string_lossy()).into()),
            }
        }
        Ok(read)
    }
}

#[allow(clippy::print_stdout)]
fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::read()?;
    if arguments.demo {
        corong_book::create_demo(&arguments.book)?;
    }
    let events = Arc::new(Mutex::new(Vec::new()));
    let host = BridgeHost { import: arguments.import, save_to: arguments.save_to, events: Arc::clone(&events) };
    let app =
        mock_builder().invoke_handler(builder::<MockRuntime>().invoke_handler()).build(mock_context(noop_assets()))?;
    app.manage(Desk::open(&arguments.book, Arc::new(host)));
    let window = tauri::WebviewWindowBuilder::new(&app, "main", tauri::WebviewUrl::default()).build()?;

    let listener = TcpListener::bind(("127.0.0.1", arguments.port))?;
    println!("listening on {}", listener.local_addr()?.port());
    http::serve(&listener, POLICY, move |request| {
        match (request.method.as_str(), request.path.split('?').next().unwrap_or("/")) {
            ("POST", "/ipc") => json_answer(&ipc(&window, &request.body)),
            ("GET", "/changes") => json_answer(&changes(&events, &request.path)),
            ("GET", path) => file(path),
            _ => Answer { status: 405, kind: "text/plain", body: Vec::new() },
        }
    })?;
    Ok(())
}

/// Runs one command through Tauri's own argument reading and error writing.
fn ipc(window: &tauri::WebviewWindow<MockRuntime>, body: &[u8]) -> Value {
    let Ok(asked) = serde_json::from_slice::<Value>(body) else { return json!({ "error": "not JSON" }) };
    let Ok(url) = "tauri://localhost".parse() else { return json!({ "error": "no url" }) };
    let invoke = InvokeRequest {
        cmd: asked["cmd"].as_str().unwrap_or_default().to_owned(),
        callback: CallbackFn(0),
        error: CallbackFn(1),
        url,
        body: InvokeBody::Json(asked["args"].clone()),
        headers: tauri::http::HeaderMap::new(),
        invoke_key: INVOKE_KEY.to_owned(),
    };
    match get_ipc_response(window, invoke) {
        Ok(InvokeResponseBody::Json(text)) => {
            json!({ "ok": serde_json::from_str::<Value>(&text).unwrap_or(Value::Null) })
        }
        Ok(InvokeResponseBody::Raw(bytes)) => json!({ "ok": bytes }),
        Err(error) => json!({ "error": error }),
    }
}

fn changes(events: &Mutex<Vec<Value>>, url: &str) -> Value {
    let after = url.split_once("after=").and_then(|(_, number)| number.parse::<usize>().ok()).unwrap_or(0);
    let events = events.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    json!({ "next": events.len(), "events": events.get(after..).unwrap_or_default() })
}

fn json_answer(value: &Value) -> Answer {
    Answer { status: 200, kind: "application/json", body: value.to_string().into_bytes() }
}

/// The window's content security policy, with the bridge itself in place of Tauri's own channel.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; \
    img-src 'self' blob: data:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'";

/// A file of the built page.
fn file(path: &str) -> Answer {
    let path = if path == "/" { "index.html" } else { path.trim_start_matches('/') };
    let relative = Path::new(path);
    let missing = Answer { status: 404, kind: "text/plain", body: Vec::new() };
    if relative.components().any(|part| !matches!(part, Component::Normal(_))) {
        return missing;
    }
    let Ok(body) = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("ui").join("dist").join(relative)) else {
        return missing;
    };
    let kind = match relative.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("woff2") => "font/woff2",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    };
    Answer { status: 200, kind, body }
}
