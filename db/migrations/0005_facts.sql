-- What was committed since when, and by which process: so that others tell their people of what it did not live to tell.

-- The audit row is written in the transaction of what it records, so it also says which transaction that was. Without
-- a default at first: rows of before are of no interest and stay as they are.
alter table audit_log
  add column xact bigint,
  add column writer text;
alter table audit_log
  alter column xact set default pg_current_xact_id()::text::bigint,
  alter column writer set default current_setting('application_name');
create index audit_log_by_xact on audit_log (xact) where xact is not null;
