//! crm-server
