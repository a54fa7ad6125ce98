//! One request over the network: no redirect is followed here, nothing is kept.
//!
//! In: an address and what is known of its last answer. Out: the answer, its body unpacked and bounded, or a fault.

use super::address;
use std::io::{self, Read};
use std::time::Duration;
use ureq::config::Config;
use ureq::http::{HeaderMap, Uri};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};

/// What is asked for.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The address.
    pub url: String,
    /// `ETag` of the answer that is held already.
    pub etag: Option<String>,
    /// `Last-Modified` of the answer that is held already.
    pub last_modified: Option<String>,
}

/// What came back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Response {
    /// HTTP status.
    pub status: u16,
    /// `ETag`, to ask with the next time.
    pub etag: Option<String>,
    /// `Last-Modified`, to ask with the next time.
    pub last_modified: Option<String>,
    /// `Content-Type`.
    pub media: Option<String>,
    /// `Location` of a redirect.
    pub location: Option<String>,
    /// `Retry-After`, as sent: seconds or a date.
    pub retry_after: Option<String>,
    /// The body, unpacked; empty for all answers but 200.
    pub body: Vec<u8>,
}

/// Why no answer came, in plain words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It may pass: the host is down, slow, or broke off.
    Passing(String),
    /// Asking again gives the same: too large, or from an address that is refused.
    Lasting(String),
}

/// Somebody who answers requests: the network, or a stand-in for it.
pub trait Web: Send + Sync {
    /// One request and its answer.
    ///
    /// # Errors
    /// No answer came, or none that may be taken: too large, too slow, from an address that is refused.
    fn get(&self, request: &Request) -> Result<Response, Trouble>;
}

/// Bounds on one request.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Longest time from asking to the last byte.
    pub time: Duration,
    /// Largest body, unpacked, in bytes.
    pub bytes: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { time: Duration::from_secs(30), bytes: 32 << 20 }
    }
}

/// Which addresses may be connected to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Public ones alone.
    Public,
    /// Private, loopback and link-local ones too.
    Private,
}

/// The network itself.
pub struct Internet {
    agent: ureq::Agent,
    limits: Limits,
}

impl Internet {
    /// The network, asked under this name. No proxy is used: behind one, addresses could not be checked.
    pub fn new(name: &str, limits: Limits, reach: Reach) -> Internet {
        let config = Config::builder()
            .user_agent(name)
            .timeout_global(Some(limits.time))
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .proxy(None)
            .max_idle_age(Duration::from_secs(5))
            .build();
        let agent = ureq::Agent::with_parts(config, DefaultConnector::default(), Guard { reach });
        Internet { agent, limits }
    }
}

impl Web for Internet {
    fn get(&self, request: &Request) -> Result<Response, Trouble> {
        let mut asked = self.agent.get(&request.url).header(
            "Accept",
            "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, \
             application/xml;q=0.9, text/plain;q=0.8, */*;q=0.5",
        );
        if let Some(etag) = &request.etag {
            asked = asked.header("If-None-Match", etag);
        }
        if let Some(moment) = &request.last_modified {
            asked = asked.header("If-Modified-Since", moment);
        }
        let mut answer = asked.call().map_err(|error| told(&error))?;
        let field = |headers: &HeaderMap, name: &str| {
            headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).trim().to_owned())
        };
        let headers = answer.headers();
        let mut response = Response {
            status: answer.status().as_u16(),
            etag: field(headers, "etag"),
            last_modified: field(headers, "last-modified"),
            media: field(headers, "content-type"),
            location: field(headers, "location"),
            retry_after: field(headers, "retry-after"),
            body: Vec::new(),
        };
        let too_large = || Trouble::Lasting(format!("larger than {} KiB", self.limits.bytes >> 10));
        if response.status == 200 {
            let packed = field(headers, "content-encoding").is_some();
            let length: Option<u64> = field(headers, "content-length").and_then(|length| length.parse().ok());
            // Refused before a byte of it is taken.
            if !packed && length.is_some_and(|length| length > self.limits.bytes) {
                return Err(too_large());
            }
            let body = answer.body_mut().with_config().limit(u64::MAX).reader();
            if let Err(error) = body.take(self.limits.bytes + 1).read_to_end(&mut response.body) {
                return Err(Trouble::Passing(format!(
                    "broke off after {} bytes: {error}",
                    response.body.len()
                )));
            }
            if response.body.len() as u64 > self.limits.bytes {
                return Err(too_large());
            }
        }
        Ok(response)
    }
}

fn told(error: &ureq::Error) -> Trouble {
    match error {
        ureq::Error::Timeout(_) => Trouble::Passing("no answer in time".to_owned()),
        ureq::Error::HostNotFound => Trouble::Passing("no such host".to_owned()),
        ureq::Error::Io(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            Trouble::Lasting(error.to_string())
        }
        ureq::Error::Io(error) => Trouble::Passing(error.to_string()),
        ureq::Error::ConnectionFailed | ureq::Error::BodyStalled => Trouble::Passing(error.to_string()),
        other => Trouble::Lasting(other.to_string()),
    }
}

/// Looks names up and lets only those addresses through that may be reached: what is connected to is what was checked.
#[derive(Debug)]
struct Guard {
    reach: Reach,
}

impl Resolver for Guard {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = DefaultResolver::default().resolve(uri, config, timeout)?;
        if self.reach == Reach::Private {
            return Ok(found);
        }
        let mut kept = self.empty();
        for at in found.iter().filter(|at| address::is_public(at.ip())) {
            kept.push(*at);
        }
        if kept.is_empty() {
            let host = uri.host().unwrap_or_default();
            return Err(ureq::Error::Io(io::Error::new(
                io::ErrorKind::PermissionDenied,
                format!("{host} is a private address: not fetched without --allow-private"),
            )));
        }
        Ok(kept)
    }
}
