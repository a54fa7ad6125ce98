//! The growing reading of one document: each stage adds its layer, later stages look things up here.
//!
//! Facts hold typed ids and spans; [`crate::record`] turns them into the printed record at the end.

use crate::report::{Block, BlockKind, Document};
use crate::syntax::{Deprel, Feats, Upos};
use crate::text::{ActorId, BlockId, MentionId, SentenceId, Span, StatementId, TokenId};
use smol_str::SmolStr;

mod predicate;
mod who;

pub use crate::record::{
    Act, ActorKind, ChannelForm, ChannelStatus, Direction, Directness, Domain, EventStatus, Likelihood,
    Modality, Mode, Outlook, Period, Stance, TimeType,
};

/// A sentence: a range of tokens inside one block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Bytes it covers.
    pub span: Span,
    /// Its first token.
    pub first: TokenId,
    /// One past its last token.
    pub end: TokenId,
    /// The block it stands in.
    pub block: BlockId,
}

impl Sentence {
    /// Its tokens.
    pub fn tokens(self) -> impl DoubleEndedIterator<Item = TokenId> + ExactSizeIterator + Clone {
        (self.first.0..self.end.0).map(TokenId)
    }
}

/// A word with all that syntax knows of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Bytes it covers.
    pub span: Span,
    /// Sentence it stands in.
    pub sentence: SentenceId,
    /// Lower-cased form, curly apostrophes made straight.
    pub lower: SmolStr,
    /// Lemma, UD style (lower case but for proper nouns).
    pub lemma: SmolStr,
    /// Universal tag.
    pub upos: Upos,
    /// Penn tag, as EWT has it.
    pub xpos: &'static str,
    /// Morphological features.
    pub feats: Feats,
    /// Governor; `None` for the root of its sentence.
    pub head: Option<TokenId>,
    /// Relation to the governor.
    pub deprel: Deprel,
}

/// How a mention names its actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MentionKind {
    /// By name ("Baghaei", "Tehran", "the Quds Force").
    Name,
    /// By the adjective of its state ("Iranian", "U.S." before a noun).
    Adjective,
    /// By a description ("the spokesman", "two senior US officials", "the ministry").
    Nominal,
    /// By a pronoun ("he", "their").
    Pronoun,
}

/// A stretch of text that stands for an actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Bytes of the whole noun phrase that names it, determiner, title and apposition left out
    /// ("Esmaeil Baghaei"; for a nominal the phrase itself: "two senior US officials").
    pub span: Span,
    /// The token that carries it in the tree (the mention's syntactic head).
    pub head: TokenId,
    /// Whom it stands for.
    pub actor: ActorId,
    /// How.
    pub kind: MentionKind,
}

/// Someone or something that acts, speaks or is dealt with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Stable slug: a state's country code, `esmaeil-baghaei`, `IRN:foreign-ministry`, `USA:officials`.
    pub id: SmolStr,
    /// Name as an editor would print it.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// ISO 3166-1 alpha-3, or an international body's short name.
    pub country: Option<SmolStr>,
    /// PLOVER sector code.
    pub sector: Option<SmolStr>,
    /// Role as the report gives it, else as the tables have it on the report's date.
    pub role: Option<String>,
    /// For pronouns: `m`, `f`, or none known.
    pub gender: Option<char>,
    /// Stands for several persons or parties ("the two sides", "officials").
    pub plural: bool,
    /// Members, for a group that the text makes of known actors ("both sides" = Iran, the United States).
    pub members: Vec<ActorId>,
    /// The state, international body or armed group it belongs to; its own id for one of these.
    pub party: Option<ActorId>,
    /// A mere place, modifier or passer-by in this report: printed only where a fact refers to it.
    pub incidental: bool,
}

/// A time expression resolved against the report's date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Time {
    /// Bytes it covers.
    pub span: Span,
    /// TIMEX3 type.
    pub kind: TimeType,
    /// TIMEX3 value (`2026-02-02`, `2026-W05-WE`, `P3D`, `FUTURE_REF`).
    pub value: String,
    /// First and last day, where the text says; either end may be open.
    pub period: Option<Period>,
}

/// Who said what. See `demarche read --help` and the record for the meaning of each key.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// The speaker; `None` where nobody is named ("it is said") .
    pub by: Option<ActorId>,
    /// Whom it was said to, where that is a party.
    pub to: Option<ActorId>,
    /// What kind of speech act.
    pub act: Act,
    /// In the speaker's own words or not.
    pub mode: Mode,
    /// The words that name the source.
    pub source: Option<Span>,
    /// The words that report it.
    pub cue: Option<Span>,
    /// Token that carries the cue, where it is a word of the tree.
    pub cue_token: Option<TokenId>,
    /// What was said.
    pub content: Span,
    /// When it was said.
    pub on: Option<Period>,
    /// The statement that reports this one.
    pub within: Option<StatementId>,
    /// Share of such statements that are right.
    pub confidence: f32,
}

