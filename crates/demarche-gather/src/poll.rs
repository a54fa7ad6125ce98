//! One look at a feed: what is new in it, whole pages behind its items, and how the feed fares.
//!
//! In: a feed's state as it was stored. Out: reports, and the state to store once they are safe; a report that is lost on the way is
//! found again at the next look.

use crate::container::feed::{self, Item};
use crate::container::{Gathered, is_feed};
use crate::fault::Fault;
use crate::fetch::{Clock, Fetched, Fetcher, Page, Validators, Web};
use crate::head;
use demarche_read::report::{BlockKind, Report};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::hash::Hasher;

/// Items that one look takes at most; the rest waits for the next.
const MOST: usize = 100;
/// Items remembered beyond those that the feed shows now.
const REMEMBERED: usize = 2_000;
/// Looks after which a page that can't be had is given up, and the feed's own words are taken.
const LOOKS: u8 = 3;
/// Fewest words of a page that are taken for an article, and of a feed's own text where the page can't be had.
const FEWEST: usize = 12;

/// A feed and how it fares.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Feed {
    /// Its address.
    pub url: String,
    /// Its name.
    pub title: Option<String>,
    /// The site it belongs to.
    pub site: Option<String>,
    /// The folder of the list it came from.
    pub folder: Option<String>,
    /// When it was last looked at.
    pub last_look: Option<Timestamp>,
    /// When it last answered as a feed, changed or not.
    pub last_good: Option<Timestamp>,
    /// When it last had something new.
    pub last_new: Option<Timestamp>,
    /// What went wrong at the last look; `None` if nothing did.
    pub last_error: Option<String>,
    /// Looks in a row that went wrong.
    pub failures: u32,
    /// Items shown at the last good look.
    pub items: usize,
    /// Reports taken from it so far.
    pub taken: u64,
    etag: Option<String>,
    last_modified: Option<String>,
    seen: BTreeMap<String, Seen>,
}

/// An item that was seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Seen {
    /// Of what the feed says of it: a change is a new version.
    sum: u64,
    /// Looks at which its page could not be had; 0 once it was taken.
    waits: u8,
    /// The look that last showed it, in seconds since 1970.
    shown: i64,
}

impl Feed {
    /// A feed that was never looked at.
    pub fn new(url: &str) -> Feed {
        Feed { url: url.to_owned(), ..Feed::default() }
    }

    /// When it should be looked at again: after `every`, later the more often it failed, up to a day.
    pub fn due(&self, every: SignedDuration) -> Option<Timestamp> {
        let day = SignedDuration::from_hours(24).max(every);
        let wait = every.checked_mul(1 << self.failures.min(10)).unwrap_or(day).min(day);
        self.last_look.map(|look| look.checked_add(wait).unwrap_or(Timestamp::MAX))
    }
}

/// Looks at a feed: its new and changed items as reports, each with the page behind it where there is one. The feed's state is
/// changed to what should be stored once the reports are.
pub fn look<W: Web, C: Clock>(feed: &mut Feed, fetcher: &Fetcher<W, C>) -> Vec<Gathered> {
    match ask(feed, fetcher) {
        Some(page) => take(feed, &page, fetcher),
        None => Vec::new(),
    }
}

/// What is behind an address that may be a feed or a page: reports, and whether it is a feed. A page, or a failure, gives one.
pub fn gather<W: Web, C: Clock>(feed: &mut Feed, fetcher: &Fetcher<W, C>) -> (Vec<Gathered>, bool) {
    let Some(page) = ask(feed, fetcher) else {
        let failed = feed.last_error.clone().map(|what| Gathered {
            name: feed.url.clone(),
            id: None,
            report: Err(Fault::new(&feed.url, what)),
        });
        return (failed.into_iter().collect(), feed.last_good.is_some());
    };
    if is_feed(&page.body) {
        return (take(feed, &page, fetcher), true);
    }
    let mut report = crate::from_bytes(&page.body, Some(page.media.as_deref().unwrap_or(&page.url)));
    report.url = report.url.or(Some(page.url));
    (vec![Gathered { name: feed.url.clone(), id: None, report: Ok(report) }], false)
}

/// Asks for a feed; `None` if it has not changed or can't be had, which its state then tells.
fn ask<W: Web, C: Clock>(feed: &mut Feed, fetcher: &Fetcher<W, C>) -> Option<Page> {
    let now = fetcher.clock().now();
    feed.last_look = Some(now);
    let known = Validators { etag: feed.etag.clone(), last_modified: feed.last_modified.clone() };
    match fetcher.fetch(&feed.url, &known) {
        Ok(Fetched::Page(page)) => return Some(page),
        Ok(Fetched::Unchanged) => well(feed, now),
        Err(miss) => ill(feed, miss.fault.what),
    }
    None
}

