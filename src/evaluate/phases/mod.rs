//! One file per thing that is compared.

pub(super) mod figures;
pub(super) mod findings;
pub(super) mod metadata;
pub(super) mod relations;
pub(super) mod sections;
