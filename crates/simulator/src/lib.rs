//! Virtual time, network, disks, clients, faults and history
