//! What is found wrong with a claim.

/// How much is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gravity {
    /// The claim goes beyond the reports.
    Beyond,
    /// The claim and the reports cannot both stand.
    Clash,
}

/// Something wrong, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// How much.
    pub gravity: Gravity,
    /// What, as part of a sentence: "the reports have Qatar, not Oman".
    pub reason: String,
}

impl Fault {
    /// A claim beyond the reports.
    pub fn beyond(reason: String) -> Fault {
        Fault { gravity: Gravity::Beyond, reason }
    }
    /// A claim against the reports.
    pub fn clash(reason: String) -> Fault {
        Fault { gravity: Gravity::Clash, reason }
    }
    /// How far a passage that shows this fault falls behind one that does not, as a share of what is claimed.
    pub fn cost(&self) -> f32 {
        match self.gravity {
            Gravity::Beyond => 0.06,
            Gravity::Clash => 0.1,
        }
    }
}
