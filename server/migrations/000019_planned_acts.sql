-- What was recorded for a later day may be called off until then, not only for some minutes.
alter table directory_undo add column planned_for date;
