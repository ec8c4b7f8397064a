//! As much HTTP as browser tests need: one request per connection, on loopback, a thread for each.
//!
//! Deliberately absent: everything else. A browser opens half a dozen connections at once and expects all of them to be
//! taken; nothing is kept alive, so that no test meets what another left behind.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::time::Duration;

/// The largest body that is taken.
const MAX_BODY: u64 = 64 << 20;

/// A request.
pub struct Request {
    /// `GET` or `POST`.
    pub method: String,
    /// Path and query.
    pub path: String,
    /// The body, empty for a `GET`.
    pub body: Vec<u8>,
}

/// An answer.
pub struct Answer {
    /// 200, 404, ...
    pub status: u16,
    /// The media type.
    pub kind: &'static str,
    /// The body.
    pub body: Vec<u8>,
}

/// Answers requests for ever.
pub fn serve(
    listener: &TcpListener,
    policy: &'static str,
    answer: impl Fn(&Request) -> Answer + Send + Sync + 'static,
) -> std::io::Result<()> {
    let answer = Arc::new(answer);
    for stream in listener.incoming() {
        let stream = stream?;
        let answer = Arc::clone(&answer);
        std::thread::spawn(move || {
            if let Err(error) = one(stream, policy, answer.as_ref()) {
                log::warn!("a browser went away: {error}");
            }
        });
    }
    Ok(())
}

fn one(stream: TcpStream, policy: &str, answer: &dyn Fn(&Request) -> Answer) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut first = String::new();
    if reader.read_line(&mut first)? == 0 {
        // A connection that a browser opened in advance and did not need.
        return Ok(());
    }
    let mut words = first.split_whitespace();
    let (method, path) = (words.next().unwrap_or_default().to_owned(), words.next().unwrap_or("/").to_owned());
    let mut length = 0;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 || line.trim().is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse::<u64>().unwrap_or(0).min(MAX_BODY);
        }
    }
    let mut body = Vec::new();
    reader.by_ref().take(length).read_to_end(&mut body)?;
    let Answer { status, kind, body } = answer(&Request { method, path, body });
    let head = format!(
        "HTTP/1.1 {status} -\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nContent-Security-Policy: {policy}\r\n\
         Cache-Control: no-store\r\nConnection: close\r\n\r\n",
        body.len()
    );
    let mut stream = stream;
    stream.write_all(head.as_bytes())?;
    stream.write_all(&body)?;
    stream.flush()?;
    stream.shutdown(Shutdown::Write)
}
