//! What the store measures of itself, by name, in one place: the writer's groups and the connections. Counts and times only,
//! never a reference, a name or a sum of money. Where nobody listens, these are as good as free.
use super::{Pools, Store};

/// The one writer. Called from its loop; a call costs well under a microsecond.
pub mod writer {
    use metrics::{counter, gauge, histogram};
    use std::time::Duration;

    /// A group was made durable: how many members it had, and how long its commit took.
    pub fn group(members: usize, commit: Duration) {
        counter!("relief_writer_groups_total").increment(1);
        counter!("relief_writer_members_total").increment(u64::try_from(members).unwrap_or(u64::MAX));
        histogram!("relief_writer_group_members").record(u32::try_from(members).unwrap_or(u32::MAX));
        histogram!("relief_writer_commit_seconds").record(commit);
    }

    /// The database refused a flush, so the group was given up and its members run again one by one.
    pub fn poisoned() {
        counter!("relief_writer_poisoned_total").increment(1);
    }

    /// A member of a group that was given up runs again, alone.
    pub fn rerun() {
        counter!("relief_writer_reruns_total").increment(1);
    }

    /// So many commands wait for the writer now.
    pub fn waiting(commands: usize) {
        gauge!("relief_writer_waiting").set(u32::try_from(commands).unwrap_or(u32::MAX));
    }
}

/// The connections of one pool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PoolUse {
    /// What it is for: `writer`, `readers` or `all`.
    pub name: &'static str,
    /// Connections in use.
    pub busy: u32,
    /// Connections that wait for use.
    pub idle: u32,
    /// The most it may open.
    pub most: u32,
}

impl Store {
    /// How the connections are used at this moment.
    pub fn pool_use(&self) -> Vec<PoolUse> {
        let seen = |name, (open, idle, most): (u32, usize, u32)| {
            let idle = u32::try_from(idle).unwrap_or(u32::MAX).min(open);
            PoolUse { name, busy: open - idle, idle, most }
        };
        match &self.pools {
            Pools::Sqlite { writer, readers } => vec![
                seen("writer", (writer.size(), writer.num_idle(), writer.options().get_max_connections())),
                seen("readers", readers.used()),
            ],
            Pools::Postgres { readers, .. } => vec![seen("all", readers.used())],
        }
    }
}
