//! The vocabulary of Universal Dependencies as used for English: tags, features, relations.

/// Declares an enum with its UD spelling, both ways.
macro_rules! labels {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs)]
        #[repr(u8)]
        pub enum $name { $($variant),+ }
        impl $name {
            /// All labels, in the order of their numbers.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];
            /// The UD spelling.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text),+ }
            }
            /// From the UD spelling.
            pub fn parse(text: &str) -> Option<$name> {
                match text { $($text => Some($name::$variant),)+ _ => None }
            }
        }
    };
}

labels!(
    /// Universal part of speech.
    Upos {
        Adj = "ADJ", Adp = "ADP", Adv = "ADV", Aux = "AUX", Cconj = "CCONJ", Det = "DET", Intj = "INTJ",
        Noun = "NOUN", Num = "NUM", Part = "PART", Pron = "PRON", Propn = "PROPN", Punct = "PUNCT",
        Sconj = "SCONJ", Sym = "SYM", Verb = "VERB", X = "X",
    }
);

labels!(
    /// Dependency relation, with the subtypes that English treebanks use.
    Deprel {
        Acl = "acl", AclRelcl = "acl:relcl", Advcl = "advcl", AdvclRelcl = "advcl:relcl", Advmod = "advmod",
        Amod = "amod", Appos = "appos", Aux = "aux", AuxPass = "aux:pass", Case = "case", Cc = "cc",
        CcPreconj = "cc:preconj", Ccomp = "ccomp", Compound = "compound", CompoundPrt = "compound:prt",
        Conj = "conj", Cop = "cop", Csubj = "csubj", CsubjOuter = "csubj:outer", CsubjPass = "csubj:pass",
        Dep = "dep", Det = "det", DetPredet = "det:predet", Discourse = "discourse", Dislocated = "dislocated",
        Expl = "expl", Fixed = "fixed", Flat = "flat", Goeswith = "goeswith", Iobj = "iobj", List = "list",
        Mark = "mark", Nmod = "nmod", NmodDesc = "nmod:desc", NmodPoss = "nmod:poss",
        NmodUnmarked = "nmod:unmarked", Nsubj = "nsubj", NsubjOuter = "nsubj:outer", NsubjPass = "nsubj:pass",
        Nummod = "nummod", Obj = "obj", Obl = "obl", OblAgent = "obl:agent", OblUnmarked = "obl:unmarked",
        Orphan = "orphan", Parataxis = "parataxis", Punct = "punct", Reparandum = "reparandum", Root = "root",
        Vocative = "vocative", Xcomp = "xcomp",
    }
);

impl Deprel {
    /// Subject of a clause, active or passive, nominal.
    pub fn is_nominal_subject(self) -> bool {
        matches!(self, Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter)
    }
    /// Subject of a clause, nominal or clausal.
    pub fn is_subject(self) -> bool {
        self.is_nominal_subject() || matches!(self, Deprel::Csubj | Deprel::CsubjPass | Deprel::CsubjOuter)
    }
    /// The part before the colon.
    pub fn universal(self) -> &'static str {
        let text = self.as_str();
        text.split(':').next().unwrap_or(text)
    }
}

