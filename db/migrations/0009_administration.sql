-- What administrators look up: rows of the audit log by action, by time, and those that were refused.

create index audit_log_by_action on audit_log (action, id);
create index audit_log_by_time on audit_log (at, id);
create index audit_log_refused on audit_log (id) where outcome = 'refused';

-- Jitter (milliseconds) and loss (percent) of a whole call, where an index can hold them, as its round trip is.
alter table call_history
  add column jitter_p50 real generated always as ((quality_metrics #>> '{jitter,p50}')::real) stored,
  add column jitter_p95 real generated always as ((quality_metrics #>> '{jitter,p95}')::real) stored,
  add column packet_loss_p50 real generated always as ((quality_metrics #>> '{packet_loss,p50}')::real) stored,
  add column packet_loss_p95 real generated always as ((quality_metrics #>> '{packet_loss,p95}')::real) stored;
drop index call_history_by_time;
create index call_history_by_time on call_history (initiated_at)
  include (call_type, status, end_reason, duration, accepted_at, connected_at, rtt_p50, rtt_p95, jitter_p50,
    jitter_p95, packet_loss_p50, packet_loss_p95);
