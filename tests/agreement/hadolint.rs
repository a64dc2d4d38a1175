//! Where we and hadolint differ on the corpus, and why.

use crate::Class;

/// The classes, tried in order.
pub(crate) const CLASSES: &[Class] = &[];