/// Declares one bit a feature, sorted as CoNLL-U wants them.
macro_rules! features {
    ($($(#[$doc:meta])* $constant:ident = $text:literal),+ $(,)?) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        enum Bit { $($constant),+ }
        #[allow(missing_docs)]
        impl Feats {
            $($(#[$doc])* pub const $constant: Feats = Feats(1 << Bit::$constant as u32);)+
            /// Every feature with its spelling, in CoNLL-U order.
            pub const ALL: &'static [(Feats, &'static str)] = &[$((Feats::$constant, $text)),+];
        }
    };
}

/// Morphological features of a word, as a set: one bit for each `Name=Value` that English uses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Feats(pub u128);

features! {
    ABBR = "Abbr=Yes",
    CASE_ACC = "Case=Acc", CASE_GEN = "Case=Gen", CASE_NOM = "Case=Nom",
    DEFINITE = "Definite=Def", INDEFINITE = "Definite=Ind",
    DEGREE_CMP = "Degree=Cmp", DEGREE_POS = "Degree=Pos", DEGREE_SUP = "Degree=Sup",
    EXTPOS_ADP = "ExtPos=ADP", EXTPOS_ADV = "ExtPos=ADV", EXTPOS_CCONJ = "ExtPos=CCONJ",
    EXTPOS_PRON = "ExtPos=PRON", EXTPOS_PROPN = "ExtPos=PROPN", EXTPOS_SCONJ = "ExtPos=SCONJ",
    FOREIGN = "Foreign=Yes",
    FEM = "Gender=Fem", MASC = "Gender=Masc", NEUT = "Gender=Neut",
    MOOD_IMP = "Mood=Imp", MOOD_IND = "Mood=Ind", MOOD_SUB = "Mood=Sub",
    NUMFORM_COMBI = "NumForm=Combi", NUMFORM_DIGIT = "NumForm=Digit", NUMFORM_ROMAN = "NumForm=Roman",
    NUMFORM_WORD = "NumForm=Word",
    NUMTYPE_CARD = "NumType=Card", NUMTYPE_FRAC = "NumType=Frac", NUMTYPE_MULT = "NumType=Mult",
    NUMTYPE_ORD = "NumType=Ord",
    PLUR = "Number=Plur", PTAN = "Number=Ptan", SING = "Number=Sing",
    PERSON_1 = "Person=1", PERSON_2 = "Person=2", PERSON_3 = "Person=3",
    POLARITY_NEG = "Polarity=Neg", POLARITY_POS = "Polarity=Pos",
    POSS = "Poss=Yes",
    PRON_ART = "PronType=Art", PRON_DEM = "PronType=Dem", PRON_EMP = "PronType=Emp", PRON_IND = "PronType=Ind",
    PRON_INT = "PronType=Int", PRON_NEG = "PronType=Neg", PRON_PRS = "PronType=Prs", PRON_RCP = "PronType=Rcp",
    PRON_REL = "PronType=Rel", PRON_TOT = "PronType=Tot",
    REFLEX = "Reflex=Yes",
    STYLE_ARCH = "Style=Arch", STYLE_COLL = "Style=Coll", STYLE_EXPR = "Style=Expr", STYLE_SLNG = "Style=Slng",
    STYLE_VRNC = "Style=Vrnc",
    TENSE_PAST = "Tense=Past", TENSE_PRES = "Tense=Pres",
    TYPO = "Typo=Yes",
    FIN = "VerbForm=Fin", GER = "VerbForm=Ger", INF = "VerbForm=Inf", PARTICIPLE = "VerbForm=Part",
    VOICE_PASS = "Voice=Pass",
}

impl Feats {
    /// Whether all of `other` are set.
    pub fn has(self, other: Feats) -> bool {
        self.0 & other.0 == other.0
    }
    /// Both sets.
    pub fn with(self, other: Feats) -> Feats {
        Feats(self.0 | other.0)
    }
    /// From CoNLL-U (`Mood=Ind|Tense=Past`, or `_`); unknown pairs are dropped.
    pub fn parse(text: &str) -> Feats {
        text.split('|').fold(Feats::default(), |set, pair| {
            Feats::ALL.iter().find(|(_, spelling)| *spelling == pair).map_or(set, |(bit, _)| set.with(*bit))
        })
    }
}

impl std::fmt::Display for Feats {
    /// CoNLL-U spelling, `_` when empty.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut first = true;
        for (bit, spelling) in Feats::ALL {
            if self.has(*bit) {
                if !first {
                    f.write_str("|")?;
                }
                f.write_str(spelling)?;
                first = false;
            }
        }
        if first { f.write_str("_") } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_round_trip_in_conllu_order() {
        let text = "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin";
        assert_eq!(Feats::parse(text).to_string(), text);
        assert_eq!(Feats::parse("_").to_string(), "_");
        assert!(Feats::ALL.len() <= 128);
        assert!(Feats::ALL.windows(2).all(|pair| pair[0].1 < pair[1].1));
    }

    #[test]
    fn labels_round_trip() {
        for label in Deprel::ALL {
            assert_eq!(Deprel::parse(label.as_str()), Some(*label));
        }
        assert_eq!(Deprel::AclRelcl.universal(), "acl");
    }
}
