//! The sixteen PLOVER types, and what becomes of one that is promised, refused, asked for or threatened.
//!
//! Source: PLOVER 0.8 with the CAMEO codes that its crosswalk gives for the same act.

/// A PLOVER type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Agree,
    Consult,
    Support,
    Concede,
    Cooperate,
    Aid,
    Retreat,
    Request,
    Accuse,
    Reject,
    Threaten,
    Protest,
    Sanction,
    Mobilize,
    Coerce,
    Assault,
}

use Kind::*;

impl Kind {
    const ALL: [Kind; 16] = [
        Agree, Consult, Support, Concede, Cooperate, Aid, Retreat, Request, Accuse, Reject, Threaten,
        Protest, Sanction, Mobilize, Coerce, Assault,
    ];

    /// Its PLOVER name.
    pub fn as_str(self) -> &'static str {
        match self {
            Agree => "AGREE",
            Consult => "CONSULT",
            Support => "SUPPORT",
            Concede => "CONCEDE",
            Cooperate => "COOPERATE",
            Aid => "AID",
            Retreat => "RETREAT",
            Request => "REQUEST",
            Accuse => "ACCUSE",
            Reject => "REJECT",
            Threaten => "THREATEN",
            Protest => "PROTEST",
            Sanction => "SANCTION",
            Mobilize => "MOBILIZE",
            Coerce => "COERCE",
            Assault => "ASSAULT",
        }
    }

    /// From its PLOVER name.
    pub fn parse(text: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// Hostile and more than words: promised by the one who would do it, it is a threat.
    pub fn is_hostile_deed(self) -> bool {
        matches!(self, Protest | Sanction | Mobilize | Coerce | Assault)
    }

    /// Hostile words.
    pub fn is_hostile_word(self) -> bool {
        matches!(self, Request | Accuse | Reject | Threaten)
    }

    /// Whether its sides stand on one level, so that all are actors.
    pub fn is_reciprocal(self) -> bool {
        matches!(self, Consult | Agree)
    }
}

/// Type, mode, contexts and CAMEO code of an event: all of it but who and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coding {
    /// Type.
    pub kind: Kind,
    /// Mode, empty if none.
    pub mode: &'static str,
    /// Contexts, separated by `|`.
    pub context: &'static str,
    /// CAMEO code.
    pub cameo: &'static str,
}

impl Coding {
    const fn new(kind: Kind, mode: &'static str, context: &'static str, cameo: &'static str) -> Coding {
        Coding { kind, mode, context, cameo }
    }

    /// What it is to agree or promise to do this.
    pub fn promised(self) -> Coding {
        match self.kind {
            Consult => Coding::new(Agree, "", "diplomatic", "036"),
            Support => Coding::new(Agree, "", "diplomatic", "032"),
            Cooperate => Coding::new(Agree, "", self.context, "031"),
            Aid => Coding::new(Agree, "", self.context, "033"),
            Agree => self,
            Concede => self,
            Retreat => Coding::new(Concede, "", self.context, "080"),
            _ => self,
        }
    }

    /// What it is to ask somebody else to do this.
    pub fn requested(self) -> Coding {
        match self.kind {
            Consult => Coding::new(Request, "meet", "diplomatic", "106"),
            Agree => Coding::new(Request, "meet", "diplomatic", "107"),
            Support => Coding::new(Request, "assist", "diplomatic", "102"),
            Cooperate => Coding::new(Request, "assist", self.context, "101"),
            Aid => Coding::new(Request, "assist", self.context, "103"),
            Concede => Coding::new(Request, "yield", self.context, "105"),
            Retreat if self.mode == "release" || self.mode == "return" => {
                Coding::new(Request, "yield", "legal", "1053")
            }
            Retreat if self.mode == "ease" => Coding::new(Request, "yield", "economic", "1054"),
            Retreat if self.mode == "access" => Coding::new(Request, "yield", "diplomatic", "1055"),
            Retreat => Coding::new(Request, "yield", self.context, "1056"),
            _ => Coding::new(Request, "change", self.context, "104"),
        }
    }

    /// What it is to refuse to do this.
    pub fn refused(self) -> Coding {
        match self.kind {
            Consult => Coding::new(Reject, "meet", "diplomatic", "125"),
            Agree | Support => Coding::new(Reject, "meet", "diplomatic", "127"),
            Cooperate => Coding::new(Reject, "assist", self.context, "121"),
            Aid => Coding::new(Reject, "assist", self.context, "122"),
            Concede => Coding::new(Reject, "yield", self.context, "124"),
            Retreat if self.mode == "release" || self.mode == "return" => {
                Coding::new(Reject, "yield", "legal", "1243")
            }
            Retreat if self.mode == "ease" => Coding::new(Reject, "yield", "economic", "1244"),
            Retreat if self.mode == "access" => Coding::new(Reject, "yield", "diplomatic", "1245"),
            Retreat => Coding::new(Reject, "yield", self.context, "1246"),
            _ => Coding::new(Reject, "", self.context, "120"),
        }
    }

    /// What it is to threaten to do this.
    pub fn threatened(self) -> Coding {
        match self.kind {
            Sanction if self.mode == "withdraw" => Coding::new(Threaten, "relations", "diplomatic", "1313"),
            Sanction if self.mode == "expel" => Coding::new(Threaten, "expel", "diplomatic", "136"),
            Sanction => Coding::new(Threaten, "restrict", "economic", "1312"),
            Coerce if self.mode == "arrest" => Coding::new(Threaten, "arrest", "legal", "132"),
            Coerce if self.mode == "seize" => Coding::new(Threaten, "territory", "military", "1382"),
            Coerce => Coding::new(Threaten, "restrict", self.context, "132"),
            Protest => Coding::new(Threaten, "relations", "", "133"),
            Mobilize | Assault => Coding::new(Threaten, "violence", "military", "138"),
            Reject => Coding::new(Threaten, "relations", "diplomatic", "134"),
            _ => Coding::new(Threaten, "", self.context, "130"),
        }
    }
}
