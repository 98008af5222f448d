//! schemadiff-pg
