//! A server on a real socket that plays feeds and pages badly: every way to fail is met, told and survived.

mod play;

use demarche_gather::container::Gathered;
use demarche_gather::fetch::{Fetched, Fetcher, Internet, Limits, Manners, Reach, Validators};
use demarche_gather::fetch::{Request, Response, Trouble, Web};
use demarche_gather::poll::{Feed, look};
use demarche_read::report::Report;
use jiff::SignedDuration;
use play::{Server, TestClock, feed_of, gzip, page_of};
use std::time::{Duration, Instant};

/// Largest body that is taken here.
const LARGEST: u64 = 1 << 20;

fn internet(reach: Reach) -> Internet {
    Internet::new("demarche-test", Limits { time: Duration::from_millis(800), bytes: LARGEST }, reach)
}

fn fetcher() -> Fetcher<Internet, TestClock> {
    Fetcher::new(internet(Reach::Private), TestClock::default(), Manners::default(), 1)
}

/// What a fetch came to, in words.
fn told(fetched: Result<Fetched, demarche_gather::fetch::Miss>) -> String {
    match fetched {
        Ok(Fetched::Page(page)) => format!("page of {}", page.body.len()),
        Ok(Fetched::Unchanged) => "unchanged".to_owned(),
        Err(miss) => format!("{}{}", if miss.passing { "later: " } else { "never: " }, miss.fault.what),
    }
}

fn fetch(server: &Server, path: &str) -> String {
    told(fetcher().fetch(&server.url(path), &Validators::default()))
}

