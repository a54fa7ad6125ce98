//! Gathers conflicts: those that one report sets out, and those between what reports say of one channel.

use crate::Item;
use crate::situation::{Channel, Claim, Conflict, Side};
use demarche_read::record::ChannelStatus;

/// Conflicts within the reports and between them.
pub fn fold(items: &[&Item], channels: &[Channel]) -> Vec<Conflict> {
    let mut conflicts = Vec::new();
    for item in items {
        for conflict in &item.record.conflicts {
            let side = |side: &demarche_read::record::Side| Side {
                by: side.by.clone(),
                evidence: item.evidence(&side.evidence),
            };
            conflicts.push(Conflict {
                over: conflict.over.clone(),
                sides: conflict.sides.iter().map(side).collect(),
            });
        }
    }
    for channel in channels {
        let latest = |wanted: fn(ChannelStatus) -> bool| {
            channel.claims.iter().rev().find(|claim| wanted(claim.status))
        };
        let (Some(yes), Some(no)) = (latest(affirms), latest(|status| status == ChannelStatus::Denied))
        else {
            continue;
        };
        if yes.evidence.doc == no.evidence.doc || yes.by == no.by {
            continue;
        }
        let side = |claim: &Claim| Side { by: claim.by.clone(), evidence: claim.evidence.clone() };
        conflicts.push(Conflict {
            over: "whether they are in contact".to_owned(),
            sides: vec![side(yes), side(no)],
        });
    }
    conflicts
}

fn affirms(status: ChannelStatus) -> bool {
    matches!(status, ChannelStatus::UnderWay | ChannelStatus::Concluded | ChannelStatus::Agreed)
}
