//! Primary-backup replication, held against its sources: each rule as a fact about one server or
//! about a small cluster that is driven by hand, and all properties under random schedules.

mod chaos;
mod clients;
mod cluster;
mod looks;
mod promises;
mod replication;
mod rules;
mod view_service;
mod views;
