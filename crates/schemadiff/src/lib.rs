//! schemadiff
