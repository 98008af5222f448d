//! schemadiff-testkit
