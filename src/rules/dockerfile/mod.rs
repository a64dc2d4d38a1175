//! Dockerfile rules. Generated: `UPDATE=1 cargo test --test generated` writes this list.

mod add_instead_of_copy;
mod apk_missing_no_cache;
mod apk_unpinned_version;
mod apt_lists_not_removed;
mod apt_missing_no_install_recommends;
mod apt_missing_yes_flag;
mod apt_unpinned_version;
mod invalid_syntax;
mod pip_cache_kept;
mod pip_unpinned_version;

use crate::rule::Rule;

/// Every rule of this domain, by id.
#[rustfmt::skip]
pub static RULES: &[&Rule] = &[
    &add_instead_of_copy::RULE,
    &apk_missing_no_cache::RULE,
    &apk_unpinned_version::RULE,
    &apt_lists_not_removed::RULE,
    &apt_missing_no_install_recommends::RULE,
    &apt_missing_yes_flag::RULE,
    &apt_unpinned_version::RULE,
    &invalid_syntax::RULE,
    &pip_cache_kept::RULE,
    &pip_unpinned_version::RULE,
];
