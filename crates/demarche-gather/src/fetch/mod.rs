//! Fetches politely: robots.txt, one request at a time for each host with a pause between, back-off, Retry-After, few redirects.
//!
//! In: an address and what is known of its last answer. Out: a page, word that nothing has changed, or a fault. The network and
//! the clock are handed in, and so is chance: tests play all three.

mod address;
mod robots;
mod web;

pub use web::{Internet, Limits, Reach, Request, Response, Trouble, Web};

use crate::fault::Fault;
use jiff::{SignedDuration, Timestamp, fmt::rfc2822};
use robots::Robots;
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use url::Url;

/// The name that we ask under, and that robots.txt may name.
pub const ROBOT: &str = "demarche";
/// Most redirects of one fetch.
const REDIRECTS: usize = 5;
/// How long a site's robots.txt holds.
const ROBOTS_HOLD: SignedDuration = SignedDuration::from_hours(24);
/// Longest delay that a robots.txt may ask for.
const LONGEST_DELAY: f64 = 60.0;
/// Longest wait that a Retry-After may ask for.
const LONGEST_WAIT: SignedDuration = SignedDuration::from_hours(24);

/// Who tells the time and waits.
pub trait Clock: Send + Sync {
    /// The time now.
    fn now(&self) -> Timestamp;
    /// Waits.
    fn sleep(&self, time: Duration);
}

/// The clock of the machine.
pub struct WallClock;

impl Clock for WallClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
    fn sleep(&self, time: Duration) {
        std::thread::sleep(time);
    }
}

/// How politely to fetch.
#[derive(Clone, Copy, Debug)]
pub struct Manners {
    /// Least time between two requests to one host.
    pub pause: Duration,
    /// Requests for one page at most, where a host fails or is busy.
    pub tries: u32,
    /// First wait after a failure; it doubles with each.
    pub back_off: Duration,
    /// Longest that one fetch waits for a busy host; past that it gives up for now.
    pub patience: Duration,
}

impl Default for Manners {
    fn default() -> Manners {
        Manners {
            pause: Duration::from_secs(1),
            tries: 3,
            back_off: Duration::from_secs(1),
            patience: Duration::from_secs(20),
        }
    }
}

/// What to ask with so that an unchanged answer is not sent again. Keep it with the address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Validators {
    /// `ETag` of the last answer.
    pub etag: Option<String>,
    /// `Last-Modified` of the last answer.
    pub last_modified: Option<String>,
}

/// What a fetch gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fetched {
    /// A page or feed.
    Page(Page),
    /// Nothing has changed since the answer that the validators are of.
    Unchanged,
}

/// A page or feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Where it was found, redirects followed.
    pub url: String,
    /// Its media type, with the encoding that it states.
    pub media: Option<String>,
    /// Its bytes, unpacked.
    pub body: Vec<u8>,
    /// For the next time.
    pub validators: Validators,
}

/// Why there is no page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Miss {
    /// Where, and what is wrong.
    pub fault: Fault,
    /// Whether it may be had later: the host is down, busy or slow.
    pub passing: bool,
}

/// Fetches; shared between threads.
pub struct Fetcher<W, C> {
    web: W,
    clock: C,
    manners: Manners,
    hosts: Mutex<BTreeMap<String, Host>>,
    /// SplitMix64: chance enough to keep retries apart.
    chance: Mutex<u64>,
}

/// What is known of one host.
#[derive(Clone, Default)]
struct Host {
    /// Before then nothing is asked.
    free: Option<Timestamp>,
    /// Its rules, and when they were read.
    robots: Option<(Robots, Timestamp)>,
}

/// What to do after an answer that was no page.
enum Next {
    Follow(String),
    /// Later; the wait is the one that the host asks for.
    Again(Option<SignedDuration>, String),
    /// The host says no.
    Never(String),
    /// We do.
    Refused(String),
}

impl<W: Web, C: Clock> Fetcher<W, C> {
    /// A fetcher; `seed` sets how waits are spread.
    pub fn new(web: W, clock: C, manners: Manners, seed: u64) -> Fetcher<W, C> {
        Fetcher { web, clock, manners, hosts: Mutex::default(), chance: Mutex::new(seed) }
    }

    /// The clock that it goes by.
    pub fn clock(&self) -> &C {
        &self.clock
    }

