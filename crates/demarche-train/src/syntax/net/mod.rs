//! The network in fitting: the same sums as `demarche_read::fitting::parse` runs, in floats, with gradients.

pub mod adam;
pub mod freeze;
pub mod layer;
pub mod layout;
pub mod math;
pub mod model;