/// Who did what to whom, in PLOVER's terms.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// PLOVER type, upper case.
    pub kind: &'static str,
    /// PLOVER mode.
    pub mode: Option<&'static str>,
    /// PLOVER contexts.
    pub context: Vec<&'static str>,
    /// CAMEO code, as text ("0154").
    pub cameo: Option<&'static str>,
    /// Who did it.
    pub actors: Vec<ActorId>,
    /// To whom.
    pub recipients: Vec<ActorId>,
    /// When.
    pub on: Option<Period>,
    /// Where, as printed.
    pub place: Option<String>,
    /// Whether it happened.
    pub status: EventStatus,
    /// The statement it stands in; `None` where the narrator vouches for it.
    pub statement: Option<StatementId>,
    /// Lies more than 30 days before the report and is not what the report discloses.
    pub background: bool,
    /// The token that triggered it.
    pub trigger: TokenId,
    /// Passages.
    pub evidence: Vec<Span>,
    /// Share of such events that are right.
    pub confidence: f32,
}

/// A path by which parties deal with each other, as one source has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Channel {
    /// The two or more parties.
    pub parties: Vec<ActorId>,
    /// Face to face or through others.
    pub directness: Directness,
    /// Go-betweens.
    pub intermediaries: Vec<ActorId>,
    /// Its form.
    pub form: ChannelForm,
    /// Where it stands.
    pub status: ChannelStatus,
    /// What is dealt with, as printed.
    pub about: Option<String>,
    /// Who says so; `None` is the narrator.
    pub by: Option<ActorId>,
    /// When it held.
    pub on: Option<Period>,
    /// Passages.
    pub evidence: Vec<Span>,
    /// Share of such channels that are right.
    pub confidence: f32,
}

/// Where a party stands on an issue.
#[derive(Clone, Debug, PartialEq)]
pub struct Position {
    /// The party.
    pub holder: ActorId,
    /// Who says so; `None` is the narrator.
    pub by: Option<ActorId>,
    /// How firm.
    pub stance: Stance,
    /// Issue from the issue table (`missiles`), or a slug of its words.
    pub issue_id: String,
    /// The words for it.
    pub issue_text: String,
    /// Against whom.
    pub toward: Option<ActorId>,
    /// When it was taken.
    pub on: Option<Period>,
    /// Passages.
    pub evidence: Vec<Span>,
    /// Share of such positions that are right.
    pub confidence: f32,
}

/// What somebody says will come.
#[derive(Clone, Debug, PartialEq)]
pub struct Expectation {
    /// Who expects it; `None` is the narrator.
    pub by: Option<ActorId>,
    /// For better or worse, after negation and doubt.
    pub outlook: Outlook,
    /// What is expected, as printed.
    pub of: String,
    /// From the report's date to the last day, open where the text leaves it open.
    pub window: Period,
    /// ICD 203 band of what is expected.
    pub likelihood: Option<Likelihood>,
    /// Passages.
    pub evidence: Vec<Span>,
    /// Share of such expectations that are right.
    pub confidence: f32,
}

/// A consequence that the report ties to how the confrontation goes.
#[derive(Clone, Debug, PartialEq)]
pub struct Stake {
    /// The condition, as printed; empty where none is stated.
    pub condition: String,
    /// The consequence, as printed.
    pub consequence: String,
    /// Where it is felt.
    pub domain: Domain,
    /// Which way.
    pub direction: Direction,
    /// How sure.
    pub modality: Modality,
    /// Passages.
    pub evidence: Vec<Span>,
    /// Share of such stakes that are right.
    pub confidence: f32,
}

/// Two accounts that cannot both stand.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// What they differ over.
    pub over: String,
    /// The accounts: who gives them (`None` is the narrator), and where.
    pub sides: Vec<(Option<ActorId>, Span)>,
    /// Share of such conflicts that are right.
    pub confidence: f32,
}

