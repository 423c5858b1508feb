-- What administrators look up: rows of the audit log by action, by time, and those that were refused.

create index audit_log_by_action on audit_log (action, id);
create index audit_log_by_time on audit_log (at, id);
create index audit_log_refused on audit_log (id) where outcome = 'refused';
