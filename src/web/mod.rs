//! Pages: rendering, assets, and what stands around every response.

pub mod assets;
pub mod guard;
mod render;

pub use render::{RenderError, Renderer};