/// One document and every layer read off it so far.
#[derive(Clone, Debug)]
pub struct Reading<'d> {
    /// What is read.
    pub document: &'d Document,
    /// Added by `segment`.
    pub sentences: Vec<Sentence>,
    /// Added by `segment`, completed by `parse` and `inflect`.
    pub tokens: Vec<Token>,
    /// Children of each token in order, added by [`Reading::link_children`] after `parse`.
    children: Vec<Vec<TokenId>>,
    /// Added by `name`.
    pub actors: Vec<Actor>,
    /// Added by `name`, in order of their start.
    pub mentions: Vec<Mention>,
    /// For each token, the mention it heads.
    mention_at: Vec<Option<MentionId>>,
    /// Added by `name`: the confronting parties, most salient first.
    pub parties: Vec<ActorId>,
    /// Added by `time`, in order of their start.
    pub times: Vec<Time>,
    /// Added by `say`, in order of their content's start.
    pub statements: Vec<Statement>,
    /// Added by `deed`.
    pub events: Vec<Event>,
    /// Added by `path`.
    pub channels: Vec<Channel>,
    /// Added by `stand`.
    pub positions: Vec<Position>,
    /// Added by `expect`.
    pub expectations: Vec<Expectation>,
    /// Added by `stake`.
    pub stakes: Vec<Stake>,
    /// Added by `clash`.
    pub conflicts: Vec<Conflict>,
}

/// What stands behind the last token.
static NOTHING: Token = Token {
    span: Span { start: 0, end: 0 },
    sentence: SentenceId(0),
    lower: SmolStr::new_static(""),
    lemma: SmolStr::new_static(""),
    upos: Upos::X,
    xpos: "",
    feats: Feats(0),
    head: None,
    deprel: Deprel::Dep,
};

