import { queryChangesArgs, strict } from '../../core/arguments.ts';
import { capability } from '../../core/capabilities.ts';
import { MethodError } from '../../core/errors.ts';
import { defineMethod } from '../../core/method.ts';

/** RFC 8621 §7.4: what the queue does is no change of state here, so there is nothing to calculate from. */
export const emailSubmissionQueryChanges = defineMethod({
  name: 'EmailSubmission/queryChanges',
  using: capability.submission,
  access: 'read',
  args: strict(queryChangesArgs),
  run: () => Promise.reject(new MethodError('cannotCalculateChanges')),
});
