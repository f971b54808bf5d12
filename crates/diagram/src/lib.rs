//! Space-time geometry and SVG text