impl<'d> Reading<'d> {
    /// An empty reading of a document.
    pub fn new(document: &'d Document) -> Reading<'d> {
        Reading {
            document,
            sentences: Vec::new(),
            tokens: Vec::new(),
            children: Vec::new(),
            actors: Vec::new(),
            mentions: Vec::new(),
            mention_at: Vec::new(),
            parties: Vec::new(),
            times: Vec::new(),
            statements: Vec::new(),
            events: Vec::new(),
            channels: Vec::new(),
            positions: Vec::new(),
            expectations: Vec::new(),
            stakes: Vec::new(),
            conflicts: Vec::new(),
        }
    }

    /// Text of a span.
    pub fn slice(&self, span: Span) -> &'d str {
        self.document.slice(span)
    }
    /// A token; past the last one there is an empty one, so that looking one word too far ahead finds nothing.
    pub fn token(&self, id: TokenId) -> &Token {
        self.tokens.get(id.index()).unwrap_or(&NOTHING)
    }
    /// Its form as printed.
    pub fn form(&self, id: TokenId) -> &'d str {
        self.slice(self.token(id).span)
    }
    /// Its lower-cased form.
    pub fn lower(&self, id: TokenId) -> &str {
        &self.token(id).lower
    }
    /// Its lemma.
    pub fn lemma(&self, id: TokenId) -> &str {
        &self.token(id).lemma
    }
    /// Its universal tag.
    pub fn upos(&self, id: TokenId) -> Upos {
        self.token(id).upos
    }
    /// Its governor.
    pub fn head(&self, id: TokenId) -> Option<TokenId> {
        self.token(id).head
    }
    /// Its relation to the governor.
    pub fn deprel(&self, id: TokenId) -> Deprel {
        self.token(id).deprel
    }
    /// All token ids.
    pub fn token_ids(&self) -> impl DoubleEndedIterator<Item = TokenId> + ExactSizeIterator + Clone + use<> {
        (0..self.tokens.len() as u32).map(TokenId)
    }
    /// The sentence a token stands in.
    pub fn sentence_of(&self, id: TokenId) -> Sentence {
        self.sentences[self.token(id).sentence.index()]
    }
    /// The block a sentence stands in.
    pub fn block_of(&self, sentence: Sentence) -> Block {
        self.document.block(sentence.block)
    }
    /// The kind of block a token stands in.
    pub fn block_kind(&self, id: TokenId) -> BlockKind {
        self.block_of(self.sentence_of(id)).kind
    }
    /// The root of a sentence.
    pub fn root(&self, sentence: Sentence) -> Option<TokenId> {
        sentence.tokens().find(|id| self.head(*id).is_none())
    }

    /// Builds the children lists from the heads; called once after `parse`.
    pub fn link_children(&mut self) {
        self.children = vec![Vec::new(); self.tokens.len()];
        for (index, token) in self.tokens.iter().enumerate() {
            if let Some(head) = token.head {
                self.children[head.index()].push(TokenId::at(index));
            }
        }
    }
    /// Dependents of a token, in order.
    pub fn children(&self, id: TokenId) -> &[TokenId] {
        self.children.get(id.index()).map_or(&[], Vec::as_slice)
    }
    /// Dependents with a relation.
    pub fn children_with(
        &self,
        id: TokenId,
        deprel: Deprel,
    ) -> impl DoubleEndedIterator<Item = TokenId> + '_ {
        self.children(id).iter().copied().filter(move |child| self.deprel(*child) == deprel)
    }
    /// First dependent with a relation.
    pub fn child(&self, id: TokenId, deprel: Deprel) -> Option<TokenId> {
        self.children_with(id, deprel).next()
    }
    /// The nominal subject of a predicate, active or passive.
    pub fn subject(&self, id: TokenId) -> Option<TokenId> {
        self.children(id).iter().copied().find(|child| self.deprel(*child).is_nominal_subject())
    }
    /// Whether `ancestor` dominates `id` (or is it).
    pub fn is_under(&self, id: TokenId, ancestor: TokenId) -> bool {
        let mut at = Some(id);
        while let Some(here) = at {
            if here == ancestor {
                return true;
            }
            at = self.head(here);
        }
        false
    }
    /// Every token of a subtree, in order.
    pub fn subtree(&self, id: TokenId) -> Vec<TokenId> {
        let mut found = vec![id];
        let mut next = 0;
        while next < found.len() {
            found.extend_from_slice(self.children(found[next]));
            next += 1;
        }
        found.sort_unstable();
        found
    }
    /// The stretch from the first to the last token of a subtree, punctuation at its edges left out.
    pub fn subtree_span(&self, id: TokenId) -> Span {
        let tokens = self.subtree(id);
        let mut inner = tokens.iter().copied().filter(|token| self.upos(*token) != Upos::Punct);
        let first = inner.next().unwrap_or(id);
        let last = inner.next_back().unwrap_or(first);
        self.span_of(first, last)
    }
    /// The stretch from one token through another.
    pub fn span_of(&self, first: TokenId, last: TokenId) -> Span {
        self.token(first).span.cover(self.token(last).span)
    }
    /// Tokens that lie inside a span, in order.
    pub fn tokens_in(
        &self,
        span: Span,
    ) -> impl DoubleEndedIterator<Item = TokenId> + ExactSizeIterator + Clone + use<> {
        let first = self.tokens.partition_point(|token| token.span.start < span.start);
        let end = self.tokens.partition_point(|token| token.span.end <= span.end).max(first);
        (first as u32..end as u32).map(TokenId)
    }

    /// Sorts mentions and indexes them by their head token; called once after `name`.
    pub fn link_mentions(&mut self) {
        self.mentions.sort_by_key(|mention| (mention.span.start, std::cmp::Reverse(mention.span.end)));
        self.mention_at = vec![None; self.tokens.len()];
        for (index, mention) in self.mentions.iter().enumerate() {
            let slot = &mut self.mention_at[mention.head.index()];
            if slot.is_none() {
                *slot = Some(MentionId::at(index));
            }
        }
    }
    /// The mention that a token heads (the widest one).
    pub fn mention_at(&self, id: TokenId) -> Option<&Mention> {
        self.mention_at.get(id.index()).copied().flatten().map(|mention| &self.mentions[mention.index()])
    }
    /// The actor that a token's mention stands for.
    pub fn actor_at(&self, id: TokenId) -> Option<ActorId> {
        self.mention_at(id).map(|mention| mention.actor)
    }
    /// An actor.
    pub fn actor(&self, id: ActorId) -> &Actor {
        &self.actors[id.index()]
    }
    /// Mentions inside a span, in order.
    pub fn mentions_in(&self, span: Span) -> impl Iterator<Item = &Mention> + '_ {
        let first = self.mentions.partition_point(|mention| mention.span.start < span.start);
        self.mentions[first..]
            .iter()
            .take_while(move |mention| mention.span.start < span.end)
            .filter(move |mention| mention.span.end <= span.end)
    }
    /// Times inside a span, in order.
    pub fn times_in(&self, span: Span) -> impl Iterator<Item = &Time> + '_ {
        let first = self.times.partition_point(|time| time.span.start < span.start);
        self.times[first..]
            .iter()
            .take_while(move |time| time.span.start < span.end)
            .filter(move |time| time.span.end <= span.end)
    }
    /// The innermost statement whose content holds a span; looked for among the last that start before it, so that
    /// a long document costs no more a passage than a short one.
    pub fn statement_over(&self, span: Span) -> Option<StatementId> {
        const REACH: usize = 64;
        let end = self.statements.partition_point(|statement| statement.content.start <= span.start);
        (end.saturating_sub(REACH)..end)
            .filter(|index| self.statements[*index].content.contains(span))
            .min_by_key(|index| self.statements[*index].content.len())
            .map(StatementId::at)
    }
    /// Who vouches for a span: the speaker of the innermost statement over it; `None` is the narrator.
    pub fn voucher(&self, span: Span) -> Option<ActorId> {
        self.statement_over(span).and_then(|id| self.statements[id.index()].by)
    }
}
