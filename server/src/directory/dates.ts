/** SQL for the day it is in Vietnam; `current_date` follows the session's time zone. */
export const sqlToday = "(now() at time zone 'Asia/Ho_Chi_Minh')::date";

/** SQL that holds while a row with `valid_from` and `valid_until` days is in force. */
export const sqlInForce = (row: string) =>
  `${row}.valid_from <= ${sqlToday} and (${row}.valid_until is null or ${row}.valid_until > ${sqlToday})`;