#[test]
fn bad_answers_are_told_and_survived() {
    let server = Server::start();
    server.page("/good", "200 OK", "", &page_of("Envoys meet"));
    server.raw("/never", |_| None);
    server.page("/cut", "200 OK", "Content-Length: 90000\r\n", "only this came");
    server.raw("/slow", |stream| play::drip(stream, b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n", 60));
    server.raw("/nonsense", |stream| play::send(stream, b"what do you want\r\n\r\n"));
    server.page("/huge", "200 OK", "Content-Length: 2147483648\r\n", "the first bytes of 2 GB");
    server.raw("/endless", play::endless);
    server.bytes("/bomb", "Content-Encoding: gzip\r\n", &gzip(&vec![b' '; 64 << 20]));
    server.page("/loop-a", "302 Found", "Location: /loop-b\r\n", "");
    server.page("/loop-b", "302 Found", "Location: /loop-a\r\n", "");
    for step in 0..9 {
        server.page(&format!("/far/{step}"), "301 Moved", &format!("Location: /far/{}\r\n", step + 1), "");
    }
    server.page("/near", "301 Moved", "Location: good#part\r\n", "");
    server.page("/nowhere", "302 Found", "", "");
    server.page("/file", "302 Found", "Location: file:///etc/passwd\r\n", "");
    server.page("/missing", "404 Not Found", "", "no");
    server.page("/gone", "410 Gone", "", "no");
    server.page("/paid", "402 Payment Required", "", "no");
    let good = page_of("Envoys meet").len();
    let large = format!("never: larger than {} KiB", LARGEST >> 10);
    let begun = Instant::now();
    for (path, expected) in [
        ("/good", format!("page of {good}")),
        ("/near", format!("page of {good}")),
        ("/never", "later: ".to_owned()),
        ("/cut", "later: broke off after 14 bytes".to_owned()),
        ("/slow", "later: broke off after".to_owned()),
        ("/nonsense", "never: ".to_owned()),
        ("/huge", large.clone()),
        ("/endless", large.clone()),
        ("/bomb", large),
        ("/loop-a", "never: redirects in a circle".to_owned()),
        ("/far/0", "never: more than 5 redirects".to_owned()),
        ("/nowhere", "never: redirects without saying where".to_owned()),
        ("/file", "never: only http and https addresses are fetched".to_owned()),
        ("/missing", "never: not found (404)".to_owned()),
        ("/gone", "never: gone for good (410)".to_owned()),
        ("/paid", "never: refused (status 402)".to_owned()),
    ] {
        let said = fetch(&server, path);
        assert!(said.starts_with(&expected), "{path}: {said}");
    }
    assert!(begun.elapsed() < Duration::from_secs(15), "{:?}", begun.elapsed());
    // A port at which nobody listens.
    assert!(told(fetcher().fetch("http://127.0.0.1:1/", &Validators::default())).starts_with("later: "));
    for (address, expected) in [
        ("ftp://example.org/", "never: only http"),
        ("http://user:word@example.org/", "never: an address with a name"),
        ("no address", "never: not an address"),
    ] {
        let said = told(fetcher().fetch(address, &Validators::default()));
        assert!(said.starts_with(expected), "{said}");
    }
}

#[test]
fn busy_hosts_are_waited_for() {
    let server = Server::start();
    for (path, retry) in
        [("/seconds", "Retry-After: 7\r\n"), ("/silent", ""), ("/hour", "Retry-After: 3600\r\n")]
    {
        server.times(path, 2, "429 Too Many Requests", retry, "busy");
    }
    server.times(
        "/date",
        1,
        "503 Service Unavailable",
        "Retry-After: Thu, 01 Jan 2026 00:00:10 GMT\r\n",
        "busy",
    );
    server.times("/fails", 2, "500 Internal Server Error", "", "oops");
    server.times("/down", 9, "502 Bad Gateway", "", "oops");
    let longest = |fetcher: &Fetcher<Internet, TestClock>| fetcher.clock().longest();
    let asked = fetcher();
    assert_eq!(told(asked.fetch(&server.url("/seconds"), &Validators::default())), "page of 2");
    assert_eq!(longest(&asked), Duration::from_secs(7));
    let asked = fetcher();
    assert_eq!(told(asked.fetch(&server.url("/date"), &Validators::default())), "page of 2");
    assert!(longest(&asked) > Duration::from_secs(5) && longest(&asked) <= Duration::from_secs(10));
    for path in ["/silent", "/fails"] {
        let asked = fetcher();
        assert_eq!(told(asked.fetch(&server.url(path), &Validators::default())), "page of 2");
        // Half to the whole of 1 s, then of 2 s, by chance.
        assert!(longest(&asked) >= Duration::from_secs(1) && longest(&asked) <= Duration::from_secs(2));
    }
    assert_eq!(fetch(&server, "/down"), "later: the host fails (status 502)");
    // An hour is too long to wait here; the host is not asked again before.
    let asked = fetcher();
    let said = told(asked.fetch(&server.url("/hour"), &Validators::default()));
    assert_eq!(said, "later: the host is busy (429), asks to wait 3600 s");
    let count = server.asked();
    assert!(
        told(asked.fetch(&server.url("/good"), &Validators::default()))
            .starts_with("later: the host asked to wait")
    );
    assert_eq!(server.asked(), count);
}

#[test]
fn robots_and_pauses_are_kept() {
    let server = Server::start();
    server.page("/robots.txt", "200 OK", "", "User-agent: *\nCrawl-delay: 3\nDisallow: /closed\n");
    server.page("/open", "200 OK", "", "open");
    let asked = fetcher();
    assert_eq!(told(asked.fetch(&server.url("/open"), &Validators::default())), "page of 4");
    let said = told(asked.fetch(&server.url("/closed/a"), &Validators::default()));
    assert_eq!(said, "never: the site's robots.txt asks not to fetch this");
    asked.clock().forget();
    assert_eq!(told(asked.fetch(&server.url("/open"), &Validators::default())), "page of 4");
    assert_eq!(asked.clock().longest(), Duration::from_secs(3));
    // robots.txt was asked for once.
    assert_eq!(server.asked(), 3);
    // A site whose rules can't be had is left alone for now.
    let server = Server::start();
    server.times("/robots.txt", 9, "503 Service Unavailable", "", "");
    assert_eq!(fetch(&server, "/open"), "later: the host is busy (503)");
}

#[test]
fn private_addresses_are_refused() {
    let server = Server::start();
    server.page("/good", "200 OK", "", "good");
    let port = server.port();
    let public = || Fetcher::new(internet(Reach::Public), TestClock::default(), Manners::default(), 1);
    for address in [
        format!("http://127.0.0.1:{port}/good"),
        format!("http://localhost:{port}/good"),
        format!("http://2130706433:{port}/good"),
        format!("http://0x7f.1:{port}/good"),
        format!("http://[::ffff:127.0.0.1]:{port}/good"),
        "http://169.254.169.254/latest/meta-data".to_owned(),
        "http://10.0.0.1/".to_owned(),
    ] {
        let said = told(public().fetch(&address, &Validators::default()));
        assert!(said.starts_with("never: ") && said.contains("private address"), "{address}: {said}");
    }
    assert_eq!(server.asked(), 0);
    // A public page that leads inside.
    struct Outside(Internet, String);
    impl Web for Outside {
        fn get(&self, request: &Request) -> Result<Response, Trouble> {
            if request.url.contains("example.org") {
                let status = if request.url.ends_with("robots.txt") { 404 } else { 302 };
                return Ok(Response { status, location: Some(self.1.clone()), ..Response::default() });
            }
            self.0.get(request)
        }
    }
    let web = Outside(internet(Reach::Public), server.url("/good"));
    let outside = Fetcher::new(web, TestClock::default(), Manners::default(), 1);
    let said = told(outside.fetch("http://example.org/", &Validators::default()));
    assert!(said.contains("private address"), "{said}");
    assert_eq!(server.asked(), 0);
}

fn titles(reports: &[Gathered]) -> Vec<String> {
    let title = |report: &Report| report.title.clone().unwrap_or_default();
    reports.iter().map(|one| one.report.as_ref().map_or_else(ToString::to_string, title)).collect()
}

#[test]
fn feeds_are_followed_through_changes_and_failures() {
    let server = Server::start();
    let items = [("a", "Envoys <b>meet</b> & part", "/a"), ("b", "No talks", "/b"), ("c", "Cut off", "/c")];
    server.tagged("/feed", "\"one\"", &feed_of(&items));
    server.page("/a", "200 OK", "", &page_of("Envoys meet & part"));
    // States UTF-8, holds Windows-1252.
    let old = page_of("No talks").replace("wordless", "\u{1}no comment\u{2}");
    let quoted = |byte: u8| match byte {
        1 => 0x93,
        2 => 0x94,
        other => other,
    };
    let old: Vec<u8> = old.bytes().map(quoted).collect();
    server.bytes("/b", "Content-Type: text/html; charset=utf-8\r\n", &old);
    server.page("/c", "200 OK", "Content-Length: 90000\r\n", "cut");
    let fetcher = fetcher();
    let mut feed = Feed::new(&server.url("/feed"));
    let first = look(&mut feed, &fetcher);
    assert_eq!(titles(&first), ["Envoys meet & part", "No talks"]);
    let words: Vec<&str> = first
        .iter()
        .flat_map(|one| one.report.as_ref().map(|report| report.parts.as_slice()).unwrap_or_default())
        .map(|part| part.text.as_str())
        .collect();
    assert!(words.iter().any(|words| words.contains("“no comment”")), "{words:?}");
    assert_eq!(
        first[0].report.as_ref().ok().and_then(|report| report.publisher.as_deref()),
        Some("Gulf Post")
    );
    assert_eq!((feed.items, feed.taken, feed.failures), (3, 2, 0));
    // What could not be had is asked for twice more, then the feed's own words are taken; what was had is not.
    assert_eq!(titles(&look(&mut feed, &fetcher)), [""; 0]);
    assert_eq!(titles(&look(&mut feed, &fetcher)), ["Cut off"]);
    look(&mut feed, &fetcher);
    let count = server.asked();
    assert_eq!(titles(&look(&mut feed, &fetcher)), [""; 0]);
    // Answered by 304, and nothing else asked.
    assert_eq!(server.asked(), count + 1);
    assert_eq!(server.last_status(), "304 Not Modified");
    // The state survives being stored.
    let stored = serde_json::to_string(&feed).expect("plain data");
    feed = serde_json::from_str(&stored).expect("as it was written");
    // One item changes, one is new; the page of the first is another now.
    let items = [("a", "Envoys meet and stay", "/a"), ("b", "No talks", "/b"), ("d", "A third", "/d")];
    server.tagged("/feed", "\"two\"", &feed_of(&items));
    server.page("/a", "200 OK", "", &page_of("Envoys meet and stay"));
    server.page("/d", "200 OK", "", &page_of("A third"));
    assert_eq!(titles(&look(&mut feed, &fetcher)), ["Envoys meet and stay", "A third"]);
    // Failures are told, counted and put off; a good look clears them.
    let good = feed.last_good;
    for (status, body, expected) in [
        ("500 Internal Server Error", "oops", "the host fails (status 500)"),
        ("200 OK", "<html><p>Moved house</p></html>", "not a feed that can be read"),
        ("200 OK", "", "not a feed that can be read"),
    ] {
        server.page("/feed", status, "", body);
        assert!(look(&mut feed, &fetcher).is_empty());
        assert!(
            feed.last_error.as_deref().is_some_and(|error| error.starts_with(expected)),
            "{:?}",
            feed.last_error
        );
    }
    assert_eq!((feed.failures, feed.last_good), (3, good));
    let every = SignedDuration::from_mins(15);
    let wait = |feed: &Feed| feed.due(every).zip(feed.last_look).map(|(due, look)| due.duration_since(look));
    assert_eq!(wait(&feed), Some(SignedDuration::from_hours(2)));
    // The end is missing: what came whole is taken.
    let whole = feed_of(&[("a", "Envoys meet and stay", "/a"), ("e", "A fourth", "/e"), ("f", "Lost", "/f")]);
    server.page("/e", "200 OK", "", &page_of("A fourth"));
    server.page("/feed", "200 OK", "", &whole[..whole.find("Lost").expect("there")]);
    assert_eq!(titles(&look(&mut feed, &fetcher)), ["A fourth"]);
    assert_eq!((feed.failures, feed.last_error.clone()), (0, None));
    assert_eq!(wait(&feed), Some(every));
}
