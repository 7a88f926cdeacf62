import type { form as vi } from '../vi/form.ts';

export const form: Record<keyof typeof vi, string> = {
  'form.dayPlaceholder': 'day/month/year',
  'form.noDay': 'No such day: write day/month/year, as 01/03/2026.',
  'form.since': 'since {day}',
  'form.spanFrom': 'From',
  'form.spanFromHint': 'Left empty: now.',
  'form.spanUntil': 'Until the end of',
  'form.spanUntilHint': 'Left empty: for good.',
  'form.calendar': 'Pick from the calendar',
  'form.clear': 'Clear',
  'form.nothingFound': 'Nothing found.',
  'form.busy': 'Saving…',
  'form.loadAgain': 'Load again',
  'form.fault.empty': 'Fill this in.',
  'form.fault.tooLong': 'Too long.',
  'form.fault.control': 'Has characters that cannot be used.',
  'form.fault.noWebsite': 'No website address.',
  'form.fault.order': 'The end must be after the beginning.',
  'form.fault.future': 'This day is yet to come.',
};
