//! What a page says of itself: JSON-LD first, then OpenGraph and other `<meta>`, `<time>`, the visible headline.

use scraper::{ElementRef, Html, Selector};
use serde_json::Value;

/// Metadata of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meta {
    pub title: Option<String>,
    pub byline: Option<String>,
    pub published: Option<String>,
    pub url: Option<String>,
    pub publisher: Option<String>,
    pub language: Option<String>,
    /// The article's body as JSON-LD has it.
    pub body: Option<String>,
}

/// Objects of JSON-LD that are looked at.
const MOST: usize = 2_000;

/// Reads the metadata of a page.
pub fn read(document: &Html) -> Meta {
    let mut meta = linked_data(document);
    let named = |names: &[&str]| named(document, names);
    let site = named(&["og:site_name", "application-name", "publisher", "dc.publisher"]);
    let stated =
        meta.title.take().or_else(|| named(&["og:title", "twitter:title", "citation_title", "dc.title"]));
    meta.publisher = meta.publisher.or(site);
    meta.title = headline(document, stated, meta.publisher.as_deref());
    meta.byline = meta
        .byline
        .or_else(|| {
            named(&[
                "author",
                "byl",
                "article:author",
                "parsely-author",
                "dc.creator",
                "sailthru.author",
                "citation_author",
            ])
            .filter(|name| !name.starts_with("http"))
        })
        .or_else(|| shown_byline(document))
        .map(|name| strip_by(&name).to_owned());
    meta.published = meta
        .published
        .or_else(|| {
            named(&[
                "article:published_time",
                "og:article:published_time",
                "og:published_time",
                "datepublished",
                "publish-date",
                "publish_date",
                "publication_date",
                "pubdate",
                "parsely-pub-date",
                "sailthru.date",
                "citation_publication_date",
                "dc.date.issued",
                "dcterms.created",
                "dc.date",
                "date",
                "article.published",
                "cxenseparse:recs:publishtime",
            ])
        })
        .or_else(|| shown_time(document));
    meta.url = meta
        .url
        .filter(|url| url.starts_with("http"))
        .or_else(|| attribute(document, "link[rel=canonical]", "href"))
        .or_else(|| named(&["og:url"]));
    meta.language = meta
        .language
        .or_else(|| attribute(document, "html[lang]", "lang"))
        .or_else(|| named(&["og:locale", "content-language", "dc.language", "language"]))
        .map(|tag| tag.trim().replace('_', "-"))
        .filter(|tag| {
            (2..=12).contains(&tag.len()) && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        });
    meta
}

fn select<'d>(document: &'d Html, selector: &str) -> impl Iterator<Item = ElementRef<'d>> {
    let found: Vec<_> =
        Selector::parse(selector).map(|selector| document.select(&selector).collect()).unwrap_or_default();
    found.into_iter()
}

fn clean(text: &str) -> Option<String> {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!words.is_empty()).then_some(words)
}

fn attribute(document: &Html, selector: &str, name: &str) -> Option<String> {
    select(document, selector).find_map(|element| clean(element.value().attr(name)?))
}

/// Content of the first `<meta>` of the names, in the order of the names.
fn named(document: &Html, names: &[&str]) -> Option<String> {
    let all: Vec<(String, &str)> = select(document, "meta[content]")
        .filter_map(|element| {
            let value = element.value();
            let name = value
                .attr("property")
                .or(value.attr("name"))
                .or(value.attr("itemprop"))
                .or(value.attr("http-equiv"))?;
            Some((name.to_ascii_lowercase(), value.attr("content")?))
        })
        .collect();
    names.iter().find_map(|name| {
        all.iter().filter(|(other, _)| other == name).find_map(|(_, content)| clean(content))
    })
}

/// The visible headline where it agrees with the stated one, else the stated one without the site's name.
fn headline(document: &Html, stated: Option<String>, site: Option<&str>) -> Option<String> {
    let title = select(document, "head title").find_map(|element| clean(&element.text().collect::<String>()));
    let shown: Vec<String> = select(document, "h1")
        .take(8)
        .filter_map(|element| clean(&element.text().collect::<String>()))
        .collect();
    let stated = stated.or(title);
    let Some(stated) = stated else {
        return shown.into_iter().next();
    };
    let words = |text: &str| -> Vec<String> { text.split_whitespace().map(str::to_lowercase).collect() };
    let all = words(&stated);
    let agrees = |text: &String| {
        let own = words(text);
        own.len() >= 3 && own.iter().filter(|word| all.contains(word)).count() * 10 >= own.len() * 6
    };
    shown.into_iter().find(agrees).or_else(|| {
        let cut = [" | ", " - ", " – ", " — ", " :: "].iter().find_map(|divider| {
            let (before, after) = stated.rsplit_once(divider)?;
            let name = site.is_some_and(|site| site.eq_ignore_ascii_case(after.trim()));
            (name || (after.split(' ').count() <= 3 && before.split(' ').count() >= 4))
                .then(|| before.trim().to_owned())
        });
        Some(cut.unwrap_or(stated))
    })
}

