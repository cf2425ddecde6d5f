//! Pages: rendering, assets, and what stands around every response.

pub mod answer;
pub mod assets;
pub mod csv;
pub mod files;
pub mod guard;
pub mod languages;
pub mod metrics;
pub mod pieces;
pub mod qr_code;
mod render;
pub mod sender;

pub use render::{RenderError, Renderer};