/// Takes what is new in a feed that has come.
fn take<W: Web, C: Clock>(feed: &mut Feed, page: &Page, fetcher: &Fetcher<W, C>) -> Vec<Gathered> {
    let now = fetcher.clock().now();
    let found = match feed::read(&page.body, Some(&page.url)) {
        Ok(found) => found,
        Err(what) => {
            ill(feed, what);
            return Vec::new();
        }
    };
    well(feed, now);
    feed.items = found.items.len();
    feed.title = found.title.or(feed.title.take());
    feed.site = found.site.or(feed.site.take());
    let mut reports = Vec::new();
    let mut left = false;
    for item in found.items {
        let sum = sum_of(&item);
        let seen = feed.seen.get(&item.id).copied();
        let waits = seen.map_or(0, |seen| seen.waits);
        if seen.is_some_and(|seen| seen.sum == sum && seen.waits == 0) {
            feed.seen.entry(item.id).and_modify(|seen| seen.shown = now.as_second());
            continue;
        }
        if reports.len() >= MOST {
            left = true;
            continue;
        }
        let id = item.id.clone();
        let name = item.url.clone().unwrap_or_else(|| format!("{}#{id}", feed.url));
        let (report, wait) = whole(item, fetcher, waits);
        left |= wait;
        let waits = if wait { waits.saturating_add(1) } else { 0 };
        feed.seen.insert(id.clone(), Seen { sum, waits, shown: now.as_second() });
        if let Some(report) = report {
            feed.taken += u64::from(report.is_ok());
            feed.last_new = Some(now);
            reports.push(Gathered { name, id: Some(id), report });
        }
    }
    // Asked for in full again while something of it is still to be had.
    let validators = if left { Validators::default() } else { page.validators.clone() };
    (feed.etag, feed.last_modified) = (validators.etag, validators.last_modified);
    forget(feed);
    reports
}

fn well(feed: &mut Feed, now: Timestamp) {
    feed.last_good = Some(now);
    feed.last_error = None;
    feed.failures = 0;
}

fn ill(feed: &mut Feed, what: String) {
    feed.last_error = Some(what);
    feed.failures = feed.failures.saturating_add(1);
}

/// Drops the items that were shown longest ago.
fn forget(feed: &mut Feed) {
    let most = feed.items + REMEMBERED;
    if feed.seen.len() <= most {
        return;
    }
    let mut shown: Vec<i64> = feed.seen.values().map(|seen| seen.shown).collect();
    shown.sort_unstable();
    let oldest = shown[shown.len() - most];
    feed.seen.retain(|_, seen| seen.shown >= oldest);
}

/// An item's report from the page behind it, or from the feed where there is none, and whether to try the page again.
fn whole<W: Web, C: Clock>(
    item: Item,
    fetcher: &Fetcher<W, C>,
    waits: u8,
) -> (Option<Result<Report, Fault>>, bool) {
    let Some(url) = item.url else {
        return (Some(Ok(item.report)), false);
    };
    let fault = match fetcher.fetch(&url, &Validators::default()) {
        Ok(Fetched::Page(page)) => {
            let hint = page.media.as_deref().unwrap_or(&page.url);
            let report = crate::from_bytes(&page.body, Some(hint));
            if words(&report) >= FEWEST && words(&report) * 2 >= words(&item.report) {
                return (Some(Ok(with_feed(report, item.report, url))), false);
            }
            Fault::new(url, "no article found on the page")
        }
        Ok(Fetched::Unchanged) => Fault::new(url, "answered as unchanged though never had"),
        Err(miss) if miss.passing && waits + 1 < LOOKS => return (None, true),
        Err(miss) => miss.fault,
    };
    if words(&item.report) >= FEWEST {
        return (Some(Ok(item.report)), false);
    }
    (Some(Err(fault)), false)
}

/// A page's report with what only the feed says.
fn with_feed(mut report: Report, feed: Report, url: String) -> Report {
    if report.title.is_none()
        && let Some(title) = &feed.title
    {
        head::set_title(&mut report, title);
    }
    report.byline = report.byline.or(feed.byline);
    report.published = report.published.or(feed.published);
    report.publisher = report.publisher.or(feed.publisher);
    report.language = report.language.or(feed.language);
    report.url = Some(url);
    report
}

fn words(report: &Report) -> usize {
    let kept = report
        .parts
        .iter()
        .filter(|part| !matches!(part.kind, Some(BlockKind::Boilerplate | BlockKind::Headline)));
    kept.map(|part| part.text.split_whitespace().count()).sum()
}

/// FNV-1a over what the feed says of an item.
fn sum_of(item: &Item) -> u64 {
    struct Fnv(u64);
    impl Hasher for Fnv {
        fn write(&mut self, bytes: &[u8]) {
            for byte in bytes {
                self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
        fn finish(&self) -> u64 {
            self.0
        }
    }
    let mut sum = Fnv(0xcbf2_9ce4_8422_2325);
    let mut put = |text: &str| {
        sum.write(text.as_bytes());
        sum.write(&[0]);
    };
    put(item.url.as_deref().unwrap_or_default());
    put(item.report.title.as_deref().unwrap_or_default());
    put(item.report.published.as_deref().unwrap_or_default());
    item.report.parts.iter().for_each(|part| put(&part.text));
    sum.finish()
}
