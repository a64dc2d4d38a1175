//! Kinds that let others reach pods, and addresses.

pub(super) mod address;
pub(super) mod endpoints;
pub(super) mod ingress;
pub(super) mod network_policy;
pub(super) mod service;
