//! The accounts of a report: what each speaker says happened or holds, clause by clause.
//!
//! Comes in: statements. Goes out: accounts with their matters, polarity and cues, in order of the text.

use super::table::{Cue, Tables};
use crate::reading::{Act, Mode, Reading, Statement};
use crate::report::BlockKind;
use crate::syntax::Upos;
use crate::text::{ActorId, Span, TokenId};

/// One speaker's word on something, inside one sentence.
#[derive(Clone, Debug)]
pub struct Account {
    pub by: Option<ActorId>,
    /// The party the speaker stands for.
    pub party: Option<ActorId>,
    pub span: Span,
    /// Sentence it stands in.
    pub sentence: usize,
    /// The statement it belongs to.
    pub statement: usize,
    /// Matters it speaks of, sorted.
    pub matters: Vec<String>,
    /// Lemmas that have a contrary.
    pub poles: Vec<String>,
    /// Numbers with what they count.
    pub numbers: Vec<(String, String)>,
    pub denied: bool,
    /// The speaker's own words deny what another says.
    pub rebuts: bool,
    /// Refers back to another's words ("no such").
    pub refers: bool,
    /// The speaker is said to insist.
    pub insists: bool,
    /// Tells what is or was, not what is wanted or to come.
    pub factual: bool,
}

/// The tables, and the cue that begins at each token.
type Words<'w> = (&'w Tables, &'w [Option<Cue>]);

/// Reads the accounts off the statements; `cues` holds the cue that begins at each token.
pub fn all(tables: &Tables, reading: &Reading<'_>, cues: &[Option<Cue>]) -> Vec<Account> {
    let mut found = Vec::new();
    for (index, statement) in reading.statements.iter().enumerate() {
        pieces((tables, cues), reading, index, statement, &mut found);
    }
    bare_sentences((tables, cues), reading, &mut found);
    found.sort_by_key(|account: &Account| (account.span.start, account.span.end));
    found
}

/// Sentences that no statement covers but whose words claim, deny or answer another: an account of their subject.
fn bare_sentences((tables, cues): Words<'_>, reading: &Reading<'_>, found: &mut Vec<Account>) {
    let mut covered = vec![false; reading.sentences.len()];
    for account in found.iter().filter(|account| account.factual) {
        covered[account.sentence] = true;
    }
    let mut answers = false;
    for (index, sentence) in reading.sentences.iter().enumerate() {
        let mut around = Around::default();
        let mut claims = answers;
        answers = false;
        for token in sentence.tokens() {
            match cues[token.index()] {
                Some(Cue::Deny) => (around.denies, claims) = (true, true),
                Some(Cue::Insist) => (around.insists, claims) = (true, true),
                Some(Cue::Such) => claims = true,
                Some(Cue::Differ | Cue::Announce) => answers = true,
                None => {}
            }
        }
        let running = matches!(
            reading.block_of(*sentence).kind,
            BlockKind::Paragraph
                | BlockKind::Item
                | BlockKind::Answer
                | BlockKind::Quote
                | BlockKind::Summary
        );
        let words = sentence.end.0 - sentence.first.0;
        if covered[index] || !claims || !running || words < 5 {
            continue;
        }
        let by = reading.mentions_in(sentence.span).next().map(|mention| mention.actor);
        let statement = Statement {
            by,
            to: None,
            act: Act::Assert,
            mode: Mode::Indirect,
            source: None,
            cue: None,
            cue_token: None,
            content: sentence.span,
            on: None,
            within: None,
            confidence: 0.3,
        };
        let last = TokenId(sentence.end.0 - 1);
        // Numbered behind all statements, so that it is nobody else's.
        let number = reading.statements.len() + index;
        found.push(account((tables, cues), reading, number, &statement, around, (sentence.first, last)));
    }
}

/// One account for each sentence of a statement's content.
fn pieces(
    (tables, cues): Words<'_>,
    reading: &Reading<'_>,
    index: usize,
    statement: &Statement,
    found: &mut Vec<Account>,
) {
    let frame = frame_of(cues, statement);
    let tokens = reading.tokens_in(statement.content);
    let mut first: Option<TokenId> = None;
    let mut last: Option<TokenId> = None;
    let mut flush = |first: Option<TokenId>, last: Option<TokenId>| {
        if let (Some(first), Some(last)) = (first, last) {
            found.push(account((tables, cues), reading, index, statement, frame, (first, last)));
        }
    };
    for token in tokens {
        if last.is_some_and(|last| reading.token(last).sentence != reading.token(token).sentence) {
            flush(first, last);
            first = None;
            last = None;
        }
        if !matches!(reading.upos(token), Upos::Punct) {
            first = first.or(Some(token));
            last = Some(token);
        }
    }
    flush(first, last);
}

/// What the words outside the content say of the statement.
#[derive(Clone, Copy, Default)]
struct Around {
    denies: bool,
    insists: bool,
}

fn frame_of(cues: &[Option<Cue>], statement: &Statement) -> Around {
    let mut around = Around { denies: statement.act == Act::Deny, insists: false };
    if let Some(cue) = statement.cue_token {
        match cues[cue.index()] {
            Some(Cue::Deny) => around.denies = true,
            Some(Cue::Insist) => around.insists = true,
            _ => {}
        }
    }
    around
}

fn account(
    (tables, cues): Words<'_>,
    reading: &Reading<'_>,
    index: usize,
    statement: &Statement,
    around: Around,
    (first, last): (TokenId, TokenId),
) -> Account {
    let span = reading.span_of(first, last);
    let party = statement.by.map(|by| reading.party_of(by));
    let factual = matches!(
        statement.act,
        Act::Assert | Act::Announce | Act::Confirm | Act::Deny | Act::Accuse | Act::Reject
    );
    let mut account = Account {
        by: statement.by,
        party,
        span,
        sentence: reading.token(first).sentence.index(),
        statement: index,
        matters: Vec::new(),
        poles: Vec::new(),
        numbers: Vec::new(),
        denied: around.denies,
        rebuts: around.denies,
        refers: false,
        insists: around.insists,
        factual,
    };
    for token in reading.tokens_in(span) {
        let lemma = reading.lemma(token);
        match reading.lower(token) {
            "not" | "n't" | "never" | "no" | "none" | "nobody" | "nothing" | "neither" | "without"
            | "nor" => account.denied = true,
            _ => {}
        }
        match cues[token.index()] {
            Some(Cue::Such) => account.refers = true,
            Some(Cue::Deny) => {
                account.rebuts = true;
                account.denied = true;
            }
            _ => {}
        }
        if tables.has_opposite(lemma) {
            account.poles.push(lemma.to_owned());
        }
        if reading.upos(token) == Upos::Num {
            let unit = reading.head(token).map(|head| tables.matter(reading.lemma(head)).to_owned());
            account.numbers.push((reading.lower(token).to_owned(), unit.unwrap_or_default()));
        }
        let content = matches!(reading.upos(token), Upos::Noun | Upos::Verb | Upos::Adj | Upos::Propn);
        if content && !tables.is_common(lemma) && !names_party(reading, token) {
            account.matters.push(tables.matter(lemma).to_lowercase());
        }
    }
    account.matters.sort_unstable();
    account.matters.dedup();
    account
}

/// Whether a token names one of the sides: all speak of them, so that sharing it says nothing.
fn names_party(reading: &Reading<'_>, token: TokenId) -> bool {
    reading.actor_at(token).is_some_and(|actor| reading.is_party(actor))
}