    /// Fetches a page or feed.
    ///
    /// # Errors
    /// Says why there is none: refused by the site's rules or ours, gone, too large, too slow, busy.
    pub fn fetch(&self, address: &str, known: &Validators) -> Result<Fetched, Miss> {
        let lasting = |what: String| Miss { fault: Fault::new(address, what), passing: false };
        let passing = |what: String| Miss { fault: Fault::new(address, what), passing: true };
        let mut url = parse(address).map_err(lasting)?;
        let mut seen = vec![url.clone()];
        loop {
            let robots = self.robots(&url).map_err(|next| match next {
                Next::Again(_, what) => passing(what),
                Next::Never(what) | Next::Refused(what) | Next::Follow(what) => lasting(what),
            })?;
            if !robots.allows(&path_of(&url)) {
                return Err(lasting("the site's robots.txt asks not to fetch this".to_owned()));
            }
            match self.ask(&url, known) {
                Ok(fetched) => return Ok(fetched),
                Err(Next::Follow(to)) => {
                    let to = url
                        .join(&to)
                        .map_err(|error| lasting(format!("redirects to no address: {error}")))?;
                    let to = parse(to.as_str()).map_err(lasting)?;
                    if seen.contains(&to) {
                        return Err(lasting("redirects in a circle".to_owned()));
                    }
                    if seen.len() > REDIRECTS {
                        return Err(lasting(format!("more than {REDIRECTS} redirects")));
                    }
                    seen.push(to.clone());
                    url = to;
                }
                Err(Next::Again(_, what)) => return Err(passing(what)),
                Err(Next::Never(what) | Next::Refused(what)) => return Err(lasting(what)),
            }
        }
    }

    /// Asks one address, again where the host fails or is busy.
    fn ask(&self, url: &Url, known: &Validators) -> Result<Fetched, Next> {
        let request = Request {
            url: url.to_string(),
            etag: known.etag.clone(),
            last_modified: known.last_modified.clone(),
        };
        let mut tries = 0;
        loop {
            tries += 1;
            let taken = self.turn(url).and_then(|()| match self.web.get(&request) {
                Ok(response) => self.judge(url, response),
                Err(Trouble::Passing(what)) => Err(Next::Again(None, what)),
                Err(Trouble::Lasting(what)) => Err(Next::Refused(what)),
            });
            let (asked, what) = match taken {
                Err(Next::Again(asked, what)) => (asked, what),
                other => return other,
            };
            let wait = asked.unwrap_or_else(|| self.back_off(tries));
            self.block(url, wait);
            if tries >= self.manners.tries || wait > to_signed(self.manners.patience) {
                return Err(Next::Again(asked, what));
            }
        }
    }

    /// What an answer means.
    fn judge(&self, url: &Url, response: Response) -> Result<Fetched, Next> {
        match response.status {
            200 => Ok(Fetched::Page(Page {
                url: url.to_string(),
                media: response.media,
                body: response.body,
                validators: Validators { etag: response.etag, last_modified: response.last_modified },
            })),
            304 => Ok(Fetched::Unchanged),
            301 | 302 | 303 | 307 | 308 => Err(match response.location {
                Some(to) => Next::Follow(to),
                None => Next::Never("redirects without saying where".to_owned()),
            }),
            404 => Err(Next::Never("not found (404)".to_owned())),
            410 => Err(Next::Never("gone for good (410)".to_owned())),
            429 | 503 => {
                let wait = response.retry_after.as_deref().and_then(|text| self.retry_after(text));
                let until =
                    wait.map(|wait| format!(", asks to wait {} s", wait.as_secs())).unwrap_or_default();
                Err(Next::Again(wait, format!("the host is busy ({}){until}", response.status)))
            }
            status @ (408 | 500 | 502 | 504) => {
                Err(Next::Again(None, format!("the host fails (status {status})")))
            }
            status => Err(Next::Never(format!("refused (status {status})"))),
        }
    }

