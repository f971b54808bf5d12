//! What the exports of real runs say: every scenario there is, written in every format.

mod import;
mod json_lines;
mod mermaid;
mod perfetto;
mod samples;
mod shiviz;
mod tla;
