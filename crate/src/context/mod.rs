//! Filled in by the layer of this name.
