//! Starting: arguments, plugins, the window and its events.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use tauri::{AppHandle, DragDropEvent, Manager, WindowEvent};
use tauri_specta::Event;

use crate::bindings::builder;
use crate::desk::Desk;
use crate::events::FilesDropped;
use crate::host::WindowHost;

/// What the command line of the window says.
struct Arguments {
    /// The book; the usual one when `None`.
    book: Option<PathBuf>,
    /// Whether to work on a fresh demo book in a temporary folder.
    demo: bool,
    /// Files to import.
    files: Vec<PathBuf>,
}

impl Arguments {
    /// Reads `[--book FILE] [--demo] [FILE...]`; an unknown option is ignored, since desktops add their own.
    fn read(args: impl Iterator<Item = std::ffi::OsString>) -> Self {
        let mut read = Self { book: None, demo: false, files: Vec::new() };
        let mut args = args.skip(1);
        while let Some(arg) = args.next() {
            match arg.to_str() {
                Some("--book") => read.book = args.next().map(PathBuf::from),
                Some("--demo") => read.demo = true,
                Some(option) if option.starts_with("--") => {}
                _ => read.files.push(PathBuf::from(arg)),
            }
        }
        read
    }
}

/// Runs the window until it is closed.
#[must_use]
pub fn run() -> ExitCode {
    let arguments = Arguments::read(std::env::args_os());
    let file = match book_file(&arguments) {
        Ok(file) => file,
        Err(error) => {
            report(&error.to_string());
            return ExitCode::from(4);
        }
    };
    let specta = builder::<tauri::Wry>();
    let handler = specta.invoke_handler();
    let given = arguments.files;
    let built = tauri::Builder::default()
        // First, so that a second start only brings the first window forward.
        .plugin(tauri_plugin_single_instance::init(|app, args, folder| second_start(app, &args, &folder)))
        .plugin(tauri_plugin_log::Builder::new().level(log::LevelFilter::Info).build())
        .plugin(tauri_plugin_window_state::Builder::new().build())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .invoke_handler(handler)
        .setup(move |app| {
            specta.mount_events(app);
            let host = Arc::new(WindowHost { app: app.handle().clone() });
            let desk = Desk::open(&file, host);
            desk.give(given.clone());
            app.manage(desk);
            keep_backups(app.handle().clone());
            if let Some(window) = app.get_webview_window("main") {
                window.show()?;
            }
            Ok(())
        })
        .on_window_event(|window, event| {
            if let WindowEvent::DragDrop(DragDropEvent::Drop { paths, .. }) = event {
                drop_files(window.app_handle(), paths.clone());
            }
        })
        .run(tauri::generate_context!());
    match built {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            report(&format!("the window could not be opened: {error}"));
            ExitCode::from(5)
        }
    }
}

/// Asks once a minute whether a backup is due, for as long as the window is open.
fn keep_backups(app: AppHandle) {
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(std::time::Duration::from_secs(60));
            app.state::<Desk>().backup_if_due();
        }
    });
}

/// The book to open: the one named, a fresh demo book, or the usual one.
fn book_file(arguments: &Arguments) -> Result<PathBuf, corong_book::BookError> {
    if arguments.demo {
        let file = arguments.book.clone().unwrap_or_else(|| {
            std::env::temp_dir().join(format!("corong-demo-{}", uuid::Uuid::new_v4().simple())).join("demo.corong")
        });
        corong_book::create_demo(&file)?;
        return Ok(file);
    }
    match &arguments.book {
        Some(file) => Ok(file.clone()),
        None => corong_book::default_book_file(),
    }
}

/// A second start hands its files over and comes to the front.
fn second_start(app: &AppHandle, args: &[String], folder: &str) {
    let read = Arguments::read(args.iter().map(std::ffi::OsString::from));
    let folder = PathBuf::from(folder);
    drop_files(app, read.files.into_iter().map(|file| folder.join(file)).collect());
    if let Some(window) = app.get_webview_window("main")
        && let Err(error) = window.unminimize().and_then(|()| window.set_focus())
    {
        log::warn!("the window did not come to the front: {error}");
    }
}

/// Tells the window about files to import, by token and names.
fn drop_files(app: &AppHandle, files: Vec<PathBuf>) {
    if files.is_empty() {
        return;
    }
    let names =
        files.iter().filter_map(|file| file.file_name()).map(|name| name.to_string_lossy().into_owned()).collect();
    let token = app.state::<Desk>().remember(files);
    if let Err(error) = (FilesDropped { token, names }).emit(app) {
        log::warn!("the window was not told about dropped files: {error}");
    }
}

/// The only place that speaks to a terminal: there is no window yet, or no longer.
#[allow(clippy::print_stderr)]
fn report(sentence: &str) {
    eprintln!("corong: {sentence}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_name_a_book_and_files() {
        let read = Arguments::read(
            ["corong", "--book", "a.corong", "b.vcf", "--unknown", "c.vcf"].into_iter().map(Into::into),
        );
        assert_eq!(read.book, Some(PathBuf::from("a.corong")));
        assert_eq!(read.files, vec![PathBuf::from("b.vcf"), PathBuf::from("c.vcf")]);
        assert!(!read.demo);
    }
}
