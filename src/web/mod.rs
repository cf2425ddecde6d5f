//! Pages: rendering, forms, errors and assets.
