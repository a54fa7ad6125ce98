//! A server that answers from a script, and a clock that waits without waiting.

use demarche_gather::fetch::Clock;
use flate2::Compression;
use flate2::write::GzEncoder;
use jiff::{SignedDuration, Timestamp};
use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

type Answer = Arc<dyn Fn(&mut TcpStream) -> Option<()> + Send + Sync>;

/// What a path answers with.
enum Part {
    Plain { status: String, fields: String, body: Vec<u8>, times: usize },
    Tagged { tag: String, body: String },
    Raw(Answer),
}

#[derive(Default)]
struct Script {
    parts: HashMap<String, Part>,
    asked: usize,
    last_status: String,
}

/// A server that plays its script; it ends with the test.
pub struct Server {
    port: u16,
    script: Arc<Mutex<Script>>,
}

impl Server {
    pub fn start() -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("bound").port();
        let script = Arc::new(Mutex::new(Script::default()));
        let shared = Arc::clone(&script);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let script = Arc::clone(&shared);
                std::thread::spawn(move || answer(stream, &script));
            }
        });
        Server { port, script }
    }
    pub fn port(&self) -> u16 {
        self.port
    }
    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }
    /// Requests so far.
    pub fn asked(&self) -> usize {
        self.script.lock().expect("no panic").asked
    }
    pub fn last_status(&self) -> String {
        self.script.lock().expect("no panic").last_status.clone()
    }
    fn put(&self, path: &str, part: Part) {
        self.script.lock().expect("no panic").parts.insert(path.to_owned(), part);
    }
    pub fn page(&self, path: &str, status: &str, fields: &str, body: &str) {
        let body = body.as_bytes().to_vec();
        self.put(
            path,
            Part::Plain { status: status.to_owned(), fields: fields.to_owned(), body, times: usize::MAX },
        );
    }
    pub fn bytes(&self, path: &str, fields: &str, body: &[u8]) {
        let (status, fields) = ("200 OK".to_owned(), fields.to_owned());
        self.put(path, Part::Plain { status, fields, body: body.to_vec(), times: usize::MAX });
    }
    /// Fails so many times, then answers "ok".
    pub fn times(&self, path: &str, times: usize, status: &str, fields: &str, body: &str) {
        let (status, fields) = (status.to_owned(), fields.to_owned());
        self.put(path, Part::Plain { status, fields, body: body.as_bytes().to_vec(), times });
    }
    /// Answers with an ETag, and with 304 to who has it.
    pub fn tagged(&self, path: &str, tag: &str, body: &str) {
        self.put(path, Part::Tagged { tag: tag.to_owned(), body: body.to_owned() });
    }
    pub fn raw(&self, path: &str, answer: impl Fn(&mut TcpStream) -> Option<()> + Send + Sync + 'static) {
        self.put(path, Part::Raw(Arc::new(answer)));
    }
}

fn answer(mut stream: TcpStream, script: &Mutex<Script>) -> Option<()> {
    let mut path = String::new();
    let mut tag = None;
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    let mut line = String::new();
    while reader.read_line(&mut line).ok()? > 2 {
        match line.split_once(':') {
            _ if path.is_empty() => path = line.split(' ').nth(1)?.to_owned(),
            Some((name, value)) if name.eq_ignore_ascii_case("if-none-match") => {
                tag = Some(value.trim().to_owned())
            }
            _ => {}
        }
        line.clear();
    }
    let mut held = script.lock().ok()?;
    held.asked += 1;
    let (status, fields, body) = match held.parts.remove(&path) {
        None => ("404 Not Found".to_owned(), String::new(), Vec::new()),
        // Played without the script in hand: others may ask meanwhile.
        Some(Part::Raw(play)) => {
            held.parts.insert(path, Part::Raw(Arc::clone(&play)));
            drop(held);
            let played = play(&mut stream);
            if played.is_none() {
                // Silent until the other side has had enough.
                let _ = stream.read(&mut [0; 64]);
            }
            return Some(());
        }
        Some(Part::Plain { times: 0, .. }) => ("200 OK".to_owned(), String::new(), b"ok".to_vec()),
        Some(Part::Plain { status, fields, body, times }) => {
            let again = times.saturating_sub(usize::from(times != usize::MAX));
            let part = Part::Plain {
                status: status.clone(),
                fields: fields.clone(),
                body: body.clone(),
                times: again,
            };
            held.parts.insert(path, part);
            (status, fields, body)
        }
        Some(Part::Tagged { tag: own, body }) => {
            let fields = format!("ETag: {own}\r\n");
            let same = tag.as_deref() == Some(own.as_str());
            held.parts.insert(path, Part::Tagged { tag: own, body: body.clone() });
            if same {
                ("304 Not Modified".to_owned(), fields, Vec::new())
            } else {
                ("200 OK".to_owned(), fields, body.into_bytes())
            }
        }
    };
    held.last_status.clone_from(&status);
    drop(held);
    let length = if fields.contains("Content-Length") || status.starts_with("304") {
        String::new()
    } else {
        format!("Content-Length: {}\r\n", body.len())
    };
    let head = format!("HTTP/1.1 {status}\r\n{fields}{length}Connection: close\r\n\r\n");
    stream.write_all(head.as_bytes()).ok()?;
    stream.write_all(&body).ok()
}

