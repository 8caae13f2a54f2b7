//! 勾稽 gouji: reads the figures of Chinese government reports and recomputes what the reports say about them.
//!
//! ```text
//! bytes ─document→ Document ─outline→ Outline ─figures→ Figures ─relations→ Relations ─findings→ Findings ─output→ bytes
//! ```
//!
//! Arrows go one way: `text < quantity < document < outline < figures < relations < findings < review < output < archive < evaluate < cli`.

pub mod text;

pub mod quantity;

pub mod document;

pub mod outline;

pub mod figures;

pub mod relations;

pub mod findings;

pub mod review;

pub mod output;

pub mod archive;

pub mod evaluate;

pub mod cli;
