//! What a site lets robots fetch: robots.txt as RFC 9309 has it.
//!
//! Written here because the crate for it has not moved since 2022 and would bring five old ones along.

/// Most of a file that is looked at, in bytes (the RFC asks for at least 500 KiB).
const LARGEST: usize = 512 << 10;
/// Most rules of a file.
const MOST: usize = 10_000;

/// The rules of a site for one robot.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Robots {
    rules: Vec<Rule>,
    /// Seconds between two fetches that the site asks for.
    pub delay: Option<f64>,
}

#[derive(Clone, Debug, PartialEq)]
struct Rule {
    pattern: String,
    allow: bool,
}

impl Robots {
    /// The rules for a robot of this name, or those for all where none names it.
    pub fn read(text: &str, robot: &str) -> Robots {
        let mut end = text.len().min(LARGEST);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let robot = robot.to_ascii_lowercase();
        let (mut own, mut all) = (Robots::default(), Robots::default());
        let mut named = false;
        // Whom the lines are for now, and whether the line before named somebody.
        let (mut for_us, mut for_all, mut naming) = (false, false, false);
        for line in text[..end].trim_start_matches('\u{feff}').lines() {
            let line = line.split('#').next().unwrap_or_default();
            let Some((key, value)) = line.split_once(':') else { continue };
            let (key, value) = (key.trim().to_ascii_lowercase(), value.trim());
            if key == "user-agent" {
                if !naming {
                    (for_us, for_all) = (false, false);
                }
                naming = true;
                for_all |= value == "*";
                let ours = value.split(['/', ' ']).next().unwrap_or_default().eq_ignore_ascii_case(&robot);
                for_us |= ours;
                named |= ours;
                continue;
            }
            for (wanted, robots) in [(for_us, &mut own), (for_all, &mut all)] {
                if !wanted {
                    continue;
                }
                match key.as_str() {
                    "allow" | "disallow" if !value.is_empty() && robots.rules.len() < MOST => {
                        robots.rules.push(Rule { pattern: decoded(value), allow: key == "allow" });
                    }
                    "crawl-delay" => {
                        robots.delay =
                            value.parse().ok().filter(|delay: &f64| delay.is_finite() && *delay >= 0.0);
                    }
                    _ => {}
                }
            }
            naming = naming && !matches!(key.as_str(), "allow" | "disallow" | "crawl-delay");
        }
        if named { own } else { all }
    }

    /// Whether a path with its query may be fetched: the longest rule that fits it decides, the kinder one of equals.
    pub fn allows(&self, path: &str) -> bool {
        let path = decoded(path);
        self.rules
            .iter()
            .filter(|rule| fits(rule.pattern.as_bytes(), path.as_bytes()))
            .max_by_key(|rule| (rule.pattern.len(), rule.allow))
            .is_none_or(|rule| rule.allow)
    }
}

/// Escapes of letters, digits and the like undone, so that `/%61` is `/a`.
fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    while let Some(at) = text[from..].find('%').map(|at| from + at) {
        out.push_str(&text[from..at]);
        let digit = |offset: usize| bytes.get(at + offset).and_then(|byte| char::from(*byte).to_digit(16));
        match digit(1).zip(digit(2)) {
            Some((high, low)) => {
                let byte = char::from_u32(high * 16 + low).unwrap_or('%');
                if byte.is_ascii_alphanumeric() || "-._~".contains(byte) {
                    out.push(byte);
                } else {
                    out.push_str(&text[at..at + 3].to_ascii_uppercase());
                }
                from = at + 3;
            }
            None => {
                out.push('%');
                from = at + 1;
            }
        }
    }
    out.push_str(&text[from..]);
    out
}

/// Whether a pattern with `*` and a closing `$` fits the start of a path. Takes time in the product of the lengths at most.
fn fits(pattern: &[u8], path: &[u8]) -> bool {
    let (pattern, whole) = match pattern.strip_suffix(b"$") {
        Some(pattern) => (pattern, true),
        None => (pattern, false),
    };
    let (mut at, mut to) = (0, 0);
    // The last star, and how much of the path it has taken.
    let mut star: Option<(usize, usize)> = None;
    loop {
        if at == pattern.len() && (!whole || to == path.len()) {
            return true;
        }
        if at < pattern.len() && pattern[at] == b'*' {
            star = Some((at + 1, to));
            at += 1;
        } else if at < pattern.len() && to < path.len() && pattern[at] == path[to] {
            at += 1;
            to += 1;
        } else {
            match star {
                Some((after, taken)) if taken < path.len() => {
                    star = Some((after, taken + 1));
                    (at, to) = (after, taken + 1);
                }
                _ => return false,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules() {
        let text = "User-agent: other\nDisallow: /\n\nUser-agent: *\nCrawl-delay: 2.5\nDisallow: /private # not for all\n\
                    Allow: /private/open\nDisallow: /*.pdf$\nDisallow: /*?print=\nDisallow: /a%62c\n";
        for (path, expected) in [
            ("/", true),
            ("/private", false),
            ("/private/x", false),
            ("/private/open/x", true),
            ("/a.pdf", false),
            ("/a.pdf?x", true),
            ("/story?print=1", false),
            ("/%61bc", false),
            ("/abd", true),
        ] {
            assert_eq!(Robots::read(text, "demarche").allows(path), expected, "{path}");
        }
        assert_eq!(Robots::read(text, "demarche").delay, Some(2.5));
        assert!(!Robots::read(text, "Other").allows("/"));
    }

    #[test]
    fn groups() {
        let text = "User-agent: a\nUser-agent: Demarche/1.0\nDisallow: /x\n\nUser-agent: *\nDisallow: /\n";
        let robots = Robots::read(text, "demarche");
        assert!(robots.allows("/y") && !robots.allows("/x"));
        for empty in ["", "no rules here", "User-agent: *\nDisallow:\n", "\u{feff}Disallow: /\n"] {
            assert!(Robots::read(empty, "demarche").allows("/x"), "{empty}");
        }
        // A hostile pattern takes no longer than pattern times path.
        let hostile = format!("User-agent: *\nDisallow: /{}b\n", "*a".repeat(1_000));
        assert!(Robots::read(&hostile, "demarche").allows(&format!("/{}", "a".repeat(5_000))));
    }
}