pub fn send(stream: &mut TcpStream, bytes: &[u8]) -> Option<()> {
    stream.write_all(bytes).ok()
}

/// A head, then a byte every so many milliseconds.
pub fn drip(stream: &mut TcpStream, head: &[u8], milliseconds: u64) -> Option<()> {
    stream.write_all(head).ok()?;
    loop {
        stream.write_all(b".").ok()?;
        std::thread::sleep(Duration::from_millis(milliseconds));
    }
}

/// Chunks without end.
pub fn endless(stream: &mut TcpStream) -> Option<()> {
    stream.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n").ok()?;
    let chunk = [b"8000\r\n".as_slice(), &[b'.'; 0x8000], b"\r\n"].concat();
    loop {
        stream.write_all(&chunk).ok()?;
    }
}

pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

/// A news page.
pub fn page_of(title: &str) -> String {
    format!(
        "<!doctype html><html lang=en><head><title>{0}</title></head><body><nav>Home</nav><article><h1>{0}</h1>\
         <p>Envoys of the two countries met in Muscat on Tuesday, the host said, and left wordless in the evening.</p>\
         <p>Nothing was signed, two diplomats said; both sides were asked to send papers, and one of them did.</p>\
         </article></body></html>",
        title.replace('&', "&amp;")
    )
}

/// An RSS feed of (id, title, path), each with a summary; titles are escaped once, as markup in them is by careless sites.
pub fn feed_of(items: &[(&str, &str, &str)]) -> String {
    let mut text =
        String::from("<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Gulf Post</title>");
    for (id, title, path) in items {
        let title = title.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        text.push_str(&format!(
            "<item><guid isPermaLink=\"false\">{id}</guid><title>{title}</title><link>{path}</link>\
             <pubDate>Tue, 03 Feb 2026 08:00:00 GMT</pubDate><description>Envoys of the two countries met in Muscat on \
             Tuesday, the host said, and nothing was signed.</description></item>"
        ));
    }
    text.push_str("</channel></rss>");
    text
}

/// A clock that stands still but for the waits, and remembers them.
pub struct TestClock(Mutex<(Timestamp, Duration)>);

impl Default for TestClock {
    fn default() -> TestClock {
        let start: Timestamp = "2026-01-01T00:00:00Z".parse().expect("a moment");
        TestClock(Mutex::new((start, Duration::ZERO)))
    }
}

impl TestClock {
    /// The longest wait so far.
    pub fn longest(&self) -> Duration {
        self.0.lock().expect("no panic").1
    }
    pub fn forget(&self) {
        self.0.lock().expect("no panic").1 = Duration::ZERO;
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        self.0.lock().expect("no panic").0
    }
    fn sleep(&self, time: Duration) {
        let mut held = self.0.lock().expect("no panic");
        held.0 = held.0.checked_add(SignedDuration::try_from(time).expect("short")).expect("no end of time");
        held.1 = held.1.max(time);
    }
}
