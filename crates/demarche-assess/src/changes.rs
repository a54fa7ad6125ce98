//! What is new in a situation since a day: told by reports published on that day or later.

use crate::situation::{Evidence, Expectation, Outcome, Situation};
use jiff::civil::Date;

impl Situation {
    /// The part of the situation that is new since a day: what reports published from then on say, and expectations that
    /// were settled or ran out from then on. Channels and positions keep what was said of them before, beside it.
    pub fn changes_since(mut self, day: Date) -> Situation {
        let told = |evidence: &Evidence| evidence.day().is_some_and(|told| told >= day);
        self.channels.retain(|channel| channel.claims.iter().any(|claim| told(&claim.evidence)));
        self.positions.retain(|position| position.history.iter().any(|stand| told(&stand.evidence)));
        self.expectations.retain(|expectation| is_news(expectation, day));
        self.conflicts.retain(|conflict| conflict.sides.iter().any(|side| told(&side.evidence)));
        // A reprint of an old event is no news.
        self.events.retain(|event| event.evidence.first().is_some_and(told));
        self.stakes.retain(|stake| stake.evidence.first().is_some_and(told));
        self.statements.retain(|statement| told(&statement.content));
        self.sentences.retain(|sentence| told(&sentence.passage));
        let published = |published: &Option<String>| {
            published.as_deref().and_then(day_of).is_some_and(|published| published >= day)
        };
        self.sources.retain(|source| published(&source.published));
        self.since = Some(day);
        self
    }
}

impl Evidence {
    /// The day its report was published.
    pub fn day(&self) -> Option<Date> {
        self.published.as_deref().and_then(day_of)
    }
}

fn day_of(published: &str) -> Option<Date> {
    published.get(..10)?.parse().ok()
}

fn is_news(expectation: &Expectation, day: Date) -> bool {
    let made = expectation.made.is_some_and(|made| made >= day);
    let settled =
        expectation.settled_by.as_ref().and_then(Evidence::day).is_some_and(|settled| settled >= day);
    let ran_out =
        expectation.outcome == Outcome::Lapsed && expectation.window.to.is_some_and(|last| last >= day);
    made || settled || ran_out
}