fn shown_byline(document: &Html) -> Option<String> {
    let selectors = [
        "[itemprop=author] [itemprop=name]",
        "[itemprop=author]",
        "a[rel=author]",
        ".byline",
        ".author-name",
        ".author",
        ".byline__name",
    ];
    selectors.iter().find_map(|selector| {
        select(document, selector).take(3).find_map(|element| {
            clean(&element.text().collect::<String>()).filter(|name| name.split(' ').count() <= 14)
        })
    })
}

fn shown_time(document: &Html) -> Option<String> {
    let selectors = [
        "[itemprop=datePublished]",
        "article time[datetime]",
        "main time[datetime]",
        "time[pubdate]",
        "time[datetime]",
    ];
    selectors.iter().find_map(|selector| {
        select(document, selector).take(1).find_map(|element| {
            let value = element.value();
            value.attr("datetime").or(value.attr("content")).and_then(clean)
        })
    })
}

fn strip_by(name: &str) -> &str {
    let lower = name.get(..3).unwrap_or("").to_ascii_lowercase();
    if lower == "by " { name[3..].trim() } else { name.trim() }
}

/// Reads the first article among a page's JSON-LD.
fn linked_data(document: &Html) -> Meta {
    let mut meta = Meta::default();
    let mut seen = 0;
    for script in select(document, "script[type='application/ld+json']") {
        let text: String = script.text().collect();
        let Ok(value) = serde_json::from_str::<Value>(text.trim().trim_end_matches(';')) else {
            continue;
        };
        let mut queue = std::collections::VecDeque::from([&value]);
        while let Some(value) = queue.pop_front() {
            seen += 1;
            if seen > MOST {
                return meta;
            }
            match value {
                Value::Array(values) => queue.extend(values),
                Value::Object(object) => {
                    if is_article(value) {
                        take_article(value, &mut meta);
                    }
                    queue.extend(object.values().filter(|value| value.is_object() || value.is_array()));
                }
                _ => {}
            }
        }
    }
    meta
}

fn is_article(value: &Value) -> bool {
    let named = |kind: &Value| {
        kind.as_str().is_some_and(|kind| {
            kind.ends_with("Article") || matches!(kind, "BlogPosting" | "LiveBlogPosting" | "Report")
        })
    };
    let kind = &value["@type"];
    named(kind) || kind.as_array().is_some_and(|kinds| kinds.iter().any(named))
}

fn take_article(value: &Value, meta: &mut Meta) {
    let text = |key: &str| value[key].as_str().and_then(|text| clean(&unescape(text)));
    let put = |place: &mut Option<String>, found: Option<String>| {
        if place.is_none() {
            *place = found;
        }
    };
    put(&mut meta.title, text("headline").or_else(|| text("name")));
    put(&mut meta.published, text("datePublished").or_else(|| text("dateCreated")));
    put(&mut meta.language, text("inLanguage"));
    put(&mut meta.url, text("url").or_else(|| text("mainEntityOfPage")));
    put(&mut meta.byline, names(&value["author"]).or_else(|| names(&value["creator"])));
    put(&mut meta.publisher, names(&value["publisher"]));
    put(&mut meta.body, value["articleBody"].as_str().filter(|body| !body.contains("</")).map(unescape));
}

/// Names of one or several persons or bodies.
fn names(value: &Value) -> Option<String> {
    let one = |value: &Value| {
        value.as_str().or_else(|| value["name"].as_str()).and_then(|name| clean(&unescape(name)))
    };
    match value {
        Value::Array(values) => {
            let all: Vec<String> = values.iter().take(8).filter_map(one).collect();
            (!all.is_empty()).then(|| all.join(", "))
        }
        _ => one(value),
    }
}

/// The character references that sites leave in their JSON.
fn unescape(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    [
        ("&quot;", "\""),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&#039;", "'"),
        ("&#x27;", "'"),
        ("&apos;", "'"),
        ("&lsquo;", "‘"),
        ("&rsquo;", "’"),
        ("&#8216;", "‘"),
        ("&#8217;", "’"),
        ("&ldquo;", "“"),
        ("&rdquo;", "”"),
        ("&#8220;", "“"),
        ("&#8221;", "”"),
        ("&ndash;", "–"),
        ("&mdash;", "—"),
        ("&#8211;", "–"),
        ("&#8212;", "—"),
        ("&hellip;", "…"),
        ("&nbsp;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(text.to_owned(), |text, (reference, character)| text.replace(reference, character))
}