    /// Waits for this fetch's turn at a host, and books the next one.
    fn turn(&self, url: &Url) -> Result<(), Next> {
        let now = self.clock.now();
        let wait = {
            let mut hosts = lock(&self.hosts);
            let host = hosts.entry(host_of(url)).or_default();
            let delay =
                host.robots.as_ref().and_then(|(robots, _)| robots.delay).unwrap_or(0.0).min(LONGEST_DELAY);
            let pause = self.manners.pause.max(Duration::from_secs_f64(delay));
            let begin = host.free.map_or(now, |free| free.max(now));
            let wait = begin.duration_since(now);
            if wait > to_signed(self.manners.patience.max(pause * 4)) {
                let what = format!("the host asked to wait; {} s are left", wait.as_secs());
                return Err(Next::Again(Some(wait), what));
            }
            host.free = later(begin, to_signed(pause));
            wait
        };
        if let Ok(wait) = Duration::try_from(wait)
            && !wait.is_zero()
        {
            self.clock.sleep(wait);
        }
        Ok(())
    }

    /// Leaves a host alone for a while.
    fn block(&self, url: &Url, wait: SignedDuration) {
        let until = later(self.clock.now(), wait);
        let mut hosts = lock(&self.hosts);
        let host = hosts.entry(host_of(url)).or_default();
        host.free = host.free.max(until);
    }

    /// Doubles with each try, spread from half to the whole of it so that many who failed together don't come back together.
    fn back_off(&self, tries: u32) -> SignedDuration {
        let mut state = lock(&self.chance);
        *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = *state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let spread = 0.5 + ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 54) as f64;
        let whole = self.manners.back_off.saturating_mul(1 << tries.saturating_sub(1).min(10));
        to_signed(whole.mul_f64(spread))
    }

    /// How long a Retry-After asks to wait: it holds seconds or a date.
    fn retry_after(&self, text: &str) -> Option<SignedDuration> {
        let wait = match text.trim().parse::<i64>() {
            Ok(seconds) => SignedDuration::from_secs(seconds),
            Err(_) => {
                let date = rfc2822::DateTimeParser::new().parse_timestamp(text.trim()).ok()?;
                date.duration_since(self.clock.now())
            }
        };
        Some(wait.clamp(SignedDuration::ZERO, LONGEST_WAIT))
    }

    /// A host's rules, asked for once a day. A site without them allows all; one that fails to answer allows nothing for now,
    /// as RFC 9309 has it.
    fn robots(&self, url: &Url) -> Result<Robots, Next> {
        let key = host_of(url);
        let now = self.clock.now();
        let held = lock(&self.hosts).get(&key).and_then(|host| host.robots.clone());
        if let Some((robots, read)) = held
            && now.duration_since(read) < ROBOTS_HOLD
        {
            return Ok(robots);
        }
        let mut at = url.join("/robots.txt").map_err(|error| Next::Refused(error.to_string()))?;
        let mut robots = Robots::default();
        for _ in 0..=REDIRECTS {
            match self.ask(&at, &Validators::default()) {
                Ok(Fetched::Page(page)) => {
                    robots = Robots::read(&crate::decode::text(&page.body, None), ROBOT);
                    break;
                }
                Err(Next::Follow(to)) => match at.join(&to).ok().and_then(|to| parse(to.as_str()).ok()) {
                    Some(to) => at = to,
                    None => break,
                },
                Ok(Fetched::Unchanged) | Err(Next::Never(_)) => break,
                Err(other) => return Err(other),
            }
        }
        lock(&self.hosts).entry(key).or_default().robots = Some((robots.clone(), now));
        Ok(robots)
    }
}

/// An address that may be fetched: of the web, without a password in it.
fn parse(address: &str) -> Result<Url, String> {
    let mut url =
        Url::parse(address.trim()).map_err(|error| format!("not an address of the web: {error}"))?;
    if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
        return Err("only http and https addresses are fetched".to_owned());
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("an address with a name or password in it is not fetched".to_owned());
    }
    url.set_fragment(None);
    Ok(url)
}

fn path_of(url: &Url) -> String {
    match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    }
}

/// Scheme, name and port: what robots.txt holds for.
fn host_of(url: &Url) -> String {
    url.origin().ascii_serialization()
}

fn to_signed(time: Duration) -> SignedDuration {
    SignedDuration::try_from(time).unwrap_or(SignedDuration::MAX)
}

fn later(from: Timestamp, by: SignedDuration) -> Option<Timestamp> {
    Some(from.checked_add(by).unwrap_or(Timestamp::MAX))
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
